"""What importing a file of records would do, and doing it: a plan is made for the preview and for the import alike."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from microdesk_desktop.documents.imports.reader import ReadRow
from microdesk_desktop.domain.bank.types import RowProblem
from microdesk_desktop.domain.imports.plans import Content, Entity, Footprint, PlannedRow
from microdesk_desktop.domain.imports.types import RowOutcome
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import CatalogueItem, CurrencyPayment, ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.store.bank.payments import add_payment
from microdesk_desktop.store.bank.targets import find_target
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.imports.rows import load_row
from microdesk_desktop.store.records.catalogue import save_catalogue_item
from microdesk_desktop.store.records.clients import ClientIndex, save_client
from microdesk_desktop.store.records.documents import save_document
from microdesk_desktop.store.records.receipts_expenses import save_record

Stored = Client | CatalogueItem | ImportedDocument | CurrencyPayment | Receipt | Expense


class Save(NamedTuple):
    """A record to insert, or to put in place of the stored one of this id."""

    id: int | None
    record: Stored


@dataclass(slots=True)
class RecordsPlan:
    """Every row of a file with its outcome, and what is to be written.

    `saves` are in the order in which they must be made; `found` are the ids of stored rows that the file holds too.
    """

    rows: list[PlannedRow] = field(default_factory=list)
    saves: list[Save] = field(default_factory=list)
    found: list[tuple[Entity, int]] = field(default_factory=list)

    def decide(self, row: ReadRow, outcome: RowOutcome, content: Content) -> None:
        """Note what becomes of a row."""
        self.rows.append(PlannedRow(outcome, row.line, content, remarks=row.remarks, cells=row.cells))

    def refuse(self, row: ReadRow, code: str, **params: str) -> None:
        """Leave a row out that can be read and does not fit what is stored."""
        problem = RowProblem(line=row.line, code=code, params=params, cells=row.cells)
        self.rows.append(PlannedRow(RowOutcome.REFUSED, row.line, None, problem))

    def add(self, row: ReadRow, record: Receipt | Expense) -> None:
        """Add a row as a new record."""
        self.saves.append(Save(None, record))
        self.decide(row, RowOutcome.ADDED, record)

    def find(self, row: ReadRow, stored_id: int | None, entity: Entity, content: Content, *, completes: bool) -> None:
        """Note that a row is one that is stored; None for one of the same file."""
        if stored_id is not None:
            self.found.append((entity, stored_id))
        self.decide(row, RowOutcome.COMPLETED if completes else RowOutcome.KNOWN, content)

    def in_order(self) -> "RecordsPlan":
        """The same plan with its rows as in the file."""
        return replace(self, rows=sorted(self.rows, key=lambda row: row.line or 0))


def refused_rows(rows: Sequence[ReadRow]) -> list[PlannedRow]:
    """The rows that could not be read."""
    return [PlannedRow(RowOutcome.REFUSED, row.line, None, row.problem) for row in rows if row.problem is not None]


def apply_plan(writer: Writer, plan: RecordsPlan, footprint: Footprint) -> None:
    """Write a plan that was made in the same transaction, and note what that adds and changes."""
    for entity, id_ in plan.found:
        footprint.find(entity, [id_])
    index = ClientIndex(writer)
    for save in plan.saves:
        entity = _entity(save.record)
        if save.id is None:
            footprint.add(entity, [_write(writer, index, save, footprint)])
            continue
        before = load_row(writer, entity, save.id)
        _write(writer, index, save, footprint)
        footprint.change(entity, save.id, before or {}, load_row(writer, entity, save.id) or {})


def _entity(record: Stored) -> Entity:
    if isinstance(record, Client):
        return Entity.CLIENT
    if isinstance(record, CurrencyPayment):
        return Entity.PAYMENT
    return Entity.CATALOGUE_ITEM if isinstance(record, CatalogueItem) else Entity.TARGET


def _write(writer: Writer, index: ClientIndex, save: Save, footprint: Footprint) -> int:
    match save.record:
        case Client() as client:
            return save_client(writer, client, save.id)
        case CatalogueItem() as item:
            return save_catalogue_item(writer, item, save.id)
        case ImportedDocument() as document:
            return save_document(writer, document, _client_id(index, document.client, footprint), save.id)
        case CurrencyPayment() as payment:
            target = find_target(writer, TargetKind.INVOICE, payment.number)
            assert target is not None, "the document is saved before its payment"
            return add_payment(writer, target.id, payment.on, payment.cents)
        case record:
            return save_record(writer, record, save.id)


def _client_id(index: ClientIndex, name: str, footprint: Footprint) -> int:
    """The client of this name, added with its name alone when it is unknown."""
    known = index.find(name)
    if known is not None:
        footprint.find(Entity.CLIENT, [known])
        return known
    client_id = index.add(Client(name=name))
    footprint.add(Entity.CLIENT, [client_id])
    return client_id
