"""A list as it is exported or printed: all rows that its filters keep, in the order on the screen.

The columns are those of the screen, and what one needs to work with the rows elsewhere: whole dates, the currency, the
references. Rows that are not in memory are read some at a time, each time on a snapshot of its own: a snapshot held for
the whole export would keep an erasure from removing what it must.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, auto
from typing import Any, Generic, Protocol, TypeVar

from microdesk_desktop.domain.money import Money
from microdesk_desktop.store.database import Reader

R = TypeVar("R")
T = TypeVar("T")

Value = str | int | Decimal | date | datetime | Money | None
"""A text, a whole number, one with decimals, a day, a local moment without its zone, an amount, or nothing."""

CHUNK = 500
"""Rows read or handed over together: some tens of milliseconds of work between two checkpoints."""


class ReadVault(Protocol):
    """Runs a view on one snapshot of the vault."""

    def __call__(self, view: Callable[[Reader], T], /) -> T: ...


class Kind(Enum):
    """What a column holds. Numbers are aligned at the right."""

    TEXT = auto()
    DAY = auto()
    MOMENT = auto()
    AMOUNT = auto()
    NUMBER = auto()


@dataclass(frozen=True, kw_only=True)  # no slots: `ListColumn[Row](…)` sets an attribute on the new object
class ListColumn(Generic[R]):
    """One column; `width` is the characters of its usual values.

    `is_printed` is false for what only a spreadsheet needs: paper has no room for all.
    """

    header: str
    value: Callable[[R], Value]
    kind: Kind = Kind.TEXT
    width: int = 12
    is_printed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ListContent(Generic[R]):
    """What is exported: the list's title, the filters in words, how many rows it holds and what they add up to.

    `chunks` yields the rows in their order.
    """

    title: str
    columns: Sequence[ListColumn[R]]
    total: int
    chunks: Callable[[ReadVault], Iterator[Sequence[R]]]
    filters: Sequence[str] = ()
    count: str = ""
    totals: str = ""


Chunks = Callable[[ReadVault], Iterator[Sequence[Any]]]
"""Yields the rows of a list in their order, some at a time."""
AnyContent = ListContent[Any]


def rows_in_memory(rows: Sequence[R]) -> Callable[[ReadVault], Iterator[Sequence[R]]]:
    """The chunks of rows that are all in memory."""
    return lambda _: (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))


def text_column(header: str, value: Callable[[R], str], width: int = 12, *, is_printed: bool = True) -> ListColumn[R]:
    """A column of texts."""
    return ListColumn(header=header, value=value, width=width, is_printed=is_printed)


def day_column(header: str, value: Callable[[R], date | None]) -> ListColumn[R]:
    """A column of days."""
    return ListColumn(header=header, value=value, kind=Kind.DAY, width=10)


def amount_column(header: str, value: Callable[[R], Money | None]) -> ListColumn[R]:
    """A column of amounts; their currency stands in a column of its own."""
    return ListColumn(header=header, value=value, kind=Kind.AMOUNT, width=13)


def currency_column(header: str, value: Callable[[R], str]) -> ListColumn[R]:
    """The currency of the amounts, for spreadsheets: on paper each amount has its own."""
    return ListColumn(header=header, value=value, width=6, is_printed=False)
