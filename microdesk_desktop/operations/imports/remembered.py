"""Use a mapping of columns again for the next table with the same header."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from microdesk_desktop.banks.statements.source import Source
from microdesk_desktop.base.files.quoted_lines import open_table
from microdesk_desktop.base.files.table_head import read_table_head
from microdesk_desktop.domain.imports.drafts import Draft
from microdesk_desktop.domain.tables import TableMapping
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.imports.mappings import ANY_ACCOUNT, RememberedMapping, save_mapping


def with_remembered(draft: Draft, remembered: Sequence[RememberedMapping]) -> Draft:
    """The draft with the mapping made for its header before; unchanged where accounts have different ones."""
    if draft.refusal is not None:
        return draft
    found = [mapping for each in remembered if (mapping := _as_here(draft, each)) is not None]
    if found and all(mapping == found[0] for mapping in found):
        return draft.with_mapping(found[0])
    return draft


def remember(writer: Writer, draft: Draft, accounts: Iterable[int]) -> None:
    """Remember the draft's mapping for its header, and for the accounts that its rows went to."""
    mapping = draft.mapping
    header = _fingerprint(draft, mapping.header_line) if mapping is not None else None
    if mapping is None or header is None:
        return
    for account in sorted(set(accounts)) or [ANY_ACCOUNT]:
        save_mapping(writer, RememberedMapping(header, account, mapping))


def _as_here(draft: Draft, remembered: RememberedMapping) -> TableMapping | None:
    """The mapping with the header's line in this file; None where the file has another header or another kind."""
    mapping = remembered.mapping
    if draft.kind is not None and draft.kind is not mapping.kind and mapping.kind not in draft.possible_kinds:
        return None
    if _fingerprint(draft, mapping.header_line) == remembered.header:
        return mapping
    head = read_table_head(open_table(Source(draft.data).lines())[0])
    if head is not None and head.fingerprint == remembered.header:
        return replace(mapping, header_line=head.header_line)
    return None


def _fingerprint(draft: Draft, header_line: int | None) -> str | None:
    head = read_table_head(open_table(Source(draft.data).lines())[0], header_line)
    return head.fingerprint if head is not None else None
