"""CSV exports: known banks' layouts, and any other with the usual column names."""

import csv
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, compress

from microdesk_desktop.banks.statements.builder import build_statements
from microdesk_desktop.banks.statements.csv.columns import plan_columns, rate_header, rate_partial_header
from microdesk_desktop.banks.statements.csv.presets import BNP_HEADERLESS
from microdesk_desktop.banks.statements.csv.rows import Table, build_accounts
from microdesk_desktop.banks.statements.source import Source
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.csv_reader import Header, find_header, read_columns, read_head
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import ParsedFile
from microdesk_desktop.domain.text import fold

_BNP_SUMMARY = re.compile(r'"?(?:Compte|Livret)[^\n]*;"?\*{2,}\d+"?;\d{2}/\d{2}/\d{4};')
# What never happened, or has not happened yet: the bank lists it again once it is booked.
_NOT_BOOKED = {
    "PENDING", "EN ATTENTE", "PROCESSING", "EN TRAITEMENT", "EN COURS", "REVERTED", "RENVOYE", "REVERSED",
    "ANNULE", "ANNULEE", "CANCELED", "CANCELLED", "DECLINED", "REFUSE", "REFUSEE", "REJETE", "FAILED", "ECHOUE",
}  # fmt: skip


def read(source: Source, job: Job) -> ParsedFile:
    """The accounts of the file; raises FILE_NOT_RECOGNISED or COLUMNS_MISSING (columns) when it is no statement."""
    lines = source.lines()
    header, rest = _find_header(read_head(lines))
    plan = plan_columns(header.names)
    columns = read_columns(chain(rest, lines), header, plan.positions, job)
    table = Table(plan, header, dict(zip(plan.positions, columns.cells, strict=True)), columns.lines, columns.is_cut)
    builders = build_accounts(_booked(table), job)
    for line in columns.misfits:
        builders[0].reject_row(line, "columns_differ")
    return ParsedFile(
        format="csv",
        statements=build_statements(builders),
        preset=plan.preset.name if plan.preset else None,
        encoding=source.encoding,
    )


def _find_header(head: Sequence[str]) -> tuple[Header, Sequence[str]]:
    """The header, and those of the first lines that follow it."""
    header = find_header(head, rate_header)
    if header is None and head and _BNP_SUMMARY.match(head[0]):
        header = _find_header([BNP_HEADERLESS])[0]
        (summary,) = csv.reader(head[:1], delimiter=header.delimiter)
        return replace(header, preamble=(tuple(summary),)), head[1:]
    if header is None:
        partial = find_header(head, rate_partial_header)
        if partial is None:
            raise KnownError(ErrorCode.FILE_NOT_RECOGNISED)
        raise KnownError(ErrorCode.COLUMNS_MISSING, columns=tuple(plan_columns(partial.names).missing))
    return header, head[header.line :]


def _booked(table: Table) -> Table:
    """The table without the rows whose status says that no money moved."""
    statuses = table.column("status")
    unbooked = {text for text in set(statuses) if fold(text) in _NOT_BOOKED}
    if not unbooked:
        return table
    kept = [text not in unbooked for text in statuses]
    cells = {place: list(compress(column, kept)) for place, column in table.cells.items()}
    return replace(table, cells=cells, lines=list(compress(table.lines, kept)))
