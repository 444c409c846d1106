"""Recognise what a file is about: a statement or a kind of record, and which bank or tool wrote it."""

from collections.abc import Sequence
from dataclasses import dataclass

from microdesk_desktop.banks.statements.csv.choose import find_table
from microdesk_desktop.banks.statements.csv.columns import rate_header
from microdesk_desktop.banks.statements.detect import AUTO, FORMATS
from microdesk_desktop.banks.statements.source import Source
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.containers.member import Member
from microdesk_desktop.base.files.csv_reader import Header, column_name, find_header
from microdesk_desktop.base.files.quoted_lines import open_table
from microdesk_desktop.base.files.table_head import TableHead, read_table_head
from microdesk_desktop.documents.imports.exports import find_export
from microdesk_desktop.documents.imports.mapping import map_columns as map_record_columns
from microdesk_desktop.domain.bank.types import StatementFormat
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.imports.evidence import rate_kinds

_CLEAR_LEAD = 3
"""Points by which a kind must lead: what one word in the name of a column gives."""
_FEWEST_ROWS = 2
_LEDGER = frozenset(("JOURNALCODE", "ECRITURENUM", "COMPTENUM"))
"""Columns of the accounting entries that French law defines (LPF art. A47 A-1): each payment is in two rows or more."""

_NEVER_A_STATEMENT = (ImportKind.CLIENTS, ImportKind.CATALOGUE, ImportKind.DOCUMENTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What a file is: its kind, None where several fit, with those that the user is asked to choose among.

    `tool` is the layout of the bank, or the tool, "" when unknown; `format` the statement format, or AUTO.
    """

    kind: ImportKind | None
    candidates: tuple[ImportKind, ...] = ()
    tool: str = ""
    format: str = AUTO


def recognise(member: Member) -> Recognised:
    """What this member is. Raises its refusal, FILE_IS_LEDGER, or FILE_NOT_RECOGNISED for what is no table either."""
    if member.refusal is not None:
        raise member.refusal
    source = Source(member.data)
    text = source.head.lstrip("\ufeff")
    for format_, each in FORMATS.items():
        if format_ is not StatementFormat.CSV and each.recognises(text):
            return Recognised(kind=ImportKind.STATEMENT, tool=format_.value, format=format_.value)
    if not FORMATS[StatementFormat.CSV].recognises(text):
        raise KnownError(ErrorCode.FILE_NOT_RECOGNISED)
    return _recognise_table(open_table(source.lines())[0], member.name)


def refuse_other_kind(member: Member, wanted: ImportKind) -> None:
    """Raise the refusal of what is clearly of another kind than wanted, whatever its name.

    It is TABLE_IS_NO_STATEMENT (part) where a statement is wanted, else FILE_IS_OTHER_KIND (part). Receipts and
    expenses of an unknown tool may look like a statement, and are left to its reader.
    """
    try:
        found = recognise(Member("", member.data))
    except KnownError:
        return
    if found.kind is None or found.kind is wanted:
        return
    if wanted is not ImportKind.STATEMENT:
        raise KnownError(ErrorCode.FILE_IS_OTHER_KIND, part=found.kind.value)
    if found.tool or found.kind in _NEVER_A_STATEMENT:
        raise KnownError(ErrorCode.TABLE_IS_NO_STATEMENT, part=found.kind.value)


def _recognise_table(lines: Sequence[str], file_name: str) -> Recognised:
    header = find_header(lines, _rate_names)
    known = _known_layouts(lines, header)
    if len(known) == 1:
        return known[0]
    head = _read_head(lines, header)
    if head is None or (header is None and not _is_filled(head)):
        raise KnownError(ErrorCode.FILE_NOT_RECOGNISED)
    if _LEDGER.issubset(map(column_name, head.names)):
        raise KnownError(ErrorCode.FILE_IS_LEDGER)
    if known:
        return Recognised(kind=None, candidates=tuple(each.candidates[0] for each in known))
    return _decide(head, file_name)


def _read_head(lines: Sequence[str], header: Header | None) -> TableHead | None:
    """The names and the sample rows; of a table whose first rows cannot be split like its header, the names alone."""
    head = read_table_head(lines, header.line if header else None)
    if header is None or (head is not None and tuple(map(column_name, head.names)) == header.names):
        return head
    return TableHead(delimiter=header.delimiter, header_line=header.line, names=header.names, samples=())


def _known_layouts(lines: Sequence[str], header: Header | None) -> list[Recognised]:
    """The bank's layout and the tool's export that this table has; both, for one that may be read as either."""
    found = []
    if (table := find_table(lines)) and table.preset:
        found.append(_known(ImportKind.STATEMENT, table.preset))
    if header and (export := find_export(header.names)):
        found.append(_known(export.kind, export.title))
    return found


def _known(kind: ImportKind, tool: str) -> Recognised:
    return Recognised(kind=kind, candidates=(kind,), tool=tool)


def _decide(head: TableHead, file_name: str) -> Recognised:
    """The kind with a clear lead; else those that fit, the likeliest first; else all, for a table of unknown names."""
    points = rate_kinds(head, file_name)
    ranked = sorted(points, key=lambda kind: -points[kind])
    if not ranked:
        return Recognised(kind=None, candidates=tuple(ImportKind))
    lead = points[ranked[0]] - max((points[kind] for kind in ranked[1:]), default=0)
    return Recognised(kind=ranked[0] if lead >= _CLEAR_LEAD else None, candidates=tuple(ranked))


def _rate_names(names: Sequence[str]) -> int:
    """How well a row serves as a header: by the fields that its names give to the kind that understands most."""
    of_records = (
        len(set(map_record_columns(kind, names).fields.values()))
        for kind in ImportKind
        if kind is not ImportKind.STATEMENT
    )
    return max(rate_header(names), *of_records)


def _is_filled(head: TableHead) -> bool:
    """Whether the table has a header or several rows, and cells in at least two of its columns."""
    rows = [head.names, *head.samples] if head.names else [*head.samples]
    filled = [row for row in rows if sum(map(bool, map(str.strip, row))) > 1]
    return len(filled) >= _FEWEST_ROWS
