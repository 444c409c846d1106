"""Read the accounts of an OFX file.

Document types and entity declarations are refused; only character references and predefined entities are resolved.
"""

import re
from collections.abc import Callable, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from microdesk_desktop.banks.normalise.iban import account_iban, french_iban
from microdesk_desktop.banks.normalise.text import clean_text, currency_code, join_label
from microdesk_desktop.banks.statements.builder import StatementBuilder, build_statements, check_size
from microdesk_desktop.banks.statements.ofx import markup
from microdesk_desktop.banks.statements.ofx.markup import Part, PartKind
from microdesk_desktop.banks.statements.ofx.values import currency_of, day_reader, label_parts, signs_of
from microdesk_desktop.banks.statements.source import LineFinder, Source
from microdesk_desktop.banks.statements.summaries import leave_out_summaries
from microdesk_desktop.banks.statements.xml import find, plain_markup
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.csv_reader import MAX_ROWS, check_rows
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import Balance, BankRow, ParsedFile, StatementFormat
from microdesk_desktop.domain.calendar.dates import FoundOrder, find_order
from microdesk_desktop.domain.imports.types import AS_FOUND, ReadOptions
from microdesk_desktop.domain.money import cents_reader, detect_decimal, parse_cents, round_cents

_ROW = "<STMTTRN>"
_AMOUNT = "<TRNAMT>"
_ROW_END = re.compile(r"</(?:STMTTRN|BANKTRANLIST)>")
_PENDING = re.compile(r"<(?:BANKTRANLISTP|STMTTRNP)>")
_LEDGER = re.compile(r"<LEDGERBAL>((?:[^<]++|<(?!/LEDGERBAL>|AVAILBAL>|BALLIST>))*+)")
_HEADERS = ("OFXHEADER", "DATA:OFXSGML")
"""How a file of OFX 1 begins; some banks leave out the first line."""
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
    """Whether the first characters of a file are those of OFX; its words in a label of another format are not."""
    head = head.lstrip("\ufeff \t\r\n").upper()
    if head.startswith(_HEADERS):
        return True
    return head.startswith("<") and ("<?OFX" in head or "<OFX>" in head or "<BANKTRANLIST>" in head)


def read(source: Source, job: Job, options: ReadOptions = AS_FOUND) -> ParsedFile:
    """Every account of the file. Raises OFX_HAS_INVESTMENTS, OFX_HAS_NO_ACCOUNT or FILE_UNREADABLE when it has none."""
    text = markup.with_plain_tags(plain_markup(source.text, job), job)
    order = _order_of(text, options)
    reader = _AccountReader(text, order, job)
    builders: list[StatementBuilder] = []
    for part in markup.account_parts(text):
        if part.kind is PartKind.INVESTMENTS or not (part.is_statement or _has_rows(text, part)):
            continue
        builders.append(reader.read_account(part))
        check_size(builders)
    if not builders:
        raise KnownError(_why_no_account(text))
    return ParsedFile(
        format=StatementFormat.OFX,
        statements=build_statements(builders),
        date_order=order.order,
        is_order_proven=order.is_proven,
    )


def _why_no_account(text: str) -> ErrorCode:
    """Why a file has no account to read: it is one of securities, the bank's answer to a sign-on, or damaged."""
    if find(text, "<INVSTMTRS>", 0) >= 0:
        return ErrorCode.OFX_HAS_INVESTMENTS
    return ErrorCode.OFX_HAS_NO_ACCOUNT if find(text, "<SONRS>", 0) >= 0 else ErrorCode.FILE_UNREADABLE


def _has_rows(text: str, part: Part) -> bool:
    return find(text, _ROW, part.start, part.end) >= 0


def _order_of(text: str, options: ReadOptions) -> FoundOrder:
    """The order of days that are written with separators; OFX prescribes 20261121, which leaves no choice."""
    sample = list(islice(markup.values(text, "<DTPOSTED>", _LONGEST_FIELD), _SAMPLE))
    if all(day[:8].isdigit() or not day for day in sample):
        return FoundOrder(None, is_proven=False)
    return find_order(markup.values(text, "<DTPOSTED>", _LONGEST_FIELD), options.date_order)


class _Place(NamedTuple):
    """Where a row stands in the text, and its TRNTYPE in capitals."""

    at: int
    type: str


class _AccountReader:
    """Reads the accounts of one file, with one decimal separator and one order of dates."""

    def __init__(self, text: str, order: FoundOrder, job: Job) -> None:
        self._text = text
        self._job = job
        self._line = LineFinder(text)
        self._cents = _cents_of(text)
        self._day = day_reader(order.applied)
        self._bank_name = clean_text(markup.fields_of(text[:_HEAD]).get("ORG", "")) or None

    def read_account(self, part: Part) -> StatementBuilder:
        """The account in this part of the file."""
        builder = StatementBuilder(bank_name=self._bank_name)
        starts = list(islice(markup.places(self._text, _ROW, part.start, part.end), MAX_ROWS + 1))
        check_rows(len(starts))
        head_end = starts[0] if starts else part.end
        _name_account(builder, self._fields_between(part.start, head_end), self._currency_before(part.start))
        self._reject_stray_row(builder, part.start, head_end)
        places: list[_Place] = []
        last_end = self._read_rows(builder, starts, part, places)
        self._reject_stray_row(builder, last_end, part.end)
        is_reported = bool(builder.problems) and builder.problems[-1].code == "row_cut"
        if part.is_statement and not is_reported and not self._is_closed(last_end, part.end):
            builder.reject_row(self._line(last_end), "statement_cut")
        kept = self._settle_signs(builder, places)
        leave_out_summaries(builder, lambda at: self._line(kept[at].at))
        builder.closing = self._ledger_balance(part.start, head_end, builder.currency) or self._ledger_balance(
            last_end, part.end, builder.currency
        )
        return builder

    def _read_rows(self, builder: StatementBuilder, starts: Sequence[int], part: Part, places: list[_Place]) -> int:
        """Read the rows that begin at `starts` and note their places; returns where the last one ends."""
        last_end = starts[0] if starts else part.start
        for order, (at, limit) in enumerate(pairwise([*starts, part.end])):
            if order % _BATCH == 0:
                self._job.checkpoint()
                self._job.progress(at, len(self._text), "read")
            reach = at + _LONGEST_BLOCK
            if at > last_end:
                self._reject_stray_row(builder, last_end, at)
            stop = _ROW_END.search(self._text, at, min(limit, reach))
            if stop is None and limit == part.end:
                builder.reject_row(self._line(at), "row_cut")
                return limit
            last_end = stop.end() if stop else limit
            self._read_row(builder, at, min(last_end, reach), places)
        return last_end

    def _read_row(self, builder: StatementBuilder, at: int, end: int, places: list[_Place]) -> None:
        block = self._text[at:end]
        fields = markup.fields_of(block)
        try:
            if builder.currency == _NO_CURRENCY:
                raise ValueError("currency_unknown")
            if block.count(_AMOUNT) > 1:  # the beginning of the next row is broken
                raise ValueError("row_unreadable")
            row = BankRow(
                provider_id=clean_text(fields.get("FITID", "")) or None,
                on=self._day(fields.get("DTPOSTED", "").strip() or fields.get("DTUSER", "").strip()),
                amount_cents=self._cents(fields.get("TRNAMT", "").strip()),
                currency=currency_of(fields, builder.currency),
                label=join_label(label_parts(fields)),
            )
        except ValueError as error:
            builder.reject_row(self._line(at), str(error))
        else:
            builder.rows.append(row)
            places.append(_Place(at, fields.get("TRNTYPE", "").strip().upper()))

    def _reject_stray_row(self, builder: StatementBuilder, start: int, end: int) -> None:
        """Report an amount that stands outside every row: the beginning of its row is broken."""
        if end - start < len(_AMOUNT):
            return
        pending = _PENDING.search(self._text, start, min(end, start + _LONGEST_BLOCK))
        found = find(self._text, _AMOUNT, start, pending.start() if pending else end)
        if found >= 0:
            builder.reject_row(self._line(found), "row_unreadable")

    def _is_closed(self, last_end: int, end: int) -> bool:
        """Whether the list of rows has an end: some end tag at it or behind it, up to the position `end`."""
        return self._text.endswith("</BANKTRANLIST>", 0, last_end) or find(self._text, "</", last_end, end) >= 0

    def _settle_signs(self, builder: StatementBuilder, places: Sequence[_Place]) -> Sequence[_Place]:
        """Give the amounts of a bank that writes none with a sign the sign of their type, or reject them.

        Returns the places of the rows that are left.
        """
        signs = signs_of(builder.rows, [place.type for place in places])
        rows = zip(builder.rows, places, signs, strict=True)
        builder.rows = []
        kept: list[_Place] = []
        for row, place, sign in rows:
            if sign:
                kept.append(place)
                builder.rows.append(row if sign > 0 else row._replace(amount_cents=-row.amount_cents))
            else:
                builder.reject_row(self._line(place.at), "sign_missing")
        return kept

    def _fields_between(self, start: int, end: int) -> dict[str, str]:
        """The first value of each tag in this part of the file, which is read up to the length of the longest."""
        return markup.fields_of(self._text[start : min(end, start + _LONGEST_BLOCK)])

    def _currency_before(self, start: int) -> str:
        """The currency that stands shortly before this position: the tag that begins the account is broken."""
        at = self._text.rfind("<CURDEF>", max(0, start - _HEAD), start)
        return markup.fields_of(self._text[at : at + _LONGEST_FIELD]).get("CURDEF", "") if at >= 0 else ""

    def _ledger_balance(self, start: int, end: int, currency: str) -> Balance | None:
        """The booked balance; the available one counts an overdraft too."""
        found = _LEDGER.search(self._text, start, min(end, start + _LONGEST_BLOCK))
        fields = markup.fields_of(found[1]) if found else {}
        try:
            cents = self._balance_cents(fields["BALAMT"].strip())
            day = fields.get("DTASOF", "").strip()
            return Balance(amount_cents=cents, currency=currency, on=self._day(day) if day else None)
        except (KeyError, ValueError):
            return None

    def _balance_cents(self, amount: str) -> int:
        """A balance, which some banks write with another decimal separator than the amounts. Raises ValueError."""
        try:
            return self._cents(amount)
        except ValueError:
            return parse_cents(amount)


def _cents_of(text: str) -> Callable[[str], int]:
    """A reader of this file's amounts: plain ones at once, computed ones rounded."""
    sample = islice(markup.values(text, _AMOUNT, _LONGEST_FIELD), _SAMPLE)
    decimal = detect_decimal(sample) or detect_decimal(markup.values(text, _AMOUNT, _LONGEST_FIELD))
    plain = cents_reader(decimal)

    def read(amount: str) -> int:
        try:
            return plain(amount)
        except ValueError as error:
            if str(error) != "amount_too_precise":
                raise
            return round_cents(amount, decimal)

    return read


def _name_account(builder: StatementBuilder, fields: dict[str, str], currency_before: str) -> None:
    number = clean_text(fields.get("ACCTID", ""))
    builder.iban = account_iban(number)
    if builder.iban is None:
        builder.account_number = number or None
        bank, branch = clean_text(fields.get("BANKID", "")), clean_text(fields.get("BRANCHID", ""))
        builder.iban = french_iban(bank, branch, number.upper())
    try:
        builder.currency = currency_code(fields.get("CURDEF", currency_before))
    except ValueError:
        builder.currency = _NO_CURRENCY
