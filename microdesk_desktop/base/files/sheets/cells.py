"""What a cell of a written table holds, and how a text is kept from being run as a formula."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import BinaryIO

from microdesk_desktop.base.text import one_line

Cell = str | int | Decimal | date | datetime | None
"""A text, a whole number, an amount with two digits, a day, a local moment without its zone, or nothing."""
AddRow = Callable[[Sequence[Cell]], None]


class SheetFormat(StrEnum):
    """A form of file, by the suffix of its name."""

    XLSX = ".xlsx"
    CSV = ".csv"


LONGEST_TEXT = 32_767
"""Characters of a cell: Excel takes a workbook with a longer one for damaged."""
# What spreadsheet programs take for the start of a formula; the last two are those of East Asian keyboards.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff20")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetHead:
    """What stands above the rows: a title on a line of its own, then the names of the columns.

    `name` is that of the sheet, `widths` the characters that each column has room for.
    """

    name: str
    title: str
    columns: Sequence[str]
    widths: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table to write: its rows come some at a time, about `total` of them in all."""

    head: SheetHead
    total: int
    chunks: Iterable[Sequence[Sequence[Cell]]]


WriteSheet = Callable[[BinaryIO, SheetHead], AbstractContextManager[AddRow]]
"""Writes a table into a file: the head at once, each row as it is added, the rest at the end of the block."""


def is_formula(text: str) -> bool:
    """Whether a spreadsheet program would take the text for a formula."""
    return text.lstrip(" ").startswith(_FORMULA_STARTS)


def sheet_text(text: str) -> str:
    """The text as a cell holds it: on one line, without characters that are invisible, no longer than Excel reads."""
    return one_line(text)[:LONGEST_TEXT]
