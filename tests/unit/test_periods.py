"""Periods by which lists are narrowed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.base.format.flows import flows_of, flows_text
from microdesk_desktop.domain.calendar.periods import Period, PeriodKind, period_of

RELATIVE = [PeriodKind.THIS_MONTH, PeriodKind.LAST_MONTH, PeriodKind.QUARTER, PeriodKind.YEAR]


@pytest.mark.parametrize(
    ("kind", "today", "since", "until"),
    [
        (PeriodKind.THIS_MONTH, date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29)),
        (PeriodKind.LAST_MONTH, date(2026, 1, 31), date(2025, 12, 1), date(2025, 12, 31)),
        (PeriodKind.QUARTER, date(2026, 11, 26), date(2026, 10, 1), date(2026, 12, 31)),
        (PeriodKind.QUARTER, date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31)),
        (PeriodKind.YEAR, date(2026, 11, 26), date(2026, 1, 1), date(2026, 12, 31)),
        (PeriodKind.ALL, date(2026, 11, 26), None, None),
    ],
)
def test_a_period_has_both_its_ends(kind, today, since, until):
    assert period_of(kind, today) == Period(kind=kind, since=since, until=until)


@given(st.dates(date(1990, 1, 1), date(2070, 1, 1)), st.sampled_from(RELATIVE))
def test_every_relative_period_but_the_last_month_holds_today(today, kind):
    found = period_of(kind, today)
    assert found.holds(today) is (kind is not PeriodKind.LAST_MONTH)


def test_totals_are_never_added_across_currencies():
    flows = flows_of([(1_000, "EUR"), (-250, "EUR"), (500, "USD"), (-1_000, "EUR"), (2_000, "EUR")])
    assert flows == {"EUR": (3_000, -1_250), "USD": (500, 0)}
    text = flows_text(flows).replace("\u202f", " ").replace("\u00a0", " ")
    assert text == "+30,00 € · −12,50 € · +5,00 $US"
