"""What an import would do, row by row, and what one did: the values between planning, previewing, writing, journal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from microdesk_desktop.domain.bank.types import BankRow, RowProblem
from microdesk_desktop.domain.imports.types import RowOutcome
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import CatalogueItem, ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt

Content = BankRow | Client | CatalogueItem | ImportedDocument | Receipt | Expense


class PlannedRow(NamedTuple):
    """One row of a file, and what an import would do with it.

    `line` is its 1-based line in the file, None in formats without lines (a transaction of an XML or OFX file).
    `content` is the row as it was read; None for a refused one, which has a `problem` instead. The problem holds the
    row's cells, to be corrected in place. `remarks` are the faults of single cells without which the row goes in.
    `cells` are the texts by field of a row that was read, in the formats that keep them.
    """

    outcome: RowOutcome
    line: int | None
    content: Content | None
    problem: RowProblem | None = None
    remarks: tuple[RowProblem, ...] = ()
    cells: Mapping[str, str] | None = None


class Entity(StrEnum):
    """The kinds of stored row that an import adds or changes."""

    TRANSACTION = "transaction"
    TARGET = "target"
    """A document, receipt or expense."""
    CLIENT = "client"
    CATALOGUE_ITEM = "catalogue_item"
    PAYMENT = "payment"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """The columns of a stored row that an import changed, with their values before and after."""

    entity: Entity
    row_id: int
    before: Mapping[str, object]
    after: Mapping[str, object]


@dataclass(slots=True)
class Footprint:
    """What one import does to the vault, noted by those who write it; the journal of imports is made of it."""

    added: dict[Entity, list[int]] = field(default_factory=dict)
    known: dict[Entity, list[int]] = field(default_factory=dict)
    """Stored rows that the file holds too, completed or not."""
    changes: list[RowChange] = field(default_factory=list)

    def add(self, entity: Entity, ids: Sequence[int]) -> None:
        """Note rows that the import inserted."""
        self.added.setdefault(entity, []).extend(ids)

    def find(self, entity: Entity, ids: Sequence[int]) -> None:
        """Note stored rows that the file holds too."""
        self.known.setdefault(entity, []).extend(ids)

    def rows(self, entity: Entity) -> list[int]:
        """The rows of an entity that were inserted or found."""
        return [*self.added.get(entity, ()), *self.known.get(entity, ())]

    def change(self, entity: Entity, row_id: int, before: Mapping[str, object], after: Mapping[str, object]) -> None:
        """Note a stored row that the import changed, given all columns that may have; equal ones are left out."""
        changed = [name for name in after if before[name] != after[name]]
        if changed:
            self.changes.append(
                RowChange(
                    entity=entity,
                    row_id=row_id,
                    before={name: before[name] for name in changed},
                    after={name: after[name] for name in changed},
                )
            )
