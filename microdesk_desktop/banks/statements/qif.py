"""QIF: one field per line, « ^ » ends a record; dates and amounts are read in one way for the whole file."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from microdesk_desktop.banks.normalise.text import clean_text, join_label
from microdesk_desktop.banks.statements.builder import StatementBuilder, build_statements
from microdesk_desktop.banks.statements.source import Source
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import Balance, BankRow, ParsedFile
from microdesk_desktop.domain.dates import day_reader, detect_order
from microdesk_desktop.domain.money import cents_reader, detect_decimal

_BATCH = 1000
_ACCOUNT_KINDS = {"!TYPE:BANK", "!TYPE:CCARD", "!TYPE:CASH", "!TYPE:OTH A", "!TYPE:OTH L"}


@dataclass(slots=True)
class _Record:
    """The first field of each letter, and the line on which the record begins."""

    line: int
    kind: str
    fields: dict[str, str] = field(default_factory=dict)
    is_whole: bool = False


def recognises(head: str) -> bool:
    """Whether the first characters of a file are those of QIF."""
    return head.lstrip("\ufeff \r\n\t").upper().startswith(("!TYPE:", "!ACCOUNT", "!OPTION:", "!CLEAR:"))


def read(source: Source, job: Job) -> ParsedFile:
    """The accounts of the file; raises FILE_UNREADABLE when it holds none."""
    records = list(_records(source.lines()))
    rows = [record for record in records if record.kind in _ACCOUNT_KINDS]
    if not rows and not any(kind in source.text.upper() for kind in _ACCOUNT_KINDS):
        raise KnownError(ErrorCode.FILE_UNREADABLE)
    read_cents = cents_reader(detect_decimal(amount for record in rows if (amount := _amount(record))))
    read_day = day_reader(detect_order({_padded(record.fields.get("D", "")) for record in rows}))
    builders = [StatementBuilder()]
    for index, record in enumerate(records):
        if index % _BATCH == 0:
            job.checkpoint()
            job.progress(index, len(records), "read")
        if record.kind == "!ACCOUNT":
            builders.append(StatementBuilder(account_number=clean_text(record.fields.get("N", "")) or None))
        elif record.kind in _ACCOUNT_KINDS:
            _read_record(builders[-1], record, read_day, read_cents)
    named = [builder for builder in builders if builder.rows or builder.problems or builder.opening]
    return ParsedFile(format="qif", statements=build_statements(named or builders[:1]), encoding=source.encoding)


def _records(lines: Iterator[str]) -> Iterator[_Record]:
    kind = ""
    record: _Record | None = None
    for number, raw in enumerate(lines, 1):
        line = raw.strip().lstrip("\ufeff")
        if line.startswith("!"):
            kind = " ".join(line.upper().split())
        elif line.startswith("^"):
            if record:
                record.is_whole = True
                yield record
            record = None
        elif line:
            record = record or _Record(number, kind)
            record.fields.setdefault(line[0], line[1:])
    if record:
        yield record


def _read_record(
    builder: StatementBuilder, record: _Record, read_day: Callable[[str], date], read_cents: Callable[[str], int]
) -> None:
    fields = record.fields
    if not record.is_whole:
        builder.reject_row(record.line, "row_cut")
        return
    try:
        on = read_day(_padded(fields.get("D", "")))
        cents = read_cents(_amount(record).strip())
    except ValueError as error:
        builder.reject_row(record.line, str(error))
        return
    if fields.get("P", "").strip().upper() == "OPENING BALANCE":
        builder.opening = Balance(amount_cents=cents, currency=builder.currency, on=on)
        return
    label = join_label([fields.get("P", ""), fields.get("M", ""), fields.get("N", "")])
    builder.rows.append(BankRow(None, on, cents, builder.currency, label))


def _padded(day: str) -> str:
    """Quicken writes 1/ 2' 6 for 01/02/2006."""
    day = day.strip()
    return re.sub(r"(?<=[-/.']) (?=\d)", "0", day) if " " in day else day


def _amount(record: _Record) -> str:
    return record.fields.get("T") or record.fields.get("U", "")
