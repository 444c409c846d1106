"""Import clients, catalogue, documents, receipts and expenses from CSV files; the same file again adds nothing."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.imports.reader import read_records
from microdesk_desktop.domain.bank.types import RowProblem
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import CatalogueItem, ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.domain.records.reports import RecordsReport
from microdesk_desktop.domain.text import fold
from microdesk_desktop.operations.run_attribution import run_attribution
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.records.clients import ClientIndex, load_client, save_client
from microdesk_desktop.store.records.documents import (
    load_catalogue,
    load_documents,
    save_catalogue_item,
    save_document,
)
from microdesk_desktop.store.records.receipts_expenses import load_records, save_record

KINDS = ("clients", "catalogue", "documents", "receipts", "expenses")


Line = TypeVar("Line", Receipt, Expense)


@dataclass(slots=True)
class _Counts:
    """What became of the good rows of one file."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0


def import_records(session: Session, kind: str, path: Path, *, job: Job) -> RecordsReport:
    """Read one CSV file of `KINDS` and keep its good rows, then attribute the transactions that waited for them.

    Raises FILE_NOT_RECOGNISED, FILE_UNREADABLE or COLUMNS_MISSING, and then keeps nothing.
    """
    records = read_records(kind, path, job=job)
    job.checkpoint()
    import_rows, changes = _IMPORTERS[kind]
    problems: list[RowProblem] = list(records.problems)
    counts = session.write(lambda writer: import_rows(writer, records.rows, problems))
    return RecordsReport(
        kind=kind,
        added=counts.added,
        updated=counts.updated,
        unchanged=counts.unchanged,
        problems=tuple(sorted(problems, key=lambda problem: problem.line)),
        attributed=run_attribution(session, job),
        changes=changes | Changes.MATCHES,
    )


def _import_clients(writer: Writer, rows: Iterable[tuple[int, Client]], _: list[RowProblem]) -> _Counts:
    counts, index = _Counts(), ClientIndex(writer)
    for _line, client in rows:
        known = index.find(client.name, client.siren)
        if known is None:
            index.add(client)
            counts.added += 1
            continue
        merged = _completed(load_client(writer, known), client)
        if merged is None:
            counts.unchanged += 1
            continue
        save_client(writer, merged, known)
        counts.updated += 1
    return counts


def _completed(known: Client | None, imported: Client) -> Client | None:
    """The known client with the values that the file fills in; None when nothing differs. No known value is emptied."""
    assert known is not None, "the index holds clients of the store"
    filled = {name: value for name in Client.__dataclass_fields__ if (value := getattr(imported, name))}
    merged = replace(known, **filled)
    return None if merged == known else merged


def _import_catalogue(writer: Writer, rows: Iterable[tuple[int, CatalogueItem]], _: list[RowProblem]) -> _Counts:
    counts, known = _Counts(), load_catalogue(writer)
    for _line, item in rows:
        if known.get(item.reference) == item:
            counts.unchanged += 1
            continue
        save_catalogue_item(writer, item)
        counts.updated += item.reference in known
        counts.added += item.reference not in known
        known[item.reference] = item
    return counts


def _import_documents(
    writer: Writer, rows: Iterable[tuple[int, ImportedDocument]], problems: list[RowProblem]
) -> _Counts:
    """Issued documents cannot change: the same number with another content is refused."""
    counts, index = _Counts(), ClientIndex(writer)
    known = {document.number: document for document in load_documents(writer)}
    for line, document in rows:
        twin = known.get(document.number)
        if twin is None:
            save_document(writer, document, index.find_or_add(document.client))
            known[document.number] = document
            counts.added += 1
        elif _facts(twin) == _facts(document):
            counts.unchanged += 1
        else:
            problems.append(RowProblem(line=line, code="number_taken", params={"number": document.number}))
    return counts


def _facts(document: ImportedDocument) -> ImportedDocument:
    return replace(document, client=fold(document.client))


def _import_receipts(writer: Writer, rows: Iterable[tuple[int, Receipt]], problems: list[RowProblem]) -> _Counts:
    return _import_lines(writer, rows, [receipt for _, receipt in load_records(writer, Receipt)], problems)


def _import_expenses(writer: Writer, rows: Iterable[tuple[int, Expense]], problems: list[RowProblem]) -> _Counts:
    return _import_lines(writer, rows, [expense for _, expense in load_records(writer, Expense)], problems)


def _import_lines(
    writer: Writer, rows: Iterable[tuple[int, Line]], stored: Sequence[Line], problems: list[RowProblem]
) -> _Counts:
    """A stored line is the same as one line of the file: by its reference, else by its content."""
    counts = _Counts()
    by_reference = {line.reference: line for line in stored}
    unmatched, matched = Counter(_content(line) for line in stored), set[str]()
    # Lines with a reference first, so that no line without one is given a reference that the file holds further down.
    for number, line in sorted(rows, key=lambda row: not row[1].reference):
        twin, content = by_reference.get(line.reference) if line.reference else None, _content(line)
        if twin is not None and _content(twin) != content:
            problems.append(RowProblem(line=number, code="reference_taken", params={"reference": line.reference}))
        elif twin is not None or (not line.reference and unmatched[content] > 0):
            unmatched[content] -= line.reference not in matched
            matched |= {line.reference} - {""}
            counts.unchanged += 1
        else:
            save_record(writer, line)
            by_reference[line.reference] = line
            counts.added += 1
    return counts


def _content(line: Receipt | Expense) -> Hashable:
    return replace(line, reference="")


Importer = Callable[[Writer, Any, list[RowProblem]], _Counts]

_IMPORTERS: dict[str, tuple[Importer, Changes]] = {
    "clients": (_import_clients, Changes.CLIENTS),
    "catalogue": (_import_catalogue, Changes.NOTHING),
    "documents": (_import_documents, Changes.INVOICES | Changes.CLIENTS),
    "receipts": (_import_receipts, Changes.LEDGER),
    "expenses": (_import_expenses, Changes.LEDGER),
}
