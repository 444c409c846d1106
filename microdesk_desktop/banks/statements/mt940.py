"""MT940: tags « :61: » and « :86: » between the balances « :60: » and « :62: ».

The pattern of tag 61 is that of the library mt-940; the file is split into tags here, because the library rejects
the whole file for one wrong line and logs its content.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain, pairwise

from microdesk_desktop.banks.normalise.iban import as_iban, french_iban
from microdesk_desktop.banks.normalise.text import clean_text, join_label
from microdesk_desktop.banks.statements.builder import StatementBuilder, build_statements, check_size
from microdesk_desktop.banks.statements.source import LineFinder, Source
from microdesk_desktop.banks.statements.xml import STEP
from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import Balance, BankRow, ParsedFile, StatementFormat
from microdesk_desktop.domain.dates import parse_day
from microdesk_desktop.domain.imports.types import AS_FOUND, ReadOptions
from microdesk_desktop.domain.money import parse_cents

_BATCH = 1000
_LONGEST_VALUE = 20_000
"""Characters that are read of a value; SWIFT allows six lines of 65."""
_TAG = re.compile(r"^:(\d{2}[A-Z]?|NS):", re.MULTILINE)
_END = re.compile(r"^-\}?\s*$.*", re.MULTILINE | re.DOTALL)
_BALANCE = re.compile(r"([CD])(\d{6})([A-Z]{3})([\d,]{1,15})")
_SUBFIELD = re.compile(r"\?(\d{2})([^?]*)")
_SUBFIELDS_OF_LABEL = re.compile(r"00|2\d|3[23]|6\d")
_SIGNS = {"C": 1, "D": -1, "RC": -1, "RD": 1}


def recognises(head: str) -> bool:
    """Whether the first characters of a file are those of MT940."""
    return bool(re.search(r"^:20:", head, re.MULTILINE) and re.search(r"^:(?:25P?|60[FM]):", head, re.MULTILINE))


def read(source: Source, job: Job, _: ReadOptions = AS_FOUND) -> ParsedFile:
    """The accounts of the file. Raises FILE_UNREADABLE when it holds none."""
    reader = _TagReader(LineFinder(source.text))
    for order, (at, tag, value) in enumerate(_tags(source.text, job)):
        if order % _BATCH == 0:
            check_size(reader.builders)
            job.checkpoint()
            job.progress(at, len(source.text), "read")
        reader.read(at, tag, value)
    reader.end_line()
    if not reader.builders:
        raise KnownError(ErrorCode.FILE_UNREADABLE)
    return ParsedFile(format=StatementFormat.MT940, statements=build_statements(reader.builders))


def _tags(text: str, job: Job) -> Iterator[tuple[int, str, str]]:
    """The place, name and value of each tag; a value lasts until the next tag."""
    for tag, following in pairwise(chain(_tag_names(text, job), [None])):
        assert tag is not None, "only the last follower is missing"
        end = following.start() if following else len(text)
        value = text[tag.end() : min(end, tag.end() + _LONGEST_VALUE)]
        yield tag.start(), tag[1], _END.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")


def _tag_names(text: str, job: Job) -> Iterator[re.Match[str]]:
    """Every tag, searched in parts that end with a line where they can."""
    at = 0
    while at < len(text):
        job.checkpoint()
        end = min(at + STEP, len(text))
        last_line = text.rfind("\n", at, end) if end < len(text) else -1
        end = last_line + 1 if last_line >= at else end
        yield from _TAG.finditer(text, at, end)
        at = end


class _TagReader:
    """Fills one builder per statement, tag by tag; a line (61) waits for its details (86)."""

    def __init__(self, line: LineFinder) -> None:
        self.builders: list[StatementBuilder] = []
        self._line = line
        self._at = 0
        self._pending = ""
        self._details = ""

    def read(self, at: int, tag: str, value: str) -> None:
        """Read the next tag, at position `at` of the file."""
        if tag == "86":
            self._details = value
            return
        self.end_line()
        if tag == "20" or not self.builders:
            self.builders.append(StatementBuilder())
        if tag == "61":
            self._at, self._pending = at, value
        else:
            self._read_head(tag, value)

    def _read_head(self, tag: str, value: str) -> None:
        """The account (25), the opening balance (60) or the closing balance (62); F is the final one, M per page."""
        builder = self.builders[-1]
        if tag in ("25", "25P"):
            _name_account(builder, value)
        elif tag in ("60F", "60M"):
            builder.opening = balance = _balance(value)
            builder.currency = balance.currency if balance else builder.currency
        elif tag in ("62F", "62M"):
            builder.closing = _balance(value)

    def end_line(self) -> None:
        """Keep the statement line whose details are complete."""
        value, details = self._pending, self._details
        self._pending = self._details = ""
        if not value:
            return
        builder = self.builders[-1]
        try:
            builder.rows.append(_row(value, details, builder.currency))
        except ValueError as error:
            builder.reject_row(self._line(self._at), str(error))


def _row(value: str, details: str, currency: str) -> BankRow:
    found = _line_grammar().match(value)
    if found is None or not found["id"]:
        raise ValueError("row_unreadable")
    reference = (found["customer_reference"] or "").strip()
    return BankRow(
        provider_id=clean_text(found["bank_reference"] or "") or None,
        on=_booked_on(found),
        amount_cents=_SIGNS[found["status"].upper()] * _cents(found["amount"]),
        currency=currency,
        label=join_label([_details(details), found["extra_details"] or "", reference]),
    )


@impersonal_cache()
def _line_grammar() -> re.Pattern[str]:
    # Imported here: it takes 70 ms that only a file of this format needs.
    from mt940.tags import Statement

    grammar: re.Pattern[str] = Statement().re
    return grammar


def _booked_on(found: re.Match[str]) -> date:
    """The entry date, whose year is the one that brings it closest to the value date."""
    value = parse_day(f"20{found['year']}{found['month']}{found['day']}")
    month, day = (found["entry_month"] or "").strip(), (found["entry_day"] or "").strip()
    if not (month and day):
        return value
    try:
        candidates = [date(value.year + shift, int(month), int(day)) for shift in (-1, 0, 1)]
    except ValueError:
        raise ValueError("date_unreadable") from None
    return min(candidates, key=lambda each: abs(each - value))


def _details(value: str) -> str:
    """The label in tag 86: its subfields of text in order when it is structured (« 166?00…?20… »), else all of it."""
    if not re.match(r"\d{3}\?\d{2}", value):
        return value
    joined = value.replace("\n", "")
    return " ".join(text for code, text in _SUBFIELD.findall(joined) if _SUBFIELDS_OF_LABEL.fullmatch(code))


def _name_account(builder: StatementBuilder, value: str) -> None:
    number = clean_text(value)
    builder.iban = as_iban(number)
    if builder.iban is None:
        bank, _, account = number.partition("/")
        builder.account_number = number or None
        builder.iban = french_iban(bank[:5], bank[5:], account)


def _balance(value: str) -> Balance | None:
    found = _BALANCE.match(value)
    if found is None:
        return None
    sign, day, currency, amount = found.groups()
    try:
        return Balance(amount_cents=_SIGNS[sign] * _cents(amount), currency=currency, on=parse_day(f"20{day}"))
    except ValueError:
        return None


def _cents(text: str) -> int:
    """The cents of an amount; its comma is mandatory, its decimals are not: « 12, »."""
    return parse_cents(text.removesuffix(","), ",")
