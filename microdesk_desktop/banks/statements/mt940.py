"""MT940 and MT942: tags « :61: » and « :86: » between the balances « :60: » and « :62: ».

The file is split into tags; a statement line needs a day, a sign and an amount, whatever its bank makes of the rest.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, pairwise

from microdesk_desktop.banks.normalise.iban import account_iban, french_iban
from microdesk_desktop.banks.normalise.text import clean_text, join_label
from microdesk_desktop.banks.statements.builder import StatementBuilder, build_statements, check_size
from microdesk_desktop.banks.statements.source import LineFinder, Source
from microdesk_desktop.banks.statements.xml import TAGS_STEP
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import Balance, BankRow, ParsedFile, StatementFormat
from microdesk_desktop.domain.calendar.dates import parse_short_day
from microdesk_desktop.domain.imports.types import AS_FOUND, ReadOptions
from microdesk_desktop.domain.money import parse_cents

_BATCH = 1000
_LONGEST_VALUE = 20_000
"""Characters that are read of a value; SWIFT allows six lines of 65."""
_TAG = re.compile(r"^:(\d{2}[A-Z]?|NS):", re.MULTILINE)
_DASH = re.compile(r"^-(?:\}[^\n]*|XXX)?[ \t]*+$", re.MULTILINE)
"""The line that ends a message; in a text, a line of its own with a dash."""
_LINE = re.compile(
    r"(?P<value>\d{6})(?:(?P<entry>\d{4})|\s{4})?\s?(?P<mark>R?[CD])[A-Z]?\s?(?P<amount>[\d.,]++)"
    r"\s*(?:[A-Z][A-Z0-9 ]{3})?(?P<reference>[^\n]*)(?:\n(?P<details>[\s\S]*))?"
)
"""Value date, entry date (MMDD), mark, third letter of the currency, amount, type, reference, further details."""
_STRAY_LINE = re.compile(r"\d{6}(?:\d{4})?R?[CD][A-Z]?\d{1,12},\d{0,2}[NFS][A-Z0-9]{3}")
_CODED = re.compile(r"/(?:OCMT|CHGS|TRCD)/[^/\n]*/?")
"""What some banks code in the details of a line: original amount, charges, type."""
_BALANCE = re.compile(r"([CD])\s?(\d{6})([A-Z]{3})?\s?([\d,]{1,15})")
"""Sign, day, currency, which some banks leave out of the closing balance, amount."""
_CURRENCY_BEHIND = re.compile(r"(?<=\d)/?[A-Z]{3}$")
"""The currency that some banks write behind the account number."""
_FLOOR_LIMIT = re.compile(r"[A-Z]{3}")
_STRUCTURED = re.compile(r"\s{0,9}(?:\d{3}\s{0,9})?([?<>~@|])\d{2}")
"""How details with subfields begin: the code of the kind of transaction, which some banks leave out, and a subfield."""
_PURPOSE = re.compile(r"2\d|6[0-3]")
_LEGAL_FORM = re.compile(r"(?:GMBH|AG|KG|UG|SARL|SAS|SASU|SA|EURL|SCI|LTD|LLC|INC|BV|SRL|SPA)\b", re.IGNORECASE)
"""What begins the second part of a name that was not cut inside a word."""
_KEYWORD = re.compile(r"[A-Z]{4}\+")
_FULL_SUBFIELD = 27
"""Characters of a subfield; a text that fills one goes on in the next without a space."""
_FIRST_TAGS = ("20", "25", "25P")
"""What a message begins with; some banks leave out its reference."""
_NOTES_IN_LABEL = (("17",), tuple(f"{code:02}" for code in range(1, 15)), ("15", "16"))
"""The codes of tag NS for the posting text, the purpose and the name, in the order of a label."""
_ENDS_OF_FEBRUARY = ("0229", "0230")
_SIGNS = {"C": 1, "D": -1, "RC": -1, "RD": 1}
_HEADS = re.compile(r"^:(20|25P?|28C?|60[FM]|61|62[FM]):", re.MULTILINE)


def recognises(head: str) -> bool:
    """Whether the first characters of a file are those of MT940: two of its tags, one of which names a statement."""
    found = set(_HEADS.findall(head))
    return len(found) > 1 and not found.isdisjoint(("25", "25P", "60F", "60M", "61"))


def read(source: Source, job: Job, _: ReadOptions = AS_FOUND) -> ParsedFile:
    """The accounts of the file. Raises FILE_UNREADABLE when it holds none."""
    reader = _TagReader(LineFinder(source.text))
    for order, (at, tag, value) in enumerate(_tags(source.text, job)):
        if order % _BATCH == 0:
            check_size(reader.builders)
            job.checkpoint()
            job.progress(at, len(source.text), "read")
        reader.read(at, tag, value)
    reader.end()
    if not reader.builders:
        raise KnownError(ErrorCode.FILE_UNREADABLE)
    return ParsedFile(format=StatementFormat.MT940, statements=build_statements(reader.builders))


def _tags(text: str, job: Job) -> Iterator[tuple[int, str, str]]:
    """The place, name and value of each tag; a value lasts until the next tag."""
    for tag, following in pairwise(chain(_tag_names(text, job), [None])):
        assert tag is not None, "only the last follower is missing"
        end = following.start() if following else len(text)
        value = text[tag.end() : min(end, tag.end() + _LONGEST_VALUE)]
        value = value.replace("\r\n", "\n").replace("\r", "\n")
        yield tag.start(), tag[1], _without_end(value, following[1] if following else "").strip("\n")


def _without_end(value: str, following: str) -> str:
    """The value without the end of its message, which only another message or the end of the file follows."""
    dash = _DASH.search(value)
    if dash is None:
        return value
    before, after = value[: dash.start()], value[dash.end() :].strip()
    if following in _FIRST_TAGS or (not following and (not after or after.startswith("{"))):
        return before
    return f"{before.rstrip()}\n{after}"


def _tag_names(text: str, job: Job) -> Iterator[re.Match[str]]:
    """Every tag, searched in parts that end with a line where they can."""
    at = 0
    while at < len(text):
        job.checkpoint()
        end = min(at + TAGS_STEP, len(text))
        last_line = text.rfind("\n", at, end) if end < len(text) else -1
        end = last_line + 1 if last_line >= at else end
        yield from _TAG.finditer(text, at, end)
        at = end


class _TagReader:
    """Fills one builder per statement, tag by tag; a line (61) waits for its details (86, NS)."""

    def __init__(self, line: LineFinder) -> None:
        self.builders: list[StatementBuilder] = []
        self._line = line
        self._at = 0
        self._last_line = 1
        self._pending = ""
        self._details = self._notes = ""

    def read(self, at: int, tag: str, value: str) -> None:
        """Read the next tag, at position `at` of the file."""
        self._last_line = self._line(at)
        self._report_stray_line(at, value, first=value.find("\n") if tag == "61" else 0)
        if tag == "NS" and self._pending:
            self._notes = f"{self._notes}\n{value}"
            return
        if tag == "86":
            self._details = f"{self._details} \n{value}" if self._details else value
            return
        self.end_line()
        if tag == "20" or not self.builders:
            self.builders.append(StatementBuilder())
        if tag == "61":
            self._at, self._pending = at, value
        else:
            self._read_head(tag, value)

    def _report_stray_line(self, at: int, value: str, first: int) -> None:
        """Report a statement line within another value: its tag is broken."""
        found = _STRAY_LINE.search(value, first) if first >= 0 else None
        if found and self.builders:
            self.builders[-1].reject_row(self._line(at) + value.count("\n", 0, found.start()), "row_unreadable")

    def _read_head(self, tag: str, value: str) -> None:
        """The account (25), the opening balance (60), the closing balance (62) or the least amount listed (34F)."""
        builder = self.builders[-1]
        if tag in ("25", "25P"):
            if builder.rows or builder.iban or builder.account_number:  # the tag 20 between two statements is broken
                builder = self._begin_statement(StatementBuilder())
            _name_account(builder, value)
        elif tag in ("60F", "60M"):
            if builder.rows or builder.opening:
                builder = self._begin_statement(
                    StatementBuilder(iban=builder.iban, account_number=builder.account_number)
                )
            builder.opening = balance = _balance(value, builder.currency)
            builder.currency = balance.currency if balance else builder.currency
        elif tag in ("62F", "62M"):
            builder.closing = balance = _balance(value, builder.currency)
            if balance and not builder.opening:
                builder.currency = balance.currency
                builder.rows = [row._replace(currency=balance.currency) for row in builder.rows]
        elif tag == "34F" and not builder.opening and (found := _FLOOR_LIMIT.match(value)):
            builder.currency = found[0]

    def _begin_statement(self, builder: StatementBuilder) -> StatementBuilder:
        self.builders.append(builder)
        return builder

    def end(self) -> None:
        """Keep the last statement line, and report each statement that ends before its closing balance."""
        self.end_line()
        for builder in self.builders:
            if builder.opening and not builder.closing:
                builder.reject_row(self._last_line, "statement_cut")

    def end_line(self) -> None:
        """Keep the statement line whose details are complete."""
        value, label = self._pending, " ".join((_label(self._details), _label_of_notes(self._notes)))
        self._pending = self._details = self._notes = ""
        if not value:
            return
        builder = self.builders[-1]
        try:
            builder.rows.append(_row(value, label, builder.currency))
        except ValueError as error:
            builder.reject_row(self._line(self._at), str(error))


def _row(value: str, label: str, currency: str) -> BankRow:
    found = _LINE.match(value)
    if found is None:
        raise ValueError("row_unreadable")
    reference, _, bank_reference = found["reference"].partition("//")
    further = _CODED.sub(" ", found["details"] or "")
    return BankRow(
        provider_id=clean_text(bank_reference) or None,
        on=_booked_on(found["value"], found["entry"]),
        amount_cents=_SIGNS[found["mark"]] * _cents(found["amount"]),
        currency=currency,
        label=join_label([label, further, reference]),
    )


def _booked_on(value_day: str, entry_day: str | None) -> date:
    """The entry date, whose year is the one that brings it closest to the value date.

    The value date may be 30 February: German banks compute interest with months of 30 days.
    """
    if entry_day is None:
        return _day(value_day)
    around = _day(f"{value_day[:4]}28" if value_day[2:] in _ENDS_OF_FEBRUARY else value_day)
    try:
        candidates = [date(around.year + shift, int(entry_day[:2]), int(entry_day[2:])) for shift in (-1, 0, 1)]
    except ValueError:
        raise ValueError("date_unreadable") from None
    return min(candidates, key=lambda each: abs(each - around))


def _day(text: str) -> date:
    """A day written YYMMDD. Raises ValueError("date_unreadable")."""
    return parse_short_day(text[:2], text[2:4], text[4:])


def _label_of_notes(notes: str) -> str:
    """The label in tag NS: the posting text, purpose and name of its lines, each of which begins with its code."""
    coded = [(line[:2], line[2:]) for line in notes.split("\n")]
    return " ".join(text for codes in _NOTES_IN_LABEL for code, text in coded if code in codes)


def _label(details: str) -> str:
    """The label in tag 86: the posting text, purpose and name where it has subfields (« 166?00…?20… »), else all of it.

    Subfields are explained in the German « DFÜ-Abkommen », annex 3: 00 the posting text, 20 to 29 and 60 to 63 the
    purpose, 32 and 33 the name.
    """
    structured = _STRUCTURED.match(details)
    if structured is None:
        return details
    texts: list[str] = []
    purposes: list[str] = []
    names = {"32": "", "33": ""}
    for subfield in details.replace("\n", "").split(structured[1])[1:]:
        code, text = subfield[:2], subfield[2:]
        if code == "00":
            texts.append(text)
        elif _PURPOSE.fullmatch(code):
            purposes.append(text)
        elif code in names:
            names[code] = text
    between = " " if _LEGAL_FORM.match(names["33"]) else ""
    return " ".join([*texts, _continued(purposes), between.join(names.values())])


def _continued(parts: Sequence[str]) -> str:
    """The parts one after the other, with a space where the one before ends before its last place."""
    text = before = ""
    for part in parts:
        goes_on = len(before) >= _FULL_SUBFIELD or (before[-1:].isdigit() and part[:1].isdigit())
        text += part if goes_on and not _KEYWORD.match(part) else f" {part}"
        before = part
    return text


def _name_account(builder: StatementBuilder, value: str) -> None:
    number = _CURRENCY_BEHIND.sub("", clean_text(value.partition("\n")[0]).strip("/"))
    builder.iban = account_iban(number)
    if builder.iban is None:
        builder.account_number = number or None
        bank, _, account = number.partition("/")
        builder.iban = account_iban(account) or account_iban(bank) or french_iban(bank[:5], bank[5:], account)


def _balance(value: str, currency_of_account: str) -> Balance | None:
    found = _BALANCE.match(value)
    if found is None:
        return None
    sign, day, currency, amount = found.groups()
    try:
        cents = _SIGNS[sign] * _cents(amount)
        return Balance(amount_cents=cents, currency=currency or currency_of_account, on=_day(day))
    except ValueError:
        return None


def _cents(text: str) -> int:
    """The cents of an amount; its comma is mandatory, its decimals are not: « 12, »."""
    whole = text.removesuffix(",")
    return parse_cents(text if "," in whole else whole, "," if "," in text else None)
