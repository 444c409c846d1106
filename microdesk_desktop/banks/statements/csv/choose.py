"""Choose the header and the columns of a CSV export: the user's mapping, a known layout, the usual names, the cells."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from microdesk_desktop.banks.statements.csv.columns import (
    ColumnMapping,
    map_columns,
    rate_header,
    rate_partial_header,
)
from microdesk_desktop.banks.statements.csv.mapping import column_mapping, missing_fields, table_mapping
from microdesk_desktop.banks.statements.csv.presets import Preset, bank_tables
from microdesk_desktop.banks.statements.csv.proposal import Proposal, propose, propose_mapping
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.csv_reader import Header, column_name, find_header, until_error
from microdesk_desktop.base.files.table_head import TableHead, read_table_head
from microdesk_desktop.domain.tables import TableColumn, TableMapping

_MOST_SAMPLES = 3
"""Cells that are shown of a column."""
_FEWEST_RECORD_NAMES = 2
"""Columns of an invoice or expense, such as client and number, that make a table one of those and no statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTable:
    """A table that may be a statement: its head, the mapping that its names and cells suggest, and the known layout.

    `missing` names the fields that must be mapped before the table can be read: date, label or amount.
    """

    head: TableHead
    mapping: TableMapping
    preset: str | None
    missing: tuple[str, ...]


def find_table(lines: Sequence[str], header_line: int | None = None) -> FoundTable | None:
    """What a mapping of the table that begins with these lines starts from; None where they are no table.

    `header_line` is the 1-based line of the header when the user chose one, 0 for none.
    """
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


def choose_columns(head: Sequence[str], chosen: TableMapping | None) -> tuple[Header, ColumnMapping]:
    """The header and the columns to read.

    Raises FILE_NOT_RECOGNISED, TABLE_IS_NO_STATEMENT, or COLUMNS_MISSING (columns) for those that can be found neither
    by the names nor by the cells.
    """
    if chosen is not None:
        return _as_chosen(head, chosen)
    known = _known_header(head)
    if known is not None:
        mapping = map_columns(known.names)
        return known, mapping if mapping.preset else _refined(head, known, mapping)
    return _by_content(head)


def found_columns(head: Sequence[str], header: Header, mappings: Sequence[ColumnMapping]) -> tuple[TableColumn, ...]:
    """Every column of a table that has a name or a text, with the field that the first of the mappings reads it as."""
    table = read_table_head(head, header.line)
    if table is None:
        return ()
    fields = {place: field for mapping in reversed(mappings) for place, field in _used_columns(mapping).items()}
    columns = (
        TableColumn(
            position=place,
            name=table.names[place] if table.names else "",
            samples=tuple(dict.fromkeys(row[place] for row in table.samples if row[place].strip()))[:_MOST_SAMPLES],
            field=fields.get(place),
        )
        for place in range(table.width)
    )
    return tuple(column for column in columns if column.name or column.samples)


def _used_columns(mapping: ColumnMapping) -> dict[int, str]:
    """The field of each column that is read, those that only replace a blank label or prove an amount among them."""
    labels = dict.fromkeys((*mapping.spare, *mapping.label), "label")
    return labels | {place: role for role, place in mapping.roles.items()}


def _as_chosen(head: Sequence[str], chosen: TableMapping) -> tuple[Header, ColumnMapping]:
    known = _known_header(head) if chosen.header_line is None else None
    table = None if known else read_table_head(head, chosen.header_line)
    if known is None and table is None:
        raise KnownError(ErrorCode.FILE_NOT_RECOGNISED)
    header = known or _header(head, table)
    mapping = column_mapping(chosen, header.names)
    if mapping.missing:
        raise KnownError(ErrorCode.COLUMNS_MISSING, columns=mapping.missing)
    return header, mapping


def _header(head: Sequence[str], table: TableHead | None) -> Header:
    """The header of a table; the names of one without header are its positions."""
    if table is None:
        raise KnownError(ErrorCode.FILE_NOT_RECOGNISED)
    names = tuple(map(column_name, table.names)) or tuple(map(str, range(1, table.width + 1)))
    above = csv.reader(head[: max(0, table.header_line - 1)], delimiter=table.delimiter)
    return Header(
        delimiter=table.delimiter, names=names, preamble=tuple(map(tuple, until_error(above))), line=table.header_line
    )


def _refined(head: Sequence[str], header: Header, mapping: ColumnMapping) -> ColumnMapping:
    """The mapping of the usual names, corrected by what the cells show."""
    table = read_table_head(head, header.line)
    if table is None or not table.is_regular:
        return mapping
    width = max(place for place, name in enumerate(header.names) if name) + 1
    proposal = propose(header.names[: min(width, table.width)], table.samples)
    _check_is_statement(header.names, proposal)
    refined = column_mapping(proposal.mapping, header.names)
    if refined.missing or proposal.doubts:
        return replace(mapping, other=proposal.other)
    return _unchosen(refined, proposal)


def _by_content(head: Sequence[str]) -> tuple[Header, ColumnMapping]:
    """The columns of a table without a known header, where the cells leave no doubt."""
    table = read_table_head(head)
    partial = find_header(head, rate_partial_header)
    if table is None or (partial is None and not table.samples):
        raise KnownError(ErrorCode.FILE_NOT_RECOGNISED)
    header = _header(head, table)
    proposal = propose(table.names, table.samples)
    missing = tuple(dict.fromkeys((*missing_fields(proposal.mapping.fields.values()), *proposal.doubts)))
    if missing and partial is None and len(missing) > 1:
        raise KnownError(ErrorCode.FILE_NOT_RECOGNISED)
    _check_is_statement(header.names, proposal)
    if missing:
        raise KnownError(ErrorCode.COLUMNS_MISSING, columns=missing)
    return header, _unchosen(column_mapping(proposal.mapping, header.names), proposal)


def _unchosen(mapping: ColumnMapping, proposal: Proposal) -> ColumnMapping:
    """A proposed mapping that the user has not confirmed."""
    return replace(mapping, is_chosen=False, other=proposal.other, doubtful_account=proposal.doubtful_account)


def _check_is_statement(names: Sequence[str], proposal: Proposal) -> None:
    """Raise TABLE_IS_NO_STATEMENT for a table with columns of invoices or expenses, and nothing of an account."""
    fields = set(proposal.mapping.fields.values())
    if proposal.has_both_signs or fields & {"debit", "credit", "balance", "direction"}:
        return
    if len(bank_tables().words.records.intersection(names)) >= _FEWEST_RECORD_NAMES:
        raise KnownError(ErrorCode.TABLE_IS_NO_STATEMENT)


def _known_header(head: Sequence[str]) -> Header | None:
    """The header with the usual names or of a known layout, or the one that a known layout lacks."""
    return find_header(head, rate_header) or next(_supplied_headers(head), None)


def _supplied_headers(head: Sequence[str]) -> Iterator[Header]:
    """The headers of known exports without one that begin like this file."""
    for preset in bank_tables().presets:
        if preset.headerless and head and preset.headerless.first_line.match(head[0]):
            yield from _supplied_header(head, preset)


def _supplied_header(head: Sequence[str], preset: Preset) -> Iterator[Header]:
    """The header of a layout without one; its first line becomes the preamble where it is a summary."""
    if preset.headerless is None:
        return
    header = find_header([preset.headerless.columns], rate_header)
    if header is None:
        return
    if not preset.headerless.has_summary:
        yield replace(header, line=0)
        return
    (first,) = csv.reader(head[:1], delimiter=header.delimiter)
    yield replace(header, preamble=(tuple(first),))
