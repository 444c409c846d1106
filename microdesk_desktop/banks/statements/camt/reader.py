"""ISO 20022 account statements: camt.053, and camt.052 and camt.054 of the same structure, versions 02 to 08.

The file is read in two steps: first the document without its entries, by `defusedxml`; then each entry by itself, so
that no call keeps the GIL for long and a broken entry is rejected alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from xml.etree.ElementTree import Element, ParseError, XMLParser

from microdesk_desktop.banks.normalise.iban import account_iban, as_iban
from microdesk_desktop.banks.normalise.text import clean_text
from microdesk_desktop.banks.statements.builder import MAX_ACCOUNTS, StatementBuilder, build_statements, check_size
from microdesk_desktop.banks.statements.camt.entry import EntryFacts, find_facts
from microdesk_desktop.banks.statements.camt.fast_path import EntryLayout, RowMaker, texts_of
from microdesk_desktop.banks.statements.source import LineFinder, Source
from microdesk_desktop.banks.statements.xml import STEP, find, parts_at_tags, plain_markup
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.csv_reader import check_rows
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.pieces import join
from microdesk_desktop.domain.bank.types import Balance, BankRow, ParsedFile, StatementFormat
from microdesk_desktop.domain.calendar.dates import parse_day
from microdesk_desktop.domain.imports.types import AS_FOUND, ReadOptions
from microdesk_desktop.domain.money import parse_cents

_PREFIX = re.compile(r"<([\w.-]+:)(?:Document|BkToCstmr\w+)[\s>]")
_DECLARED = re.compile(r"\bxmlns:[\w.-]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*')")
_BATCH = 2000
_HEAD = 4096
_MOST_TAGS = 400_000
"""Tags of a document without its entries: a hundred for each day of ten years."""
_MOST_TAGS_OF_ENTRY = 100_000
_MOST_RUNS = 10 * MAX_ACCOUNTS
"""Runs of entries with something between them: one per account, and several where a bank writes remarks between."""
_LONGEST_LAYOUT = 20_000
_MAX_LAYOUTS = 64
_OPENINGS = ("OPBD", "PRCD")
_SIGNS = {"CRDT": 1, "DBIT": -1}
_REFERENCES = ("Id", "ElctrncSeqNb")

Span = tuple[int, int]


def recognises(head: str) -> bool:
    """Whether the first characters of a file are those of a camt statement; its words in another's label are not."""
    return head.lstrip("\ufeff \t\r\n").startswith("<") and ("camt.05" in head or "BkToCstmr" in head)


def read(source: Source, job: Job, _: ReadOptions = AS_FOUND) -> ParsedFile:
    """Every statement of the file. Raises FILE_UNREADABLE when it is not complete."""
    text = plain_markup(source.text, job)
    found = _PREFIX.search(text, 0, _HEAD)
    prefix = found[1] if found else ""
    skeleton, runs = _extract_entries(text, prefix, job)
    with_attributes = re.compile(rf"<{re.escape(prefix)}Ntry\s(?!run=)")
    if any(map(with_attributes.search, parts_at_tags(skeleton, job))):
        text = _with_plain_entries(text, prefix, job)
        skeleton, runs = _extract_entries(text, prefix, job)
    entries = _EntryReader(text, prefix, job)
    builders: list[StatementBuilder] = []
    numbers = iter(range(len(runs)))
    for account in _accounts(skeleton, job):
        check_size(builders)
        builder = _new_builder(account)
        for mark in account.findall("Ntry"):
            # An entry that is empty, of another namespace or outside every account has no number or not the next one.
            number = next(numbers, None)
            if number is None or mark.get("run") != str(number):
                raise KnownError(ErrorCode.FILE_UNREADABLE)
            entries.read(builder, runs[number])
        builder.currency = builder.currency or _currency_of(builder.rows)
        builders.append(builder)
    if next(numbers, None) is not None:
        raise KnownError(ErrorCode.FILE_UNREADABLE)
    return ParsedFile(format=StatementFormat.CAMT, statements=build_statements(builders))


def _extract_entries(text: str, prefix: str, job: Job) -> tuple[str, list[list[Span]]]:
    """The document with one numbered empty `Ntry` for each run of entries, and the places of each run's entries."""
    opening, closing = f"<{prefix}Ntry>", f"</{prefix}Ntry>"
    skeleton: list[str] = []
    runs: list[list[Span]] = []
    after = count = 0
    # Nearly every search ends within a step: the call of `find` is spared, which would take as long as the search.
    while (start := text.find(opening, after, after + STEP)) >= 0 or (start := find(text, opening, after)) >= 0:
        end = text.find(closing, start, start + STEP)
        if end < 0 and (end := find(text, closing, start)) < 0:
            raise KnownError(ErrorCode.FILE_UNREADABLE)
        count += 1
        if count % _BATCH == 0:
            check_rows(count)
            job.checkpoint()
        between = text[after:start]
        if not runs or (between and not between.isspace()):
            skeleton += between, f'<{prefix}Ntry run="{len(runs)}"/>'
            runs.append([])
            if len(runs) > _MOST_RUNS:
                raise KnownError(ErrorCode.FILE_TOO_LARGE)
        after = end + len(closing)
        runs[-1].append((start, after))
    skeleton.append(text[after:])
    return join(skeleton), runs


def _with_plain_entries(text: str, prefix: str, job: Job) -> str:
    """The text with the tag of each entry without attributes, which some banks repeat the namespace in."""
    tag = re.compile(rf"<{re.escape(prefix)}Ntry\s[^<>]*+>")
    return join(tag.sub(_without_attributes, part) if tag.search(part) else part for part in parts_at_tags(text, job))


def _without_attributes(found: re.Match[str]) -> str:
    name, _, rest = found[0].partition("Ntry")
    line_ends = "\n" * rest.count("\n")  # so that every line keeps its number
    return found[0] if rest.endswith("/>") else f"{name}Ntry>{line_ends}"


def _accounts(skeleton: str, job: Job) -> Iterator[Element]:
    # Imported here: it takes 25 ms that only a file of this format needs.
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    if skeleton.count("<") > _MOST_TAGS:
        raise KnownError(ErrorCode.FILE_TOO_LARGE)
    try:
        root = _parse(parts_at_tags(skeleton.strip(), job), DefusedXMLParser(forbid_dtd=True))
    except (ParseError, DefusedXmlException, ValueError):
        raise KnownError(ErrorCode.FILE_UNREADABLE) from None
    found = []
    for element in _elements(root):
        element.tag = element.tag.rpartition("}")[2]
        if element.tag in ("Stmt", "Rpt", "Ntfctn"):
            found.append(element)
    if not found:
        raise KnownError(ErrorCode.FILE_UNREADABLE)
    yield from found


def _elements(root: Element) -> Iterator[Element]:
    """The element and all below it, in order, however deep they are nested."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += reversed(element)


def _parse(parts: Iterable[str], parser: XMLParser) -> Element:
    for part in parts:
        if "<" not in part:  # a text or a tag that no bank writes; expat reads a tag in one go
            raise ParseError
        parser.feed(part)
    root: Element = parser.close()
    return root


class _EntryReader:
    """Reads entries at their places in the text, by a known layout where one fits."""

    def __init__(self, text: str, prefix: str, job: Job) -> None:
        self._text = text
        self._job = job
        self._prefix = prefix
        self._line = LineFinder(text)
        self._rows = RowMaker()
        self._layouts: list[EntryLayout] = []
        self._open = f"<b {' '.join(dict.fromkeys(_DECLARED.findall(text[:_HEAD])))}>"

    def read(self, builder: StatementBuilder, spans: Sequence[Span]) -> None:
        """Add the entries at these places to their account."""
        keep = builder.rows.append
        for order, (start, end) in enumerate(spans):
            if order % _BATCH == 0:
                self._job.checkpoint()
                self._job.progress(start, len(self._text), "read")
            try:
                row = self._read_known(start, end)
                if row:
                    keep(row)
                else:
                    builder.rows += self._read_new(start, end)
            except ValueError as error:
                builder.reject_row(self._line(start), str(error))

    def _read_known(self, start: int, end: int) -> BankRow | None:
        for rank, layout in enumerate(self._layouts):
            if texts := layout.texts(self._text, start, end):
                if rank:
                    self._layouts.insert(0, self._layouts.pop(rank))
                return self._rows.make(layout.facts, texts)
        return None

    def _read_new(self, start: int, end: int) -> list[BankRow]:
        raw = self._text[start:end]
        entry = self._parse_entry(raw)
        found = find_facts(entry)
        rows = [self._rows.make(facts, texts_of(facts)) for facts in found]
        is_short = len(raw) <= _LONGEST_LAYOUT and len(self._layouts) < _MAX_LAYOUTS
        if is_short and len(found) == 1 and found[0].decisive:
            self._remember_layout(raw, entry, found[0], rows[0])
        return rows

    def _parse_entry(self, raw: str) -> Element:
        if raw.count("<") > _MOST_TAGS_OF_ENTRY:
            raise ValueError("row_unreadable")
        parts = map(self._bare, parts_at_tags(raw, self._job))
        try:
            (entry,) = _parse(chain((self._open,), parts, ("</b>",)), XMLParser())
        except ParseError:
            raise ValueError("row_unreadable") from None
        for element in entry.iter():
            element.tag = element.tag.rpartition("}")[2]
        return entry

    def _bare(self, part: str) -> str:
        """A part of an entry without prefixes; references stay as written, as in the patterns of known layouts."""
        if self._prefix:
            part = part.replace(f"<{self._prefix}", "<").replace(f"</{self._prefix}", "</")
        return part.replace("&", "&amp;")

    def _remember_layout(self, raw: str, entry: Element, facts: EntryFacts, row: BankRow) -> None:
        layout = EntryLayout(raw, entry, facts)
        texts = layout.texts(raw, 0, len(raw))
        if texts and self._rows.make(facts, texts) == row:
            self._layouts.insert(0, layout)


def _currency_of(rows: Sequence[BankRow]) -> str:
    """The currency of an account that the file gives none: that of all its entries if they have one, else EUR."""
    currencies = {row.currency for row in rows}
    return currencies.pop() if len(currencies) == 1 else "EUR"


def _new_builder(account: Element) -> StatementBuilder:
    """The account with its balances and without entries; its currency is empty where the file gives none."""
    written = clean_text(account.findtext("Acct/Id/IBAN", ""))
    number = clean_text(account.findtext("Acct/Id/Othr/Id", ""))
    iban = as_iban(written)
    stated = clean_text(account.findtext("Acct/Ccy", ""))
    opening, closing = _opening_and_closing(account, stated)
    known = opening or closing
    currency = stated or (known.currency if known else "")
    return StatementBuilder(
        iban=iban or account_iban(number),
        account_number=number or (None if iban else written or None),
        bank_name=clean_text(account.findtext("Acct/Svcr/FinInstnId/Nm", "")) or None,
        currency=currency,
        opening=opening,
        closing=closing if closing and closing.currency == currency else None,
        reference=" ".join(clean_text(account.findtext(path, "")) for path in _REFERENCES).strip(),
    )


def _opening_and_closing(account: Element, currency: str) -> tuple[Balance | None, Balance | None]:
    """The booked balances before and after the entries, in this currency if there is one.

    An interim report (ITBD) may give two: the first stands before its entries, the last after them.
    """
    found: dict[str, list[Balance]] = {}
    for code, balance in map(_balance, account.findall("Bal")):
        if balance and currency in ("", balance.currency):
            found.setdefault(code, []).append(balance)
    for balances in found.values():
        balances.sort(key=lambda each: each.on or date.min)
    interim = found.get("ITBD", [])
    openings = next((found[code] for code in _OPENINGS if code in found), interim[:-1])
    closings = found.get("CLBD", interim)
    return openings[0] if openings else None, closings[-1] if closings else None


def _balance(element: Element) -> tuple[str, Balance | None]:
    code = element.findtext("Tp/CdOrPrtry/Cd", "").strip()
    amount, day = element.find("Amt"), element.findtext("Dt/Dt") or element.findtext("Dt/DtTm", "")[:10]
    sign = _SIGNS.get(element.findtext("CdtDbtInd", "").strip())
    if amount is None or sign is None:
        return code, None
    try:
        cents = parse_cents((amount.text or "").strip().removesuffix("."), ".")
        on = parse_day(day) if day.strip() else None
    except ValueError:
        return code, None
    return code, Balance(amount_cents=sign * cents, currency=amount.get("Ccy") or "EUR", on=on)
