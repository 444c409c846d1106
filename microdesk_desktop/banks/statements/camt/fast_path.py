"""Fast reading of camt entries: a regular expression per layout of entry instead of an XML parser per entry.

An entry is first parsed as XML; its own tags then make a pattern that reads every entry laid out alike, several times
faster. An entry that fits no known layout is parsed as XML again, so the result never depends on the patterns.
"""

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from microdesk_desktop.banks.normalise.text import join_label
from microdesk_desktop.banks.statements.camt.entry import EntryFacts
from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.domain.calendar.dates import DateOrder, day_reader
from microdesk_desktop.domain.money import cents_reader

_DAY_LENGTH = len("2026-11-21")
_TOKEN = re.compile(r"<[^<>]*+>|[^<]++")


class RowMaker:
    """Makes transactions of the texts of entries; each distinct amount and day is read once per file."""

    def __init__(self) -> None:
        self._cents = cents_reader(".")
        self._day = day_reader(DateOrder.DAY_FIRST)

    def make(self, facts: EntryFacts, texts: Sequence[str]) -> BankRow:
        """The transaction with the texts of `facts.elements`, as they stand in the file with their entities.

        Raises ValueError with a row problem's code.
        """
        amount, day, reference, *label_parts = texts
        cents = self._cents(amount.removesuffix("."))  # « 5. » is a decimal number of XML
        if cents < 0:
            raise ValueError("amount_unreadable")
        currency = facts.currency
        if len(currency) != 3 or not currency.isalpha():
            raise ValueError("currency_unknown")
        day = day.strip()[:_DAY_LENGTH]
        if len(day) < _DAY_LENGTH:
            raise ValueError("date_unreadable")
        on = self._day(day)
        label = join_label(label_parts)
        return BankRow(reference.strip() or None, on, facts.sign * cents, currency, label, facts.state)


class EntryLayout:
    """The layout of one entry as a pattern, and which of its groups hold the facts."""

    def __init__(self, raw: str, entry: Element, facts: EntryFacts) -> None:
        self.facts = facts
        pattern, groups = _pattern(raw, entry, facts)
        self._pattern = re.compile(pattern)
        self._groups = groups

    def texts(self, text: str, start: int, end: int) -> Sequence[str] | None:
        """The texts of the entry at this place when it has this layout, else None."""
        found = self._pattern.fullmatch(text, start, end)
        return found.group(*self._groups) if found else None


def texts_of(facts: EntryFacts) -> list[str]:
    """The same texts, of an entry parsed as XML."""
    return ["" if each is None else each.text or "" for each in facts.elements]


def _pattern(raw: str, entry: Element, facts: EntryFacts) -> tuple[str, list[int]]:
    """A pattern with one group per text that matters, and the number of the group of each of `facts.elements`.

    Tags and decisive texts must be equal, any other text may differ. A last, empty group stands for missing elements.
    """
    ranks = {id(element): rank for rank, element in enumerate(entry.iter())}
    wanted = [None if each is None else ranks[id(each)] for each in facts.elements]
    decisive = {ranks[id(each)] for each in facts.decisive}
    groups: dict[int | None, int] = {}
    pieces = []
    for rank, token in _tokens(raw):
        is_wanted = rank is not None and rank in wanted
        if is_wanted and not token.isspace():
            groups[rank] = len(groups) + 1
        pieces.append(_piece(token, is_fixed=rank is None or rank in decisive, is_wanted=is_wanted))
    missing = len(groups) + 1
    return "".join([*pieces, "()"]), [groups.get(rank, missing) for rank in wanted]


def _piece(token: str, *, is_fixed: bool, is_wanted: bool) -> str:
    if token.isspace():
        return r"\s*"
    if is_fixed:
        return re.escape(token)
    return "([^<]*)" if is_wanted else "[^<]*"


def _tokens(raw: str) -> Iterator[tuple[int | None, str]]:
    """Tags and texts; a text comes with the rank of the element that it opens, a tag or stray text with None."""
    rank, opened = -1, None
    for token in _TOKEN.findall(raw):
        if not token.startswith("<"):
            yield opened, token
            continue
        yield None, token
        rank += not token.startswith("</")
        opened = None if token.startswith("</") or token.endswith("/>") else rank
