"""QIF, Quicken's text format: one field per line, its letter first; « ^ » ends a record."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from microdesk_desktop.banks.normalise.balance_rows import is_balance_label, is_closing_name, is_opening_name
from microdesk_desktop.banks.normalise.debit_labels import has_label_of_debit
from microdesk_desktop.banks.normalise.iban import account_iban
from microdesk_desktop.banks.normalise.text import clean_text, join_label
from microdesk_desktop.banks.statements.builder import StatementBuilder, build_statements, check_size
from microdesk_desktop.banks.statements.source import Source
from microdesk_desktop.banks.statements.summaries import leave_out_summaries
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.csv_reader import check_lines, check_rows
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import Balance, BankRow, ParsedFile, Statement, StatementFormat
from microdesk_desktop.domain.calendar.dates import day_reader, find_order
from microdesk_desktop.domain.imports.types import AS_FOUND, ReadOptions
from microdesk_desktop.domain.money import cents_reader, detect_decimal

_BATCH = 1000
_LONGEST_KIND = 100
_ACCOUNT_KINDS = frozenset(f"!TYPE:{kind}" for kind in ("BANK", "BANQUE", "CCARD", "CASH", "OTHA", "OTHL"))
_OTHER_KINDS = frozenset(
    f"!TYPE:{kind}" for kind in ("INVST", "CAT", "CLASS", "MEMORIZED", "PRICES", "SECURITY", "INVOICE", "BUDGET", "TAG")
)
_INVESTMENTS = frozenset(("!TYPE:INVST", "!TYPE:PRICES", "!TYPE:SECURITY"))
_HEADERS = ("!TYPE:", "!ACCOUNT", "!OPTION:", "!CLEAR:")
_ONCE = frozenset("DTU")
"""The fields that a record has once; a second one belongs to the next record, whose « ^ » is missing."""
_FIELD_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ$%/")
_MOST_LINES = 100
"""Lines of a record that are looked at; a record with many parts has three for each."""
_REMARKS = re.compile(r"\A(?:[#^][^\r\n]*+[\r\n\s]*+)*+")
"""Lines before the first header that some programs write: comments, and the end of a record that is not there."""
_DAY = re.compile(r"\d{1,4} ?[-/.'] ?\d{1,2} ?[-/.'] ?\d{1,4}")
_SUM = re.compile(r"[-+]? ?\d")


@dataclass(slots=True)
class _Record:
    """A record: its first line, the `!Type` above it, its first field of each letter, and what is wrong with it.

    `problem` is a row problem's code, empty for a record that has its end and no field of another one.
    """

    line: int
    kind: str
    fields: dict[str, str] = field(default_factory=dict)
    problem: str = ""


def recognises(head: str) -> bool:
    """Whether the first characters of a file are those of QIF; some programs leave out the header."""
    head = _REMARKS.sub("", head.lstrip("\ufeff \r\n\t"), count=1)
    return head[:_LONGEST_KIND].upper().startswith(_HEADERS) or _begins_with_record(head)


def _begins_with_record(head: str) -> bool:
    """Whether a text without a header begins with a whole record that has a day and an amount."""
    fields: dict[str, str] = {}
    for line in head.splitlines()[:_MOST_LINES]:
        letter, text = line[:1], line[1:].strip()
        if letter == "^":
            return bool(_DAY.match(fields.get("D", "")) and _SUM.match(fields.get("T") or fields.get("U", "")))
        if letter not in _FIELD_LETTERS:
            break
        fields.setdefault(letter, text)
    return False


def read(source: Source, job: Job, options: ReadOptions = AS_FOUND) -> ParsedFile:
    """The accounts of the file.

    Raises OFX_HAS_INVESTMENTS or FILE_UNREADABLE when it holds none, AMOUNT_SIGN_UNCLEAR.
    """
    kinds: set[str] = set()
    records: list[_Record] = []
    kind = "!TYPE:BANK" if _begins_with_record(source.head.lstrip("\ufeff \r\n\t")) else ""
    try:
        records.extend(_records(source.lines(), kind, kinds, job))
        if _ACCOUNT_KINDS.isdisjoint(kinds):
            has_investments = not _INVESTMENTS.isdisjoint(kinds)
            raise KnownError(ErrorCode.OFX_HAS_INVESTMENTS if has_investments else ErrorCode.FILE_UNREADABLE)
        rows = _RowReader([record for record in records if record.kind in _ACCOUNT_KINDS], options)
        return ParsedFile(
            format=StatementFormat.QIF,
            statements=_statements(records, rows, job),
            date_order=rows.order.order,
            is_order_proven=rows.order.is_proven,
        )
    finally:
        # In steps: freeing hundreds of thousands of values in one call would keep the GIL.
        while records:
            del records[-_BATCH:]


def _statements(records: Sequence[_Record], rows: "_RowReader", job: Job) -> tuple[Statement, ...]:
    builders = _read_accounts(records, rows, job)
    _check_signs(builders)
    filled = [builder for builder in builders if builder.rows or builder.problems or builder.opening]
    return build_statements(filled or builders[:1])


def _check_signs(builders: Sequence[StatementBuilder]) -> None:
    """Raise AMOUNT_SIGN_UNCLEAR when no amount of the file is negative, and labels are those of money out."""
    rows = [row for builder in builders for row in builder.rows]
    if not any(row.amount_cents < 0 for row in rows) and has_label_of_debit([row.label for row in rows]):
        raise KnownError(ErrorCode.AMOUNT_SIGN_UNCLEAR, part="qif")


def _records(lines: Iterator[str], kind: str, kinds: set[str], job: Job) -> Iterator[_Record]:
    """The records of the file, the first of which are of this `kind`; their kinds go to `kinds`.

    Raises FILE_TOO_LARGE.
    """
    count = 0
    record: _Record | None = None
    raw = ""
    for number, raw in enumerate(lines, 1):
        if number % _BATCH == 0:
            check_lines(number)
            job.checkpoint()
        line = raw.strip().lstrip("\ufeff")
        if not line or (line[0] == "#" and record is None):
            continue
        header = "".join(line[:_LONGEST_KIND].upper().split()) if line[0] == "!" else ""
        if header.startswith(_HEADERS) and record is None:
            kind = header
            kinds.add(kind)
            continue
        if line[0] == "^" and record:
            yield record
            record = None
            count += 1
            check_rows(count)
        elif line[0] != "^":
            kinds.add(kind)
            record = record or _Record(number, kind)
            _add_field(record, line)
            kind = header if header.startswith(_HEADERS) else kind
    if record:
        _close(record, is_last_line_cut=raw[-1:] not in ("\n", "\r"), last_letter=raw.strip()[:1])
        yield record


def _add_field(record: _Record, line: str) -> None:
    letter = line[0]
    if letter == "!" or (letter in _ONCE and letter in record.fields):
        record.problem = "row_unreadable"
    record.fields.setdefault(letter, line[1:])


def _close(record: _Record, *, is_last_line_cut: bool, last_letter: str) -> None:
    """Accept the last record without its « ^ », unless the file may end in the middle of its day or amount."""
    if is_last_line_cut and last_letter in _ONCE and not record.problem:
        record.problem = "row_cut"


@dataclass(slots=True)
class _Account:
    """An account while its records are read: its rows' lines, and the balances that records show, with their names.

    A transfer from the account to itself is an opening balance, without a name.
    """

    name: str
    builder: StatementBuilder
    lines: list[int] = field(default_factory=list)
    balances: list[tuple[str, Balance]] = field(default_factory=list)

    def settle(self) -> None:
        """Set the balances by their names, else by their days, and leave out the rows that are totals."""
        builder = self.builder
        last = max((row.on for row in builder.rows), default=date.min)
        for name, balance in self.balances:
            is_last = bool(name) and balance.on is not None and balance.on >= last and not is_opening_name(name)
            if is_closing_name(name) or is_last:
                builder.closing = balance
            else:
                builder.opening = builder.opening or balance
        leave_out_summaries(builder, self.lines.__getitem__)


class _RowReader:
    """Reads the records of transactions; separators and the order of dates are settled for all of them at once."""

    def __init__(self, rows: Sequence[_Record], options: ReadOptions) -> None:
        self.order = find_order((_padded(row.fields.get("D", "")) for row in rows), options.date_order)
        self._cents = cents_reader(detect_decimal(amount for row in rows if (amount := _amount(row))))
        self._day = day_reader(self.order.applied)

    def read(self, record: _Record, account: "_Account") -> None:
        """Add the record's transaction, or the balance that it shows, to its account."""
        builder = account.builder
        try:
            if record.problem:
                raise ValueError(record.problem)
            on, cents = self._read_day(record), self._read_cents(record)
        except ValueError as error:
            builder.reject_row(record.line, str(error))
            return
        fields = record.fields
        payee = clean_text(fields.get("P", ""))
        is_own_transfer = bool(account.name) and clean_text(fields.get("L", "")) == f"[{account.name}]"
        if is_own_transfer or is_balance_label(payee):
            name = "" if is_own_transfer else payee
            account.balances.append((name, Balance(amount_cents=cents, currency=builder.currency, on=on)))
            return
        label = join_label([fields.get("P", ""), fields.get("M", ""), fields.get("N", "")])
        builder.rows.append(BankRow(None, on, cents, builder.currency, label))
        account.lines.append(record.line)

    def _read_day(self, record: _Record) -> date:
        day = _padded(record.fields.get("D", ""))
        if not day:
            raise ValueError("date_missing")
        return self._day(day)

    def _read_cents(self, record: _Record) -> int:
        """The amount, which some programs write twice. Raises ValueError, also where the two differ."""
        amounts = {text.strip() for letter in "TU" if (text := record.fields.get(letter, "")).strip()}
        if not amounts:
            raise ValueError("amount_missing")
        cents = {self._cents(amount) for amount in amounts}
        if len(cents) > 1:
            raise ValueError("amount_ambiguous")
        return cents.pop()


def _read_accounts(records: Sequence[_Record], rows: _RowReader, job: Job) -> list[StatementBuilder]:
    """One builder per `!Account` record; rows before the first one belong to an account without a name."""
    builders = [StatementBuilder()]
    account = _Account("", builders[0])
    accounts = [account]
    for index, record in enumerate(records):
        if index % _BATCH == 0:
            check_size(builders)
            job.checkpoint()
            job.progress(index, len(records), "read")
        if record.kind == "!ACCOUNT":
            name = clean_text(record.fields.get("N", ""))
            iban = account_iban(name)
            builders.append(StatementBuilder(iban=iban, account_number=None if iban else name or None))
            account = _Account(name, builders[-1])
            accounts.append(account)
        elif record.kind in _ACCOUNT_KINDS:
            rows.read(record, account)
        elif record.kind not in _OTHER_KINDS and record.fields.keys() >= {"D", "T"}:
            account.builder.reject_row(record.line, "row_unreadable")  # the name of its kind is broken
    for account in accounts:
        account.settle()
    return builders


def _padded(day: str) -> str:
    """The day with zeros for spaces: Quicken writes 1/ 2' 6 for 01/02/2006."""
    day = day[:_LONGEST_KIND].strip()
    return re.sub(r"(?<=\d[-/.']) (?=\d)", "0", day) if " " in day else day


def _amount(record: _Record) -> str:
    return record.fields.get("T") or record.fields.get("U", "")
