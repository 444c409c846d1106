"""Sets of row ids as sorted ranges: an import of a hundred thousand rows is a few of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Range = tuple[int, int]
"""First and last id, both included."""


@dataclass(frozen=True, slots=True)
class IdRanges:
    """A set of ids; `ranges` are sorted, and neither overlap nor touch."""

    ranges: tuple[Range, ...] = ()

    @classmethod
    def of(cls, ids: Iterable[int]) -> "IdRanges":
        """The set of these ids, in any order and with repetitions."""
        found = sorted(set(ids))
        if found and found[-1] - found[0] + 1 == len(found):  # the usual case: one insert
            return cls(((found[0], found[-1]),))
        return cls.joined((id_, id_) for id_ in found)

    @classmethod
    def joined(cls, ranges: Iterable[Range]) -> "IdRanges":
        """The union of these ranges, in any order; they may overlap."""
        joined: list[Range] = []
        for first, last in sorted(ranges):
            if joined and first <= joined[-1][1] + 1:
                joined[-1] = (joined[-1][0], max(joined[-1][1], last))
            else:
                joined.append((first, last))
        return cls(tuple(joined))

    def __bool__(self) -> bool:
        return bool(self.ranges)

    def __iter__(self) -> Iterator[int]:
        """The ids in ascending order."""
        for first, last in self.ranges:
            yield from range(first, last + 1)

    def __len__(self) -> int:
        return sum(last - first + 1 for first, last in self.ranges)

    def __or__(self, other: "IdRanges") -> "IdRanges":
        return IdRanges.joined((*self.ranges, *other.ranges))

    def __and__(self, other: "IdRanges") -> "IdRanges":
        return self - (self - other)

    def __sub__(self, other: "IdRanges") -> "IdRanges":
        return IdRanges(tuple(_subtracted(self.ranges, other.ranges)))


def _subtracted(ranges: Iterable[Range], removed: tuple[Range, ...]) -> Iterator[Range]:
    """What is left of sorted ranges without the sorted `removed` ones, in one pass over both."""
    at = 0
    for first, last in ranges:
        start = first
        while at < len(removed) and removed[at][1] < start:
            at += 1
        position = at
        while position < len(removed) and removed[position][0] <= last:
            if start < removed[position][0]:
                yield start, removed[position][0] - 1
            start = removed[position][1] + 1
            position += 1
        if start <= last:
            yield start, last
