"""Search in the labels and amounts of every transaction, in memory, fast enough for each key stroke."""

from array import array
from collections.abc import Collection

from microdesk_desktop.domain.money import parse_cents
from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.bank.listing import iterate_labels
from microdesk_desktop.store.database import Reader


class TransactionSearch:
    """Every label, folded.

    A text that extends the former one is searched only among its results.
    """

    def __init__(self, reader: Reader) -> None:
        self._ids = array("q")
        self._cents = array("q")
        self._texts: list[str] = []
        for id_, label, cents in iterate_labels(reader):
            self._ids.append(id_)
            self._cents.append(abs(cents))
            self._texts.append(fold(label))
        self._last: tuple[str, list[int]] = ("", [])

    def find(self, text: str, among: Collection[int] | None = None) -> "array[int]":
        """The transactions, all or `among` some, whose label holds the text or whose amount it is; latest first."""
        places = self._places_with_text(fold(text))
        same = self._places_with_amount(text)
        if same:
            places = sorted({*places, *same})
        found = map(self._ids.__getitem__, places)
        if among is None:
            return array("q", found)
        wanted = frozenset(among)
        return array("q", (id_ for id_ in found if id_ in wanted))

    def _places_with_text(self, needle: str) -> list[int]:
        former, places = self._last
        texts = self._texts
        if former and former in needle:
            places = [place for place in places if needle in texts[place]]
        else:
            places = [place for place, text in enumerate(texts) if needle in text]
        self._last = (needle, places)
        return places

    def _places_with_amount(self, text: str) -> list[int]:
        cents = _cents_or_none(text)
        return [] if cents is None else [place for place, each in enumerate(self._cents) if each == cents]


def _cents_or_none(text: str) -> int | None:
    try:
        return abs(parse_cents(text, "," if "," in text else "."))
    except ValueError:
        return None
