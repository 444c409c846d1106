"""The catalogue as a line of a document finds it while the user types."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from microdesk_desktop.documents.catalogue_lines import line_of
from microdesk_desktop.domain.documents.draft import DraftLine
from microdesk_desktop.domain.records.documents import CatalogueItem
from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.catalogue import has_items, load_items

__all__ = ["CatalogueMatch", "CatalogueSearch", "has_items"]

MOST_MATCHES = 8
"""What a completion shows without scrolling."""
_ONE_SLIP, _TWO_SLIPS = 4, 8
"""The letters from which a typed word may hold one and two slips; below, too many words are alike."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueMatch:
    """An item that answers what was typed; `item` has its reference, label, unit, price, VAT rate and activity."""

    id: int
    item: CatalogueItem

    @property
    def line(self) -> DraftLine:
        """The line that the item makes, with the code of its unit."""
        return line_of(self.item)


class CatalogueSearch:
    """The catalogue in memory, read once: accents, case and the order of words do not count, a slip is forgiven.

    Whoever holds it drops it at lock, and reads it again after a change of the catalogue.
    """

    def __init__(self, reader: Reader) -> None:
        items = sorted(load_items(reader), key=lambda each: fold(each[1].label))
        self._matches = [CatalogueMatch(id=id_, item=item) for id_, item in items]
        self._labels = [fold(item.label) for _, item in items]
        self._references = [fold(item.reference) for _, item in items]
        # Each word stands behind a space: " WOR" finds the beginnings of words, "WOR" any place.
        self._texts = [
            " " + " ".join(_WORD.findall(f"{label} {reference}"))
            for label, reference in zip(self._labels, self._references, strict=True)
        ]
        self._words = {word for text in self._texts for word in text.split()}
        self._starts: dict[int, Sequence[str]] = {}

    def find(self, text: str) -> Sequence[CatalogueMatch]:
        """At most eight items, the best first: by reference, by the beginning of the label, by words, with a slip.

        An empty text finds the first items in the order of their labels.
        """
        typed = fold(text)
        words = _WORD.findall(typed)
        places: Sequence[int] = range(len(self._matches))
        for word in sorted(words, key=len, reverse=True):
            places = self._holding(word, places) or self._alike(word, places)
        best: dict[int, None] = {}
        for place in self._best_first(places, typed, words):
            best[place] = None
            if len(best) == MOST_MATCHES:
                break
        return [self._matches[place] for place in best]

    def _holding(self, word: str, places: Sequence[int]) -> list[int]:
        texts = self._texts
        return [place for place in places if word in texts[place]]

    def _alike(self, word: str, places: Sequence[int]) -> list[int]:
        """The places with a word that begins like the typed one but for its slips."""
        slips = (len(word) >= _ONE_SLIP) + (len(word) >= _TWO_SLIPS)
        if not slips:
            return []
        lengths = range(max(1, len(word) - slips), len(word) + slips + 1)
        alike = {f" {start}" for length in lengths for start in _near(word, self._beginnings(length), slips)}
        texts = self._texts
        return [place for place in places if any(start in texts[place] for start in alike)]

    def _beginnings(self, length: int) -> Sequence[str]:
        """The first letters of every word, each once."""
        if length not in self._starts:
            self._starts[length] = sorted({word[:length] for word in self._words})
        return self._starts[length]

    def _best_first(self, places: Sequence[int], typed: str, words: Sequence[str]) -> Iterator[int]:
        """The places by how well they answer; one may come again."""
        references, labels, texts = self._references, self._labels, self._texts
        starts = [f" {word}" for word in words]
        yield from (place for place in places if references[place] == typed)
        yield from (place for place in places if references[place].startswith(typed))
        yield from (place for place in places if labels[place].startswith(typed))
        yield from (place for place in places if all(start in texts[place] for start in starts))
        yield from (place for place in places if all(word in texts[place] for word in words))
        yield from places


def _near(word: str, beginnings: Sequence[str], slips: int) -> list[str]:
    """Those with at most so many letters wrong, missing, needless or exchanged."""
    return [found for found, _, _ in extract(word, beginnings, scorer=OSA.distance, score_cutoff=slips, limit=None)]
