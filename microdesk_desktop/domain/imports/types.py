"""Values of an import: kinds of content, the mapping of a table's columns, and the outcome of each row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from microdesk_desktop.domain.dates import DateOrder

Corrections = Mapping[int, Mapping[str, str]]
"""What the user wrote in place of cells: the line in the file (1-based) → field → text."""


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
    """The value of a field in every row, such as `type` → "invoice" where no column tells it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What is known about a file before it is read; a reader ignores what its format does not need.

    `date_order` is what earlier files of the same account proved: it counts where this file proves nothing.
    """

    mapping: TableMapping | None = None
    date_order: DateOrder | None = None
    corrections: Corrections = field(default_factory=dict)


AS_FOUND = ReadOptions()
"""Nothing is known: the file alone decides."""


class RowOutcome(StrEnum):
    """What an import does with a row of a file."""

    ADDED = "added"
    COMPLETED = "completed"
    """It fills in, or brings up to date, what the vault holds already."""
    KNOWN = "known"
    DOUBTFUL = "doubtful"
    """It is added, and may be the double of a stored row: the user decides."""
    REFUSED = "refused"
