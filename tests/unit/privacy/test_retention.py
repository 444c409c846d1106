"""What goes by itself, and when: nothing before its day, nothing that was not announced, all of it afterwards."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.base.dated_tables import dated_table
from microdesk_desktop.documents.retention import Rule
from microdesk_desktop.domain.mileage.keeping import USUAL
from microdesk_desktop.privacy.applied import BY_EVENT, BY_TIME, UNTIL_ERASED
from microdesk_desktop.privacy.inventory import load_inventory
from microdesk_desktop.privacy.retention import (
    ANNOUNCED,
    LONGEST_ABSENCE,
    Category,
    Fact,
    Going,
    Notice,
    due,
    durations,
    extended,
    goings,
    last_day,
    tell,
)
from microdesk_desktop.views.privacy.inventory.stays import REASONS

TODAY = date(2026, 11, 21)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def lasting(category, years=None, *, is_chosen=False):
    return durations(TODAY, {category: years} if is_chosen else {})[category]


@pytest.mark.parametrize(
    ("category", "years", "since", "last"),
    [
        (Category.PROSPECTS, 3, date(2024, 2, 29), date(2027, 2, 28)),
        (Category.PROSPECTS, 3, date(2023, 3, 1), date(2026, 3, 1)),
        (Category.JOURNAL, 1, date(2025, 1, 1), date(2026, 12, 31)),
        (Category.JOURNAL, 1, date(2025, 12, 31), date(2026, 12, 31)),
        (Category.ARCHIVES, 10, date(2026, 6, 30), date(2036, 12, 31)),
        (Category.DOCUMENTS, 10, date(2026, 1, 1), date(2036, 12, 31)),
        (Category.BANK, None, date(1990, 1, 1), None),
        (Category.ARCHIVES, 20, date(9990, 1, 1), None),
    ],
)
def test_the_last_day_is_counted_from_the_day_or_from_the_end_of_the_year(category, years, since, last):
    assert last_day(lasting(category, years, is_chosen=years != lasting(category).usual), since) == last


def test_what_the_law_keeps_cannot_be_chosen_shorter_and_what_it_limits_not_longer():
    archives, prospects, bank = map(lasting, (Category.ARCHIVES, Category.PROSPECTS, Category.BANK))
    assert [archives.allows(each) for each in (9, 10, 30, None)] == [False, True, True, True]
    assert [prospects.allows(each) for each in (0, 1, 3, 4, None)] == [False, True, True, False, False]
    assert (bank.years, bank.allows(1), bank.allows(None)) == (10, True, True)
    assert lasting(Category.ARCHIVES, 2, is_chosen=True).years == 10, "a choice of before the law changed"
    for category in Category:
        assert all(map(lasting(category).allows, lasting(category).choices))
        assert lasting(category).source


@given(st.sampled_from(Category), DAYS, st.integers(1, 30), DAYS)
def test_nothing_is_due_before_its_last_day_is_over_and_everything_is_after(category, since, years, day):
    duration = lasting(category, years, is_chosen=True)
    found = goings(duration, [Fact(item=1, since=since)], {})
    if duration.years is None:
        assert found == []
        return
    (going,) = found
    assert going.last_day.year - since.year == duration.years
    assert going.last_day >= since + timedelta(365 * duration.years)
    assert due(found, going.last_day) == []
    assert due(found, going.last_day + timedelta(1)) == [going]
    assert bool(due(found, day)) == (day > going.last_day)


@given(DAYS, DAYS)
def test_what_is_kept_longer_stays_for_a_year_more(last, day):
    going = Going(category=Category.IMPORTS, item=2020, rows=1, last_day=last)
    until = extended(going, day)
    assert timedelta(364) <= until - max(last, day) <= timedelta(366)
    fact, duration = Fact(item=2020, since=date(2020, 12, 31)), lasting(Category.IMPORTS)
    (kept,) = goings(duration, [fact], {(Category.IMPORTS, 2020): until})
    assert kept.last_day == max(until, date(2023, 12, 31))


def played(found, days, start=None):
    """The day on which each goes when the vault is opened on these days; announcements that stand at the end."""
    told, looked_on, gone = [], start, {}
    left = list(found)
    for day in days:
        told = tell(told, left, day, looked_on)
        looked_on = day
        for notice in [each for each in told if each.is_ripe(day)]:
            gone[notice.going.item] = day
            left.remove(notice.going)
        told = [each for each in told if each.going in left]
    return gone, told


GOING = Going(category=Category.TRIPS, item=2023, rows=4, last_day=date(2026, 12, 31))


def days(first, *steps):
    found = [first]
    for step in steps:
        found.append(found[-1] + timedelta(step))
    return found


@given(st.lists(st.integers(1, LONGEST_ABSENCE.days), min_size=1, max_size=60), DAYS)
def test_whoever_opens_the_program_at_least_each_quarter_sees_it_go_after_thirty_days_of_notice(steps, first):
    opened = days(first, *steps)
    gone, told = played([GOING], opened)
    shown = [day for day in opened if day + ANNOUNCED > GOING.last_day]
    if GOING.item in gone:
        on = gone[GOING.item]
        assert on > GOING.last_day
        assert on - shown[0] >= ANNOUNCED
    else:
        assert not shown or opened[-1] <= GOING.last_day or opened[-1] - shown[0] < ANNOUNCED
        assert bool(told) == bool(shown)


def test_a_clock_that_is_years_ahead_by_mistake_takes_nothing_along():
    true_days = days(TODAY, 1, 1)
    gone, told = played([GOING], [*true_days, date(2036, 1, 1), date(2036, 1, 2), *days(date(2026, 11, 25), 1, 1)])
    assert (gone, told) == ({}, []), "what was announced meanwhile is withdrawn"
    gone, _ = played([GOING], [TODAY, date(2036, 1, 1), date(2040, 1, 1), date(2050, 1, 1)])
    assert gone == {}, "a clock that jumps anew each time"


def test_a_clock_that_is_set_back_begins_the_announcement_anew():
    told = [Notice(going=GOING, told_on=date(2026, 12, 5))]
    (again,) = tell(told, [GOING], date(2026, 12, 10), date(2027, 3, 1))
    assert again.told_on == date(2026, 12, 10)
    (travelled,) = tell(told, [GOING], date(2026, 12, 20), date(2026, 12, 21))
    assert travelled.told_on == date(2026, 12, 5)


def test_trips_without_a_choice_stay_as_long_as_the_table_says():
    assert lasting(Category.TRIPS).years == USUAL.years


def test_every_rule_of_the_inventory_is_applied_or_says_why_nothing_is_erased():
    rules = {each.retention for each in load_inventory().categories.values()}
    assert rules <= BY_TIME.keys() | BY_EVENT | {UNTIL_ERASED}
    assert not BY_TIME.keys() & BY_EVENT
    staying = {each.name for each in load_inventory().categories.values() if each.retention is UNTIL_ERASED}
    assert staying == REASONS.keys()


def test_every_row_of_the_table_acts():
    by_time = {category for categories in BY_TIME.values() for category in categories}
    assert by_time == set(Category), "a duration that no rule of the inventory has"
    rows = {row.keys[0] for row in dated_table("retention").rows}
    assert rows == set(Category) | set(Rule), "a duration that nothing applies"


def test_what_is_prolonged_or_used_again_is_not_announced_any_more():
    told = tell([], [GOING], date(2026, 12, 5), None)
    assert [each.goes_on for each in told] == [date(2027, 1, 4)]
    assert tell(told, [], date(2026, 12, 6), date(2026, 12, 5)) == []
