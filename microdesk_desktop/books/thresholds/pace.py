"""Where a year's turnover gets at its pace, and the day on which a ceiling would be passed: an estimate, not a fact.

The pace is what came in during the last twelve months, spread evenly over their days: no season is distinguished. A
business with a shorter history is measured from its first amount; below `LEAST_DAYS`, nothing is estimated. Until a
day, either the pace or the open documents that are due until then count, whichever is more: what is invoiced already is
part of the usual pace, and counts beyond it only where it is more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from microdesk_desktop.books.thresholds.gauges import Gauge

WINDOW_DAYS = 365
LEAST_DAYS = 90
"""A quarter: from less, one large invoice would be taken for a habit."""
_DAY = timedelta(days=1)
Amounts = Sequence[tuple[date, int]]
"""Days with cents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What came in, in cents, from a day on; `days` are those up to today, both ends included."""

    cents: int
    since: date
    days: int

    def over(self, days: int) -> int:
        """What comes in during so many days at this pace, in cents."""
        return self.cents * days // self.days


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What a gauge becomes by 31 December, in cents, and the first day at whose end it would be above its ceiling.

    `crossed_on` is None where the year would end below; `due_cents` are the open documents due by the end of the year.
    """

    gauge: Gauge
    pace: Pace
    year_end_cents: int
    due_cents: int
    crossed_on: date | None


def pace_of(cashed: Iterable[tuple[date, int]], today: date) -> Pace | None:
    """The pace of what came in; None where the history is too short, or nothing is left of what came in."""
    window = Pace(cents=0, since=today - (WINDOW_DAYS - 1) * _DAY, days=WINDOW_DAYS)
    counted = [(on, cents) for on, cents in cashed if window.since <= on <= today]
    if not counted:
        return None
    since = min(on for on, _ in counted)
    days, total = (today - since).days + 1, sum(cents for _, cents in counted)
    return Pace(cents=total, since=since, days=days) if days >= LEAST_DAYS and total > 0 else None


def outlook_of(gauge: Gauge, pace: Pace | None, due: Amounts, today: date) -> Outlook | None:
    """What the gauge becomes; None without a pace, and for one that was passed already.

    `due` are the open documents by the day on which they are due; those whose day has passed count for nothing, as no
    day is known for them.
    """
    if pace is None or gauge.passed_on is not None or gauge.is_above:
        return None
    last = date(gauge.year, 12, 31)
    coming = [(on, cents) for on, cents in due if today < on <= last]
    days = [today + number * _DAY for number in range(1, (last - today).days + 1)]
    reached = [(day, gauge.cents + _coming(day, today, pace, coming)) for day in days]
    return Outlook(
        gauge=gauge,
        pace=pace,
        year_end_cents=reached[-1][1] if reached else gauge.cents,
        due_cents=sum(cents for _, cents in coming),
        crossed_on=next((day for day, cents in reached if cents > gauge.limit.cents), None),
    )


def _coming(day: date, today: date, pace: Pace, due: Amounts) -> int:
    return max(pace.over((day - today).days), sum(cents for on, cents in due if on <= day))
