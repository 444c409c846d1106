"""The cells of one row of a record file, parsed on demand."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from typing import TypeVar

from microdesk_desktop.documents.imports.checks import RejectedRow
from microdesk_desktop.documents.imports.words import find_word
from microdesk_desktop.domain.money import parse_price
from microdesk_desktop.domain.settle.targets import DocumentType

_LONGEST_CELL = 2_000
"""Characters of a cell, far beyond any address or label: what is longer would stop the window that shows it."""

Word = TypeVar("Word")
Value = TypeVar("Value")


class SpendingSign(Enum):
    """How a file of expenses writes money spent; one that is mostly negative leaves its positive rows open."""

    POSITIVE = auto()
    NEGATIVE = auto()
    MOSTLY_NEGATIVE = auto()


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the whole file shows: how its days and amounts are written, and what single rows leave open.

    `decimal` is what stands before decimals, None where nothing shows it. `sign` is of expenses. `numbers_invoices`:
    some number begins with the letters of an invoice. `usual_type` is that of documents that nothing in their row sets
    apart.
    """

    read_day: Callable[[str], date]
    read_cents: Callable[[str], int]
    decimal: str | None = None
    sign: SpendingSign = SpendingSign.POSITIVE
    numbers_invoices: bool = False
    usual_type: DocumentType = DocumentType.INVOICE


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row by field, as `clean` returns them.

    Methods raise RejectedRow for a cell that is missing or invalid. `remarks` collects the faults of cells without
    which the row can be kept.
    """

    cells: Mapping[str, str]
    facts: FileFacts
    remarks: list[RejectedRow] = field(default_factory=list)

    def text(self, column: str) -> str:
        """A cell, "" when the column is missing."""
        cell = self.cells.get(column, "")
        if len(cell) > _LONGEST_CELL:
            raise RejectedRow("value_too_long", field=column)
        return cell

    def needed(self, column: str) -> str:
        """A cell that must not be blank."""
        return self.text(column) or _missing(column)

    def client(self) -> str:
        """Who a document or a receipt is of: one name, else a first and a last name; "" when neither is given."""
        person = " ".join(filter(None, (self.text("client_first_name"), self.text("client_last_name"))))
        return self.text("client") or person

    def cents(self, column: str) -> int:
        """An amount in cents."""
        return self._parsed(column, self.facts.read_cents)

    def price(self, column: str) -> int:
        """The price of one unit, in millionths."""
        return self._parsed(column, lambda text: parse_price(text, self.facts.decimal))

    def cents_or(self, column: str, otherwise: int) -> int:
        """An amount in cents, `otherwise` for a blank cell."""
        return self.cents(column) if self.text(column) else otherwise

    def day(self, column: str) -> date:
        """A day."""
        return self._parsed(column, self.facts.read_day)

    def day_or_none(self, column: str) -> date | None:
        """A day, None for a blank cell and, with a remark, for one that is no day."""
        return self.optional(lambda: self.day(column), None) if self.text(column) else None

    def word(self, column: str, words: Mapping[str, Word], otherwise: Word, weak: Collection[str] = ()) -> Word:
        """The value of the cell's known words, `otherwise` for a blank cell."""
        text = self.text(column)
        if not text:
            return otherwise
        found = find_word(text, words, weak)
        if found is None:
            raise RejectedRow(f"{column}_unknown", value=text, field=column)
        return found

    def optional(self, read: Callable[[], Value], otherwise: Value) -> Value:
        """What `read` returns; where it rejects its cell, `otherwise` with a remark."""
        try:
            return read()
        except RejectedRow as fault:
            self.remarks.append(fault)
            return otherwise

    def _parsed(self, column: str, parse: Callable[[str], Value]) -> Value:
        text = self.needed(column)
        try:
            return parse(text)
        except ValueError as error:
            raise RejectedRow(str(error), value=text, field=column) from None


def _missing(column: str) -> str:
    raise RejectedRow("value_missing", field=column)
