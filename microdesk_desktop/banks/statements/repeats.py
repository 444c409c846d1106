"""What a file lists twice: a statement that was sent again, an entry that every interim report of the day repeats."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from microdesk_desktop.banks.normalise.identifiers import trusted_identifiers
from microdesk_desktop.domain.bank.types import Balance, BankRow, State


class Part(Protocol):
    """A part of an account's statement: the rows between two balances; `reference` is the bank's number of it."""

    rows: list[BankRow]
    opening: Balance | None
    closing: Balance | None
    reference: str


AnyPart = TypeVar("AnyPart", bound=Part)


def without_repeated_parts(parts: Sequence[AnyPart]) -> Sequence[AnyPart]:
    """The parts without those that repeat an earlier one row by row and cannot be a second statement.

    They cannot be one where the bank gave them the same reference, or where they lead again from the same opening
    balance to another closing one.
    """
    kept: list[AnyPart] = []
    for part in parts:
        is_repeat = _is_one_of_a_kind(part) and any(
            part.reference == other.reference
            and (part.opening, part.closing) == (other.opening, other.closing)
            and part.rows == other.rows
            for other in kept[-_COMPARED:]
        )
        if not is_repeat:
            kept.append(part)
    return kept


_COMPARED = 50
"""Parts before one that it may repeat: a bank sends the days of a month again."""


def _is_one_of_a_kind(part: Part) -> bool:
    if not part.rows:
        return False
    moves = part.opening and part.closing and part.opening.amount_cents != part.closing.amount_cents
    return bool(part.reference or moves)


def rows_of_parts(
    parts: Sequence[Sequence[BankRow]], opening: Balance | None, closing: Balance | None
) -> list[BankRow]:
    """The rows of all parts; one that another part lists too, with the same identifier, is listed once.

    All of them are kept where the balances prove that they are different transactions.
    """
    rows = [row for part in parts for row in part]
    once = list(_first_of_each(parts)) if len(parts) > 1 else rows
    return rows if len(once) == len(rows) or balance_gap(opening, closing, rows) == 0 else once


def balance_gap(opening: Balance | None, closing: Balance | None, rows: Sequence[BankRow]) -> int | None:
    """Closing less opening balance and booked rows; None without both balances, or with rows in another currency."""
    if opening is None or closing is None or any(row.currency != closing.currency for row in rows):
        return None
    booked = sum(row.amount_cents for row in rows if row.state is State.BOOKED)
    return closing.amount_cents - opening.amount_cents - booked


def _first_of_each(parts: Sequence[Sequence[BankRow]]) -> Iterable[BankRow]:
    listed: set[BankRow] = set()
    for part in parts:
        trusted = trusted_identifiers([row.provider_id for row in part])
        yield from (row for row, id in zip(part, trusted, strict=True) if id is None or row not in listed)
        listed.update(row for row, id in zip(part, trusted, strict=True) if id is not None)
