"""Documents that come again: the days of a series, each counted from its start.

    start 31 January, every month:  period 0 31 January · 1 28 February · 2 31 March · 3 30 April …

A day depends on the start and the number of its period alone, never on the period before or on today: a short month
shortens no later one, and what was not made while the program was closed is made later, under its own day.
"""

from calendar import monthrange
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from enum import StrEnum
from itertools import count, islice, takewhile

from microdesk_desktop.domain.settle.targets import DocumentType

_MONTHS_OF_YEAR = 12


class RhythmUnit(StrEnum):
    """What a series counts in."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_MONTHS = {RhythmUnit.MONTH: 1, RhythmUnit.QUARTER: 3, RhythmUnit.YEAR: _MONTHS_OF_YEAR}


RECURRING_TYPES = (
    DocumentType.INVOICE,
    DocumentType.QUOTE,
    DocumentType.ORDER,
    DocumentType.DELIVERY,
    DocumentType.PROFORMA,
)
"""The types that can come again; every other one belongs to one earlier document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """The document that a series repeats: an issued one by its number, else a draft by its id."""

    number: str = ""
    draft_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """Every so many weeks, months, quarters or years from a day on."""

    start: date
    unit: RhythmUnit = RhythmUnit.MONTH
    every: int = 1

    def moved(self, day: date, periods: int) -> date:
        """The day so many periods later; in a month without that day, the last one of the month.

        Raises OverflowError beyond the year 9999.
        """
        if self.unit is RhythmUnit.WEEK:
            return day + timedelta(weeks=self.every * periods)
        return add_months(day, _MONTHS[self.unit] * self.every * periods)

    def day(self, period: int) -> date:
        """The day of a period. Raises OverflowError beyond the year 9999."""
        return self.moved(self.start, period)

    def days(self, first: int = 0) -> Iterator[tuple[int, date]]:
        """Each period from this one on, with its day, to the end of the calendar."""
        try:
            for period in count(first):
                yield period, self.day(period)
        except OverflowError:
            return

    def first_from(self, day: date) -> int:
        """The first period whose day is this one or later."""
        return next(period for period, on in self.days() if on >= day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A document that comes again: its rhythm, how it ends, and what is done with each one.

    No period before `first` is made. `until` is the last day that may have one, `times` how many are made in all; None
    for no end. `terms` are the days from issue until payment is due, None where they are the client's. With
    `is_issued`, each document is issued by the program, without a look at it.
    """

    rhythm: Rhythm
    first: int = 0
    until: date | None = None
    times: int | None = None
    terms: int | None = None
    is_issued: bool = False
    is_paused: bool = False


def add_months(day: date, months: int) -> date:
    """The same day so many months later, the last one of a month that is too short.

    Raises OverflowError beyond the year 9999.
    """
    year, month = divmod(day.year * _MONTHS_OF_YEAR + day.month - 1 + months, _MONTHS_OF_YEAR)
    if not 1 <= year <= MAXYEAR:
        raise OverflowError("date value out of range")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def left_to_make(series: Series, made: Collection[int]) -> Iterator[tuple[int, date]]:
    """The periods that are still to be made, each with its day, in order; `made` are those that were."""
    until = series.until or date.max
    left = (each for each in series.rhythm.days(series.first) if each[0] not in made)
    in_time = takewhile(lambda each: each[1] <= until, left)
    return in_time if series.times is None else islice(in_time, max(0, series.times - len(made)))


def due_periods(series: Series, made: Collection[int], today: date) -> Iterator[tuple[int, date]]:
    """The periods to make now: those of today and of all the days on which none was made; none during a pause."""
    if series.is_paused:
        return iter(())
    return takewhile(lambda each: each[1] <= today, left_to_make(series, made))
