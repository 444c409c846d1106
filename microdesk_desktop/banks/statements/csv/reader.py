"""CSV exports: known banks' layouts, and any other with the usual column names."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, compress

from microdesk_desktop.banks.statements.builder import build_statements
from microdesk_desktop.banks.statements.csv.columns import map_columns, rate_header, rate_partial_header
from microdesk_desktop.banks.statements.csv.presets import bank_tables
from microdesk_desktop.banks.statements.csv.rows import Table, build_accounts
from microdesk_desktop.banks.statements.source import Source
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.csv_reader import Header, find_header, read_columns, read_head
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import ParsedFile, StatementFormat
from microdesk_desktop.domain.imports.types import AS_FOUND, ReadOptions
from microdesk_desktop.domain.text import fold

# Beginnings of files that are not text, or markup.
_FOREIGN = ("%PDF", "\x89PNG", "\xff\xd8\xff", "\xd0\xcf\x11\xe0", "ÐÏ", "<", "{\\rtf")


def recognises(head: str) -> bool:
    """Whether the first characters of a file are text that may be delimited; only `read` can find that it is not."""
    return bool(head.strip()) and not head.lstrip().startswith(_FOREIGN) and "\x00" not in head


def read(source: Source, job: Job, _: ReadOptions = AS_FOUND) -> ParsedFile:
    """The accounts of the file. Raises FILE_NOT_RECOGNISED, or COLUMNS_MISSING (columns) when no row is a header."""
    lines = source.lines()
    header, rest = _find_header(read_head(lines))
    mapping = map_columns(header.names)
    columns = read_columns(chain(rest, lines), header, mapping.positions, job)
    cells = dict(zip(mapping.positions, columns.cells, strict=True))
    table = Table(mapping, header, cells, columns.lines, columns.is_truncated)
    builders = build_accounts(_booked(table), job)
    for line in columns.rejected_lines:
        builders[0].reject_row(line, "columns_differ")
    return ParsedFile(
        format=StatementFormat.CSV,
        statements=build_statements(builders),
        preset=mapping.preset.name if mapping.preset else None,
    )


def _find_header(head: Sequence[str]) -> tuple[Header, Sequence[str]]:
    """The header, and those of the first lines that follow it."""
    header = find_header(head, rate_header)
    if header is not None:
        return header, head[header.line :]
    for supplied in _supplied_headers(head):
        return supplied, head[1:]
    partial = find_header(head, rate_partial_header)
    if partial is None:
        raise KnownError(ErrorCode.FILE_NOT_RECOGNISED)
    raise KnownError(ErrorCode.COLUMNS_MISSING, columns=tuple(map_columns(partial.names).missing))


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
