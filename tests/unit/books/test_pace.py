"""The day on which a ceiling would be passed: cases computed by hand, and a walk through the calendar in fractions."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.books.thresholds.ceilings import Ceiling, Scope, limit_of
from microdesk_desktop.books.thresholds.gauges import Gauge
from microdesk_desktop.books.thresholds.pace import outlook_of, pace_of

TODAY = date(2026, 11, 21)
DAY = timedelta(days=1)
YEAR = [(TODAY - number * DAY, 100_00) for number in range(365)]
"""A hundred euros on each of the last 365 days."""


def gauge(euros, ceiling=Ceiling.BASE, created_on=None, passed_on=None):
    limit = limit_of(ceiling, Scope.SERVICES, 2026, created_on)
    return Gauge(
        ceiling=ceiling, scope=Scope.SERVICES, year=2026, cents=round(euros * 100), limit=limit, passed_on=passed_on
    )


def crossed(shown, cashed=YEAR, due=(), today=TODAY):
    outlook = outlook_of(shown, pace_of(cashed, today), due, today)
    return outlook.crossed_on if outlook else "none"


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        # 500 euros are left: five days reach the ceiling, and the sixth passes it.
        (gauge(37_000), date(2026, 11, 27)),
        (gauge(37_000.01), date(2026, 11, 26)),
        # Forty days are left: 4,000 euros on 31 December.
        (gauge(33_500), None),
        (gauge(33_500.01), date(2026, 12, 31)),
        (gauge(41_000, Ceiling.TOLERANCE), date(2026, 11, 24)),
        (gauge(83_000, Ceiling.MICRO), date(2026, 11, 28)),
        # Created on 1 July: the ceiling is 18,904.10 euros, the tolerance stays whole.
        (gauge(18_504, created_on=date(2026, 7, 1)), date(2026, 11, 26)),
        (gauge(18_504, Ceiling.TOLERANCE, created_on=date(2026, 7, 1)), None),
        # What was passed is a fact: nothing is estimated of it, even if refunds took it below again.
        (gauge(37_500.01), "none"),
        (gauge(30_000, Ceiling.TOLERANCE, passed_on=date(2026, 11, 1)), "none"),
    ],
)
def test_the_day_is_that_of_a_list_written_by_hand(shown, day):
    assert crossed(shown) == day


@pytest.mark.parametrize(("days", "is_known"), [(89, False), (90, True)])
def test_below_a_quarter_of_history_nothing_is_estimated(days, is_known):
    assert (pace_of(YEAR[:days], TODAY) is not None) == is_known


def test_a_short_history_is_measured_from_its_first_amount_and_nothing_older_than_a_year_counts():
    pace = pace_of([(TODAY - 99 * DAY, 5_000_00), (TODAY, 5_000_00)], TODAY)
    assert (pace.days, pace.over(1)) == (100, 100_00)
    assert pace_of([*YEAR, (TODAY - 365 * DAY, 900_000_00), (TODAY + DAY, 900_000_00)], TODAY) == pace_of(YEAR, TODAY)


def test_nothing_is_estimated_of_what_was_paid_back_whole_or_of_nothing():
    assert pace_of([(TODAY - 200 * DAY, 100), (TODAY, -100)], TODAY) is None
    assert pace_of([], TODAY) is None


def test_open_documents_count_where_they_are_more_than_the_pace_on_the_day_on_which_they_are_due():
    soon, late = (date(2026, 11, 23), 3_000_00), (date(2026, 11, 20), 90_000_00)
    assert crossed(gauge(35_000), due=[soon]) == date(2026, 11, 23)
    assert crossed(gauge(35_000), due=[late]) == date(2026, 12, 17), "no day is known for what is late"
    assert crossed(gauge(33_500), due=[(date(2026, 12, 30), 3_900_00)]) is None, "part of the pace"
    assert crossed(gauge(33_500), due=[(date(2027, 1, 1), 90_000_00)]) is None


def test_on_the_last_day_of_the_year_nothing_is_left_to_come():
    last = date(2026, 12, 31)
    outlook = outlook_of(gauge(37_499), pace_of([(last - 200 * DAY, 1_000_000_00)], last), [], last)
    assert (outlook.crossed_on, outlook.year_end_cents) == (None, 37_499_00)


@given(
    st.lists(st.tuples(st.dates(date(2025, 6, 1), TODAY), st.integers(-50_000, 900_000)), max_size=20),
    st.lists(st.tuples(st.dates(date(2026, 11, 1), date(2027, 1, 31)), st.integers(1, 900_000)), max_size=6),
    st.integers(0, 37_500_00),
)
def test_the_day_is_the_one_that_a_walk_through_the_calendar_finds(cashed, due, cents):
    window = {on: sum(each for day, each in cashed if day == on) for on, _ in cashed if on > TODAY - 365 * DAY}
    found = crossed(gauge(cents / 100), cashed, due)
    if not window or (TODAY - min(window)).days < 89 or sum(window.values()) <= 0:
        assert found == "none"
        return
    rate = Fraction(sum(window.values()), (TODAY - min(window)).days + 1)
    day, expected = TODAY, None
    while day < date(2026, 12, 31) and expected is None:
        day += DAY
        invoiced = sum(each for on, each in due if TODAY < on <= day)
        if cents + max(int(rate * (day - TODAY).days), invoiced) > 37_500_00:
            expected = day
    assert found == expected
