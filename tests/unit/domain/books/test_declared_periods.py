"""The names and the days of the periods for which turnover is declared."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.books.declared_periods import period_holding, period_named
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.company import DeclarationPeriod

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("name", "span"),
    [
        ("2026-T4", Span(date(2026, 10, 1), date(2026, 12, 31))),
        ("2026-T1", Span(date(2026, 1, 1), date(2026, 3, 31))),
        ("2026-11", Span(date(2026, 11, 1), date(2026, 11, 30))),
        ("2024-02", Span(date(2024, 2, 1), date(2024, 2, 29))),
        ("2026-12", Span(date(2026, 12, 1), date(2026, 12, 31))),
    ],
)
def test_a_name_means_the_days_of_its_month_or_quarter(name: str, span: Span) -> None:
    assert period_named(name).span == span


@pytest.mark.parametrize("name", ["", "2026", "2026-T0", "2026-T5", "2026-13", "2026-00", "2026-4", "26-T1", "0000-T1"])
def test_another_text_is_refused(name: str) -> None:
    with pytest.raises(KnownError) as refused:
        period_named(name)
    assert refused.value.code is ErrorCode.INVALID_VALUE


@given(day=DAYS, rhythm=st.sampled_from(DeclarationPeriod))
def test_periods_follow_one_another_and_each_is_found_by_its_name(day: date, rhythm: DeclarationPeriod) -> None:
    period = period_holding(day, rhythm)
    assert day in period.span
    assert period_named(period.name) == period
    assert period.next.span.since == period.span.until + timedelta(days=1)
    assert period.next.previous == period
