"""Working days: the last days that the customs published for declarations of services, years with moving holidays."""

from datetime import date

import pytest

from microdesk_desktop.domain.calendar.working_days import easter_sunday, nth_working_day

PUBLISHED = [
    ((2018, 2), date(2018, 2, 12)),
    ((2018, 4), date(2018, 4, 13)),  # Easter Monday
    ((2018, 5), date(2018, 5, 15)),  # 1 May, 8 May, Ascension Day
    ((2018, 7), date(2018, 7, 12)),
    ((2021, 1), date(2021, 1, 13)),  # New Year's Day
    ((2021, 4), date(2021, 4, 13)),
    ((2021, 5), date(2021, 5, 15)),
    ((2021, 11), date(2021, 11, 13)),  # All Saints' Day, Armistice Day
]


@pytest.mark.parametrize(("month", "last"), PUBLISHED)
def test_the_tenth_working_day_is_the_one_that_the_customs_published(month, last):
    assert nth_working_day(*month, 10) == last


@pytest.mark.parametrize("day", [date(2026, 4, 5), date(2027, 3, 28), date(2038, 4, 25), date(2285, 3, 22)])
def test_easter_is_found_at_both_ends_of_its_days(day):
    assert easter_sunday(day.year) == day
