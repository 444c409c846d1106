"""Which choices of some amounts make a sum, how many do, and how easily one does so by chance.

Meet in the middle: the sums of each half of the pool are made once, and looked up in pairs; so every choice of twenty
amounts, over a million, is counted with two thousand sums. Payments of one client ask for the same pool again and
again: its halves are kept.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import comb, gcd
from typing import NamedTuple

Choice = tuple[int, ...]
"""The places in the pool of the amounts chosen, in order."""


class Found(NamedTuple):
    """The choices that make a sum: the first ones, the smallest first, and how many there are in all."""

    choices: tuple[Choice, ...] = ()
    number: int = 0


class Pool:
    """Some amounts of which choices are summed, either sign allowed."""

    def __init__(self, amounts: Sequence[int]) -> None:
        self._size = len(amounts)
        middle = len(amounts) // 2
        self._left = _sums(amounts[:middle])
        self._right: dict[int, list[int]] = {}
        for mask, total in enumerate(_sums(amounts[middle:])):
            self._right.setdefault(total, []).append(mask << middle)
        self._grid = gcd(*amounts) or 1
        self._span = max(sum(map(abs, amounts)), self._grid)

    def search(self, wanted: int, most: int) -> Found:
        """The choices of at least two amounts that make `wanted`; `most` of them are looked at."""
        masks, count = [], 0
        for mask, total in enumerate(self._left):
            for other in self._right.get(wanted - total, ()):
                chosen = mask | other
                if chosen.bit_count() < 2:
                    continue
                count += 1
                if count <= most:
                    masks.append(chosen)
        return Found(tuple(sorted(map(_places, masks), key=lambda places: (len(places), places))), number=count)

    def chance(self, effort: int) -> float:
        """How many choices of that effort or less would make, by chance, a sum taken at random.

        The effort of a choice is how many amounts it takes or leaves, whichever is less. Sums of round amounts lie on a
        coarse grid (the greatest common divisor of the amounts), where many meet; those of odd amounts rarely do.
        """
        taken = min(effort, self._size)
        choices = sum(comb(self._size, count) for count in range(1, taken + 1))
        return min(1.0, 2 * choices * self._grid / self._span)


def effort_of(choice: Choice, size: int) -> int:
    """How many amounts of the pool the choice takes or leaves, whichever is less."""
    return min(len(choice), size - len(choice))


def consecutive(amounts: Sequence[int], wanted: int) -> Iterator[Choice]:
    """The runs of at least two neighbours that make `wanted`: « the three oldest », in a pool of any size."""
    starts: dict[int, list[int]] = {}
    for end, total in enumerate(accumulate(amounts, initial=0)):
        for start in starts.get(total - wanted, ()):
            if end - start > 1:
                yield tuple(range(start, end))
        starts.setdefault(total, []).append(end)


def _sums(amounts: Sequence[int]) -> list[int]:
    """The sums of every choice, in the order of the binary numbers that choose them."""
    totals = [0]
    for cents in amounts:
        totals += [total + cents for total in totals]
    return totals


def _places(mask: int) -> Choice:
    return tuple(place for place in range(mask.bit_length()) if mask >> place & 1)
