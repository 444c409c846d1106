"""The ceilings against a list written by hand, and against a computation day by day in fractions (requirement 12)."""

from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.books.thresholds.ceilings import Ceiling, Scope, limit_of
from microdesk_desktop.books.thresholds.gauges import (
    end_of_franchise,
    franchise_ends,
    gauges_of,
    micro_end,
)
from microdesk_desktop.books.turnover import Group
from microdesk_desktop.domain.books.turnover import CashedYear

GOODS, SERVICES = Group.GOODS, Group.SERVICES
DAY = timedelta(days=1)


class Cashed(NamedTuple):
    """An amount that came in."""

    on: date
    cents: int
    group: Group | None
    counts_for_franchise: bool = True


def by_year(amounts):
    """The amounts as the ceilings take them, added up by day."""
    days = {day: [each for each in amounts if each.on == day] for day in sorted({each.on for each in amounts})}
    return {
        year: CashedYear(*zip(*(sums(day, on_day) for day, on_day in days.items() if day.year == year), strict=True))
        for year in {day.year for day in days}
    }


def sums(day, amounts):
    """The day in ISO form, and its sums: total and services, then both without what counts for no franchise."""
    counted = [each for each in amounts if each.counts_for_franchise]
    both = (sum(each.cents for each in part) for some in (amounts, counted) for part in (some, services_of(some)))
    return (day.isoformat(), *both)


def services_of(amounts):
    return [each for each in amounts if each.group is SERVICES]


def cashed(*amounts):
    """Amounts of a day (month and day of 2026, or a whole day), euros and a group."""
    return by_year(
        [
            Cashed(on=date.fromisoformat(day if len(day) > 5 else f"2026-{day}"), cents=round(euros * 100), group=group)
            for day, euros, group in amounts
        ]
    )


def ends(amounts, created_on=None, years=(2025, 2026)):
    return [
        (str(end.on), end.gauge.ceiling.value, end.gauge.scope.value)
        for end in franchise_ends(cashed(*amounts), created_on, years)
    ]


TOLERANCE_SERVICES, BASE_SERVICES = ("tolerance", "services"), ("base", "services")
NEXT_YEAR = [("2027-01-01", *BASE_SERVICES)]
NEXT_YEAR_TOTAL = ("2027-01-01", "base", "total")
BY_HAND = [
    # (what came in, created on, the days on which the franchise ends)
    ([("11-30", 37_500, SERVICES)], None, []),
    ([("11-30", 37_500.01, SERVICES)], None, NEXT_YEAR),
    ([("11-30", 41_250, SERVICES)], None, NEXT_YEAR),
    (
        [("03-01", 41_250, SERVICES), ("11-10", 0.01, SERVICES)],
        None,
        [("2026-11-10", *TOLERANCE_SERVICES), *NEXT_YEAR],
    ),
    # A refund on the same day counts with it, a later one changes nothing of the day that was passed.
    ([("03-01", 41_250, SERVICES), ("11-10", 500, SERVICES), ("11-10", -500, SERVICES)], None, NEXT_YEAR),
    ([("03-01", 42_000, SERVICES), ("11-10", -10_000, SERVICES)], None, [("2026-03-01", *TOLERANCE_SERVICES)]),
    ([("11-30", 85_000, GOODS)], None, []),
    ([("11-30", 85_000.01, GOODS)], None, [NEXT_YEAR_TOTAL]),
    ([("11-29", 93_500, GOODS), ("11-30", 0.01, GOODS)], None, [("2026-11-30", "tolerance", "total"), NEXT_YEAR_TOTAL]),
    # Mixed: the total against the ceiling for goods, the services against theirs.
    ([("06-01", 47_500, GOODS), ("06-02", 37_500, SERVICES)], None, []),
    ([("06-01", 47_500.01, GOODS), ("06-02", 37_500, SERVICES)], None, [NEXT_YEAR_TOTAL]),
    ([("06-01", 20_000, GOODS), ("06-02", 37_500.01, SERVICES)], None, NEXT_YEAR),
    (
        [("06-01", 60_000, GOODS), ("06-02", 33_500, SERVICES), ("06-03", 1, GOODS)],
        None,
        [("2026-06-03", "tolerance", "total"), NEXT_YEAR_TOTAL],
    ),
    # An unknown activity counts in the total alone.
    ([("06-01", 50_000, None)], None, []),
    ([("06-01", 85_000.01, None)], None, [NEXT_YEAR_TOTAL]),
    # Created on 1 July: 184 of 365 days, 18,904.10 euros; the tolerance stays whole.
    ([("11-30", 18_904.10, SERVICES)], date(2026, 7, 1), []),
    ([("11-30", 18_904.11, SERVICES)], date(2026, 7, 1), NEXT_YEAR),
    ([("11-30", 41_250, SERVICES)], date(2026, 7, 1), NEXT_YEAR),
    # Created on 31 December: one day, 102.73 euros. Created on 1 January: a whole year.
    ([("12-31", 102.73, SERVICES)], date(2026, 12, 31), []),
    ([("12-31", 102.74, SERVICES)], date(2026, 12, 31), NEXT_YEAR),
    ([("12-31", 37_500, SERVICES)], date(2026, 1, 1), []),
    # The ceilings of 2024 are not known, nor those of 2027.
    ([("2024-11-30", 900_000, SERVICES)], None, []),
    ([("2027-01-30", 900_000, SERVICES)], None, []),
    (
        [("2025-12-31", 41_250.01, SERVICES)],
        None,
        [("2025-12-31", *TOLERANCE_SERVICES), ("2026-01-01", *BASE_SERVICES)],
    ),
]


@pytest.mark.parametrize(("amounts", "created_on", "expected"), BY_HAND)
def test_requirement_12_the_franchise_ends_on_the_days_of_a_list_written_by_hand(amounts, created_on, expected):
    assert ends(amounts, created_on, years=range(2024, 2028)) == expected


def test_what_the_law_exempts_in_itself_counts_for_the_micro_regime_alone():
    training = by_year([Cashed(date(2026, 5, 4), 50_000_00, SERVICES, counts_for_franchise=False)])
    assert franchise_ends(training, None, [2026]) == []
    assert [each.cents for each in gauges_of(Ceiling.MICRO, 2026, training, None)] == [50_000_00, 50_000_00]


@pytest.mark.parametrize(
    ("ceiling", "scope", "year", "created_on", "cents", "days"),
    [
        (Ceiling.MICRO, Scope.SERVICES, 2025, None, 77_700_00, 0),
        (Ceiling.MICRO, Scope.SERVICES, 2026, None, 83_600_00, 0),
        (Ceiling.MICRO, Scope.TOTAL, 2026, None, 203_100_00, 0),
        (Ceiling.MICRO, Scope.TOTAL, 2025, None, 188_700_00, 0),
        # Of a leap year: 1 March to 31 December are 306 of 366 days, 1 January to 31 December the whole.
        (Ceiling.MICRO, Scope.SERVICES, 2028, date(2028, 3, 1), 69_895_08, 306),
        (Ceiling.MICRO, Scope.SERVICES, 2028, date(2028, 2, 29), 70_123_49, 307),
        (Ceiling.MICRO, Scope.SERVICES, 2028, date(2028, 1, 1), 83_600_00, 0),
        (Ceiling.MICRO, Scope.SERVICES, 2028, date(2028, 12, 31), 228_41, 1),
        (Ceiling.MICRO, Scope.SERVICES, 2027, date(2026, 12, 31), 83_600_00, 0),
        (Ceiling.TOLERANCE, Scope.SERVICES, 2026, date(2026, 12, 31), 41_250_00, 0),
    ],
)
def test_a_ceiling_is_that_of_the_year_of_the_money_in_proportion_in_the_year_of_creation(
    ceiling, scope, year, created_on, cents, days
):
    limit = limit_of(ceiling, scope, year, created_on)
    assert limit is not None
    assert (limit.cents, limit.days) == (cents, days)


@pytest.mark.parametrize(("ceiling", "year"), [(Ceiling.MICRO, 2022), (Ceiling.MICRO, 2029), (Ceiling.BASE, 2027)])
def test_a_year_that_no_table_has_has_no_gauge(ceiling, year):
    assert gauges_of(ceiling, year, cashed((f"{year}-05-04", 999_999, SERVICES)), None) == []


def test_the_end_that_counts_for_a_day_is_of_its_own_year():
    found = franchise_ends(cashed(("11-10", 41_250.01, SERVICES)), None, [2026])
    for day, expected in (
        (date(2026, 11, 9), None),
        (date(2026, 11, 10), date(2026, 11, 10)),
        (date(2026, 12, 31), date(2026, 11, 10)),
        (date(2027, 1, 1), date(2027, 1, 1)),
        (date(2027, 12, 31), date(2027, 1, 1)),
        (date(2028, 1, 1), None),
    ):
        end = end_of_franchise(found, day)
        assert (end.on if end else None) == expected, day


@pytest.mark.parametrize(
    ("by_year", "created_on", "expected"),
    [
        ({2026: 83_600.01}, None, None),
        ({2025: 77_700, 2026: 83_600.01}, None, None),
        ({2025: 77_700.01, 2026: 83_600}, None, None),
        ({2025: 77_700.01, 2026: 83_600.01}, None, date(2027, 1, 1)),
        ({2024: 77_700.01, 2025: 77_700.01}, None, date(2026, 1, 1)),
        ({2024: 77_700.01, 2025: 77_700, 2026: 83_600.01}, None, None),
        ({2025: 40_000, 2026: 83_600.01}, date(2025, 7, 2), date(2027, 1, 1)),
        ({2025: 38_000, 2026: 83_600.01}, date(2025, 7, 2), None),
    ],
)
def test_the_micro_regime_ends_after_two_years_above_in_a_row(by_year, created_on, expected):
    """183 of the 365 days of 2025 make a ceiling of 38,956.43 euros."""
    amounts = cashed(*((f"{year}-06-30", euros, SERVICES) for year, euros in by_year.items()))
    assert micro_end(amounts, created_on, 2026) == expected


EUROS = {"base": {"total": 85_000, "services": 37_500}, "tolerance": {"total": 93_500, "services": 41_250}}
AMOUNTS = st.builds(
    Cashed,
    on=st.dates(date(2025, 1, 1), date(2026, 12, 31)),
    cents=st.one_of(st.integers(-500_000, 5_000_000), st.sampled_from((37_500_00, 41_250_00, 85_000_00, 93_500_00))),
    group=st.sampled_from((GOODS, SERVICES, None)),
    counts_for_franchise=st.sampled_from((True, True, True, False)),
)


def walked(amounts, year, created_on):
    """The ends that the turnover of a year makes, found by walking through its days with exact fractions."""
    day, last = date(year, 1, 1), date(year, 12, 31)
    share = Fraction(1)
    if created_on is not None and created_on.year == year:
        share = Fraction((date(year + 1, 1, 1) - created_on).days, (date(year + 1, 1, 1) - day).days)
    sums, on_day = {"total": Fraction(0), "services": Fraction(0)}, None
    while day <= last:
        for each in amounts:
            if each.on == day and each.counts_for_franchise:
                sums["total"] += Fraction(each.cents, 100)
                sums["services"] += Fraction(each.cents, 100) if each.group is SERVICES else 0
        if on_day is None and any(sums[scope] > limit for scope, limit in EUROS["tolerance"].items()):
            on_day = day
        day += DAY
    is_above = any(sums[scope] > limit * share for scope, limit in EUROS["base"].items())
    return [*([on_day] if on_day else []), *([day] if is_above else [])]


@given(
    st.lists(AMOUNTS, max_size=12),
    st.none() | st.dates(date(2025, 1, 1), date(2026, 12, 31)),
)
def test_random_turnovers_end_the_franchise_on_the_days_that_a_walk_through_the_calendar_finds(amounts, created_on):
    expected = [*walked(amounts, 2025, created_on), *walked(amounts, 2026, created_on)]
    assert [end.on for end in franchise_ends(by_year(amounts), created_on, (2025, 2026))] == expected
