"""From GoCardless transactions and balances to domain values, row by row, keeping only the facts that we store.

Pure; only the amount is dependable, everything else may be missing, blank or of another type.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeVar

import msgspec

from microdesk_desktop.banks.gocardless.schemas import BalanceData, Balances, TransactionData, Transactions
from microdesk_desktop.banks.normalise.identifiers import reference, trusted_identifiers
from microdesk_desktop.banks.normalise.text import (
    clean_text,
    currency_code,
    decimal_cents,
    first_day,
    join_label,
    operation_first,
)
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import Balance, BankRow, State, TransactionPage

T = TypeVar("T")
_BATCH = 500
_WORD = re.compile(r"\w+")
_MOST_REFERENCES = 100
"""Values that are looked at for references: more than fit into the longest label."""

# The booked balance is the one of statements; the others are used where it is missing.
_BALANCE_ORDER = (
    "interimBooked",
    "closingBooked",
    "openingBooked",
    "expected",
    "interimAvailable",
    "forwardAvailable",
)
_TRANSACTION = msgspec.json.Decoder(TransactionData, float_hook=str)
_BALANCE = msgspec.json.Decoder(BalanceData, float_hook=str)


def read_page(response: Transactions, since: date, job: Job) -> TransactionPage:
    """The rows from `since` on; those without an amount or a day are counted as skipped. Raises Cancelled."""
    lists = response.transactions
    booked, skipped_booked = _read_rows(lists.booked, State.BOOKED, job)
    pending, skipped_pending = _read_rows(lists.pending or (), State.PENDING, job)
    return TransactionPage(
        rows=[row for row in (*booked, *pending) if row.on >= since],
        has_pending=lists.pending is not None and not skipped_pending,
        skipped=skipped_booked + skipped_pending,
        since=since,
    )


def _read_rows(raws: Sequence[msgspec.Raw], state: State, job: Job) -> tuple[list[BankRow], int]:
    found = list(_decoded(raws, _TRANSACTION, job))
    identifiers = trusted_identifiers([reference(each.transaction_id) for each in found])
    rows = [
        row for each, identifier in zip(found, identifiers, strict=True) if (row := _read_row(each, state, identifier))
    ]
    return rows, len(raws) - len(rows)


def _decoded(raws: Sequence[msgspec.Raw], decoder: "msgspec.json.Decoder[T]", job: Job) -> Iterator[T]:
    """The elements that have the schema. Raises Cancelled."""
    for order, raw in enumerate(raws):
        if order % _BATCH == 0:
            job.checkpoint()
        try:
            yield decoder.decode(raw)
        except (ValueError, RecursionError):
            continue


def _read_row(found: TransactionData, state: State, identifier: str | None) -> BankRow | None:
    """One row, None without a readable amount, currency or day."""
    try:
        cents = decimal_cents(found.transaction_amount.amount)
        currency = currency_code(found.transaction_amount.currency)
    except ValueError:
        return None
    on = first_day(found.booking_date, found.booking_date_time, found.value_date, found.value_date_time)
    if on is None:
        return None
    return BankRow(
        provider_id=identifier or reference(found.internal_transaction_id),
        on=on,
        amount_cents=cents,
        currency=currency,
        label=build_label(found, cents),
        state=state,
    )


def build_label(found: TransactionData, cents: int) -> str:
    """The label: free text, counterparty and the payer's own reference.

    The bank's additional information is the label only where there is no free text and no name, its transaction
    code where there is nothing else.
    """
    is_debit = cents < 0
    name, ultimate = (
        (found.creditor_name, found.ultimate_creditor) if is_debit else (found.debtor_name, found.ultimate_debtor)
    )
    structured = {
        *_references(found.remittance_information_structured),
        *_references(found.remittance_information_structured_array),
    }
    told = join_label((_free_text(found), *sorted(structured), clean_text(name) or clean_text(ultimate)))
    label = join_label((told or clean_text(found.additional_information), reference(found.end_to_end_id)))
    codes = found.proprietary_bank_transaction_code, found.bank_transaction_code
    return label or clean_text(codes[0]) or clean_text(codes[1])


def _free_text(found: TransactionData) -> str:
    """The lines, or the single text where it has more: some banks cut it at 140 characters, or list one line only."""
    lines = found.remittance_information_unstructured_array
    array = " ".join(operation_first(lines)) if isinstance(lines, list) else ""
    single = " ".join(operation_first([found.remittance_information_unstructured]))
    return array if _words(single) <= _words(array) else max(array, single, key=len)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text))


def _references(value: object) -> Iterator[str]:
    """The references in a structured remittance, which banks nest in lists and objects."""
    waiting = [value]
    for _ in range(_MOST_REFERENCES):
        if not waiting:
            return
        each = waiting.pop()
        if isinstance(each, list):
            waiting += reversed(each[:_MOST_REFERENCES])
        elif isinstance(each, dict):
            waiting.append(each.get("reference"))
        elif text := reference(each):
            yield text


def read_balance(response: Balances, currency: str, job: Job) -> Balance | None:
    """The balance to show: of the account's currency where there is one, booked before available, the latest."""
    found = [balance for each in _decoded(response.balances, _BALANCE, job) if (balance := _read_balance(each))]
    ordered = sorted(
        found,
        key=lambda ranked: (ranked[1].currency != currency, ranked[0], -(ranked[1].on or date.min).toordinal()),
    )
    return ordered[0][1] if ordered else None


def _read_balance(found: BalanceData) -> tuple[int, Balance] | None:
    """A balance and its rank in `_BALANCE_ORDER`; None without a readable amount or currency."""
    try:
        cents = decimal_cents(found.balance_amount.amount)
        currency = currency_code(found.balance_amount.currency)
    except ValueError:
        return None
    kind = found.balance_type
    rank = _BALANCE_ORDER.index(kind) if kind in _BALANCE_ORDER else len(_BALANCE_ORDER)
    on = first_day(found.reference_date, found.last_change_date_time)
    return rank, Balance(amount_cents=cents, currency=currency, on=on)
