"""Columns that the user names: `--map COLUMN=FIELD` of the command line."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from microdesk_desktop.banks.statements.csv.mapping import STATEMENT_FIELDS
from microdesk_desktop.banks.statements.source import Source
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.csv_reader import column_name
from microdesk_desktop.base.files.quoted_lines import open_table
from microdesk_desktop.base.files.table_head import TableHead, read_table_head
from microdesk_desktop.documents.imports import mapping as record_mapping
from microdesk_desktop.documents.imports.fields import FIELDS
from microdesk_desktop.domain.imports.drafts import Draft
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.imports.tables import mapping_by_names


def with_named_columns(draft: Draft, columns: Mapping[str, str]) -> Draft:
    """The draft read with these columns (by name, or by number from 1) as these fields, the others by their names.

    Raises COLUMN_UNKNOWN or FIELD_UNKNOWN, and FILE_NOT_RECOGNISED for a file that is no table.
    """
    if not columns:
        return draft
    assert draft.kind is not None
    for field in columns.values():
        if field not in fields_of(draft.kind):
            raise KnownError(ErrorCode.FIELD_UNKNOWN, name=field, known=fields_of(draft.kind))
    head = read_table_head(
        open_table(Source(draft.data).lines())[0], draft.mapping.header_line if draft.mapping else None
    )
    if head is None:
        raise KnownError(ErrorCode.FILE_NOT_RECOGNISED)
    base = draft.mapping or mapping_by_names(draft.kind, head)
    named = {_position(head, column): field for column, field in columns.items()}
    kept = {place: field for place, field in base.fields.items() if place not in named}
    replaced = set(named.values()) - _joined(draft.kind)
    fields = {**{place: field for place, field in kept.items() if field not in replaced}, **named}
    return draft.with_mapping(replace(base, fields=dict(sorted(fields.items())), header_line=head.header_line))


def fields_of(kind: ImportKind) -> Sequence[str]:
    """The fields that a column of this kind of file may hold."""
    return STATEMENT_FIELDS if kind is ImportKind.STATEMENT else record_mapping.fields_of(kind)


def _joined(kind: ImportKind) -> Set[str]:
    """The fields that several columns may hold together."""
    return {"label"} if kind is ImportKind.STATEMENT else FIELDS[kind].joined


def _position(head: TableHead, column: str) -> int:
    """The 0-based position of a column: by its name, else by its number from 1."""
    names = [column_name(name) for name in head.names]
    wanted = column_name(column)
    if wanted and names.count(wanted) == 1:
        return names.index(wanted)
    if column.isdecimal() and 1 <= int(column) <= head.width and wanted not in names:
        return int(column) - 1
    raise KnownError(ErrorCode.COLUMN_UNKNOWN, column=column, known=tuple(head.names))
