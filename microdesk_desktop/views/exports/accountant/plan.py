"""The folder for the accountant, planned: its names, and which file justifies which line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from microdesk_desktop.base.files.names import Names
from microdesk_desktop.base.files.sheets.cells import Sheet
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.books.folder import BookFile, FolderPlan, Original, OriginalKind
from microdesk_desktop.domain.books.lines import Book, BookLine
from microdesk_desktop.domain.calendar.spans import Span, year_of
from microdesk_desktop.domain.money import format_decimal
from microdesk_desktop.domain.records.vouchers import MediaType
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.chain import load_file_names, load_whole_ids
from microdesk_desktop.store.records.documents import load_documents
from microdesk_desktop.store.records.received import load_received_states
from microdesk_desktop.store.records.vouchers import load_vouched, load_voucher_facts
from microdesk_desktop.views.bank.account_list import load_account_rows
from microdesk_desktop.views.bank.rows import TransactionFilter, TransactionRow, load_list_rows, load_transaction_ids
from microdesk_desktop.views.books.register import Register, RegisterRow, load_register
from microdesk_desktop.views.books.register_words import book_name
from microdesk_desktop.views.exports.accountant.index import IndexRow, index_columns, index_html
from microdesk_desktop.views.exports.accountant.words import (
    index_name,
    no_document,
    no_voucher,
    places,
    readme_name,
    readme_text,
)
from microdesk_desktop.views.exports.content import CHUNK, Kind, ListColumn, ListContent, ReadVault, rows_in_memory
from microdesk_desktop.views.exports.lists.bank import transaction_columns
from microdesk_desktop.views.exports.lists.books import register_content
from microdesk_desktop.views.exports.sheet import sheet_of

_SUFFIXES: Mapping[MediaType, str] = {
    MediaType.PDF: ".pdf",
    MediaType.JPEG: ".jpg",
    MediaType.PNG: ".png",
    MediaType.WEBP: ".webp",
    MediaType.XML: ".xml",
}


def folder_plan(read: ReadVault, year: int, today: date) -> FolderPlan:
    """The folder of a year: the books as they stand, and what justifies their lines."""
    span = year_of(date(year, 1, 1))
    registers = [read(partial(load_register, book=book, span=span)) for book in Book]
    found = read(partial(_load_files, span=span, registers=registers))
    rows = [_index_row(register, row, found) for register in registers for row in register.rows]
    missing = sum(1 for each in rows if each.missing)
    business = registers[0].company.name
    books, *_ = places()
    pending = [each.book for each in registers if any(row.line.entry is None for row in each.rows)]
    return FolderPlan(
        books=[_book_file(each, f"{books}/{book_name(each.book)} {year}.pdf") for each in registers],
        sheets=[
            *(
                (f"{books}/{book_name(each.book)} {year}.csv", sheet_of(register_content(each), read))
                for each in registers
            ),
            _bank_sheet(read, span),
            (f"{index_name()}.csv", _sheet(index_name(), index_columns(), rows, read)),
        ],
        originals=found.originals,
        texts=[
            (f"{index_name()}.html", partial(_index, registers, rows, business, today)),
            (readme_name(), partial(readme_text, business, year, today, pending, missing)),
        ],
        missing=missing,
    )


@dataclass(slots=True)
class _Files:
    """The originals of the folder, and which of them are about a document, by its number, or about a record."""

    originals: list[Original] = field(default_factory=list)
    of_document: dict[str, list[str]] = field(default_factory=dict)
    of_record: dict[int, list[str]] = field(default_factory=dict)
    documents: dict[int, str] = field(default_factory=dict)
    """The number of each document, by its id."""
    numbers: frozenset[str] = frozenset()


def _load_files(reader: Reader, span: Span, registers: Sequence[Register]) -> _Files:
    found = _Files()
    lines = [line for register in registers for line in register.lines]
    _add_documents(reader, span, lines, found)
    _add_vouchers(reader, lines, found)
    return found


def _add_documents(reader: Reader, span: Span, lines: Sequence[BookLine], found: _Files) -> None:
    """The issued documents of the year, and those of other years that its lines are about."""
    names, (_, folder, *_) = Names(), places()
    paid = {line.target_id for line in lines if line.kind is TargetKind.INVOICE}
    named = {line.document for line in lines if line.document}
    issued = load_whole_ids(reader)
    documents = load_documents(reader)
    found.documents = {document_id: document.number for document_id, document in documents}
    found.numbers = frozenset(found.documents.values())
    for document_id, document in documents:
        is_of_year = document.issued_on in span and document.type.is_settled_by_money
        if document_id not in issued or not (is_of_year or document_id in paid or document.number in named):
            continue
        for name in sorted(load_file_names(reader, document_id)):
            path = f"{folder}/{names.take(document.number, f'.{name}')}"
            found.originals.append(Original(path=path, kind=OriginalKind.DOCUMENT, id=document_id, name=name))
            found.of_document.setdefault(document.number, []).append(path)


def _add_vouchers(reader: Reader, lines: Sequence[BookLine], found: _Files) -> None:
    """The vouchers of the lines, named by day, supplier and amount; files of received invoices apart."""
    _, _, vouchers, received, _ = places()
    vouched, states = load_vouched(reader), load_received_states(reader)
    names = {vouchers: Names(), received: Names()}
    for line in lines:
        id_ = line.target_id
        if line.kind is TargetKind.INVOICE or id_ not in vouched or id_ in found.of_record:
            continue
        folder = received if id_ in states else vouchers
        amount = format_decimal(abs(line.gross_cents)).replace(".", ",")
        stem = "-".join(filter(None, (line.paid_on.isoformat(), line.party, amount)))
        for facts in load_voucher_facts(reader, id_):
            path = f"{folder}/{names[folder].take(stem, _SUFFIXES[facts.media_type])}"
            found.originals.append(Original(path=path, kind=OriginalKind.VOUCHER, id=facts.id))
            found.of_record.setdefault(id_, []).append(path)


def _index_row(register: Register, row: RegisterRow, found: _Files) -> IndexRow:
    line = row.line
    is_document = line.kind is TargetKind.INVOICE
    number = found.documents.get(line.target_id, line.document) if is_document else line.document
    of_record = [] if is_document else found.of_record.get(line.target_id, [])
    files = [*found.of_document.get(number, []), *of_record]
    missing = ""
    if number in found.numbers and number not in found.of_document:
        missing = no_document(number)
    elif line.kind is TargetKind.EXPENSE and not files:
        missing = no_voucher()
    return IndexRow(register=register, row=row, files=files, missing=missing)


def _index(
    registers: Sequence[Register], rows: Sequence[IndexRow], business: str, today: date, written: frozenset[str]
) -> str:
    return index_html(registers, rows, business, today, written)


def _book_file(register: Register, path: str) -> BookFile:
    return BookFile(
        path=path,
        book=register.book,
        span=register.span,
        lines=register.lines,
        closed_until=register.closed_until,
    )


def _sheet(title: str, columns: Sequence[ListColumn[Any]], rows: Sequence[Any], read: ReadVault) -> Sheet:
    content = ListContent(title=title, columns=columns, total=len(rows), chunks=rows_in_memory(rows))
    return sheet_of(content, read)


def _bank_sheet(read: ReadVault, span: Span) -> tuple[str, Sheet]:
    """The bank's rows of the year, without those that the user ignored: they are no business of the accountant's."""
    *_, folder = places()
    wanted = TransactionFilter(since=span.since, until=span.until)
    ids = read(lambda reader: load_transaction_ids(reader, wanted))
    titles = read(lambda reader: {each.account.id: each.title for each in load_account_rows(reader)})
    number = ListColumn[TransactionRow](
        header=tr("Opération bancaire"), value=lambda row: row.id, kind=Kind.NUMBER, width=9
    )

    def chunks(read: ReadVault) -> Iterator[Sequence[TransactionRow]]:
        for start in range(0, len(ids), CHUNK):
            some = read(partial(load_list_rows, ids=ids[start : start + CHUNK]))
            yield [row for row in some if row.status is not Status.IGNORED]

    columns = (number, *transaction_columns(lambda row: titles.get(row.account_id, "")))
    title = tr("Opérations bancaires {year}").format(year=span.since.year)
    content = ListContent(title=title, columns=columns, total=len(ids), chunks=chunks)
    return f"{folder}/{title}.csv", sheet_of(content, read)
