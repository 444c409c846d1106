"""CFONB 120: lines of 120 characters, 01 old balance, 04 operation, 05 its details, 07 new balance.

Positions of the « relevé de compte » of the Comité français d'organisation et de normalisation bancaires.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from microdesk_desktop.banks.normalise.iban import french_iban
from microdesk_desktop.banks.normalise.text import join_label
from microdesk_desktop.banks.statements.builder import StatementBuilder, build_statements, check_size
from microdesk_desktop.banks.statements.source import Source
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.csv_reader import check_lines
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import Balance, BankRow, ParsedFile, StatementFormat
from microdesk_desktop.domain.calendar.dates import parse_short_day
from microdesk_desktop.domain.imports.types import AS_FOUND, ReadOptions

_WIDTH = 120
_BATCH = 1000
_DIGITS_OF_RECORD = 20
"""Fewer than any operation has: bank, branch, account, two days and an amount are 50."""
_CODES = ("01", "04", "05", "07")
# The signed last digit: {ABC…I are 0 to 9 positive, }JKL…R are 0 to 9 negative.
_OVERPUNCH = {char: (1, digit) for digit, char in enumerate("{ABCDEFGHI")}
_OVERPUNCH |= {char: (-1, digit) for digit, char in enumerate("}JKLMNOPQR")}
# In French ISO 646, é and è stand where ASCII has { and }; some banks convert their files from it.
_OVERPUNCH |= {"é": (1, 0), "è": (-1, 0)}
_AMOUNT = re.compile(r"[0-9 ]{13}[{}A-Réè]")
_UNITS: dict[str, int] = {str(scale): 10**scale for scale in range(7)}
# More lines of details than the longest label has.
_MOST_TEXTS = 100
# Amounts in another currency, fees and account identifiers are no part of the label.
_NOT_LABEL = {"MMO", "FEE", "IPY", "IBE"}


def recognises(head: str) -> bool:
    """Whether the first characters of a file are those of CFONB 120."""
    line = head.lstrip("\ufeff\r\n")[:_WIDTH]
    has_account = line[:2] == "01" and line[2:7].isdigit() and (line[16:19].isalpha() or line[16:19].isspace())
    return has_account and line[34:40].isdigit() and _AMOUNT.fullmatch(line, 90, 104) is not None


def read(source: Source, job: Job, _: ReadOptions = AS_FOUND) -> ParsedFile:
    """The accounts of the file. Raises FILE_UNREADABLE when no line is one of CFONB 120."""
    reader = _RecordReader()
    for number, line in enumerate(_lines(source), 1):
        if number % _BATCH == 1:
            check_lines(number)
            check_size(reader.builders)
            job.checkpoint()
            job.progress(number * _WIDTH, len(source.data), "read")
        reader.read(number, line)
    reader.end()
    if not reader.builders:
        raise KnownError(ErrorCode.FILE_UNREADABLE)
    return ParsedFile(format=StatementFormat.CFONB, statements=build_statements(reader.builders))


def _lines(source: Source) -> Iterator[str]:
    """The records, also when the file has no line ends; what stands behind a record on its line is left out."""
    for raw in source.lines():
        line = raw.rstrip("\r\n")
        end = len(line) if len(line) > 2 * _WIDTH else _WIDTH
        for at in range(0, max(end, 1), _WIDTH):
            yield line[at : at + _WIDTH].ljust(_WIDTH)


class _RecordReader:
    """Fills one builder per old balance (01), record by record; an operation (04) waits for its details (05)."""

    def __init__(self) -> None:
        self.builders: list[StatementBuilder] = []
        self._account = ""
        self._has_currency = False
        self._number = self._last_line = 0
        self._operation = ""
        self._texts: list[str] = []

    def read(self, number: int, line: str) -> None:
        """Read the next record, which is the file's line `number`."""
        self._last_line = number
        code = line[:2]
        if code == "05" and self._operation:
            if line[45:48] not in _NOT_LABEL and len(self._texts) < _MOST_TEXTS:
                self._texts.append(line[48:118])
            return
        if code not in _CODES or not line[2:7].isdigit():
            self._report_unknown(number, line)
            return
        self.end_operation()
        # The bank's code is left out: some banks write that of another establishment of theirs in the operations.
        account = line[11:16] + line[21:32]
        if code == "01" or not self.builders:
            self._account = account
            self.builders.append(_new_builder(line))
            self._has_currency = False
        self._complete_currency(line[16:19].strip())
        if account != self._account:
            self.builders[-1].reject_row(number, "account_differs")
        elif code == "04":
            self._number, self._operation, self._texts = number, line, [line[48:80]]
        elif code != "05":
            self._keep_balance(line)

    def _report_unknown(self, number: int, line: str) -> None:
        """Report a line of no known record that may be a damaged operation, not a remark (« ** PAS DE MOUVEMENT »)."""
        text = line.strip()
        is_long = len(text) >= _DIGITS_OF_RECORD  # a file of nothing but short lines would take three times as long
        if self.builders and is_long and sum(map(str.isdigit, text)) >= _DIGITS_OF_RECORD:
            self.end_operation()
            self.builders[-1].reject_row(number, "row_unreadable")

    def _complete_currency(self, currency: str) -> None:
        """Give the account the currency of an operation where its old balance has none."""
        builder = self.builders[-1]
        if self._has_currency or not currency:
            return
        self._has_currency = True
        builder.currency = currency
        builder.opening = builder.opening and replace(builder.opening, currency=currency)

    def end(self) -> None:
        """Keep the last operation, and report each statement that ends before its new balance."""
        self.end_operation()
        for builder in self.builders:
            if builder.opening and not builder.closing:
                builder.reject_row(self._last_line, "statement_cut")

    def end_operation(self) -> None:
        """Keep the operation whose details are complete."""
        line, self._operation = self._operation, ""
        if not line:
            return
        builder = self.builders[-1]
        currency = line[16:19].strip() or builder.currency
        try:
            row = BankRow(None, _day(line[34:40]), _cents(line), currency, join_label(self._texts))
        except ValueError as error:
            builder.reject_row(self._number, str(error))
        else:
            builder.rows.append(row)

    def _keep_balance(self, line: str) -> None:
        builder = self.builders[-1]
        try:
            balance = Balance(amount_cents=_cents(line), currency=builder.currency, on=_day(line[34:40]))
        except ValueError:
            return
        if line[:2] == "01":
            builder.opening = balance
        else:
            builder.closing = balance


def _new_builder(line: str) -> StatementBuilder:
    bank, branch, number = line[2:7], line[11:16], line[21:32].strip()
    return StatementBuilder(
        iban=french_iban(bank, branch, number),
        account_number=number or None,
    )


def _cents(line: str) -> int:
    """The amount in cents: the last character encodes a digit and the sign, position 19 the number of decimals."""
    scale, digits, last = line[19].strip() or "2", line[90:103].strip(), line[103]
    if last not in _OVERPUNCH or scale not in _UNITS or not (digits.isdecimal() and digits.isascii()):
        raise ValueError("amount_unreadable")
    sign, digit = _OVERPUNCH[last]
    cents, rest = divmod(int(f"{digits}{digit}") * 100, _UNITS[scale])
    if rest:
        raise ValueError("amount_too_precise")
    return sign * cents


def _day(text: str) -> date:
    """A day written DDMMYY. Raises ValueError("date_unreadable")."""
    if not (text.isdecimal() and text.isascii() and len(text) == 6):
        raise ValueError("date_unreadable")
    return parse_short_day(text[4:], text[2:4], text[:2])
