"""From transactions to domain values, row by row, keeping only the facts that we store.

Pure; everything may be missing, blank or of another type.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from microdesk_desktop.banks.enable_banking.schemas import Amount, TransactionData
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
from microdesk_desktop.domain.bank.types import BankRow, State, TransactionPage

_BATCH = 500
_MOST_LINES = 100
"""Lines of a label that are looked at: more than fit into the longest one."""
_PENDING = frozenset(("PDNG", "HOLD", "SCHD"))
_DROPPED = frozenset(("RJCT", "CNCL"))
_CARD_NAME = re.compile(r"CARD[ -]?[0-9X*]{4,19}", re.IGNORECASE)
"""What some banks give instead of a counterparty: the card that paid."""

_DATE = r"20[0-9]{2}[-/]?(?:0[1-9]|1[0-2])[-/]?(?:0[1-9]|[12][0-9]|3[01])"
_TIME = r"[T ][0-9]{2}:?[0-9]{2}(?::?[0-9]{2})?(?:[.,][0-9]{1,9})?(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
_COUNTER = r"(?:0{1,8}[0-9]{0,3}|[0-9]{1,3})"
_POSITIONAL = re.compile(rf"{_DATE}(?:{_TIME}[-_/# ]|[-_/#. ]?){_COUNTER}")
"""A day followed by the place of the row among those of the day, as Fortuneo numbers them."""
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}")
_LONGEST_POSITION = 60

_TRANSACTION = msgspec.json.Decoder(TransactionData, float_hook=str)


class _Reading(NamedTuple):
    """What a row became: `row` None when it was dropped on purpose or, `is_skipped`, unreadable."""

    row: BankRow | None = None
    is_skipped: bool = False
    may_be_pending: bool = False


def read_page(raws: Sequence[msgspec.Raw], since: date, job: Job) -> TransactionPage:
    """The rows of a whole window; those without an amount or a day are counted as skipped. Raises Cancelled."""
    readings: list[_Reading] = []
    for order, raw in enumerate(raws):
        if order % _BATCH == 0:
            job.checkpoint()
        readings.append(_read(raw))
    rows = [each.row for each in readings if each.row]
    identifiers = trusted_identifiers([row.provider_id for row in rows])
    return TransactionPage(
        rows=[
            row._replace(provider_id=identifier)
            for row, identifier in zip(rows, identifiers, strict=True)
            if row.on >= since
        ],
        since=since,
        has_pending=not any(each.is_skipped and each.may_be_pending for each in readings),
        skipped=sum(each.is_skipped for each in readings),
    )


def _read(raw: msgspec.Raw) -> _Reading:
    try:
        found = _TRANSACTION.decode(raw)
    except (ValueError, RecursionError):
        return _Reading(is_skipped=True, may_be_pending=True)
    status = clean_text(found.status).upper()
    if status in _DROPPED:
        return _Reading()
    state = _state(status, found)
    row = _row(found, state)
    return _Reading(row=row) if row else _Reading(is_skipped=True, may_be_pending=state is State.PENDING)


def _state(status: str, found: TransactionData) -> State:
    """Booked or pending; any other status is decided by whether there is a day of booking."""
    if status in _PENDING:
        return State.PENDING
    is_booked = status == "BOOK" or first_day(found.booking_date) is not None
    return State.BOOKED if is_booked else State.PENDING


def _row(found: TransactionData, state: State) -> BankRow | None:
    """One row, None without a readable amount, direction, currency or day."""
    try:
        amount = msgspec.convert(found.transaction_amount, Amount)
        cents = _signed_cents(amount.amount, clean_text(found.credit_debit_indicator).upper())
        currency = currency_code(amount.currency)
    except ValueError:
        return None
    on = first_day(found.booking_date, found.value_date, found.transaction_date)
    if on is None:
        return None
    return BankRow(
        provider_id=_identifier(found.entry_reference) if state is State.BOOKED else None,
        on=on,
        amount_cents=cents,
        currency=currency,
        label=build_label(found, is_debit=cents < 0),
        state=state,
    )


def _signed_cents(amount: object, indicator: str) -> int:
    """The indicator gives the sign, whatever the amount has; a sign of the amount counts where there is none."""
    cents = decimal_cents(amount)
    if indicator in ("DBIT", "CRDT"):
        return -abs(cents) if indicator == "DBIT" else abs(cents)
    if str(amount).strip()[:1] not in ("+", "-"):
        raise ValueError("direction_unknown")
    return cents


def _identifier(value: object) -> str | None:
    found = reference(value)
    return None if found is None or is_positional(found) else found


def is_positional(identifier: str) -> bool:
    """Whether an identifier ends in the place of its row among those of a day, which changes when a row comes."""
    end = identifier[-_LONGEST_POSITION:]
    return any(_POSITIONAL.fullmatch(end, start.start()) for start in _YEAR.finditer(end))


def build_label(found: TransactionData, *, is_debit: bool) -> str:
    """The label: free text with the operation first, counterparty, reference and note, else the transaction code."""
    lines = found.remittance_information
    counterparty = found.creditor if is_debit else found.debtor
    name = clean_text(counterparty.get("name")) if isinstance(counterparty, dict) else ""
    label = join_label(
        (
            *operation_first(lines[:_MOST_LINES] if isinstance(lines, list) else [lines]),
            "" if _CARD_NAME.fullmatch(name) else name,
            reference(found.reference_number),
            clean_text(found.note),
        )
    )
    code = found.bank_transaction_code
    return label or (clean_text(code.get("description")) if isinstance(code, dict) else "")
