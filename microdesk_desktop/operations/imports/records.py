"""Clients, catalogue, documents, receipts and expenses: what of a file is new, and writing that."""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.imports.reader import Records, read_records
from microdesk_desktop.domain.bank.types import RowProblem
from microdesk_desktop.domain.imports.drafts import Draft
from microdesk_desktop.domain.imports.plans import Content, Entity, Footprint, PlannedRow
from microdesk_desktop.domain.imports.types import ImportKind, RowOutcome
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import CatalogueItem, ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.bank.targets import find_target
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.imports.rows import load_row
from microdesk_desktop.store.records.clients import ClientIndex, load_clients, save_client
from microdesk_desktop.store.records.documents import (
    load_catalogue,
    load_documents,
    save_catalogue_item,
    save_document,
)
from microdesk_desktop.store.records.receipts_expenses import load_records, save_record


@dataclass(slots=True)
class RecordsPlan:
    """What importing a file would do: every row with its outcome, and what is to be written.

    `saves` are records to insert (row id None), or to put in place of a stored one; `found` the ids of stored rows that
    the file holds too.
    """

    kind: ImportKind
    rows: list[PlannedRow] = field(default_factory=list)
    saves: list[tuple[int | None, Any]] = field(default_factory=list)
    found: list[int] = field(default_factory=list)

    def refuse(self, line: int, code: str, **params: str) -> None:
        """Leave a row out."""
        problem = RowProblem(line=line, code=code, params=params)
        self.rows.append(PlannedRow(RowOutcome.REFUSED, line, None, problem))

    def decide(self, line: int, outcome: RowOutcome, content: Content) -> None:
        """Note what becomes of a row."""
        self.rows.append(PlannedRow(outcome, line, content))


def read(draft: Draft, job: Job) -> Records:
    """The content of a file of records. Raises what `read_records` raises."""
    assert draft.kind is not None
    return read_records(draft.kind.value, draft.data, options=draft.options, job=job)


def plan(reader: Reader, records: Records, kind: ImportKind) -> RecordsPlan:
    """What importing these rows would do; nothing is written."""
    planned = RecordsPlan(kind)
    for problem in records.problems:
        planned.rows.append(PlannedRow(RowOutcome.REFUSED, problem.line, None, problem))
    _PLANNERS[kind](reader, records.rows, planned)
    planned.rows.sort(key=lambda row: row.line or 0)
    return planned


def apply(writer: Writer, planned: RecordsPlan, footprint: Footprint) -> None:
    """Write a plan that was made in the same transaction."""
    _WRITERS[planned.kind](writer, planned, footprint)


def _plan_clients(reader: Reader, rows: Sequence[tuple[int, Client]], planned: RecordsPlan) -> None:
    entries: list[tuple[int | None, Client]] = list(load_clients(reader))
    stored = dict(entries)
    by_siren = {client.siren: place for place, (_, client) in reversed([*enumerate(entries)]) if client.siren}
    by_name = {fold(client.name): place for place, (_, client) in reversed([*enumerate(entries)])}
    for line, client in rows:
        place = by_siren.get(client.siren) if client.siren else None
        place = by_name.get(fold(client.name)) if place is None else place
        if place is None:
            place = len(entries)
            entries.append((None, client))
            planned.decide(line, RowOutcome.ADDED, client)
        else:
            id_, known = entries[place]
            filled = {name: value for name in Client.__dataclass_fields__ if (value := getattr(client, name))}
            merged = replace(known, **filled)
            entries[place] = id_, merged
            planned.found += [] if id_ is None else [id_]
            planned.decide(line, RowOutcome.KNOWN if merged == known else RowOutcome.COMPLETED, client)
        by_name.setdefault(fold(client.name), place)
        if client.siren:
            by_siren.setdefault(client.siren, place)
    planned.saves = [(id_, client) for id_, client in entries if id_ is None or stored[id_] != client]


def _write_clients(writer: Writer, planned: RecordsPlan, footprint: Footprint) -> None:
    footprint.find(Entity.CLIENT, planned.found)
    for id_, client in planned.saves:
        if id_ is None:
            footprint.add(Entity.CLIENT, [save_client(writer, client)])
        else:
            before = load_row(writer, Entity.CLIENT, id_)
            save_client(writer, client, id_)
            footprint.change(Entity.CLIENT, id_, before or {}, load_row(writer, Entity.CLIENT, id_) or {})


def _plan_catalogue(reader: Reader, rows: Sequence[tuple[int, CatalogueItem]], planned: RecordsPlan) -> None:
    known = load_catalogue(reader)
    for line, item in rows:
        stored = known.get(item.reference)
        outcome = RowOutcome.ADDED if stored is None else RowOutcome.COMPLETED
        planned.decide(line, RowOutcome.KNOWN if stored == item else outcome, item)
        planned.saves.append((None, item))
        known[item.reference] = item


def _write_catalogue(writer: Writer, planned: RecordsPlan, footprint: Footprint) -> None:
    known, ids = load_catalogue(writer), set[int]()
    for _, item in planned.saves:
        if item.reference not in known:
            id_ = save_catalogue_item(writer, item)
            footprint.add(Entity.CATALOGUE_ITEM, [id_])
            ids.add(id_)
            known[item.reference] = item
            continue
        id_ = save_catalogue_item(writer, known[item.reference])
        before = load_row(writer, Entity.CATALOGUE_ITEM, id_)
        save_catalogue_item(writer, item)
        known[item.reference] = item
        if id_ not in ids:
            footprint.find(Entity.CATALOGUE_ITEM, [id_])
            after = load_row(writer, Entity.CATALOGUE_ITEM, id_)
            footprint.change(Entity.CATALOGUE_ITEM, id_, before or {}, after or {})


def _plan_documents(reader: Reader, rows: Sequence[tuple[int, ImportedDocument]], planned: RecordsPlan) -> None:
    known = {document.number: document for document in load_documents(reader)}
    for line, document in rows:
        twin = known.get(document.number)
        if twin is None:
            known[document.number] = document
            planned.saves.append((None, document))
            planned.decide(line, RowOutcome.ADDED, document)
        elif replace(twin, client=fold(twin.client)) == replace(document, client=fold(document.client)):
            planned.saves.append((0, document))
            planned.decide(line, RowOutcome.KNOWN, document)
        else:
            planned.refuse(line, "number_taken", number=document.number)


def _write_documents(writer: Writer, planned: RecordsPlan, footprint: Footprint) -> None:
    index = ClientIndex(writer)
    for id_, document in planned.saves:
        if id_ is not None:
            twin = find_target(writer, TargetKind.INVOICE, document.number)
            footprint.find(Entity.TARGET, [twin.id] if twin else [])
            continue
        client_id = index.find(document.client)
        if client_id is None:
            client_id = index.add(Client(name=document.client))
            footprint.add(Entity.CLIENT, [client_id])
        else:
            footprint.find(Entity.CLIENT, [client_id])
        footprint.add(Entity.TARGET, [save_document(writer, document, client_id)])


def _plan_receipts(reader: Reader, rows: Sequence[tuple[int, Receipt]], planned: RecordsPlan) -> None:
    _plan_lines(rows, load_records(reader, Receipt), planned)


def _plan_expenses(reader: Reader, rows: Sequence[tuple[int, Expense]], planned: RecordsPlan) -> None:
    _plan_lines(rows, load_records(reader, Expense), planned)


def _plan_lines(
    rows: Sequence[tuple[int, Receipt | Expense]],
    stored: Sequence[tuple[int, Receipt | Expense]],
    planned: RecordsPlan,
) -> None:
    """A stored line is the same as one line of the file: by its reference, else by its content."""
    by_reference: dict[str, tuple[int | None, Receipt | Expense]] = {
        line.reference: (id_, line) for id_, line in stored
    }
    ids: dict[Hashable, list[int]] = {}
    for id_, line in stored:
        ids.setdefault(_content(line), []).append(id_)
    unmatched, matched = Counter(_content(line) for _, line in stored), set[str]()
    # Lines with a reference first, so that no line without one is given a reference that the file holds further down.
    for number, line in sorted(rows, key=lambda row: not row[1].reference):
        content = _content(line)
        twin = by_reference.get(line.reference) if line.reference else None
        if twin is not None and _content(twin[1]) != content:
            planned.refuse(number, "reference_taken", reference=line.reference)
        elif twin is not None or (not line.reference and unmatched[content] > 0):
            unmatched[content] -= line.reference not in matched
            matched |= {line.reference} - {""}
            found = twin[0] if twin is not None else ids[content].pop() if ids.get(content) else None
            planned.found += [] if found is None else [found]
            planned.decide(number, RowOutcome.KNOWN, line)
        else:
            by_reference[line.reference] = None, line
            planned.saves.append((None, line))
            planned.decide(number, RowOutcome.ADDED, line)


def _write_lines(writer: Writer, planned: RecordsPlan, footprint: Footprint) -> None:
    footprint.find(Entity.TARGET, planned.found)
    footprint.add(Entity.TARGET, [save_record(writer, line) for _, line in planned.saves])


def _content(line: Receipt | Expense) -> Hashable:
    return replace(line, reference="")


_PLANNERS: Mapping[ImportKind, Callable[[Reader, Any, RecordsPlan], None]] = {
    ImportKind.CLIENTS: _plan_clients,
    ImportKind.CATALOGUE: _plan_catalogue,
    ImportKind.DOCUMENTS: _plan_documents,
    ImportKind.RECEIPTS: _plan_receipts,
    ImportKind.EXPENSES: _plan_expenses,
}
_WRITERS: Mapping[ImportKind, Callable[[Writer, RecordsPlan, Footprint], None]] = {
    ImportKind.CLIENTS: _write_clients,
    ImportKind.CATALOGUE: _write_catalogue,
    ImportKind.DOCUMENTS: _write_documents,
    ImportKind.RECEIPTS: _write_lines,
    ImportKind.EXPENSES: _write_lines,
}
