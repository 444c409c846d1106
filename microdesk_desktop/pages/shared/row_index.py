"""The rows of a list with all that they are filtered by, made once on a worker: a key stroke only looks through it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from microdesk_desktop.domain.calendar.periods import ALWAYS, Period
from microdesk_desktop.domain.text import fold

R = TypeVar("R")
Places = Sequence[int]
"""Where rows stand in the whole list, ascending."""
Amount = tuple[Hashable, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets(Generic[R]):
    """What the rows of a list are filtered by: functions of a row, which run on a worker and touch no widget.

    `text` is what the search looks in, `day` what a period keeps the row by, `chips` the keys of the chips that do.
    `amount` gives the sum that the row is part of, such as that of its currency, and its cents.
    """

    text: Callable[[R], str]
    day: Callable[[R], date]
    chips: Callable[[R], Sequence[str]]
    amount: Callable[[R], Amount]


class RowIndex(Generic[R]):
    """Rows that can be filtered; `has_days` is whether they have a day each."""

    def __init__(self, rows: Sequence[R], facets: Facets[R], *, has_days: bool) -> None:
        self.rows = rows
        self._texts = [fold(facets.text(row)) for row in rows]
        self._days = [facets.day(row) for row in rows] if has_days else []
        amounts = [facets.amount(row) for row in rows]
        self._cents = [cents for _, cents in amounts]
        # Few combinations of chips and sum occur: each row has the number of its own.
        numbers: dict[tuple[Sequence[str], Hashable], int] = {}
        self._numbers = [
            numbers.setdefault((facets.chips(row), key), len(numbers))
            for row, (key, _) in zip(rows, amounts, strict=True)
        ]
        self._combinations = tuple(numbers)
        self.total = self.add_up(range(len(rows)))
        """The sums of all rows."""

    def find(self, words: Sequence[str], period: Period) -> Places:
        """The places of the rows of a period that hold every one of these folded words."""
        places: Places = range(len(self.rows))
        if period != ALWAYS:
            days = self._days
            places = [place for place in places if period.holds(days[place])]
        texts = self._texts
        for word in words:
            if len(places) == len(texts):  # without a look-up of each text
                places = [place for place, text in enumerate(texts) if word in text]
            else:
                places = [place for place in places if word in texts[place]]
        return places

    def count(self, places: Places) -> Mapping[str, int]:
        """How many of these rows each chip keeps; zero for a chip that keeps none."""
        found: Counter[str] = Counter()
        for number, count in Counter(map(self._numbers.__getitem__, places)).items():
            chips, _ = self._combinations[number]
            found.update(dict.fromkeys(chips, count))
        return found

    def add_up(self, places: Places) -> Mapping[Any, int]:
        """The sums of these rows in cents, by their key."""
        totals = [0] * len(self._combinations)
        numbers, cents = self._numbers, self._cents
        for place in places:
            totals[numbers[place]] += cents[place]
        found: defaultdict[Hashable, int] = defaultdict(int)
        for (_, key), total in zip(self._combinations, totals, strict=True):
            found[key] += total
        return found

    def keep(self, places: Places, chip: str) -> Places:
        """Those of these places whose rows the chip keeps."""
        keeping = {number for number, (chips, _) in enumerate(self._combinations) if chip in chips}
        if len(keeping) == len(self._combinations):
            return places
        numbers = self._numbers
        return [place for place in places if numbers[place] in keeping]

    def at(self, places: Places) -> Sequence[R]:
        """The rows at these places."""
        return self.rows if len(places) == len(self.rows) else [self.rows[place] for place in places]
