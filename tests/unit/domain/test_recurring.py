"""The days, texts and billed periods of documents that come again, against an independent computation."""

from calendar import monthrange
from datetime import date, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.domain.documents.draft import Draft, DraftLine
from microdesk_desktop.domain.documents.recurring.draft import draft_of_period
from microdesk_desktop.domain.documents.recurring.period_words import ServicePeriod, with_period, with_placeholder
from microdesk_desktop.domain.documents.recurring.series import Rhythm, RhythmUnit, Series, due_periods, left_to_make

DAYS = st.dates(date(1999, 1, 1), date(2060, 12, 31))
RHYTHMS = st.builds(Rhythm, start=DAYS, unit=st.sampled_from(RhythmUnit), every=st.integers(1, 13))
YEARLY = {"unit": RhythmUnit.YEAR}
MONTHS = {"month": 1, "quarter": 3, "year": 12}


def days_of(text, count, **rhythm):
    return [day.isoformat() for _, day in islice(Rhythm(start=date.fromisoformat(text), **rhythm).days(), count)]


def walked(rhythm, count):
    """The days found by looking at every day of the calendar in turn, without adding months."""
    found, day, months_passed, last_month = [], rhythm.start, 0, rhythm.start.month
    while len(found) < count:
        if day.month != last_month:
            months_passed, last_month = months_passed + 1, day.month
        if rhythm.unit is RhythmUnit.WEEK:
            is_due = (day - rhythm.start).days % (7 * rhythm.every) == 0
        else:
            is_month = months_passed % (MONTHS[rhythm.unit] * rhythm.every) == 0
            is_last = (day + timedelta(days=1)).month != day.month
            is_due = is_month and (day.day == rhythm.start.day or (is_last and day.day < rhythm.start.day))
        if is_due:
            found.append(day)
        day += timedelta(days=1)
    return found


@given(RHYTHMS)
def test_every_day_is_the_one_that_the_calendar_shows(rhythm):
    count = 3 if rhythm.unit is RhythmUnit.YEAR else 8
    assert [day for _, day in islice(rhythm.days(), count)] == walked(rhythm, count)


@pytest.mark.parametrize(
    ("start", "rhythm", "expected"),
    [
        ("2027-01-31", {}, ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]),
        ("2027-12-29", {}, ["2027-12-29", "2028-01-29", "2028-02-29", "2028-03-29"]),
        ("2026-12-30", {"every": 2}, ["2026-12-30", "2027-02-28", "2027-04-30", "2027-06-30"]),
        (
            "2028-02-29",
            {"unit": RhythmUnit.YEAR},
            ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"],
        ),
        ("2026-11-30", {"unit": RhythmUnit.QUARTER}, ["2026-11-30", "2027-02-28", "2027-05-30"]),
        ("2026-12-24", {"unit": RhythmUnit.WEEK, "every": 2}, ["2026-12-24", "2027-01-07", "2027-01-21"]),
    ],
)
def test_a_short_month_shortens_no_later_one(start, rhythm, expected):
    assert days_of(start, len(expected), **rhythm) == expected


@given(
    rhythm=RHYTHMS,
    until=st.none() | DAYS,
    times=st.none() | st.integers(1, 12),
    first=st.integers(0, 5),
    looks=st.lists(st.integers(-400, 4_000), min_size=1, max_size=12),
)
def test_whatever_the_clock_does_each_period_is_made_once_and_none_is_left_out(rhythm, until, times, first, looks):
    """The clock jumps to days before and after the start; all that was made is what its latest day makes at once."""
    series = Series(rhythm=rhythm, first=first, until=until, times=times)
    made = {}
    for look in looks:
        today = rhythm.start + timedelta(days=look)
        for period, day in list(due_periods(series, made, today)):
            assert period not in made
            assert first <= period
            assert day <= today
            made[period] = day
    latest = rhythm.start + timedelta(days=max(looks))
    expected = [day for _, day in takewhile_days(rhythm, first, min(until or latest, latest))][:times]
    assert list(made.values()) == expected
    assert not set(dict(islice(left_to_make(series, made), 5))) & set(made)


def takewhile_days(rhythm, first, last):
    return [(period, day) for period, day in islice(rhythm.days(first), 700) if day <= last]


def test_nothing_is_made_during_a_pause():
    series = Series(rhythm=Rhythm(start=date(2026, 1, 31)), is_paused=True)
    assert not list(due_periods(series, (), date(2027, 1, 1)))


def test_the_calendar_ends():
    assert [day.year for _, day in Rhythm(start=date(9998, 3, 1), unit=RhythmUnit.YEAR).days()] == [9998, 9999]


@pytest.mark.parametrize(
    ("first", "last", "rhythm", "expected"),
    [
        ("2027-01-01", "2027-01-31", {}, ("2027-02-01", "2027-02-28")),
        ("2027-02-01", "2027-02-28", {}, ("2027-03-01", "2027-03-31")),
        ("2027-01-15", "2027-02-14", {}, ("2027-02-15", "2027-03-14")),
        ("2027-01-31", "2027-02-27", {}, ("2027-02-28", "2027-03-30")),
        ("2027-01-01", "2027-01-31", {"unit": RhythmUnit.QUARTER}, ("2027-04-01", "2027-04-30")),
        ("2027-01-01", "2027-03-31", {"unit": RhythmUnit.QUARTER}, ("2027-04-01", "2027-06-30")),
        ("2027-03-01", "2028-02-29", {"unit": RhythmUnit.YEAR}, ("2028-03-01", "2029-02-28")),
        ("2027-01-04", "2027-01-10", {"unit": RhythmUnit.WEEK}, ("2027-01-11", "2027-01-17")),
        ("2027-01-10", "2027-01-12", {}, ("2027-02-10", "2027-02-12")),
    ],
)
def test_the_days_that_a_line_bills_move_on_and_leave_no_gap(first, last, rhythm, expected):
    line = DraftLine(label="Maintenance", first_day=date.fromisoformat(first), last_day=date.fromisoformat(last))
    series = Series(rhythm=Rhythm(start=date(2027, 1, 31), **rhythm))
    draft = draft_of_period(Draft(lines=(line,)), series, 1, "fr")
    assert (draft.lines[0].first_day.isoformat(), draft.lines[0].last_day.isoformat()) == expected


@given(start=DAYS, length=st.sampled_from([1, 2, 3, 12]), count=st.integers(1, 24))
def test_whole_months_stay_whole_and_follow_one_another(start, length, count):
    first = start.replace(day=1)
    months = first.year * 12 + first.month - 1 + length - 1
    last = date(months // 12, months % 12 + 1, monthrange(months // 12, months % 12 + 1)[1])
    line = DraftLine(first_day=first, last_day=last)
    series = Series(rhythm=Rhythm(start=start, every=length))
    drafts = [draft_of_period(Draft(lines=(line,)), series, period, "fr") for period in range(count)]
    billed = [(draft.lines[0].first_day, draft.lines[0].last_day) for draft in drafts]
    assert all((last + timedelta(days=1)).day == 1 == first.day for first, last in billed)
    pairs = pairwise(billed)
    assert all(last + timedelta(days=1) == following for (_, last), (following, _) in pairs)


def test_payment_is_due_so_many_days_after_each_issue_and_a_day_that_the_client_decides_is_left_open():
    rhythm = Rhythm(start=date(2027, 1, 31))
    seven = Series(rhythm=rhythm, terms=7)
    assert [draft_of_period(Draft(), seven, period, "fr").due_on.isoformat() for period in range(3)] == [
        "2027-02-07", "2027-03-07", "2027-04-07",
    ]  # fmt: skip
    assert draft_of_period(Draft(), Series(rhythm=rhythm), 1, "fr").due_on is None


@pytest.mark.parametrize(
    ("text", "days", "language", "expected"),
    [
        ("Maintenance de {mois} {année}", "2026-03-01 2026-03-31", "fr", "Maintenance de mars 2026"),
        ("Maintenance de {période}", "2026-04-01 2026-04-30", "fr", "Maintenance d'avril 2026"),
        ("De {mois}", "2026-08-01 2026-08-31", "fr", "D'août"),
        ("honoraires de {période}", "2026-10-01 2026-12-31", "fr", "honoraires du 4e trimestre 2026"),
        ("Loyer {période}", "2026-01-01 2026-03-31", "fr", "Loyer 1er trimestre 2026"),
        ("Loyer de {période}", "2026-02-01 2026-04-30", "fr", "Loyer de février à avril 2026"),
        ("Loyer de {période}", "2026-11-01 2027-01-31", "fr", "Loyer de novembre 2026 à janvier 2027"),
        ("Nom de domaine de {période}", "2026-01-01 2026-12-31", "fr", "Nom de domaine de 2026"),
        ("Cours de {période}", "2026-03-30 2026-04-05", "fr", "Cours du 30 mars au 5 avril 2026"),
        ("Cours {période}", "2026-12-28 2027-01-03", "fr", "Cours du 28 décembre 2026 au 3 janvier 2027"),
        ("Cours {période}", "2026-06-01 2026-06-07", "fr", "Cours du 1er au 7 juin 2026"),
        ("Support of {period}", "2026-04-01 2026-04-30", "en", "Support of April 2026"),
        ("Rent {period}", "2026-07-01 2026-09-30", "en", "Rent Q3 2026"),
        ("{autre} {month", "2026-04-01 2026-04-30", "fr", "{autre} {month"),
        ("code {month}", "2026-04-01 2026-04-30", "fr", "code avril"),
        ("Rent {mois} {année}", "2026-04-01 2026-04-30", "en", "Rent April 2026"),
    ],
)
def test_texts_name_the_period_as_one_writes_it(text, days, language, expected):
    first, last = map(date.fromisoformat, days.split())
    assert with_period(text, ServicePeriod(first=first, last=last), language) == expected


@pytest.mark.parametrize(
    ("text", "days", "named"),
    [
        ("Maintenance d'avril 2026, offre d'avril", "2026-04-01 2026-04-30", "Maintenance de {période}, offre d'avril"),
        ("Maintenance d\u2019Avril 2026", "2026-04-01 2026-04-30", "Maintenance de {période}"),
        ("Loyer Mars 2026", "2026-03-01 2026-03-31", "Loyer {période}"),
        ("Honoraires du 1er trimestre 2026", "2026-01-01 2026-03-31", "Honoraires de {période}"),
        ("Cours du 2 au 8 mars 2026", "2026-03-02 2026-03-08", "Cours de {période}"),
        ("Millésime 2026, cave 20261", "2026-01-01 2026-12-31", "Millésime {période}, cave 20261"),
        ("Loyer de mai 2026", "2026-03-01 2026-03-31", "Loyer de mai 2026"),
    ],
)
def test_a_text_that_names_its_period_can_name_each_other_one(text, days, named):
    first, last = map(date.fromisoformat, days.split())
    period = ServicePeriod(first=first, last=last)
    assert with_placeholder(text, period, "fr") == named


@given(DAYS.map(lambda day: day.replace(day=1)), st.sampled_from([1, 2, 3, 12]))
def test_naming_a_period_is_the_reverse_of_its_words(first, length):
    months = first.year * 12 + first.month - 1 + length
    last = date(months // 12, months % 12 + 1, 1) - timedelta(days=1)
    period = ServicePeriod(first=first, last=last)
    for language, placeholder in (("fr", "{période}"), ("en", "{period}")):
        for text in (f"Loyer {placeholder}", f"Loyer de {placeholder}."):
            assert with_placeholder(with_period(text, period, language), period, language) == text


@pytest.mark.parametrize(
    ("rhythm", "expected"),
    [
        ({}, "mars 2027"),
        ({"unit": RhythmUnit.QUARTER}, "1er trimestre 2027"),
        ({"unit": RhythmUnit.YEAR}, "2027"),
        ({"every": 2}, "mars à avril 2027"),
        ({"unit": RhythmUnit.WEEK}, "du 31 mars au 6 avril 2027"),
    ],
)
def test_a_document_that_names_no_days_bills_the_period_of_its_own_day(rhythm, expected):
    series = Series(rhythm=Rhythm(start=date(2027, 3, 31), **rhythm))
    pattern = Draft(subject="{period}", notes="{period}", lines=(DraftLine(label="{period}", text="{period}"),))
    draft = draft_of_period(pattern, series, 0, "fr")
    assert {draft.subject, draft.notes, draft.lines[0].label, draft.lines[0].text} == {expected}
