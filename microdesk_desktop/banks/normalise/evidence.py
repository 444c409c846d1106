"""Identifiers for rows to which the bank gives none, made of their time of day or of the balance after them."""

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

from microdesk_desktop.domain.bank.merging.identifiers import balance_identifier, time_identifier
from microdesk_desktop.domain.bank.types import BankRow, State

_TIME = re.compile(r"[ T](\d{1,2})[:hH](\d{2})(?::(\d{2}))?")
_MIDNIGHT = ("00", "00", "00")


def identifiers_of_times(dates: Sequence[str], distinct: Iterable[str]) -> list[str | None]:
    """One identifier per row whose date has a time of day; none at midnight, which stands for a day without time.

    `distinct` are the texts of the dates, each once.
    """
    found = {text: _time(text) for text in distinct if _TIME.search(text)}
    if not found:
        return []
    return [found.get(text) for text in dates]


def identifiers_of_balances(balances: Sequence[int | None]) -> list[str | None]:
    """One identifier per row, of the balance after it in cents, where it is known."""
    return [None if cents is None else balance_identifier(cents) for cents in balances]


def with_balance_identifiers(rows: list[BankRow], opening_cents: int) -> list[BankRow]:
    """The rows with the balance after each, counted from the opening one, where none of them has an identifier.

    Rows that do not follow one another by their days stay without: their order is not that of the account.
    """
    if any(row.provider_id is not None or row.state is not State.BOOKED for row in rows):
        return rows
    if any(before.on > after.on for before, after in pairwise(rows)):
        return rows
    balances = accumulate((row.amount_cents for row in rows), initial=opening_cents)
    next(balances)
    return [row._replace(provider_id=balance_identifier(cents)) for row, cents in zip(rows, balances, strict=True)]


def _time(text: str) -> str | None:
    found = _TIME.search(text)
    parts = (found[1].zfill(2), found[2], found[3] or "00") if found else _MIDNIGHT
    return None if parts == _MIDNIGHT else time_identifier(":".join(parts))
