"""The columns of a draft that is a table, whether or not it can be read with them yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from microdesk_desktop.banks.statements.csv.choose import find_table
from microdesk_desktop.banks.statements.csv.columns import map_columns
from microdesk_desktop.banks.statements.csv.mapping import missing_fields, table_mapping
from microdesk_desktop.banks.statements.source import Source
from microdesk_desktop.base.files.csv_reader import column_name
from microdesk_desktop.base.files.quoted_lines import open_table
from microdesk_desktop.base.files.table_head import TableHead, read_table_head
from microdesk_desktop.documents.imports import mapping as record_mapping
from microdesk_desktop.documents.imports import proposal as record_proposal
from microdesk_desktop.documents.imports.exports import find_export
from microdesk_desktop.documents.imports.false_names import without_false_names
from microdesk_desktop.domain.imports.drafts import Draft
from microdesk_desktop.domain.tables import ImportKind, TableColumn, TableMapping

_SAMPLES = 3
_LONGEST_SAMPLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftTable:
    """The columns of a table as a mapping reads them; `missing` are the fields that it lacks to be read."""

    columns: tuple[TableColumn, ...]
    mapping: TableMapping
    missing: tuple[str, ...]


def proposed_table(draft: Draft) -> DraftTable | None:
    """The table with the mapping that a user would most likely choose; None for a file that is no table."""
    if draft.mapping is not None:
        chosen = _head(draft, draft.mapping.header_line)
        return None if chosen is None else _table(chosen, draft.mapping)
    if draft.kind is not ImportKind.STATEMENT:
        head = _head(draft, None)
        mapping = record_proposal.propose_mapping(_kind(draft), head.names, head.samples) if head else None
        return _table(head, mapping) if head and mapping else None
    found = find_table(open_table(Source(draft.data).lines())[0])
    return None if found is None else _table(found.head, found.mapping)


def mapping_by_names(kind: ImportKind, head: TableHead) -> TableMapping:
    """What the names of the columns show; columns whose cells contradict their name are left out."""
    names = [column_name(name) for name in head.names]
    if kind is not ImportKind.STATEMENT:
        export = find_export(names, kind)
        named = record_mapping.map_columns(kind, names)
        return without_false_names(named, list(zip(*head.samples, strict=True)), export.words if export else ())
    return table_mapping(map_columns(names), head.header_line) if names else TableMapping(kind=kind, fields={})


def _kind(draft: Draft) -> ImportKind:
    assert draft.kind is not None, "the kind is decided before the columns are"
    return draft.kind


def _head(draft: Draft, header_line: int | None) -> TableHead | None:
    return read_table_head(open_table(Source(draft.data).lines())[0], header_line)


def _table(head: TableHead, mapping: TableMapping) -> DraftTable:
    fields = {*mapping.fields.values(), *mapping.fixed}
    is_statement = mapping.kind is ImportKind.STATEMENT
    missing = missing_fields(fields) if is_statement else record_mapping.missing_fields(mapping.kind, fields)
    return DraftTable(columns=_columns(head, mapping.fields), mapping=mapping, missing=missing)


def _columns(head: TableHead, fields: Mapping[int, str]) -> tuple[TableColumn, ...]:
    columns = (
        TableColumn(
            position=place,
            name=head.names[place] if place < len(head.names) else "",
            samples=_samples([row[place] for row in head.samples if place < len(row)]),
            field=fields.get(place),
        )
        for place in range(head.width)
    )
    return tuple(each for each in columns if each.samples or each.field)


def _samples(texts: Sequence[str]) -> tuple[str, ...]:
    """The first different texts of a column."""
    different = dict.fromkeys(text.strip()[:_LONGEST_SAMPLE] for text in texts if text.strip())
    return tuple(different)[:_SAMPLES]
