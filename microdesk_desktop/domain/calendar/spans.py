"""Spans of whole days with both ends: calendar months and years, and a list's period up to today."""

from dataclasses import dataclass
from datetime import date, timedelta

from microdesk_desktop.domain.calendar.periods import Period


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The days from `since` to `until`, both included."""

    since: date
    until: date

    def __contains__(self, day: date) -> bool:
        return self.since <= day <= self.until


def month_of(day: date) -> Span:
    """The calendar month of a day."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return Span(day.replace(day=1), following - timedelta(days=1))


def year_of(day: date) -> Span:
    """The calendar year of a day."""
    return Span(date(day.year, 1, 1), date(day.year, 12, 31))


def year_before(span: Span) -> Span | None:
    """The same days a year before, a whole month for a whole month; None for a span without a beginning."""
    if span.since.year <= 1:
        return None
    since = _day_before(span.since)
    return month_of(since) if span == month_of(span.since) else Span(since, _day_before(span.until))


def _day_before(day: date) -> date:
    """The day a year before; of 29 February, the 28th."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def next_months(day: date, count: int) -> tuple[Span, ...]:
    """The calendar month of `day` and those that follow it, `count` in all."""
    months = [month_of(day)]
    while len(months) < count:
        months.append(month_of(months[-1].until + timedelta(days=1)))
    return tuple(months)


def months_of(span: Span) -> tuple[Span, ...]:
    """The calendar months that the days of a span are in, the oldest first."""
    months = [month_of(span.since)]
    while months[-1].until < span.until:
        months.append(month_of(months[-1].until + timedelta(days=1)))
    return tuple(months)


def last_months(day: date, count: int) -> tuple[Span, ...]:
    """The last `count` calendar months up to that of `day`, the oldest first."""
    months = [month_of(day)]
    while len(months) < count:
        months.append(month_of(months[-1].since - timedelta(days=1)))
    return tuple(reversed(months))


def span_of(period: Period, today: date) -> Span:
    """The days of a list's period: from the first of the calendar where it is open, up to today."""
    return Span(period.since or date.min, period.until or today)
