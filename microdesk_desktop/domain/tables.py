"""Tables that users import: what they hold, their columns, and how these are read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from microdesk_desktop.domain.calendar.dates import DateOrder
from microdesk_desktop.domain.settle.targets import DocumentType


class ImportKind(StrEnum):
    """What a file holds, by its name on the command line."""

    STATEMENT = "statement"
    CLIENTS = "clients"
    CATALOGUE = "catalogue"
    DOCUMENTS = "documents"
    RECEIPTS = "receipts"
    EXPENSES = "expenses"


class AmountSign(StrEnum):
    """How the sign of a table's amounts is to be read."""

    SIGNED = "signed"
    """As it is written: negative is money out."""
    REVERSED = "reversed"
    """The other way round: some card exports write purchases without a sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMapping:
    """How a table is read: which column (0-based position) holds which field, and how cells are written.

    Several columns may hold the same field where its parts are joined (label, address). `header_line` is the 1-based
    line of the header, 0 for a table without one. None where the file itself decides.
    """

    kind: ImportKind
    fields: Mapping[int, str]
    header_line: int | None = None
    sign: AmountSign | None = None
    decimal: str | None = None
    date_order: DateOrder | None = None
    fixed: Mapping[str, str] = field(default_factory=dict)
    """The value of a field in every row whose own cell is blank."""
    usual_type: DocumentType | None = None
    """Of documents whose row does not show their type: the user's answer about one file, which is not remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """One column of a table: its 0-based position, its name as the file has it ("" in a table without header), a few
    of its cells, and the field that it is read as; None where it is not used.
    """

    position: int
    name: str
    samples: tuple[str, ...] = ()
    field: str | None = None
