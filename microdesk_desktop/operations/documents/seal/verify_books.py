"""Verify the validated lines of the books against the seals of their closings, in one walk along both chains."""

import json
from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from microdesk_desktop.documents.seal.books import BookTally, entry_digest, person_digest, read_closing
from microdesk_desktop.domain.books.entries import Entry, Person
from microdesk_desktop.domain.documents.chain_report import ChainFlaw
from microdesk_desktop.domain.documents.seals import Seal
from microdesk_desktop.store.books.entries import iterate_entries, load_stray_persons
from microdesk_desktop.store.database import Reader


class BookPart(StrEnum):
    """What was changed of the books."""

    BOOK = "book"
    """A closing has other totals than its lines, or covers days twice or before their end."""
    ENTRY = "book_entry"
    """A line is not the one that was validated."""
    ORDER = "book_order"
    """A line is missing, added or moved."""
    PERSON = "book_person"
    """What a line names was changed, or removed while the law kept it."""
    PURGE = "book_purge"
    """A removal names no such line, or left something there."""


class BookWalk:
    """What was seen so far of the seals of the books and of their lines."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._entries = iterate_entries(reader)
        self._next = next(self._entries, None)
        self._tally = BookTally()
        self._until = date.min
        self._unnamed: dict[int, ChainFlaw] = {}
        """The lines that no longer name anybody: a later seal has to state it."""
        self._kept_until: dict[int, str] = {}
        self._purges: list[tuple[Seal, list[int]]] = []
        self.flaws: list[ChainFlaw] = []
        """What is wrong with single lines, each with the seal of its closing."""

    def closing(self, seal: Seal) -> Iterator[str]:
        """What is wrong with a closing itself. Raises ValueError, KeyError or TypeError for no content of one."""
        closing = read_closing(json.loads(seal.content))
        is_over = seal.at[:10] >= closing.until.isoformat()
        self._tally.begin()
        while self._next is not None and self._next[0].number <= closing.last:
            self._check(seal, *self._next, closing.until)
            self._next = next(self._entries, None)
        content = self._tally.closing(closing.until.isoformat(), closing.rhythm)
        is_next = closing.until > self._until and seal.subject == closing.until.isoformat()
        if not is_over or not is_next or content != seal.content:
            yield BookPart.BOOK
        self._until = max(self._until, closing.until)

    def purge(self, seal: Seal) -> Iterator[str]:
        """Take note of a removal, which `finish` checks. Raises as `closing` does."""
        self._purges.append((seal, [int(number) for number in json.loads(seal.content)["numbers"]]))
        yield from ()

    def finish(self) -> Iterator[ChainFlaw]:
        """All that is wrong with lines, once every seal was seen."""
        yield from self.flaws
        for seal, numbers in self._purges:
            for number in numbers:
                if number in self._unnamed and seal.at[:10] > self._kept_until[number]:
                    del self._unnamed[number]
                else:
                    yield ChainFlaw(sequence=seal.sequence, subject=str(number), part=BookPart.PURGE)
        yield from self._unnamed.values()
        while self._next is not None:
            yield ChainFlaw(sequence=0, subject=_subject(self._next[0]), part=BookPart.ORDER)
            self._next = next(self._entries, None)
        for number in load_stray_persons(self._reader):
            yield ChainFlaw(sequence=0, subject=str(number), part=BookPart.PERSON)

    def _check(self, seal: Seal, entry: Entry, person: Person | None, until: date) -> None:
        last = self._tally.last
        is_within = self._until.isoformat() < entry.on <= until.isoformat()
        if entry.number != (last.number + 1 if last else 1) or not is_within:
            self._note(seal, entry, BookPart.ORDER)
        if entry_digest(entry, last) != entry.digest:
            self._note(seal, entry, BookPart.ENTRY)
        self._kept_until[entry.number] = entry.kept_until
        if person is None:
            self._unnamed[entry.number] = _flaw(seal, entry, BookPart.PERSON)
        elif person_digest(person) != entry.person:
            self._note(seal, entry, BookPart.PERSON)
        try:
            self._tally.add(entry)
        except (ValueError, TypeError):
            self._note(seal, entry, BookPart.ENTRY)

    def _note(self, seal: Seal, entry: Entry, part: BookPart) -> None:
        self.flaws.append(_flaw(seal, entry, part))


def _flaw(seal: Seal, entry: Entry, part: BookPart) -> ChainFlaw:
    return ChainFlaw(sequence=seal.sequence, subject=_subject(entry), part=part)


def _subject(entry: Entry) -> str:
    """« 41 F-2026-0003 »: the number of the line, and what it refers to."""
    return f"{entry.number} {entry.facts.reference}".strip()
