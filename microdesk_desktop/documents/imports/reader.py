"""Read exports of other tools: clients, catalogue, documents, receipts, expenses."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from microdesk_desktop.base.files.csv_reader import column_name
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.imports.checks import RejectedRow
from microdesk_desktop.documents.imports.facts import file_facts, is_type_assumed
from microdesk_desktop.documents.imports.fields import FIELDS
from microdesk_desktop.documents.imports.row import FileFacts, Row
from microdesk_desktop.documents.imports.rows import BUILDERS, Record
from microdesk_desktop.documents.imports.table import RawRow, Table, read_table
from microdesk_desktop.domain.bank.types import RowProblem
from microdesk_desktop.domain.imports.types import AS_FOUND, ReadOptions
from microdesk_desktop.domain.tables import ImportKind, TableColumn, TableMapping

_BATCH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """A row of a file: its line, its texts by field, and the record or the problem that they make.

    `remarks` are the faults of cells that cost only themselves.
    """

    line: int
    cells: Mapping[str, str]
    record: Record | None = None
    problem: RowProblem | None = None
    remarks: tuple[RowProblem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The rows of a file in its order, and how it was read: its columns, the mapping in effect, the tool it is from.

    `is_type_assumed`: some documents are taken for invoices, without a column or a number that shows it.
    """

    kind: ImportKind
    rows: Sequence[ReadRow]
    mapping: TableMapping
    columns: Sequence[TableColumn] = ()
    source: str = ""
    is_type_assumed: bool = False

    @property
    def problems(self) -> Sequence[RowProblem]:
        """Why rows were refused."""
        return [row.problem for row in self.rows if row.problem is not None]


def read_records(kind: ImportKind, data: bytes, options: ReadOptions = AS_FOUND, *, job: Job | None = None) -> Records:
    """Read one file of this kind.

    Encoding, delimiter, order of dates, decimal separator and sign are settled once for the whole file.
    Raises COLUMNS_MISSING (columns), FILE_TOO_LARGE or Cancelled.
    """
    job = job or Job()
    found = read_table(kind, data, options, job)
    table = replace(found, rows=list(_record_rows(found)))
    facts = file_facts(table, options)
    build = BUILDERS[kind]
    rows: list[ReadRow] = []
    for number, raw in enumerate(table.rows):
        if number % _BATCH == 0:
            job.checkpoint()
        rows.append(_read_row(raw, facts, build))
    return Records(
        kind=kind,
        rows=rows,
        mapping=table.mapping,
        columns=table.columns,
        source=table.source,
        is_type_assumed=kind is ImportKind.DOCUMENTS and is_type_assumed(table),
    )


def _read_row(raw: RawRow, facts: FileFacts, build: Callable[[Row], Record]) -> ReadRow:
    if raw.cells is None:
        return ReadRow(line=raw.line, cells={}, problem=RowProblem(line=raw.line, code="columns_differ"))
    row = Row(raw.cells, facts)
    try:
        record = build(row)
    except RejectedRow as fault:
        return ReadRow(line=raw.line, cells=raw.cells, problem=_problem(raw, fault))
    remarks = tuple(_problem(raw, fault) for fault in row.remarks)
    return ReadRow(line=raw.line, cells=raw.cells, record=record, remarks=remarks)


def _problem(raw: RawRow, fault: RejectedRow) -> RowProblem:
    return RowProblem(line=raw.line, code=fault.code, params=fault.params, cells=raw.cells or {})


_NUMBER_AND_TOTALS = {
    ImportKind.DOCUMENTS: ("number", ("total_incl_tax", "total_excl_tax")),
    ImportKind.RECEIPTS: ("reference", ("amount", "amount_excl_tax")),
}


_TOTAL_WORDS = frozenset(
    ("TOTAL", "TOTAUX", "SOUS TOTAL", "TOTAL GENERAL", "GRAND TOTAL", "TOTALS", "TOTAL TTC", "TOTAL HT")
)


def _record_rows(table: Table) -> Iterator[RawRow]:
    """The rows without blank ones and sums, and without further articles of the row above, as shops export orders."""
    kind = table.mapping.kind
    days = FIELDS[kind].dates[:1]
    number_field, totals = _NUMBER_AND_TOTALS.get(kind, ("", ()))
    number: str | None = None
    for row in table.rows:
        cells = row.cells or {}
        if row.cells is not None and cells.keys() <= table.mapping.fixed.keys():
            continue
        if days and _is_sum(cells, days[0]):
            continue
        if number is not None and cells.get(number_field) == number and not any(map(cells.get, totals)):
            continue
        number = cells.get(number_field)
        yield row


def _is_sum(cells: Mapping[str, str], day: str) -> bool:
    """Whether a row has no day, and the word for a total in one of its cells or in that of the day."""
    written = column_name(cells.get(day, ""))
    return written in ("", *_TOTAL_WORDS) and any(column_name(text) in _TOTAL_WORDS for text in cells.values())
