"""What a rule finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

Terms = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A broken rule, the business term (BT or BG) that breaks it, and the 1-based line where it concerns one.

    `value` is what breaks it, where the user must see that.
    """

    rule: str
    term: str
    line: int | None = None
    value: str = ""


Rule = Callable[[Terms], Iterator[Problem]]


def number(text: str | None) -> Decimal:
    """The number of a decimal text, zero where there is none; for another text one that equals no amount."""
    try:
        found = Decimal(text or "0")
    except InvalidOperation:
        return _NO_NUMBER
    return found if found.is_finite() else _NO_NUMBER


_NO_NUMBER = Decimal("1e-30")
"""Smaller than any digit of a document; unlike NaN, it can be compared."""


def numbered_lines(terms: Terms) -> Iterator[tuple[int, Terms]]:
    """The lines with their positions, from 1."""
    return enumerate(terms.get("BG-25", []), 1)
