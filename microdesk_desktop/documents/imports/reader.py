"""Read exports of other tools: clients, catalogue, documents, receipts, expenses."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.imports.checks import RejectedRow
from microdesk_desktop.documents.imports.document import begins_like_an_invoice, has_known_letters
from microdesk_desktop.documents.imports.fields import FIELDS
from microdesk_desktop.documents.imports.row import FileFacts, Row, SpendingSign
from microdesk_desktop.documents.imports.rows import BUILDERS, Record
from microdesk_desktop.documents.imports.table import RawRow, Table, read_table
from microdesk_desktop.domain.bank.types import RowProblem
from microdesk_desktop.domain.dates import DateOrder, day_reader, find_order
from microdesk_desktop.domain.imports.types import (
    AS_FOUND,
    AmountSign,
    ImportKind,
    ReadOptions,
    TableColumn,
    TableMapping,
)
from microdesk_desktop.domain.money import cents_reader, detect_decimal

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
    table = read_table(kind, data, options, job)
    facts = _file_facts(table, options)
    build = BUILDERS[kind]
    rows: list[ReadRow] = []
    for number, raw in enumerate(_without_continuations(table)):
        if number % _BATCH == 0:
            job.checkpoint()
        rows.append(_read_row(raw, facts, build))
    return Records(
        kind=kind,
        rows=rows,
        mapping=table.mapping,
        columns=table.columns,
        source=table.source,
        is_type_assumed=kind is ImportKind.DOCUMENTS and _is_type_assumed(table),
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


def _without_continuations(table: Table) -> Iterator[RawRow]:
    """The rows without those that only list further articles of the one above them, as shops export orders."""
    if table.mapping.kind not in _NUMBER_AND_TOTALS:
        yield from table.rows
        return
    number_field, totals = _NUMBER_AND_TOTALS[table.mapping.kind]
    number: str | None = None
    for row in table.rows:
        cells = row.cells or {}
        if number is not None and cells.get(number_field) == number and not any(map(cells.get, totals)):
            continue
        number = cells.get(number_field)
        yield row


def _file_facts(table: Table, options: ReadOptions) -> FileFacts:
    fields = FIELDS[table.mapping.kind]
    order = _date_order(table.mapping, _texts(table, fields.dates), options)
    decimal = table.mapping.decimal or detect_decimal(_texts(table, fields.amounts))
    read_cents = cents_reader(decimal)
    facts = FileFacts(day_reader(order), read_cents)
    if table.mapping.kind is ImportKind.EXPENSES:
        return replace(facts, sign=_spending_sign(table, read_cents))
    return replace(facts, numbers_invoices=any(map(begins_like_an_invoice, _texts(table, ("number",)))))


def _texts(table: Table, fields: Sequence[str]) -> Set[str]:
    return {row.cells[field] for row in table.rows if row.cells for field in fields if row.cells.get(field)}


def _date_order(mapping: TableMapping, texts: Iterable[str], options: ReadOptions) -> DateOrder:
    """The user's choice, else what the dates prove, else what is usual for the tool or was proven before."""
    if options.mapping and options.mapping.date_order:
        return options.mapping.date_order
    return find_order(texts, mapping.date_order or options.date_order).applied


def _spending_sign(table: Table, read_cents: Callable[[str], int]) -> SpendingSign:
    """Whether money spent is positive or negative; unclear where most amounts are negative and some are not."""
    if table.mapping.sign is not None:
        return SpendingSign.NEGATIVE if table.mapping.sign is AmountSign.REVERSED else SpendingSign.POSITIVE
    negative = positive = 0
    for row in table.rows:
        cents = _cents_or_zero((row.cells or {}).get("amount", ""), read_cents)
        negative += cents < 0
        positive += cents > 0
    if not positive:
        return SpendingSign.NEGATIVE if negative else SpendingSign.POSITIVE
    return SpendingSign.MOSTLY_NEGATIVE if negative > positive else SpendingSign.POSITIVE


def _cents_or_zero(text: str, read_cents: Callable[[str], int]) -> int:
    try:
        return read_cents(text)
    except ValueError:
        return 0


def _is_type_assumed(table: Table) -> bool:
    present = {*table.mapping.fields.values(), *table.mapping.fixed}
    return "type" not in present and any(
        row.cells and not has_known_letters(row.cells.get("number", "")) for row in table.rows
    )
