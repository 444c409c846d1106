"""Days, signs, currencies and labels of OFX transactions, as banks really write them."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from microdesk_desktop.banks.normalise.debit_labels import has_label_of_debit
from microdesk_desktop.banks.normalise.text import currency_code
from microdesk_desktop.base.pieces import Remembered
from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.domain.calendar.dates import DateOrder, parse_day

_MOMENT = re.compile(
    r"(\d{8})(?:(\d{2})(?:(\d{2})(\d{2})?)?)?(?:[.,:]\d*)?\s*(?:\[\s*([-+]?[\d.]+)[^\]]*\]?|Z)?", re.ASCII
)
"""A day, perhaps with a time and its distance from Greenwich in hours: 20260430220000.000[0:GMT]."""
_DEBITS = frozenset(("DEBIT", "DIRECTDEBIT", "CASH", "PAYMENT", "FEE", "SRVCHG", "CHECK"))
_PROOFS_OF_DEBIT = frozenset(("DEBIT", "DIRECTDEBIT", "CASH", "PAYMENT"))
"""The types that a row of money in never has; a fee may be paid back, a cheque may be paid in."""
_CREDITS = frozenset(("CREDIT", "DEP", "DIRECTDEP", "DIV"))


def day_reader(order: DateOrder) -> Callable[[str], date]:
    """A reader of days; `order` is that of dates written with separators.

    It raises ValueError with a row problem's code.
    """

    def read(text: str) -> date:
        if not text:
            raise ValueError("date_missing")
        found = _MOMENT.fullmatch(text)
        return _day_in_paris(found) if found else parse_day(text, order)

    return Remembered(read).__getitem__


def _day_in_paris(found: re.Match[str]) -> date:
    """The day as written, or the next one where its moment is written as the midnight of Paris in Greenwich time."""
    day, hour, minute, second, zone = found.groups()
    written = parse_day(day)
    is_exact = (minute or "00") == "00" == (second or "00")
    if zone is None or _float_or_none(zone) != 0 or not is_exact:
        return written
    return written + timedelta(days=hour == ("22" if _is_summer_evening(written) else "23"))


def _float_or_none(text: str) -> float | None:
    """The number, None for what is none."""
    try:
        return float(text)
    except ValueError:
        return None


def _is_summer_evening(day: date) -> bool:
    """Whether France has summer time in the evening of this day (directive 2000/84/EC)."""
    return _last_sunday(day.year, 3) <= day < _last_sunday(day.year, 10)


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def currency_of(fields: Mapping[str, str], of_account: str) -> str:
    """The currency of the amount: that of a CURRENCY aggregate if there is one, else the account's.

    An ORIGCURRENCY only reports what the amount was before its conversion. Raises ValueError("currency_unknown").
    """
    if "CURRENCY" not in fields:
        return of_account
    stated = fields["CURRENCY"].strip() or fields.get("CURSYM", "").strip()
    if not stated:
        raise ValueError("currency_unknown")
    return currency_code(stated)


def signs_of(rows: Sequence[BankRow], types: Sequence[str]) -> list[int]:
    """What to multiply the amount of each row with: 1, -1, or 0 where its sign is unknown.

    Some banks write every amount without a sign and leave that to TRNTYPE: no amount is negative, and debits are named
    by types, or by the labels of rows of other types (POS, OTHER), whose sign is then unknown.
    """
    if any(row.amount_cents < 0 for row in rows):
        return [1] * len(rows)
    moved = [(row, type_) for row, type_ in zip(rows, types, strict=True) if row.amount_cents]
    if _PROOFS_OF_DEBIT.isdisjoint(type_ for _, type_ in moved) and not has_label_of_debit(
        [row.label for row, type_ in moved if type_ not in _CREDITS]
    ):
        return [1] * len(rows)
    debit = -1 if _CREDITS.intersection(types) else 0
    return [debit if each in _DEBITS else int(each in _CREDITS) for each in types]


def label_parts(fields: Mapping[str, str]) -> Iterator[str]:
    """The texts of a transaction's label; a cheque has its number in it."""
    yield fields.get("NAME", "")
    yield fields.get("EXTDNAME", "")
    yield fields.get("MEMO", "")
    if fields.get("TRNTYPE", "").strip().upper() == "CHECK":
        yield fields.get("CHECKNUM", "")
