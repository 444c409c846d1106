"""OFX 1 (SGML, whose elements need no end tag) and OFX 2 (XML), both read tag by tag.

Document types and entity declarations are refused; only character references and predefined entities are resolved.
"""

import re
import sys
from collections.abc import Iterator
from itertools import islice, pairwise

from microdesk_desktop.banks.normalise.iban import as_iban, french_iban
from microdesk_desktop.banks.normalise.text import clean_text, currency_code, join_label
from microdesk_desktop.banks.statements.builder import MAX_ACCOUNTS, StatementBuilder, build_statements, check_size
from microdesk_desktop.banks.statements.source import LineFinder, Source
from microdesk_desktop.banks.statements.xml import STEP, find, plain_markup
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.csv_reader import MAX_ROWS, check_rows
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import Balance, BankRow, ParsedFile, StatementFormat
from microdesk_desktop.domain.dates import DateOrder, day_reader
from microdesk_desktop.domain.imports.types import AS_FOUND, ReadOptions
from microdesk_desktop.domain.money import cents_reader, detect_decimal

_FIELD = re.compile(r"<([A-Z0-9.]+)>\s*([^<]*)")
_ROW_END = re.compile(r"</(?:STMTTRN|BANKTRANLIST)>")
_TAG = re.compile(r"</?[A-Za-z0-9.]+>")
_AMOUNT = "<TRNAMT>"
_NO_CURRENCY = "XXX"
"""The code of ISO 4217 for none."""
_BATCH = 1000
_SAMPLE = 1000
_HEAD = 4096
_LONGEST_BLOCK = 1 << 16
"""Characters that are read of one transaction, or of what stands before or after all of them; banks write thousands at
most."""
_LONGEST_FIELD = 200


def recognises(head: str) -> bool:
    """Whether the first characters of a file are those of OFX."""
    head = head.upper()
    return "OFXHEADER" in head or "<OFX>" in head


def read(source: Source, job: Job, _: ReadOptions = AS_FOUND) -> ParsedFile:
    """Every account of the file. Raises OFX_HAS_INVESTMENTS, OFX_HAS_NO_ACCOUNT or FILE_UNREADABLE when it has none."""
    text = plain_markup(source.text, job)
    if find(text, "<STMTTRN>", 0) < 0:
        text = "".join(_with_tags_in_capitals(text, job))
    starts = sorted([*_account_places(text, "<STMTRS>"), *_account_places(text, "<CCSTMTRS>")])
    if not starts:
        raise KnownError(_why_no_account(text))
    reader = _AccountReader(text, job)
    builders: list[StatementBuilder] = []
    for start, end in pairwise([*starts, len(text)]):
        builders.append(reader.read_account(start, end))
        check_size(builders)
    return ParsedFile(format=StatementFormat.OFX, statements=build_statements(builders))


def _why_no_account(text: str) -> ErrorCode:
    """Why a file has no account to read: it is one of securities, the bank's answer to a sign-on, or damaged."""
    if find(text, "<INVSTMTRS>", 0) >= 0:
        return ErrorCode.OFX_HAS_INVESTMENTS
    return ErrorCode.OFX_HAS_NO_ACCOUNT if find(text, "<SONRS>", 0) >= 0 else ErrorCode.FILE_UNREADABLE


def _account_places(text: str, tag: str) -> Iterator[int]:
    return islice(_places(text, tag), MAX_ACCOUNTS + 1)


def _with_tags_in_capitals(text: str, job: Job) -> Iterator[str]:
    at = 0
    while at < len(text):
        job.checkpoint()
        end = min(at + STEP, len(text))
        last_tag = text.rfind("<", at + 1, end) if end < len(text) else -1
        end = last_tag if last_tag > 0 else end  # so that no tag is cut
        yield _TAG.sub(lambda tag: tag[0].upper(), text[at:end])
        at = end


class _AccountReader:
    """Reads the accounts at their places in the text, with one decimal separator for the whole file."""

    def __init__(self, text: str, job: Job) -> None:
        self._text = text
        self._job = job
        self._line = LineFinder(text)
        decimal = detect_decimal(islice(_amounts(text), _SAMPLE)) or detect_decimal(_amounts(text))
        self._cents = cents_reader(decimal)
        self._day = day_reader(DateOrder.DAY_FIRST)
        self._bank_name = clean_text(_fields(text[:_HEAD]).get("ORG", "")) or None

    def read_account(self, start: int, end: int) -> StatementBuilder:
        """The account in this part of the file, from position `start` to `end`."""
        builder = StatementBuilder(bank_name=self._bank_name)
        rows = list(islice(_places(self._text, "<STMTTRN>", start, end), MAX_ROWS + 1))
        check_rows(len(rows))
        _name_account(builder, self._fields_between(start, rows[0] if rows else end))
        last_end = start
        for order, (at, limit) in enumerate(pairwise([*rows, end])):
            if order % _BATCH == 0:
                self._job.checkpoint()
                self._job.progress(at, len(self._text), "read")
            reach = at + _LONGEST_BLOCK
            stop = _ROW_END.search(self._text, at, limit if limit < reach else reach)
            if stop is None and limit == end:
                builder.reject_row(self._line(at), "row_cut")
                break
            last_end = stop.end() if stop else limit
            self._read_row(builder, at, last_end if last_end < reach else reach)
        builder.closing = self._ledger_balance(self._fields_between(last_end, end), builder.currency)
        return builder

    def _fields_between(self, start: int, end: int) -> dict[str, str]:
        """The first value of each tag in this part of the file, which is read up to the length of the longest."""
        return _fields(self._text[start : min(end, start + _LONGEST_BLOCK)])

    def _read_row(self, builder: StatementBuilder, at: int, end: int) -> None:
        fields = _fields(self._text[at:end])
        try:
            if builder.currency == _NO_CURRENCY:
                raise ValueError("currency_unknown")
            row = BankRow(
                provider_id=clean_text(fields.get("FITID", "")) or None,
                on=self._day(fields.get("DTPOSTED", "")[:8]),
                amount_cents=self._cents(fields.get("TRNAMT", "").strip()),
                currency=builder.currency,
                label=join_label(_label_parts(fields)),
            )
        except ValueError as error:
            builder.reject_row(self._line(at), str(error))
        else:
            builder.rows.append(row)

    def _ledger_balance(self, fields: dict[str, str], currency: str) -> Balance | None:
        try:
            cents = self._cents(fields["BALAMT"].strip())
            day = fields.get("DTASOF", "")[:8].strip()
            return Balance(amount_cents=cents, currency=currency, on=self._day(day) if day else None)
        except (KeyError, ValueError):
            return None


def _name_account(builder: StatementBuilder, fields: dict[str, str]) -> None:
    number = clean_text(fields.get("ACCTID", ""))
    builder.iban = as_iban(number)
    if builder.iban is None:
        builder.account_number = number or None
        bank, branch = clean_text(fields.get("BANKID", "")), clean_text(fields.get("BRANCHID", ""))
        builder.iban = french_iban(bank, branch, number.upper())
    try:
        builder.currency = currency_code(fields.get("CURDEF", ""))
    except ValueError:
        builder.currency = _NO_CURRENCY


def _label_parts(fields: dict[str, str]) -> Iterator[str]:
    yield fields.get("NAME", "")
    yield fields.get("MEMO", "")
    if fields.get("TRNTYPE", "").strip().upper() == "CHECK":
        yield fields.get("CHECKNUM", "")


def _fields(block: str) -> dict[str, str]:
    """The first value of each tag."""
    return dict(reversed(_FIELD.findall(block)))


def _places(text: str, tag: str, start: int = 0, end: int = sys.maxsize) -> Iterator[int]:
    # Nearly every search ends within a step: the call of `find` is spared, which would take as long as the search.
    end, size = min(end, len(text)), len(tag)
    while (at := text.find(tag, start, min(start + STEP, end))) >= 0 or (at := find(text, tag, start, end)) >= 0:
        yield at
        start = at + size


def _amounts(text: str) -> Iterator[str]:
    for start in _places(text, _AMOUNT):
        found = _FIELD.match(text, start, start + _LONGEST_FIELD)
        yield found[2].strip() if found else ""
