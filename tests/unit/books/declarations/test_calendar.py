"""The calendar: what is declared by when, from the start of the business, and where each duty stands on a day."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.books.declarations.calendar import (
    eu_services_duties,
    owes_local_tax,
    turnover_duties,
    vat_duties,
    yearly_duties,
)
from microdesk_desktop.domain.books.duties import DutyKind, DutyState, state_of
from microdesk_desktop.domain.company import Company, DeclarationPeriod, VatChange, VatRegime

QUARTERLY = Company(name="Nova")
MONTHLY = replace(QUARTERLY, declares=DeclarationPeriod.MONTHLY)
TODAY = date(2026, 11, 21)


def days(company, since, today=TODAY):
    return [(duty.name, duty.due_on) for duty in turnover_duties(company, since, today)]


def test_a_quarter_is_declared_by_the_end_of_the_month_after_it():
    assert days(QUARTERLY, date(2026, 1, 1), date(2026, 12, 31)) == [
        ("2026-T1", date(2026, 4, 30)),
        ("2026-T2", date(2026, 7, 31)),
        ("2026-T3", date(2026, 10, 31)),
        ("2026-T4", date(2027, 1, 31)),
    ]


def test_a_month_is_declared_by_the_end_of_the_next_one_also_in_february():
    assert days(MONTHLY, date(2026, 12, 1), date(2027, 1, 15)) == [
        ("2026-12", date(2027, 1, 31)),
        ("2027-01", date(2027, 2, 28)),
    ]


@pytest.mark.parametrize(
    ("company", "created_on", "name", "since", "due_on"),
    [
        (QUARTERLY, date(2026, 2, 10), "2026-T2", date(2026, 1, 1), date(2026, 7, 31)),
        (QUARTERLY, date(2026, 3, 31), "2026-T2", date(2026, 1, 1), date(2026, 7, 31)),
        (QUARTERLY, date(2025, 11, 5), "2026-T1", date(2025, 10, 1), date(2026, 4, 30)),
        (MONTHLY, date(2026, 1, 15), "2026-04", date(2026, 1, 1), date(2026, 5, 31)),
    ],
)
def test_the_first_declaration_covers_what_comes_before_it(company, created_on, name, since, due_on):
    first, *others = turnover_duties(replace(company, created_on=created_on), date(2020, 1, 1), TODAY)
    assert (first.name, first.span.since, first.due_on) == (name, since, due_on)
    assert first.confidence == "M"
    assert others[0].span.since == first.span.until + timedelta(days=1)


@given(
    st.dates(date(2021, 1, 1), date(2026, 11, 21)),
    st.integers(0, 900),
    st.sampled_from([QUARTERLY, MONTHLY]),
)
def test_the_declarations_cover_every_day_once_from_the_start_to_today(created_on, later, company):
    today = created_on + timedelta(days=later)
    duties = turnover_duties(replace(company, created_on=created_on), created_on, today)
    assert duties[0].span.since <= created_on <= duties[0].span.until
    assert duties[-1].span.until >= today
    for before, after in pairwise(duties):
        assert after.span.since == before.span.until + timedelta(days=1)
    assert duties[0].due_on >= created_on + timedelta(days=90)


def test_vat_is_declared_for_the_quarters_in_which_it_was_owed_on_any_day():
    company = replace(QUARTERLY, vat_changes=(VatChange(since=date(2026, 6, 17), regime=VatRegime.REAL),))
    found = list(vat_duties(company, date(2026, 1, 1), TODAY))
    assert [duty.name for duty in found] == ["2026-T2", "2026-T3", "2026-T4"]
    assert (found[0].due_on, found[0].due_until) == (date(2026, 7, 15), date(2026, 7, 24))
    assert list(vat_duties(QUARTERLY, date(2026, 1, 1), TODAY)) == []


def test_services_to_the_union_are_declared_once_a_month_by_its_tenth_working_day():
    found = list(eu_services_duties([date(2026, 10, 2), date(2026, 10, 30), date(2026, 4, 1)]))
    assert [(duty.name, duty.due_on) for duty in found] == [
        ("2026-04", date(2026, 5, 15)),  # 1 May, 8 May, Ascension Day
        ("2026-10", date(2026, 11, 13)),  # Armistice Day
    ]


def test_the_local_tax_begins_in_the_second_year():
    company = replace(QUARTERLY, created_on=date(2025, 12, 31))
    assert [owes_local_tax(company, year) for year in (2025, 2026)] == [False, True]
    due = [duty for duty in yearly_duties(company, date(2025, 12, 31), TODAY) if duty.kind is DutyKind.LOCAL_TAX]
    assert [(duty.name, duty.due_on) for duty in due] == [("2026", date(2026, 12, 15))]


def test_a_year_that_no_table_knows_has_no_day():
    company = replace(QUARTERLY, created_on=date(2025, 1, 1))
    due = [duty for duty in yearly_duties(company, date(2025, 1, 1), date(2031, 3, 1)) if duty.name == "2031"]
    assert {duty.kind: duty.due_on for duty in due}[DutyKind.LOCAL_TAX] is None


def test_who_has_the_flat_tax_is_not_asked_for_the_option():
    kinds = {duty.kind for duty in yearly_duties(replace(QUARTERLY, has_flat_tax=True), date(2026, 1, 1), TODAY)}
    assert DutyKind.FLAT_TAX not in kinds


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 9, 30), DutyState.UPCOMING),
        (date(2026, 10, 1), DutyState.DUE),
        (date(2026, 10, 31), DutyState.DUE),
        (date(2026, 11, 1), DutyState.LATE),
    ],
)
def test_a_duty_waits_from_the_day_after_its_period_and_is_late_after_its_last_day(today, state):
    duty = next(each for each in turnover_duties(QUARTERLY, date(2026, 1, 1), TODAY) if each.name == "2026-T3")
    assert state_of(duty, today, is_done=False, asked_from=date(2026, 10, 1)) is state
    assert state_of(duty, today, is_done=True, asked_from=date(2026, 10, 1)) is DutyState.DONE


def test_what_was_due_before_the_vault_is_not_asked_for():
    duty = turnover_duties(QUARTERLY, date(2026, 1, 1), TODAY)[0]
    assert state_of(duty, TODAY, is_done=False, asked_from=date(2026, 10, 1)) is DutyState.EARLIER
