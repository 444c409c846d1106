"""The declaration of a period: turnover by activity, and each contribution as base × rate."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from microdesk_desktop.base.dated_tables import dated_table
from microdesk_desktop.books.declarations.rates import Missing, kinds_of, rate_on
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.declarations import (
    ActivityDeclaration,
    Contribution,
    ContributionKind,
    Declaration,
    PutAside,
    Rate,
    Unknown,
    UnknownFigure,
)
from microdesk_desktop.domain.books.declared_periods import DeclaredPeriod
from microdesk_desktop.domain.books.turnover import Turned
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.company import Company

_CENTS = 100
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Days of the period on which one rate holds, or none for one reason; the turnover of these days in cents."""

    span: Span
    rate: Rate | Missing
    cents: int


def declare(company: Company, period: DeclaredPeriod, turned: Sequence[Turned], today: date) -> Declaration:
    """The declaration of a period from the turnover by day and activity; days outside the period are left out.

    The turnover of each activity is rounded to the euro, half up, and each rate applied to that (`declaration_rounding`
    of the tables). Turnover that names no activity is that of a company which has only one. An activity to which more
    was paid back than came in is declared as 0; `carried_cents` has the rest.
    """
    span = period.span
    by_activity = _by_activity(company, [each for each in turned if each.on in span])
    unstated = by_activity.pop(None, Counter())
    declared = [
        _declare_activity(company, activity, span, by_activity[activity])
        for activity in Activity
        if activity in by_activity
    ]
    return Declaration(
        period=period,
        is_over=span.until < today,
        activities=[each for each, _ in declared],
        unknown=[*_unstated(unstated, span), *(each for _, unknown in declared for each in unknown)],
    )


def put_aside(company: Company, activity: Activity, day: date) -> PutAside:
    """What to put aside of each euro of an activity that comes in on a day."""
    found = [(kind, rate_on(company, activity, kind, day).rate) for kind in kinds_of(company, activity)]
    return PutAside(
        activity=activity,
        on=day,
        rates=[(kind, rate) for kind, rate in found if isinstance(rate, Rate)],
        unknown=[
            _unknown(activity, kind, _Stretch(Span(day, day), rate, 0))
            for kind, rate in found
            if isinstance(rate, Missing)
        ],
    )


def _by_activity(company: Company, turned: Sequence[Turned]) -> dict[Activity | None, Counter[date]]:
    """The cents of each day by activity, those of the company at least; None for what names none of several."""
    own = dict.fromkeys((company.activity, *company.other_activities))
    usual = company.activity if len(own) == 1 else None
    found: dict[Activity | None, Counter[date]] = {activity: Counter() for activity in own}
    for each in turned:
        found.setdefault(each.activity or usual, Counter())[each.on] += each.cents
    return found


def _declare_activity(
    company: Company, activity: Activity, span: Span, days: Mapping[date, int]
) -> tuple[ActivityDeclaration, Sequence[Unknown]]:
    turnover = sum(days.values())
    contributions: list[Contribution] = []
    unknown: list[Unknown] = []
    for kind in kinds_of(company, activity):
        stretches = list(_stretches(company, activity, kind, span, days))
        for stretch, base in zip(stretches, _bases(stretches), strict=True):
            if isinstance(stretch.rate, Missing):
                unknown.append(_unknown(activity, kind, stretch))
            else:
                contributions.append(_contribution(kind, stretch.span, base, stretch.rate))
    declared = ActivityDeclaration(
        activity=activity,
        turnover_cents=turnover,
        declared_euros=max(_half_up(Decimal(turnover) / _CENTS), 0),
        contributions=contributions,
    )
    return declared, unknown


def _stretches(
    company: Company, activity: Activity, kind: ContributionKind, span: Span, days: Mapping[date, int]
) -> Iterator[_Stretch]:
    """The days of the period, split where the rate changes."""
    first = span.since
    while first <= span.until:
        found = rate_on(company, activity, kind, first)
        last = min(found.until or span.until, span.until)
        part = Span(first, last)
        yield _Stretch(part, found.rate, sum(cents for day, cents in days.items() if day in part))
        first = last + _DAY


def _bases(stretches: Sequence[_Stretch]) -> Sequence[int]:
    """The euros to which each rate applies: they add up to the declared euros; all 0 where these are 0."""
    reached, cents = [0], 0
    for stretch in stretches:
        cents += stretch.cents
        reached.append(_half_up(Decimal(cents) / _CENTS))
    if reached[-1] <= 0:
        return [0] * len(stretches)
    return [after - before for before, after in pairwise(reached)]


def _contribution(kind: ContributionKind, span: Span, base: int, rate: Rate) -> Contribution:
    euros = base * rate.percent / 100
    return Contribution(
        kind=kind,
        span=span,
        base_euros=base,
        rate=rate,
        amount_cents=_half_up(euros * _CENTS),
        rounded_euros=_half_up(euros) if _is_rounded(kind) else None,
    )


def _is_rounded(kind: ContributionKind) -> bool:
    """Whether the authority rounds this contribution to the euro."""
    return any(row.values["to_euro"] for row in dated_table("declaration_rounding").rows if row.keys == (kind.value,))


def _half_up(number: Decimal) -> int:
    """The nearest whole number, a half away from zero."""
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))


def _unknown(activity: Activity, kind: ContributionKind, stretch: _Stretch) -> Unknown:
    assert isinstance(stretch.rate, Missing)
    return Unknown(
        figure=stretch.rate.figure,
        span=stretch.span,
        cents=stretch.cents,
        activity=activity,
        kind=kind,
        horizon=stretch.rate.horizon,
    )


def _unstated(days: Mapping[date, int], span: Span) -> Sequence[Unknown]:
    cents = sum(days.values())
    if not any(days.values()):
        return ()
    return (Unknown(figure=UnknownFigure.ACTIVITY_NOT_STATED, span=span, cents=cents),)
