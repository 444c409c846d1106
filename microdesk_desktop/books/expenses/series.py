"""Expenses that come again: found in the history, expected next, and missed; nothing is made of them by itself.

    expenses ─▶ by supplier, then by amount ─▶ the rhythm of their days ─▶ the next day ─▶ expected, due, missed or over

A series needs three expenses of one supplier whose amounts and distances are alike, or the user's word on one of them.
The order in which the expenses are given changes nothing.
"""

from bisect import bisect_left
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

from microdesk_desktop.books.expenses.tuning import RHYTHMS
from microdesk_desktop.domain.documents.recurring.series import add_months
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.records.rhythms import Rhythm, RhythmState, RhythmWord
from microdesk_desktop.domain.text import fold

_PERCENT = 100
MONTHS_OF_YEAR = 12
_STEP_DAYS: Mapping[Rhythm, tuple[int, int]] = {
    Rhythm.MONTHLY: (28, 31),
    Rhythm.QUARTERLY: (89, 92),
    Rhythm.YEARLY: (365, 366),
}
"""The fewest and the most days from a day to the same one after a step."""


class SpentOn(NamedTuple):
    """An expense, as far as a series needs it; cents are positive."""

    id: int
    on: date
    supplier: str
    label: str
    category: str
    cents: int
    currency: str = EUR


class Expectation(StrEnum):
    """Where a series stands today."""

    EXPECTED = "expected"
    DUE = "due"
    """Its day has passed, by less than what is usual."""
    MISSED = "missed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Expenses that come again. `expenses` are oldest first, `next_on` and `cents` what is expected next.

    `usual_day` is that of the month. `missed` is how many in a row did not come, the latest of them on `missed_on`.
    `word` is the user's, None for a series that was found.
    """

    expenses: tuple[SpentOn, ...]
    rhythm: Rhythm
    usual_day: int
    next_on: date
    cents: int
    state: Expectation
    missed: int = 0
    missed_on: date | None = None
    word: RhythmWord | None = None

    @property
    def last(self) -> SpentOn:
        """Its latest expense, by which it is known."""
        return self.expenses[-1]

    @property
    def is_muted(self) -> bool:
        """Whether nothing is asked about it."""
        return self.word is not None and self.word.state is RhythmState.MUTED


def find_series(expenses: Iterable[SpentOn], words: Mapping[int, RhythmWord], today: date) -> list[Series]:
    """The series of these expenses, the next one first; `words` are the user's, by the id of an expense."""
    since = history_since(today)
    known = [each for each in expenses if since <= each.on <= today]
    found = [series for alike in _alike(known) for series in _series_of(alike, words, today)]
    return sorted(found, key=lambda each: (each.next_on, each.last.id))


def history_since(today: date) -> date:
    """The first day whose expenses count."""
    return add_months(today, -MONTHS_OF_YEAR * RHYTHMS.history_years)


def may_go_on(days: Iterable[date], today: date) -> bool:
    """Whether expenses of one supplier on these days may make a series that has not ended, without the user's word.

    Quick, and never wrong where the answer is no: the days alone are looked at, as if all amounts were alike.
    """
    ordinals = sorted({day.toordinal() for day in days})
    return len(ordinals) >= RHYTHMS.fewest and any(_has_habit(ordinals, rhythm, today) for rhythm in Rhythm)


def _has_habit(ordinals: Sequence[int], rhythm: Rhythm, today: date) -> bool:
    """Whether a day that is not too old ends as many steps of the rhythm as make a habit."""
    shortest, longest = _STEP_DAYS[rhythm]
    near = _near_days(rhythm)
    # From the last one to the day after which one too many was missed; its nominal day is at most a month from it.
    oldest = today.toordinal() - (RHYTHMS.given_up + 2) * longest - _late_days(rhythm)
    reached = ordinals
    for _ in range(RHYTHMS.fewest - 1):
        reached = [
            day
            for day in ordinals
            if (place := bisect_left(reached, day - longest - near)) < len(reached)
            and reached[place] <= day - shortest + near
        ]
    return bool(reached) and reached[-1] >= oldest


def _series_of(alike: Sequence[SpentOn], words: Mapping[int, RhythmWord], today: date) -> Iterator[Series]:
    """The series of like expenses, else those of their exact amounts: two subscriptions may cost nearly the same."""
    whole = _series(alike, _word(alike, words), today)
    if whole is not None:
        yield whole
        return
    exact: defaultdict[int, list[SpentOn]] = defaultdict(list)
    for expense in alike:
        exact[expense.cents].append(expense)
    if len(exact) > 1:
        parts = (_series(same, None, today) for same in exact.values() if len(same) >= RHYTHMS.fewest)
        yield from (series for series in parts if series is not None)


def coming(series: Series, until: date) -> Iterator[date]:
    """The days up to `until`, included, on which more of a series is expected; none of one that has ended."""
    if series.state is Expectation.ENDED:
        return
    on, step = series.next_on, 0
    while on <= until:
        yield on
        step += 1
        on = _months_after(series.next_on, step * series.rhythm.months, series.usual_day)


def _alike(expenses: Iterable[SpentOn]) -> Iterator[Sequence[SpentOn]]:
    """The expenses of each supplier, cut where their amounts differ, each oldest first."""
    by_supplier: defaultdict[tuple[str, str], list[SpentOn]] = defaultdict(list)
    folded: dict[str, str] = {}
    for expense in expenses:
        supplier = folded.get(expense.supplier)
        if supplier is None:
            supplier = folded[expense.supplier] = fold(expense.supplier)
        if supplier and expense.cents > 0:
            by_supplier[supplier, expense.currency].append(expense)
    for _, of_one in sorted(by_supplier.items()):
        for group in _by_amount(of_one):
            yield sorted(group, key=lambda each: (each.on, each.id))


def _by_amount(expenses: Sequence[SpentOn]) -> Iterator[Sequence[SpentOn]]:
    """Groups of like amounts: each expense is near the next smaller one, and near the smallest of its group."""
    group: list[SpentOn] = []
    for expense in sorted(expenses, key=lambda each: (each.cents, each.on, each.id)):
        if group and not _is_near(group[-1].cents, expense.cents):
            yield group
            group = []
        group.append(expense)
    if group:
        yield group


def _is_near(smaller: int, larger: int) -> bool:
    return larger - smaller <= max(RHYTHMS.amount_cents, smaller * RHYTHMS.amount_percent // _PERCENT)


def _word(expenses: Sequence[SpentOn], words: Mapping[int, RhythmWord]) -> RhythmWord | None:
    """The user's latest word on one of these expenses."""
    said = [(words[each.id].said_on, each.on, each.id) for each in expenses if each.id in words]
    return words[max(said)[2]] if said else None


def _series(expenses: Sequence[SpentOn], word: RhythmWord | None, today: date) -> Series | None:
    if word is None and len(expenses) < RHYTHMS.fewest:
        return None
    days = _one_a_day(expenses)
    rhythm = word.rhythm if word is not None else _rhythm(days)
    if rhythm is None:
        return None
    tail = days if word is not None else _regular_tail(days, rhythm)
    day = _usual_day(tail)
    missed, next_on = _missed(_nominal(tail[-1].on, day), rhythm, day, word, today)
    return Series(
        expenses=tuple(tail),
        rhythm=rhythm,
        usual_day=day,
        next_on=next_on,
        cents=median_low([each.cents for each in tail[-RHYTHMS.fewest :]]),
        state=_state(next_on, len(missed), word, today),
        missed=len(missed),
        missed_on=missed[-1] if missed else None,
        word=word,
    )


def _missed(last: date, rhythm: Rhythm, day: int, word: RhythmWord | None, today: date) -> tuple[Sequence[date], date]:
    """The days that are long past without an expense since the user's last word, and the next one."""
    missed, step = list[date](), 1
    while (on := _months_after(last, step * rhythm.months, day)) + timedelta(days=_late_days(rhythm)) < today:
        if word is None or word.said_on < on:
            missed.append(on)
        step += 1
    return missed, on


def _state(next_on: date, missed: int, word: RhythmWord | None, today: date) -> Expectation:
    is_confirmed = word is not None and word.state is RhythmState.CONFIRMED
    if (word is not None and word.state is RhythmState.ENDED) or (missed > RHYTHMS.given_up and not is_confirmed):
        return Expectation.ENDED
    if missed:
        return Expectation.MISSED
    return Expectation.DUE if next_on < today else Expectation.EXPECTED


def _one_a_day(expenses: Sequence[SpentOn]) -> Sequence[SpentOn]:
    """The first expense of each day: two of one day are no rhythm."""
    first: dict[date, SpentOn] = {}
    for expense in expenses:
        first.setdefault(expense.on, expense)
    return list(first.values())


def _rhythm(days: Sequence[SpentOn]) -> Rhythm | None:
    """The rhythm that the latest expenses have, as many as make a habit; None where they have none."""
    if len(days) < RHYTHMS.fewest:
        return None
    latest = days[-RHYTHMS.fewest :]
    return next((rhythm for rhythm in Rhythm if _is_regular(latest, rhythm)), None)


def _is_regular(days: Sequence[SpentOn], rhythm: Rhythm) -> bool:
    return all(_is_step(earlier.on, later.on, rhythm) for earlier, later in pairwise(days))


def _is_step(earlier: date, later: date, rhythm: Rhythm) -> bool:
    return abs((later - add_months(earlier, rhythm.months)).days) <= _near_days(rhythm)


def _regular_tail(days: Sequence[SpentOn], rhythm: Rhythm) -> Sequence[SpentOn]:
    """The latest expenses, as far back as the rhythm holds."""
    start = len(days) - 1
    while start and _is_step(days[start - 1].on, days[start].on, rhythm):
        start -= 1
    return days[start:]


def _usual_day(days: Sequence[SpentOn]) -> int:
    """The day of the month on which the latest ones usually fell."""
    return median_low([each.on.day for each in days[-RHYTHMS.fewest :]])


def _nominal(on: date, day: int) -> date:
    """The day of the month nearest to a day: what is booked on the 2nd may be that of the 31st."""
    near = (_with_day(add_months(on.replace(day=1), shift), day) for shift in (-1, 0, 1))
    return min(near, key=lambda each: (abs((each - on).days), each))


def _months_after(on: date, months: int, day: int) -> date:
    """This day of the month, so many months later; the last one of a month that is shorter."""
    return _with_day(add_months(on.replace(day=1), months), day)


def _with_day(first: date, day: int) -> date:
    return first.replace(day=min(day, monthrange(first.year, first.month)[1]))


def _near_days(rhythm: Rhythm) -> int:
    return {
        Rhythm.MONTHLY: RHYTHMS.month_days,
        Rhythm.QUARTERLY: RHYTHMS.quarter_days,
        Rhythm.YEARLY: RHYTHMS.year_days,
    }[rhythm]


def _late_days(rhythm: Rhythm) -> int:
    return {
        Rhythm.MONTHLY: RHYTHMS.late_month_days,
        Rhythm.QUARTERLY: RHYTHMS.late_quarter_days,
        Rhythm.YEARLY: RHYTHMS.late_year_days,
    }[rhythm]
