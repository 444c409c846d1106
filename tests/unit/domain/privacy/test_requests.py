"""By when a request is answered: one month, three where it was extended, and never a day on which nobody works."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.domain.calendar.working_days import is_working_day
from microdesk_desktop.domain.privacy.requests import Delay, PersonRequest, RequestKind, RequestWay, deadline

DAYS = st.dates(min_value=date(2018, 5, 25), max_value=date(2099, 12, 31))


def _request(received_on: date) -> PersonRequest:
    return PersonRequest(kind=RequestKind.ACCESS, received_on=received_on, way=RequestWay.MAIL, client_id=1)


@pytest.mark.parametrize(
    ("received_on", "due_on"),
    [
        (date(2026, 3, 5), date(2026, 4, 7)),  # 5 April 2026 is Easter Sunday, the 6th its Monday
        (date(2026, 8, 31), date(2026, 9, 30)),  # the guidelines of the EDPB on access, n° 160
        (date(2027, 1, 31), date(2027, 3, 1)),  # February ends on a Sunday
        (date(2028, 1, 31), date(2028, 2, 29)),  # a leap year
        (date(2026, 11, 27), date(2026, 12, 28)),  # a Sunday
        (date(2026, 11, 25), date(2026, 12, 28)),  # Christmas, a Friday
    ],
)
def test_a_month_ends_on_the_same_day_or_the_next_working_one(received_on, due_on):
    assert _request(received_on).due_on == due_on


def test_an_extension_counts_three_months_from_the_request():
    extended = replace(_request(date(2026, 8, 31)), extended_on=date(2026, 9, 10), delay=Delay.COMPLEX)
    assert extended.due_on == date(2026, 11, 30)
    assert extended.told_by == date(2026, 9, 30)


@given(DAYS, st.integers(1, 3))
def test_the_last_day_is_a_working_day_and_never_before_the_month_is_over(received_on, months):
    found = deadline(received_on, months)
    assert is_working_day(found)
    assert found.weekday() < 5
    assert found >= received_on + timedelta(days=28 * months)
    assert deadline(received_on + timedelta(days=1), months) >= found
