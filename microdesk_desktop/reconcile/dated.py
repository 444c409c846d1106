"""Targets of one group in the order of their days: what falls within some days, or nearest, without reading the rest.

A client may have thousands of open documents; each payment is compared with those of its time alone.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import itemgetter

Position = int
Day = int
"""Ordinal, as `date.toordinal` gives it."""


class Dated:
    """Some targets, by position, the oldest first; of one day, in order."""

    __slots__ = ("_days", "_ends", "_positions", "_serials", "_signs", "_sums")

    def __init__(self, positions: Iterable[Position], days: Sequence[Day], remaining: Sequence[int]) -> None:
        ordered = sorted((days[position], position) for position in positions)
        self._signs = {remaining[position] > 0 for _, position in ordered}
        self._days = list(map(itemgetter(0), ordered))
        self._positions = list(map(itemgetter(1), ordered))
        self._sums: Sequence[int] | None = None
        self._ends: dict[int, list[int]] = {}
        self._serials: dict[int, list[Position]] | None = None

    def has_sign_of(self, cents: int) -> bool:
        """Whether something is to be paid in the direction of an amount."""
        return (cents > 0) in self._signs

    def between(self, first: Day, last: Day) -> Sequence[Position]:
        """Those of these days, both included."""
        return self._positions[bisect_left(self._days, first) : bisect_right(self._days, last)]

    def numbered(self, wanted: Iterable[int], serials: Sequence[int | None]) -> Sequence[Position]:
        """Those of which the number in the series is one of these, in order."""
        if self._serials is None:
            self._serials = defaultdict(list)
            for position in self._positions:
                if (serial := serials[position]) is not None:
                    self._serials[serial].append(position)
        found = self._serials
        return sorted(position for serial in wanted for position in found.get(serial, ()))

    def nearest(self, day: Day, last: Day, most: int) -> Sequence[Position]:
        """The `most` nearest to a day that are not after the last day given, the nearest first; ties in order."""
        if not self._positions:
            return ()
        end, days = bisect_right(self._days, last), self._days
        middle = min(bisect_left(days, day), end)
        # Of the day that is farthest on either side, ties are settled by position: it is taken whole.
        start = bisect_left(days, days[max(0, middle - most)]) if end else 0
        found = self._positions[start : min(end, middle + most)]
        distances = sorted((abs(day - other), position) for other, position in zip(days[start:], found, strict=False))
        return [position for _, position in distances[:most]]

    def oldest_making(self, first: Day, last: Day, cents: int, remaining: Sequence[int]) -> Sequence[Position]:
        """Of those of these days, the oldest ones that make the amount, at least two; empty if none or several do."""
        if self._sums is None:
            self._sums = list(accumulate((remaining[each] for each in self._positions), initial=0))
            self._ends = defaultdict(list)
            for end, total in enumerate(self._sums):
                self._ends[total].append(end)
        start, stop = bisect_left(self._days, first), bisect_right(self._days, last)
        if self._sums[stop] - self._sums[start] == cents and stop - start > 1:
            return self._positions[start:stop]
        ends = [end for end in self._ends.get(self._sums[start] + cents, ()) if start + 1 < end <= stop]
        return self._positions[start : ends[0]] if len(ends) == 1 else ()


NOTHING_DATED = Dated((), (), ())
