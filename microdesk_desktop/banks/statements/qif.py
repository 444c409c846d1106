"""QIF, Quicken's text format: one field per line, its letter first; « ^ » ends a record."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from microdesk_desktop.banks.normalise.text import clean_text, join_label
from microdesk_desktop.banks.statements.builder import StatementBuilder, build_statements, check_size
from microdesk_desktop.banks.statements.source import Source
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.csv_reader import check_lines, check_rows
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import Balance, BankRow, ParsedFile, Statement, StatementFormat
from microdesk_desktop.domain.dates import day_reader, detect_order
from microdesk_desktop.domain.imports.types import AS_FOUND, ReadOptions
from microdesk_desktop.domain.money import cents_reader, detect_decimal

_BATCH = 1000
_LONGEST_KIND = 100
_ACCOUNT_KINDS = {"!TYPE:BANK", "!TYPE:CCARD", "!TYPE:CASH", "!TYPE:OTH A", "!TYPE:OTH L"}
_OPENING = "OPENING BALANCE"
"""The payee that Quicken gives the first record of an account, which is no transaction."""


@dataclass(slots=True)
class _Record:
    """A record: its first line, the `!Type` above it, its first field of each letter, and whether « ^ » ends it."""

    line: int
    kind: str
    fields: dict[str, str] = field(default_factory=dict)
    is_whole: bool = False


def recognises(head: str) -> bool:
    """Whether the first characters of a file are those of QIF."""
    return head.lstrip("\ufeff \r\n\t").upper().startswith(("!TYPE:", "!ACCOUNT", "!OPTION:", "!CLEAR:"))


def read(source: Source, job: Job, _: ReadOptions = AS_FOUND) -> ParsedFile:
    """The accounts of the file. Raises FILE_UNREADABLE when it holds none."""
    kinds: set[str] = set()
    records: list[_Record] = []
    try:
        records.extend(_records(source.lines(), kinds, job))
        return ParsedFile(format=StatementFormat.QIF, statements=_statements(records, kinds, job))
    finally:
        # In steps: freeing hundreds of thousands of values in one call would keep the GIL.
        while records:
            del records[-_BATCH:]


def _statements(records: Sequence[_Record], kinds: set[str], job: Job) -> tuple[Statement, ...]:
    rows = [record for record in records if record.kind in _ACCOUNT_KINDS]
    if _ACCOUNT_KINDS.isdisjoint(kinds):
        raise KnownError(ErrorCode.FILE_UNREADABLE)
    builders = _read_accounts(records, _RowReader(rows), job)
    filled = [builder for builder in builders if builder.rows or builder.problems or builder.opening]
    return build_statements(filled or builders[:1])


def _records(lines: Iterator[str], kinds: set[str], job: Job) -> Iterator[_Record]:
    """The records of the file; the kinds of accounts in it go to `kinds`. Raises FILE_TOO_LARGE."""
    kind, count = "", 0
    record: _Record | None = None
    for number, raw in enumerate(lines, 1):
        if number % _BATCH == 0:
            check_lines(number)
            job.checkpoint()
        line = raw.strip().lstrip("\ufeff")
        if not line:
            continue
        if line[0] == "!":
            kind = " ".join(line[:_LONGEST_KIND].upper().split())
            if kind in _ACCOUNT_KINDS:
                kinds.add(kind)
            continue
        if line[0] != "^":
            record = record or _Record(number, kind)
            record.fields.setdefault(line[0], line[1:])
        elif record:
            record.is_whole = True
            yield record
            record = None
            count += 1
            check_rows(count)
    if record:
        yield record


class _RowReader:
    """Reads the records of transactions; separators and the order of dates are settled for all of them at once."""

    def __init__(self, rows: Sequence[_Record]) -> None:
        self._cents = cents_reader(detect_decimal(amount for row in rows if (amount := _amount(row))))
        self._day = day_reader(detect_order({_padded(row.fields.get("D", "")) for row in rows}))

    def read(self, record: _Record, builder: StatementBuilder) -> None:
        """Add the record's transaction, or the opening balance that it holds, to its account."""
        if not record.is_whole:
            builder.reject_row(record.line, "row_cut")
            return
        fields = record.fields
        try:
            on = self._day(_padded(fields.get("D", "")))
            cents = self._cents(_amount(record).strip())
        except ValueError as error:
            builder.reject_row(record.line, str(error))
            return
        if fields.get("P", "").strip().upper() == _OPENING:
            builder.opening = Balance(amount_cents=cents, currency=builder.currency, on=on)
            return
        label = join_label([fields.get("P", ""), fields.get("M", ""), fields.get("N", "")])
        builder.rows.append(BankRow(None, on, cents, builder.currency, label))


def _read_accounts(records: Sequence[_Record], rows: _RowReader, job: Job) -> list[StatementBuilder]:
    """One builder per `!Account` record; rows before the first one belong to an account without a name."""
    builders = [StatementBuilder()]
    for index, record in enumerate(records):
        if index % _BATCH == 0:
            check_size(builders)
            job.checkpoint()
            job.progress(index, len(records), "read")
        if record.kind == "!ACCOUNT":
            builders.append(StatementBuilder(account_number=clean_text(record.fields.get("N", "")) or None))
        elif record.kind in _ACCOUNT_KINDS:
            rows.read(record, builders[-1])
    return builders


def _padded(day: str) -> str:
    """The day with zeros for spaces: Quicken writes 1/ 2' 6 for 01/02/2006."""
    day = day[:_LONGEST_KIND].strip()
    return re.sub(r"(?<=[-/.']) (?=\d)", "0", day) if " " in day else day


def _amount(record: _Record) -> str:
    return record.fields.get("T") or record.fields.get("U", "")
