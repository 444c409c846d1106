"""Periods by which lists are narrowed: the month, the quarter, the year of a day, or from one day to another."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class PeriodKind(StrEnum):
    """How a period was chosen."""

    ALL = "all"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    QUARTER = "quarter"
    YEAR = "year"
    CHOSEN = "chosen"
    """From one day to another, either of which may be left open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days from `since` to `until`, both included; None leaves an end open."""

    kind: PeriodKind = PeriodKind.ALL
    since: date | None = None
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether the day is in the period."""
        return (self.since is None or on >= self.since) and (self.until is None or on <= self.until)


ALWAYS = Period()


def period_of(kind: PeriodKind, today: date) -> Period:
    """The period of this kind that holds `today`, or ended last; for every kind but CHOSEN."""
    match kind:
        case PeriodKind.THIS_MONTH:
            since, until = _months(today.replace(day=1), 1)
        case PeriodKind.LAST_MONTH:
            since, until = _months((today.replace(day=1) - timedelta(days=1)).replace(day=1), 1)
        case PeriodKind.QUARTER:
            since, until = _months(date(today.year, today.month - (today.month - 1) % 3, 1), 3)
        case PeriodKind.YEAR:
            since, until = _months(date(today.year, 1, 1), 12)
        case _:
            return ALWAYS
    return Period(kind=kind, since=since, until=until)


def _months(first: date, count: int) -> tuple[date, date]:
    """The first and the last day of so many months."""
    months = first.month - 1 + count
    following = date(first.year + months // 12, months % 12 + 1, 1)
    return first, following - timedelta(days=1)
