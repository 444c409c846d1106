"""Numbers: continuous, one series for each family and year, in the form that the user chose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.domain.documents.numbering import LONGEST, USUAL, Series, form_of, form_or_usual, number_flaw
from microdesk_desktop.domain.identifiers import FlawKind


@pytest.mark.parametrize(
    ("example", "series", "number"),
    [
        ("F-2026-0042", Series.INVOICES, "F-2026-0042"),
        ("F-2026-0042", Series.QUOTES, "D-2026-0001"),
        ("FAC2026/007", Series.INVOICES, "FAC2026/007"),
        ("FAC2026/007", Series.CREDIT_NOTES, "AV2026/001"),
        ("2026-12", Series.INVOICES, "2026-12"),
        ("2026-12", Series.CREDIT_NOTES, "AV-2026-01"),
        ("F0120", Series.INVOICES, "F0120"),
        ("20260001", Series.INVOICES, "20260001"),
        ("17", Series.ORDERS, "BC-01"),
    ],
)
def test_the_first_number_of_each_series_follows_from_the_next_invoice(example, series, number):
    assert form_of(example, series).next([], 2026) == number


def test_a_new_year_begins_at_one_where_the_number_shows_the_year():
    assert form_of("F-2026-0042", Series.INVOICES).next(["F-2026-0042"], 2027) == "F-2027-0001"
    assert form_of("F0120", Series.INVOICES).next(["F0120"], 2027) == "F0121"


def test_numbers_of_other_series_and_years_do_not_count():
    form = form_of("F-2026-0001", Series.INVOICES)
    assert form.next(["F-2026-0007", "AV-2026-0009", "F-2025-0100", "F-2026-12", "F-2026-x"], 2026) == "F-2026-0008"


def test_a_counter_outgrows_its_digits():
    assert form_of("F-2026-99", Series.INVOICES).next(["F-2026-99"], 2026) == "F-2026-100"


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("F 2026", FlawKind.NUMBER_CHARACTERS),
        ("F-2026-é1", FlawKind.NUMBER_CHARACTERS),
        ("F" * LONGEST + "1", FlawKind.NUMBER_LENGTH),
        ("FACTURE", FlawKind.NO_COUNTER),
        ("F1-A-2", FlawKind.NO_COUNTER),
    ],
)
def test_a_form_that_is_not_clear_is_refused(text, flaw):
    assert number_flaw(text).kind is flaw
    assert number_flaw("F-2026-0001") is None


@pytest.mark.parametrize("text", ["", "F 2026", "FACTURE"])
def test_a_form_that_was_kept_before_it_was_checked_stops_no_document(text):
    assert form_or_usual(text, Series.INVOICES) == form_of(USUAL, Series.INVOICES)


@given(start=st.integers(1, 99_999), count=st.integers(1, 50), year=st.integers(2000, 2099))
def test_numbers_given_one_after_another_are_continuous(start, count, year):
    form, numbers = form_of(f"F-{year}-{start:04}", Series.INVOICES), []
    for _ in range(count):
        numbers.append(form.next(numbers, year))
    assert [form.counter(number, year) for number in numbers] == list(range(start, start + count))
