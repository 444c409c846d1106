"""How much of each ceiling a year's turnover uses, and the days on which a regime ends for it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from operator import attrgetter

from microdesk_desktop.books.thresholds.ceilings import Ceiling, Limit, Scope, limit_of
from microdesk_desktop.domain.books.turnover import CashedYear

Cashed = Mapping[int, CashedYear]
"""What came in, by year."""

_NOTHING = CashedYear((), (), (), (), ())
_OF_MICRO = {Scope.TOTAL: attrgetter("total"), Scope.SERVICES: attrgetter("services")}
_OF_FRANCHISE = {Scope.TOTAL: attrgetter("franchise_total"), Scope.SERVICES: attrgetter("franchise_services")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """A year's turnover in cents against one ceiling.

    `passed_on` is the first day at whose end the turnover was above it, even if refunds took it below again; None where
    it never was.
    """

    ceiling: Ceiling
    scope: Scope
    year: int
    cents: int
    limit: Limit
    passed_on: date | None

    @property
    def left(self) -> int:
        """The cents that may still come in; negative where the turnover is above."""
        return self.limit.cents - self.cents

    @property
    def is_above(self) -> bool:
        """Whether the turnover is above the ceiling as it stands."""
        return self.left < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FranchiseEnd:
    """The first day on which the VAT franchise does not hold, and the ceiling that was passed.

    For the base that is 1 January, for the rest of its year alone: each year is looked at by itself.
    """

    on: date
    gauge: Gauge


def gauges_of(ceiling: Ceiling, year: int, cashed: Cashed, created_on: date | None) -> Sequence[Gauge]:
    """The gauges of both scopes for a year; none where the table does not know its ceilings."""
    of_year = cashed.get(year, _NOTHING)
    limits = {scope: limit_of(ceiling, scope, year, created_on) for scope in Scope}
    return [
        _gauge(ceiling, scope, year, of_year.days, list(accumulate(counted(of_year, ceiling, scope))), limit)
        for scope, limit in limits.items()
        if limit is not None
    ]


def counted(year: CashedYear, ceiling: Ceiling, scope: Scope) -> Sequence[int]:
    """What counts against a ceiling on each day of a year, in cents."""
    cents_of = _OF_MICRO if ceiling is Ceiling.MICRO else _OF_FRANCHISE
    amounts: Sequence[int] = cents_of[scope](year)
    return amounts


def franchise_ends(cashed: Cashed, created_on: date | None, years: Iterable[int]) -> Sequence[FranchiseEnd]:
    """The days on which the franchise ends for the turnover of these years, the earliest first."""
    found = (end for year in years for end in _ends_by(year, cashed, created_on))
    return sorted(found, key=lambda end: end.on)


def end_of_franchise(ends: Iterable[FranchiseEnd], day: date) -> FranchiseEnd | None:
    """The end after which there is no franchise on this day; None where it holds, or nothing is known against it."""
    return next((end for end in ends if end.on.year == day.year and end.on <= day), None)


def micro_end(cashed: Cashed, created_on: date | None, year: int) -> date | None:
    """The first day without the micro regime, where it has ended in this year or ends with it; None where it goes on.

    Two years in a row above the ceiling end it on 1 January of the third.
    """
    above = {
        each: any(gauge.is_above for gauge in gauges_of(Ceiling.MICRO, each, cashed, created_on))
        for each in (year - 2, year - 1, year)
    }
    if above[year - 2] and above[year - 1]:
        return date(year, 1, 1)
    return date(year + 1, 1, 1) if above[year - 1] and above[year] else None


def _ends_by(year: int, cashed: Cashed, created_on: date | None) -> Iterator[FranchiseEnd]:
    """What the turnover of a year ends: at most one day of that year, and 1 January of the next."""
    tolerance = gauges_of(Ceiling.TOLERANCE, year, cashed, created_on)
    passed = [FranchiseEnd(on=each.passed_on, gauge=each) for each in tolerance if each.passed_on is not None]
    yield from sorted(passed, key=lambda end: end.on)[:1]
    base = gauges_of(Ceiling.BASE, year, cashed, created_on)
    yield from [FranchiseEnd(on=date(year + 1, 1, 1), gauge=each) for each in base if each.is_above][:1]


def _gauge(
    ceiling: Ceiling, scope: Scope, year: int, days: Sequence[str], reached: Sequence[int], limit: Limit
) -> Gauge:
    """The gauge of what a year reached at the end of each of its days, in cents."""
    passed = None
    if max(reached, default=0) > limit.cents:
        passed = next(day for day, cents in zip(days, reached, strict=True) if cents > limit.cents)
    return Gauge(
        ceiling=ceiling,
        scope=scope,
        year=year,
        cents=reached[-1] if reached else 0,
        limit=limit,
        passed_on=date.fromisoformat(passed) if passed else None,
    )
