"""Expenses that come again are found, expected on their day, and missed; what is not regular is left alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microdesk_desktop.books.expenses.series import Expectation, Series, SpentOn, coming, find_series, may_go_on
from microdesk_desktop.domain.documents.recurring.series import add_months
from microdesk_desktop.domain.records.rhythms import Rhythm, RhythmState, RhythmWord

TODAY = date(2026, 11, 27)


def spent(id_: int, on: date, cents: int, supplier: str = "Adobe") -> SpentOn:
    return SpentOn(id_, on, supplier, "", "Logiciels", cents)


def every(months: int, first: date, times: int, cents: int = 1_200, supplier: str = "Adobe", ids: int = 1):
    return [spent(ids + n, add_months(first, n * months), cents, supplier) for n in range(times)]


def only(expenses, words=None, today: date = TODAY) -> Series:
    (found,) = find_series(expenses, words or {}, today)
    return found


@pytest.mark.parametrize(
    ("months", "first", "times", "rhythm", "next_on"),
    [
        (1, date(2026, 9, 5), 3, Rhythm.MONTHLY, date(2026, 12, 5)),
        (1, date(2026, 8, 31), 3, Rhythm.MONTHLY, date(2026, 11, 30)),
        (3, date(2026, 4, 10), 3, Rhythm.QUARTERLY, date(2027, 1, 10)),
        (12, date(2024, 2, 29), 3, Rhythm.YEARLY, date(2027, 2, 28)),
    ],
)
def test_three_of_a_rhythm_make_the_next_one_expected(months, first, times, rhythm, next_on):
    found = only(every(months, first, times))
    assert (found.rhythm, found.next_on, found.cents, found.state) == (rhythm, next_on, 1_200, Expectation.EXPECTED)
    assert find_series(every(months, first, times)[1:], {}, TODAY) == [], "two may be chance"


def test_one_that_does_not_come_is_due_then_missed_and_the_series_ends_after_the_third():
    history = every(1, date(2026, 6, 5), 3)
    states = {day: only(history, today=day) for day in (date(2026, 9, 12), date(2026, 9, 13), date(2026, 12, 13))}
    assert [each.state for each in states.values()] == [Expectation.DUE, Expectation.MISSED, Expectation.ENDED]
    missed = states[date(2026, 9, 13)]
    assert (missed.missed_on, missed.next_on) == (date(2026, 9, 5), date(2026, 10, 5))


def test_the_users_word_starts_a_series_quiets_a_missed_one_mutes_and_ends():
    once = [spent(7, date(2026, 9, 5), 4_900)]

    def said(state: RhythmState, on: date = date(2026, 9, 6)) -> Series:
        return only(once, {7: RhythmWord(rhythm=Rhythm.MONTHLY, state=state, said_on=on)})

    assert (said(RhythmState.CONFIRMED).state, said(RhythmState.CONFIRMED).missed) == (Expectation.MISSED, 2)
    assert said(RhythmState.CONFIRMED, TODAY).state is Expectation.EXPECTED, "the user knows of the missed ones"
    assert said(RhythmState.MUTED).is_muted
    assert said(RhythmState.ENDED).state is Expectation.ENDED


def test_two_subscriptions_of_one_supplier_with_close_prices_are_two_series():
    both = [*every(1, date(2026, 8, 3), 4, 479), *every(1, date(2026, 8, 18), 4, 599, ids=10)]
    assert [(each.cents, each.next_on.day) for each in find_series(both, {}, TODAY)] == [(479, 3), (599, 18)]


def test_what_is_bought_now_and_then_is_no_series():
    days = (date(2026, 8, 2), date(2026, 8, 14), date(2026, 9, 30), date(2026, 10, 3), date(2026, 11, 20))
    assert find_series([spent(n, on, 4_500, "Bistrot") for n, on in enumerate(days)], {}, TODAY) == []
    refunds = [spent(n, each.on, -each.cents) for n, each in enumerate(every(1, date(2026, 8, 5), 4))]
    assert find_series(refunds, {}, TODAY) == []


def test_the_days_to_come_keep_the_day_of_the_month():
    found = only(every(1, date(2026, 8, 31), 3))
    assert list(coming(found, date(2027, 4, 1))) == [
        date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31),
    ]  # fmt: skip


def test_days_of_any_year_are_read():
    far = [spent(1, date(1, 1, 1), 100), spent(2, date(9999, 12, 31), 100), spent(3, date(2026, 11, 1), 100)]
    assert find_series(far, {3: RhythmWord(rhythm=Rhythm.YEARLY, state=RhythmState.CONFIRMED, said_on=TODAY)}, TODAY)


@settings(max_examples=60)
@given(
    jitter=st.lists(st.tuples(st.integers(0, 3), st.integers(-8, 8)), min_size=4, max_size=10),
    day=st.integers(1, 25),
    noise=st.lists(st.tuples(st.integers(0, 600), st.integers(20_000, 90_000)), max_size=12),
    random=st.randoms(use_true_random=False),
)
def test_a_subscription_that_moves_a_little_is_found_among_other_purchases_in_any_order(jitter, day, noise, random):
    first = add_months(date(2026, 11, day), -len(jitter) + 1)
    paid = [
        spent(n, add_months(first, n) + timedelta(days=later), 5_000 + 50 * percent)
        for n, (later, percent) in enumerate(jitter)
    ]
    others = [spent(100 + n, TODAY - timedelta(days=days), cents) for n, (days, cents) in enumerate(noise)]
    mixed = [*paid, *others]
    found = [each for each in find_series(mixed, {}, date(2026, 12, 1)) if each.cents < 10_000]
    assert [(each.rhythm, len(each.expenses)) for each in found] == [(Rhythm.MONTHLY, len(paid))]
    assert abs((found[0].next_on - date(2026, 12, day)).days) <= 3
    random.shuffle(mixed)
    assert find_series(mixed, {}, TODAY) == find_series(sorted(mixed), {}, TODAY)


@st.composite
def shopping(draw):
    """Expenses of one supplier: some steps of a rhythm that may have ended, each moved a little, and others."""
    months, times = draw(st.sampled_from((1, 3, 12))), draw(st.integers(2, 5))
    last, shift = TODAY - timedelta(days=draw(st.integers(0, 40 * (months + 2)))), st.integers(-20, 20)
    days = [add_months(last, -months * n) + timedelta(days=draw(shift)) for n in range(times)]
    days += [TODAY - timedelta(days=each) for each in draw(st.lists(st.integers(0, 1_500), max_size=6))]
    cents = draw(st.lists(st.sampled_from((479, 599, 5_000)), min_size=len(days), max_size=len(days)))
    return [spent(n, *each) for n, each in enumerate(zip(days, cents, strict=True))]


@settings(max_examples=300)
@given(shopping())
def test_a_supplier_whose_days_have_no_habit_has_no_series_that_goes_on(expenses):
    going_on = [each for each in find_series(expenses, {}, TODAY) if each.state is not Expectation.ENDED]
    assert may_go_on([each.on for each in expenses], TODAY) or not going_on


def test_most_suppliers_are_told_by_their_days_alone():
    assert may_go_on([each.on for each in every(12, date(2024, 11, 20), 3)], TODAY)
    assert not may_go_on([each.on for each in every(1, date(2024, 1, 5), 12)], TODAY), "ended long ago"
    assert not may_go_on([date(2026, 8, 2), date(2026, 8, 14), date(2026, 9, 30), date(2026, 10, 30)], TODAY)
