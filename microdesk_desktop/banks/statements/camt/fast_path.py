"""Layouts of entries already met, so that a bank's hundred thousand entries are not parsed one by one.

An entry is understood once, as XML; a pattern made of its very tags then reads every entry laid out like it,
several times faster. What no known layout fits is parsed as XML again: nothing is ever guessed.
"""

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from microdesk_desktop.banks.normalise.text import join_label
from microdesk_desktop.banks.statements.camt.entry import Facts
from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.domain.dates import DateOrder, day_reader
from microdesk_desktop.domain.money import cents_reader

_TOKEN = re.compile(r"<[^>]*>|[^<]+")


class Rows:
    """Texts to transactions; amounts and days already met in the file are read once."""

    def __init__(self) -> None:
        self._cents = cents_reader(".")
        self._day = day_reader(DateOrder.DAY_FIRST)

    def make(self, facts: Facts, texts: Sequence[str]) -> BankRow:
        """The transaction told by the texts of `facts.elements`, as they stand in the file with their entities.

        Raises ValueError with a row problem's code.
        """
        amount, day, reference, *label_parts = texts
        cents = self._cents(amount)
        if cents < 0:
            raise ValueError("amount_unreadable")
        on = self._day(day.strip()[:10])
        label = join_label(label_parts)
        return BankRow(reference.strip() or None, on, facts.sign * cents, facts.currency, label, facts.state)


class Shape:
    """The layout of one entry and what its places mean."""

    def __init__(self, raw: str, entry: Element, facts: Facts) -> None:
        self.facts = facts
        pattern, groups = _pattern(raw, entry, facts)
        self._pattern = re.compile(pattern)
        self._groups = groups

    def texts(self, text: str, start: int, end: int) -> Sequence[str] | None:
        """The texts of an entry laid out like this one, None when it is not."""
        found = self._pattern.fullmatch(text, start, end)
        return found.group(*self._groups) if found else None


def texts_of(facts: Facts) -> list[str]:
    """The same texts, of an entry parsed as XML."""
    return ["" if each is None else each.text or "" for each in facts.elements]


def _pattern(raw: str, entry: Element, facts: Facts) -> tuple[str, list[int]]:
    """The tags as they are, the texts that matter in groups, the decisive ones as they are, any text elsewhere."""
    places = {id(element): place for place, element in enumerate(entry.iter())}
    wanted = [None if each is None else places[id(each)] for each in facts.elements]
    decisive = {places[id(each)] for each in facts.decisive}
    groups: dict[int | None, int] = {}
    pieces = []
    for place, token in _tokens(raw):
        if token.isspace():
            pieces.append(r"\s*")
        elif place is None or place in decisive:
            pieces.append(re.escape(token))
        elif place in wanted:
            groups[place] = len(groups) + 1
            pieces.append("([^<]*)")
        else:
            pieces.append("[^<]*")
    nothing = len(groups) + 1
    return "".join([*pieces, "()"]), [groups.get(place, nothing) for place in wanted]


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
