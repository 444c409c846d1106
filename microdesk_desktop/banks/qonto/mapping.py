"""From Qonto's accounts and transactions to domain values, keeping only the facts that we store. Pure.

Only status, side and amount are dependable; everything else may be missing, blank or of another type.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeVar

import msgspec

from microdesk_desktop.banks.normalise.iban import as_iban
from microdesk_desktop.banks.normalise.identifiers import reference, trusted_identifiers
from microdesk_desktop.banks.normalise.text import clean_text, currency_code, decimal_cents, join_label
from microdesk_desktop.banks.qonto.days import french_day
from microdesk_desktop.banks.qonto.schemas import BankAccount, TransactionData
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import AccountChoice, Balance, BankRow, State, TransactionPage

T = TypeVar("T")
_BATCH = 500
_TOO_LARGE = 10**15
_TRANSACTION = msgspec.json.Decoder(TransactionData, float_hook=str)
_ACCOUNT = msgspec.json.Decoder(BankAccount, float_hook=str)
_STATES = {"completed": State.BOOKED, "pending": State.PENDING}
_NEVER_BOOKED = ("declined", "reversed", "canceled")
_SIGNS = {"debit": -1, "credit": 1}
_CLOSED = "closed"


def read_page(
    pending: Sequence[msgspec.Raw], completed: Sequence[msgspec.Raw], since: date, job: Job
) -> TransactionPage:
    """The rows from `since` on; one that stands among the pending ones too, as it was booked meanwhile, is booked.

    Declined and reversed ones are left out. Those without a readable amount or day are counted as skipped.
    Raises Cancelled.
    """
    found = list(_decoded((*completed, *pending), _TRANSACTION, job))
    unreadable = len(completed) + len(pending) - len(found)
    found = [each for each in found if each.status not in _NEVER_BOOKED]
    booked = [each for each in found if _state(each) is State.BOOKED]
    ids = [_identifier(each) for each in booked]
    known = frozenset(ids) - {None}
    coming = [each for each in found if _state(each) is State.PENDING and _identifier(each) not in known]
    rows = [
        row
        for each, identifier in (
            *zip(booked, trusted_identifiers(ids), strict=True),
            *((each, None) for each in coming),
        )
        if (row := _read_row(each, identifier))
    ]
    skipped = unreadable + len(booked) + len(coming) - len(rows)
    return TransactionPage(
        rows=[row for row in rows if row.on >= since],
        has_pending=not skipped,
        skipped=skipped,
        since=since,
    )


def _decoded(raws: Sequence[msgspec.Raw], decoder: "msgspec.json.Decoder[T]", job: Job) -> Iterator[T]:
    """The elements that have the schema. Raises Cancelled."""
    for order, raw in enumerate(raws):
        if order % _BATCH == 0:
            job.checkpoint()
        try:
            yield decoder.decode(raw)
        except (ValueError, RecursionError):
            continue


def _state(found: TransactionData) -> State:
    """The state by the status, else by whether the transaction is settled."""
    stated = _STATES.get(found.status) if isinstance(found.status, str) else None
    return stated or (State.BOOKED if french_day(found.settled_at) else State.PENDING)


def _identifier(found: TransactionData) -> str | None:
    """What identifies the transaction, as in Qonto's exports; the two identifiers never change."""
    return reference(found.transaction_id) or reference(found.id)


def _read_row(found: TransactionData, identifier: str | None) -> BankRow | None:
    """One row, None without a readable amount, side, currency or day."""
    try:
        cents = _signed_cents(found)
        currency = currency_code(found.currency)
    except ValueError:
        return None
    on = french_day(found.settled_at) or french_day(found.emitted_at)
    if on is None:
        return None
    return BankRow(
        provider_id=identifier,
        on=on,
        amount_cents=cents,
        currency=currency,
        label=join_label((found.label, reference(found.reference))),
        state=_state(found),
    )


def _signed_cents(found: TransactionData) -> int:
    """The amount in the account's currency, negative for a debit. Raises ValueError."""
    sign = _SIGNS.get(found.side) if isinstance(found.side, str) else None
    if sign is None:
        raise ValueError("side_unknown")
    return sign * abs(_cents(found.amount_cents, found.amount))


def _cents(cents: object, amount: object) -> int:
    """An amount given in cents and in units; the cents count. Raises ValueError."""
    if not isinstance(cents, int) or isinstance(cents, bool):
        return decimal_cents(amount)
    if abs(cents) >= _TOO_LARGE:
        raise ValueError("amount_unreadable")
    return cents


def read_accounts(raws: Sequence[msgspec.Raw], job: Job) -> Sequence[AccountChoice]:
    """The accounts at Qonto that are open; those at other banks that the customer added there are left out."""
    return [choice for each in _decoded(raws, _ACCOUNT, job) if (choice := _read_account(each))]


def _read_account(found: BankAccount) -> AccountChoice | None:
    account_id = account_key(found)
    if account_id is None or clean_text(found.status).lower() == _CLOSED or found.is_external_account is True:
        return None
    return AccountChoice(
        id=account_id,
        iban=as_iban(found.iban),
        name=clean_text(found.name) or None,
        currency=clean_text(found.currency).upper() or None,
    )


def account_key(found: BankAccount) -> str | None:
    """By what the account's transactions are asked for: its identifier, else its IBAN."""
    return clean_text(found.id) or as_iban(found.iban)


def read_balance(raws: Sequence[msgspec.Raw], account_id: str, job: Job) -> Balance | None:
    """The booked balance of the account, else what may be spent; None when there is none."""
    found = next((each for each in _decoded(raws, _ACCOUNT, job) if account_key(each) == account_id), None)
    if found is None:
        return None
    kinds = ((found.balance_cents, found.balance), (found.authorized_balance_cents, found.authorized_balance))
    for cents, amount in kinds:
        try:
            return Balance(amount_cents=_cents(cents, amount), currency=currency_code(found.currency))
        except ValueError:
            continue
    return None
