"""Every record's folded text in memory, scanned at each key stroke.

    vault ──texts──▶ RecordIndex.find(query) ──kinds and ids, best first──▶ hits.py words the few that are shown

It is held by what lives from unlock to lock, so that no text of it outlives the open vault.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from typing import NamedTuple

from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.search.texts import RecordKind, RecordText, iterate_texts
from microdesk_desktop.views.search.query import Query, Reading

# Of each kind: no kind pushes the others out of the first screen of the palette.
SHOWN_OF_A_KIND = 6
_ANY_YEAR_BELOW = 10_000


class Found(NamedTuple):
    """A record that was found; the smaller its rank, the better it answers."""

    rank: int
    kind: RecordKind
    id: int


class RecordIndex:
    """The texts of all records, kind after kind, each in the order in which equal matches are listed.

    A text begins with the name, followed by the number and the other words; a line break stands between them, which no
    typed text holds. A text that extends the former one is searched only among its results.
    """

    def __init__(self, reader: Reader) -> None:
        self._ids, self._cents, self._days = array("q"), array("q"), array("q")
        self._texts: list[str] = []
        self._numbers: defaultdict[str, list[int]] = defaultdict(list)
        self._short_numbers: defaultdict[str, list[int]] = defaultdict(list)
        self._spans: list[tuple[RecordKind, range]] = []
        self._last: tuple[str, Sequence[int]] = ("", ())
        for kind in RecordKind:
            start = len(self._ids)
            for record in iterate_texts(reader, kind):
                self._add(record)
                if kind is RecordKind.DOCUMENT:
                    self._short_numbers[_short(record.number)].append(len(self._ids) - 1)
            self._spans.append((kind, range(start, len(self._ids))))

    def find(self, query: Query) -> list[Found]:
        """The records that answer, best first: by number, by amount or day, by a name's beginning, by words."""
        if not query.words:
            return []
        ranked = (
            self._numbers.get(query.text, ()),
            sorted(
                {
                    *self._with_amount(query.reading),
                    *self._with_day(query.reading),
                    *self._short_numbers.get(query.text.lstrip("0"), ()),
                }
            ),
        )
        holding = self._holding(query)
        found = [each for kind, span in self._spans for each in self._best(kind, span, ranked, holding, query)]
        return sorted(found, key=lambda each: each.rank)

    def _add(self, record: RecordText) -> None:
        place = len(self._ids)
        self._ids.append(record.id)
        self._cents.append(record.cents)
        self._days.append(record.day)
        number = fold(record.number)
        self._texts.append("\n".join(filter(None, (fold(record.name), number, fold(record.words)))))
        if number:
            self._numbers[number].append(place)

    def _best(
        self, kind: RecordKind, span: range, ranked: Sequence[Sequence[int]], holding: Sequence[int], query: Query
    ) -> list[Found]:
        """The best records of one kind; the scan stops as soon as there are enough."""
        inside = _within(holding, span)
        best: dict[int, int] = {}
        for rank, places in enumerate((*(_within(each, span) for each in ranked), *self._by_words(inside, query))):
            for place in places:
                best.setdefault(place, rank)
                if len(best) == SHOWN_OF_A_KIND:
                    return self._found(kind, best)
        return self._found(kind, best)

    def _found(self, kind: RecordKind, ranks: dict[int, int]) -> list[Found]:
        return [Found(rank, kind, self._ids[place]) for place, rank in ranks.items()]

    def _by_words(self, places: Sequence[int], query: Query) -> Iterator[Iterable[int]]:
        """The places whose name begins with what is typed, those of which a word does, then the others."""
        texts, text = self._texts, query.text
        yield (place for place in places if texts[place].startswith(text))
        after_space, after_break = f" {text}", f"\n{text}"
        yield (place for place in places if after_space in texts[place] or after_break in texts[place])
        yield places

    def _holding(self, query: Query) -> Sequence[int]:
        """The places, in order, of which every word is part of the text, or is the amount or the day."""
        former, places = self._last
        words = list(zip(query.words, query.readings, strict=True))
        is_plain = all(reading.is_empty for _, reading in words)
        if not (is_plain and former and query.text.startswith(former)):
            places = range(len(self._texts))
        texts = self._texts
        for word, reading in words:
            kept = [place for place in places if word in texts[place]]
            places = kept if reading.is_empty else self._or_reading(kept, places, reading)
        self._last = (query.text if is_plain else "", places)
        return places

    def _or_reading(self, kept: Sequence[int], among: Sequence[int], reading: Reading) -> Sequence[int]:
        """The places kept and those among others that have the amount or the day."""
        others = {*self._with_amount(reading), *self._with_day(reading)}
        if len(others) == 0:
            return kept
        allowed = others if isinstance(among, range) else others.intersection(among)
        return sorted(allowed.union(kept))

    def _with_amount(self, reading: Reading) -> Iterator[int]:
        """The places with the amount, of either sign where none is typed."""
        if reading.cents is None:
            return iter(())
        if reading.is_signed:
            return _places_of(self._cents, reading.cents)
        return merge(_places_of(self._cents, reading.cents), _places_of(self._cents, -reading.cents))

    def _with_day(self, reading: Reading) -> Iterator[int]:
        """The places with the day, of any year where none is typed."""
        if reading.day is None:
            return iter(())
        if reading.day >= _ANY_YEAR_BELOW:
            return _places_of(self._days, reading.day)
        return (place for place, day in enumerate(self._days) if day % _ANY_YEAR_BELOW == reading.day)


def _short(number: str) -> str:
    """The last part of a document's number without its zeros, as people call it: « 42 » for « F-2026-0042 »."""
    return fold(number).replace("/", "-").rpartition("-")[2].lstrip("0")


def _within(places: Sequence[int], span: range) -> Sequence[int]:
    """The part of ascending places that lies in a span."""
    return places[bisect_left(places, span.start) : bisect_left(places, span.stop)]


def _places_of(values: "array[int]", wanted: int) -> Iterator[int]:
    """Where a value stands, found without a step of Python for each of the others."""
    place = -1
    while True:
        try:
            place = values.index(wanted, place + 1)
        except ValueError:
            return
        yield place
