"""CSV exports: known banks' layouts, and any other with the usual column names."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, compress

from microdesk_desktop.banks.statements.builder import build_statements
from microdesk_desktop.banks.statements.csv.columns import (
    ColumnMapping,
    map_columns,
    rate_header,
    rate_partial_header,
)
from microdesk_desktop.banks.statements.csv.corrections import correct
from microdesk_desktop.banks.statements.csv.mapping import column_mapping, missing_fields, table_mapping
from microdesk_desktop.banks.statements.csv.presets import bank_tables
from microdesk_desktop.banks.statements.csv.proposal import propose_mapping
from microdesk_desktop.banks.statements.csv.rows import Table, build_accounts
from microdesk_desktop.banks.statements.source import Source
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.csv_reader import (
    Header,
    column_name,
    find_header,
    read_columns,
    read_head,
    until_error,
)
from microdesk_desktop.base.files.table_head import TableHead, read_table_head
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import ParsedFile, StatementFormat
from microdesk_desktop.domain.imports.types import AS_FOUND, ReadOptions, TableMapping
from microdesk_desktop.domain.text import fold

# Beginnings of files that are not text, or markup.
_FOREIGN = ("%PDF", "\x89PNG", "\xff\xd8\xff", "\xd0\xcf\x11\xe0", "ÐÏ", "<", "{\\rtf")


def recognises(head: str) -> bool:
    """Whether the first characters of a file are text that may be delimited; only `read` can find that it is not."""
    return bool(head.strip()) and not head.lstrip().startswith(_FOREIGN) and "\x00" not in head


def read(source: Source, job: Job, options: ReadOptions = AS_FOUND) -> ParsedFile:
    """The accounts of the file. Raises FILE_NOT_RECOGNISED, or COLUMNS_MISSING (columns) when no row is a header.

    The columns are those of `options.mapping` where it is given, else those of the bank's layout or the usual names.
    """
    lines = source.lines()
    head = read_head(lines)
    header, mapping = _choose_columns(head, options.mapping)
    columns = read_columns(chain(head[header.line :], lines), header, mapping.positions, job)
    cells = dict(zip(mapping.positions, columns.cells, strict=True))
    table = Table(mapping, header, cells, columns.lines, columns.is_truncated)
    table, rejected_lines = correct(table, columns.rejected_lines, options.corrections)
    reading = build_accounts(_booked(table), options, job)
    for line in rejected_lines:
        reading.builders[0].reject_row(line, "columns_differ")
    return ParsedFile(
        format=StatementFormat.CSV,
        statements=build_statements(reading.builders),
        preset=mapping.preset.name if mapping.preset else None,
        date_order=reading.day_order.order,
        is_order_proven=reading.day_order.is_proven,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTable:
    """A table that may be a statement: its head, the mapping that its names and cells suggest, and the known layout.

    `missing` names the fields that the mapping lacks to be read: date, label or amount.
    """

    head: TableHead
    mapping: TableMapping
    preset: str | None
    missing: tuple[str, ...]


def find_table(source: Source, header_line: int | None = None) -> FoundTable | None:
    """What the mapping of this file starts from; None where its first lines are no table.

    `header_line` is the 1-based line of the header when the user chose one, 0 for none.
    """
    lines = read_head(source.lines())
    known = _known_header(lines) if header_line is None else None
    head = read_table_head(lines, known.line if known else header_line)
    if head is None:
        return None
    columns = map_columns(known.names) if known else None
    if columns and columns.preset:
        mapping = table_mapping(columns, head.header_line)
    else:
        mapping = replace(propose_mapping(head.names, head.samples), header_line=head.header_line)
    return FoundTable(
        head=head,
        mapping=mapping,
        preset=columns.preset.name if columns and columns.preset else None,
        missing=missing_fields(mapping.fields.values()),
    )


def _choose_columns(head: Sequence[str], chosen: TableMapping | None) -> tuple[Header, ColumnMapping]:
    """The header and the columns to read, by the user's mapping or by the names of the header."""
    if chosen is None:
        header = _find_header(head)
        return header, map_columns(header.names)
    header = _chosen_header(head, chosen)
    mapping = column_mapping(chosen, header.names)
    if mapping.missing:
        raise KnownError(ErrorCode.COLUMNS_MISSING, columns=mapping.missing)
    return header, mapping


def _chosen_header(head: Sequence[str], chosen: TableMapping) -> Header:
    """The header that the user's mapping is about; the names of a table without header are its positions."""
    line = chosen.header_line
    if line is None and (known := _known_header(head)):
        return known
    table = read_table_head(head, line)
    if table is None:
        raise KnownError(ErrorCode.FILE_NOT_RECOGNISED)
    names = tuple(map(column_name, table.names)) or tuple(map(str, range(1, table.width + 1)))
    above = csv.reader(head[: max(0, table.header_line - 1)], delimiter=table.delimiter)
    return Header(
        delimiter=table.delimiter, names=names, preamble=tuple(map(tuple, until_error(above))), line=table.header_line
    )


def _find_header(head: Sequence[str]) -> Header:
    """The header of a known layout, or with the usual names."""
    if known := _known_header(head):
        return known
    partial = find_header(head, rate_partial_header)
    if partial is None:
        raise KnownError(ErrorCode.FILE_NOT_RECOGNISED)
    raise KnownError(ErrorCode.COLUMNS_MISSING, columns=map_columns(partial.names).missing)


def _known_header(head: Sequence[str]) -> Header | None:
    return find_header(head, rate_header) or next(_supplied_headers(head), None)


def _supplied_headers(head: Sequence[str]) -> Iterator[Header]:
    """The headers of known exports without one that begin like this file; its first line becomes the preamble."""
    for preset in bank_tables().presets:
        if preset.headerless and head and preset.headerless.first_line.match(head[0]):
            header = find_header([preset.headerless.columns], rate_header)
            if header is not None:
                (first,) = csv.reader(head[:1], delimiter=header.delimiter)
                yield replace(header, preamble=(tuple(first),))


def _booked(table: Table) -> Table:
    """The table without the rows whose status is not a booked one."""
    statuses = table.column("status")
    not_booked = bank_tables().words.not_booked
    dropped = {text for text in set(statuses) if fold(text) in not_booked}
    if not dropped:
        return table
    kept = [text not in dropped for text in statuses]
    cells = {place: list(compress(column, kept)) for place, column in table.cells.items()}
    return replace(table, cells=cells, lines=list(compress(table.lines, kept)))
