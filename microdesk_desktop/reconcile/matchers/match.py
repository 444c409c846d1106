"""What a matcher is and what it returns."""

from collections.abc import Callable
from enum import IntFlag
from typing import NamedTuple

from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.open_items import OpenItems

# What is settled: targets by position, and the cents of each.
Parts = tuple[tuple[int, int], ...]
# Of two matches that contend for one target, the lower rank is the surer.
Rank = tuple[int, ...]


class Trait(IntFlag):
    """What a transaction must have for a matcher to be tried on it; all fit in a byte."""

    CITES = 1
    DESIGNATES = 2
    RESEMBLES = 4
    HAS_NATURE = 8
    MAY_PAY_SEVERAL = 16
    IS_PAYOUT = 32
    MAY_PAY_RECORDS = 64
    HAS_DIGITS = 128


class Match(NamedTuple):
    """A certain match, not yet compared with those of other transactions."""

    parts: Parts
    rank: Rank


class CandidateMatch(NamedTuple):
    """The match of one transaction, by position."""

    transaction: int
    parts: Parts
    rank: Rank


class Matcher(NamedTuple):
    """One way to be certain, tried only on the transactions that it may match: those with the trait that it `needs`.

    `is_of_exact_amount` is true where the whole amount of the transaction must remain of a target.
    """

    match: Callable[[Evidence, OpenItems], Match | None]
    needs: Trait
    is_of_exact_amount: bool = False
