"""How often an expense comes again, and what the user decided about a series of them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Rhythm(StrEnum):
    """The time between two expenses of a series."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"

    @property
    def months(self) -> int:
        """Its length in months."""
        return {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.YEARLY: 12}[self]


class RhythmState(StrEnum):
    """What the user decided about a series."""

    CONFIRMED = "confirmed"
    """It comes again, whatever its history."""
    MUTED = "muted"
    """It is expected, and nothing is asked when it does not come."""
    ENDED = "ended"
    """It comes no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RhythmWord:
    """What the user decided about the series of an expense, and on which day."""

    rhythm: Rhythm
    state: RhythmState
    said_on: date
