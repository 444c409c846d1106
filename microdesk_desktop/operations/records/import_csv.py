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
class _Tally:
    added: int = 0
    updated: int = 0
    unchanged: int = 0


def import_records(session: Session, kind: str, path: Path, *, job: Job) -> RecordsReport:
    """Read one CSV file of `KINDS` and keep its good rows, then attribute the transactions that waited for them.

    Raises FILE_NOT_RECOGNISED, FILE_UNREADABLE or COLUMNS_MISSING, and then keeps nothing.
    """
    records = read_records(kind, path, job=job)
    job.checkpoint()
    keep, changes = _KEEPERS[kind]
    problems: list[RowProblem] = list(records.problems)
    tally = session.write(lambda writer: keep(writer, records.rows, problems))
    return RecordsReport(
        kind=kind,
        added=tally.added,
        updated=tally.updated,
        unchanged=tally.unchanged,
        problems=tuple(sorted(problems, key=lambda problem: problem.line)),
        attributed=run_attribution(session, job),
        changes=changes | Changes.MATCHES,
    )


def _keep_clients(writer: Writer, rows: Iterable[tuple[int, Client]], _: list[RowProblem]) -> _Tally:
    tally, index = _Tally(), ClientIndex(writer)
    for _line, client in rows:
        known = index.find(client.name, client.siren)
        if known is None:
            index.add(client)
            tally.added += 1
            continue
        merged = _completed(load_client(writer, known), client)
        if merged is None:
            tally.unchanged += 1
            continue
        save_client(writer, merged, known)
        tally.updated += 1
    return tally


def _completed(known: Client | None, imported: Client) -> Client | None:
    """The known client with what the file adds; None when it adds nothing. Nothing known is emptied."""
    assert known is not None, "the index holds clients of the store"
    filled = {name: value for name in Client.__dataclass_fields__ if (value := getattr(imported, name))}
    merged = replace(known, **filled)
    return None if merged == known else merged


def _keep_catalogue(writer: Writer, rows: Iterable[tuple[int, CatalogueItem]], _: list[RowProblem]) -> _Tally:
    tally, known = _Tally(), load_catalogue(writer)
    for _line, item in rows:
        if known.get(item.reference) == item:
            tally.unchanged += 1
            continue
        save_catalogue_item(writer, item)
        tally.updated += item.reference in known
        tally.added += item.reference not in known
        known[item.reference] = item
    return tally


def _keep_documents(writer: Writer, rows: Iterable[tuple[int, ImportedDocument]], problems: list[RowProblem]) -> _Tally:
    """Issued documents cannot change: the same number with another content is refused."""
    tally, index = _Tally(), ClientIndex(writer)
    known = {document.number: document for document in load_documents(writer)}
    for line, document in rows:
        twin = known.get(document.number)
        if twin is None:
            save_document(writer, document, index.find_or_add(document.client))
            known[document.number] = document
            tally.added += 1
        elif _facts(twin) == _facts(document):
            tally.unchanged += 1
        else:
            problems.append(RowProblem(line=line, code="number_taken", params={"number": document.number}))
    return tally


def _facts(document: ImportedDocument) -> ImportedDocument:
    return replace(document, client=fold(document.client))


def _keep_receipts(writer: Writer, rows: Iterable[tuple[int, Receipt]], problems: list[RowProblem]) -> _Tally:
    return _keep_lines(writer, rows, [receipt for _, receipt in load_records(writer, Receipt)], problems)


def _keep_expenses(writer: Writer, rows: Iterable[tuple[int, Expense]], problems: list[RowProblem]) -> _Tally:
    return _keep_lines(writer, rows, [expense for _, expense in load_records(writer, Expense)], problems)


def _keep_lines(
    writer: Writer, rows: Iterable[tuple[int, Line]], stored: Sequence[Line], problems: list[RowProblem]
) -> _Tally:
    tally = _Tally()
    by_reference = {line.reference: line for line in stored}
    nameless = Counter(_content(line) for line in stored)
    # Those with a reference first: the one that a line without is given must not be theirs.
    for number, line in sorted(rows, key=lambda row: not row[1].reference):
        twin = by_reference.get(line.reference) if line.reference else None
        if twin is not None and _content(twin) != _content(line):
            problems.append(RowProblem(line=number, code="reference_taken", params={"reference": line.reference}))
        elif twin is not None or (not line.reference and nameless[_content(line)] > 0):
            nameless[_content(line)] -= not line.reference
            tally.unchanged += 1
        else:
            save_record(writer, line)
            by_reference[line.reference] = line
            tally.added += 1
    return tally


def _content(line: Receipt | Expense) -> Hashable:
    return replace(line, reference="")


Keeper = Callable[[Writer, Any, list[RowProblem]], _Tally]

_KEEPERS: dict[str, tuple[Keeper, Changes]] = {
    "clients": (_keep_clients, Changes.CLIENTS),
    "catalogue": (_keep_catalogue, Changes.NOTHING),
    "documents": (_keep_documents, Changes.INVOICES | Changes.CLIENTS),
    "receipts": (_keep_receipts, Changes.LEDGER),
    "expenses": (_keep_expenses, Changes.LEDGER),
}
