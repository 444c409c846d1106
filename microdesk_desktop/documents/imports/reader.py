"""Read CSV exports of other tools: clients, catalogue, documents, receipts, expenses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.csv_reader import Header, find_header, read_columns, read_head
from microdesk_desktop.base.files.encodings import detect_encoding, open_lines, read_foreign
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.imports.checks import RejectedRow
from microdesk_desktop.documents.imports.columns import COLUMNS, RecordColumns
from microdesk_desktop.documents.imports.rows import BUILDERS, Record, Row
from microdesk_desktop.domain.bank.types import RowProblem
from microdesk_desktop.domain.dates import day_reader, detect_order
from microdesk_desktop.domain.imports.types import AS_FOUND, ReadOptions, TableColumn, TableMapping
from microdesk_desktop.domain.money import cents_reader, detect_decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The valid rows of a file with their line numbers, and the rejected ones with their reason.

    `columns` are those of the table with the mapping in effect; `source` names the tool whose export it is.
    """

    rows: Sequence[tuple[int, Record]]
    problems: Sequence[RowProblem]
    columns: Sequence[TableColumn] = ()
    mapping: TableMapping | None = None
    source: str = ""


def read_records(
    kind: str, source: Path | bytes, *, options: ReadOptions = AS_FOUND, job: Job | None = None
) -> Records:
    """Read one file, or its bytes; `kind` is a key of COLUMNS and decides the type of the rows.

    Encoding, delimiter, order of dates and decimal separator are detected once for the whole file.
    Raises FILE_NOT_FOUND, PATH_UNUSABLE, FILE_TOO_LARGE, FILE_UNREADABLE, Cancelled or COLUMNS_MISSING (columns).
    """
    columns, build = COLUMNS[kind], BUILDERS[kind]
    job = job or Job()
    data = source if isinstance(source, bytes) else read_foreign(source, job)
    lines = open_lines(data, detect_encoding(data))
    head = read_head(lines)
    header = _find_header(head, columns)
    places = _column_positions(header.names, columns)
    table = read_columns(chain(head[header.line :], lines), header, list(places.values()), job)
    cells = dict(zip(places, table.cells, strict=True))
    read_day = day_reader(detect_order({text for name in columns.dates for text in cells.get(name, ())}))
    read_cents = cents_reader(detect_decimal(text for name in columns.amounts for text in set(cells.get(name, ()))))
    rows: list[tuple[int, Record]] = []
    problems = [RowProblem(line=line, code="columns_differ") for line in table.rejected_lines]
    for line, values in zip(table.lines, zip(*table.cells, strict=True), strict=True):
        row = {**dict(zip(places, values, strict=True)), **options.corrections.get(line, {})}
        try:
            rows.append((line, build(Row(row, read_day, read_cents))))
        except RejectedRow as refusal:
            problems.append(RowProblem(line=line, code=refusal.code, params=refusal.params, cells=row))
    return Records(rows=rows, problems=sorted(problems, key=lambda each: each.line))


def _find_header(head: Sequence[str], columns: RecordColumns) -> Header:
    header = find_header(head, lambda names: len(_column_positions(names, columns)))
    present = _column_positions(header.names, columns) if header else {}
    missing = [name for name in columns.required if name not in present]
    if header is None or missing:
        raise KnownError(ErrorCode.COLUMNS_MISSING, columns=tuple(missing or columns.required))
    return header


def known_columns(head: Sequence[str], kind: str) -> bool:
    """Whether the first lines of a file hold a header with all columns that this kind needs."""
    columns = COLUMNS[kind]
    header = find_header(head, lambda names: len(_column_positions(names, columns)))
    return header is not None and set(columns.required) <= _column_positions(header.names, columns).keys()


def _column_positions(names: Sequence[str], columns: RecordColumns) -> dict[str, int]:
    """The position of each known column: that of the first of its names that the header has."""
    return {column: place for column, place in _candidate_positions(names, columns) if place is not None}


def _candidate_positions(names: Sequence[str], columns: RecordColumns) -> Iterator[tuple[str, int | None]]:
    taken: set[int] = set()
    for column, spellings in columns.names.items():
        place = next(
            (names.index(each) for each in spellings if each in names and names.index(each) not in taken), None
        )
        taken.update(() if place is None else (place,))
        yield column, place
