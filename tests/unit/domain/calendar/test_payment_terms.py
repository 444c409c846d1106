"""Payment terms: the day they lead to, their text, and whether the law allows them."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.domain.calendar.payment_terms import PaymentTerms, parse_terms


@pytest.mark.parametrize(
    ("text", "issued_on", "due_on"),
    [
        ("0", date(2026, 11, 26), date(2026, 11, 26)),
        ("30", date(2027, 1, 31), date(2027, 3, 2)),
        ("30 eom", date(2026, 11, 26), date(2026, 12, 31)),
        ("45 eom", date(2026, 12, 20), date(2027, 2, 28)),
        ("30 eom 15", date(2026, 11, 26), date(2027, 1, 15)),
        ("0 eom 31", date(2027, 1, 31), date(2027, 1, 31)),
        ("30 15", date(2026, 11, 10), date(2026, 12, 15)),
        ("30 15", date(2026, 11, 16), date(2027, 1, 15)),
        ("0 30", date(2027, 2, 3), date(2027, 2, 28)),
        ("0 30", date(2027, 1, 31), date(2027, 2, 28)),
    ],
)
def test_the_day_when_an_invoice_is_due(text, issued_on, due_on):
    assert parse_terms(text).due_on(issued_on) == due_on


@pytest.mark.parametrize(
    ("text", "exceeds"),
    [("60", False), ("61", True), ("45 eom", False), ("46 eom", True), ("30 eom 10", True), ("0 eom 15", False),
     ("30 eom 20", True), ("60 15", True), ("30 31", False)],
)  # fmt: skip
def test_companies_may_agree_on_sixty_days_or_forty_five_to_the_end_of_the_month(text, exceeds):
    assert parse_terms(text).exceeds_law() == exceeds


@given(st.builds(PaymentTerms, days=st.integers(0, 365), to_end_of_month=st.booleans(), day=st.integers(0, 31)))
def test_the_text_gives_the_terms_back(terms):
    assert parse_terms(terms.text) == terms


@pytest.mark.parametrize("text", ["", "a", "30 jours", "366", "30 eom 32", "-1", "30  eom 15 2", "٣٠"])
def test_another_text_is_refused(text):
    with pytest.raises(ValueError, match="^" + re.escape(text) + "$"):
        parse_terms(text)
