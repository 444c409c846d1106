"""Use a mapping of columns again for the next table with the same header."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256

from microdesk_desktop.banks.statements.source import Source
from microdesk_desktop.base.files.csv_reader import column_name, read_head
from microdesk_desktop.domain.imports.drafts import Draft
from microdesk_desktop.domain.tables import TableMapping
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.imports.mappings import ANY_ACCOUNT, RememberedMapping, save_mapping

_LONGEST_LINE = 4_000
"""Characters of a line that may be a header; a longer one is not compared."""


def with_remembered(draft: Draft, remembered: Sequence[RememberedMapping]) -> Draft:
    """The draft with the mapping made for its header before; unchanged where accounts have different ones."""
    if not remembered or draft.refusal is not None:
        return draft
    for number, line in enumerate(read_head(Source(draft.data).lines()), 1):
        header = fingerprint(line)
        found = [each.mapping for each in remembered if each.header == header]
        if found and all(each == found[0] for each in found):
            return draft.with_mapping(replace(found[0], header_line=number))
    return draft


def remember(writer: Writer, draft: Draft, accounts: Iterable[int]) -> None:
    """Remember the draft's mapping for its header, and for the accounts that its rows went to."""
    mapping = draft.mapping
    header = header_of(draft, mapping) if mapping is not None else None
    if mapping is None or header is None:
        return
    for account in sorted(set(accounts)) or [ANY_ACCOUNT]:
        save_mapping(writer, RememberedMapping(header, account, mapping))


def header_of(draft: Draft, mapping: TableMapping) -> str | None:
    """The fingerprint of the table's header; None for a table without one, or whose place is not known."""
    if not mapping.header_line:
        return None
    head = read_head(Source(draft.data).lines())
    return fingerprint(head[mapping.header_line - 1]) if mapping.header_line <= len(head) else None


def fingerprint(line: str) -> str:
    """Of the names in a line, whatever separates them and however they are accented; "" for no header."""
    names = column_name(line) if len(line) <= _LONGEST_LINE else ""
    return sha256(names.encode()).hexdigest() if names else ""
