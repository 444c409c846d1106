"""A record file as a table: its header, its mapping, and the cells of each row by field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.csv_reader import Columns, Header, column_name, find_header, read_columns
from microdesk_desktop.base.files.encodings import detect_encoding, open_lines
from microdesk_desktop.base.files.quoted_lines import open_table
from microdesk_desktop.base.files.table_head import TableHead, read_table_head
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.text import one_line
from microdesk_desktop.documents.imports.exports import find_export
from microdesk_desktop.documents.imports.false_names import without_false_names
from microdesk_desktop.documents.imports.fields import FIELDS
from microdesk_desktop.documents.imports.mapping import map_columns, missing_fields, positions
from microdesk_desktop.domain.imports.types import Corrections, ReadOptions
from microdesk_desktop.domain.tables import ImportKind, TableColumn, TableMapping

_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class RawRow:
    """The line of a row in the file, and its texts by field, blank ones left out; None where its columns are not the
    header's."""

    line: int
    cells: Mapping[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows of a file and how they were read: `mapping` with the header's line as found.

    `source` is the name of the tool. `columns` are all that have a text somewhere.
    """

    mapping: TableMapping
    rows: Sequence[RawRow]
    columns: Sequence[TableColumn]
    source: str


def read_table(kind: ImportKind, data: bytes, options: ReadOptions, job: Job) -> Table:
    """The rows of the file by field. Raises COLUMNS_MISSING (columns), FILE_TOO_LARGE or Cancelled."""
    head, lines = open_table(open_lines(data, detect_encoding(data)))
    header, titles, mapping = _find_layout(kind, head, options.mapping)
    missing = missing_fields(kind, _fields(mapping))
    if missing:
        raise KnownError(ErrorCode.COLUMNS_MISSING, columns=missing)
    # Rows are as wide as the last column that has a name: many tools end their header with a separator.
    places = range(max((place for place, name in enumerate(header.names, 1) if name), default=0))
    columns = read_columns(chain(head[header.line :], lines), header, places, job)
    export = find_export(header.names, kind)
    words = export.words if export else {}
    if options.mapping is None:
        mapping = without_false_names(mapping, columns.cells, words)
    found = [
        TableColumn(
            position=place,
            name=titles[place] if place < len(titles) else "",
            samples=_samples(columns.cells[place]),
            field=mapping.fields.get(place),
        )
        for place in places
    ]
    return Table(
        mapping=mapping,
        rows=_rows(mapping, columns, words, options.corrections),
        columns=[column for column in found if column.samples or column.field],
        source=export.title if export else "",
    )


def _fields(mapping: TableMapping) -> set[str]:
    return {*mapping.fields.values(), *mapping.fixed}


def _find_layout(
    kind: ImportKind, head: Sequence[str], given: TableMapping | None
) -> tuple[Header, Sequence[str], TableMapping]:
    """The header, its cells as written, and the mapping: the given one, else by the names of the columns."""
    if given is not None:
        shown = read_table_head(head, given.header_line)
        header = _as_header(shown) if shown else Header(delimiter=",", names=(), preamble=(), line=0)
        return header, shown.names if shown else (), replace(given, header_line=header.line)
    found = find_header(head, lambda names: _rating(kind, names))
    if found is None:
        raise KnownError(ErrorCode.COLUMNS_MISSING, columns=missing_fields(kind, ()))
    shown = read_table_head(head, found.line)
    return found, shown.names if shown else (), replace(map_columns(kind, found.names), header_line=found.line)


def _rating(kind: ImportKind, names: Sequence[str]) -> int:
    """How many fields these cells name: the row with most is the header."""
    fields = set(map_columns(kind, names).fields.values())
    return 0 if not fields else 100 * len(fields) - len(missing_fields(kind, fields))


def _as_header(shown: TableHead) -> Header:
    names = tuple(column_name(name) for name in shown.names) or tuple(f"COLUMN {place}" for place in range(shown.width))
    return Header(delimiter=shown.delimiter, names=names, preamble=(), line=shown.header_line)


def _samples(texts: Sequence[str]) -> tuple[str, ...]:
    """The first different texts of a column, on one line each."""
    found: dict[str, None] = {}
    for text in texts:
        if text.strip():
            found[one_line(text)[:100]] = None
        if len(found) == _SAMPLES:
            break
    return tuple(found)


def _rows(
    mapping: TableMapping, columns: Columns, words: Mapping[str, Mapping[str, str]], corrections: Corrections
) -> Sequence[RawRow]:
    """The rows in the order of the file, with the texts that the user wrote in place of cells."""
    cells = _cells(mapping, columns)
    written = {line: {field: clean(text) for field, text in texts.items()} for line, texts in corrections.items()}
    rows = [
        RawRow(line, {**mapping.fixed, **_in_words(texts, words), **written.get(line, {})})
        for line, texts in zip(columns.lines, cells, strict=True)
    ]
    rows += [
        RawRow(line, {**mapping.fixed, **written[line]} if line in written else None) for line in columns.rejected_lines
    ]
    return sorted(rows, key=lambda row: row.line)


def _cells(mapping: TableMapping, columns: Columns) -> Iterator[Mapping[str, str]]:
    """The texts of each row by field, blank ones left out."""
    joined = FIELDS[mapping.kind].joined
    fields = {
        field: _joined(columns, places) if field in joined else map(clean, columns.cells[places[0]])
        for field, places in positions(mapping, len(columns.cells)).items()
    }
    names = list(fields)
    for texts in zip(*fields.values(), strict=True):
        yield {field: text for field, text in zip(names, texts, strict=True) if text}


def clean(text: str) -> str:
    """A cell on one line, without the ="…" of spreadsheets."""
    text = text.strip()
    if text[:2] == '="' and text.endswith('"'):
        text = text[2:-1]
    return one_line(text)


def _in_words(cells: Mapping[str, str], words: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """The cells with what a tool writes in its own way replaced by the word that it stands for."""
    if not words:
        return cells
    return {field: words.get(field, {}).get(column_name(text), text) for field, text in cells.items()}


def _joined(columns: Columns, places: Sequence[int]) -> Iterator[str]:
    """The texts of several columns in each row, each once."""
    for values in zip(*(columns.cells[place] for place in places), strict=True):
        yield ", ".join(dict.fromkeys(text for text in map(clean, values) if text))
