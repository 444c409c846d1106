"""A spreadsheet's cells as text: each value has one reading, and each row its line."""

import csv
import io
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.base.files.containers.csv_text import cell_text, csv_text, is_table
from microdesk_desktop.domain.money import parse_cents


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (-20.5, "-20,50"),
        (1250.0, "1250"),
        (1250, "1250"),
        (1.234, "1,2340"),
        (0.1 + 0.2, "0,30"),
        (-0.0, "0"),
        (1e-07, "0,0000001"),
        (12345678901234.0, "12345678901234"),
        (float("inf"), ""),
        (date(2026, 3, 5), "2026-03-05"),
        (datetime(2026, 3, 5), "2026-03-05"),  # noqa: DTZ001
        (datetime(2026, 3, 5, 14, 30), "2026-03-05 14:30:00"),  # noqa: DTZ001
        (time(14, 30), "14:30:00"),
        (timedelta(hours=26), "1 day, 2:00:00"),
        (True, "TRUE"),
        ("deux\nlignes\r\n\0", "deux lignes"),
        ("  ", ""),
        ("0012", "0012"),
    ],
)
def test_a_cell_is_written_on_one_line(cell, text) -> None:
    assert cell_text(cell) == text


@given(st.integers(-(10**13), 10**13))
def test_an_amount_is_read_again_to_the_cent_without_knowing_the_separator(cents: int) -> None:
    assert parse_cents(cell_text(cents / 100)) == cents


@given(st.integers(-(10**12), 10**12))
def test_a_number_with_three_decimals_is_never_read_as_thousands(thousandths: int) -> None:
    text = cell_text(thousandths / 1000)
    if thousandths % 10:
        with pytest.raises(ValueError, match="amount_too_precise"):
            parse_cents(text)
    else:
        assert parse_cents(text) == thousandths // 10


@given(st.lists(st.lists(st.text('a;"\n\r\u2028é,', max_size=5), min_size=2, max_size=3), max_size=6))
def test_line_n_is_row_n(rows) -> None:
    text = csv_text([["Date", "Montant"], *rows]).decode()
    assert text.count("\n") == len(rows) + 1
    found = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert found == [
        ["Date", "Montant"],
        *(cells if any(cells := [cell_text(each) for each in row]) else [] for row in rows),
    ]


def test_numbers_follow_the_separator_of_amounts_written_as_text() -> None:
    assert csv_text([["Débit", "Solde"], ["1 234,50 €", 20.5]]).decode() == "Débit;Solde\n1 234,50 €;20,50\n"
    assert csv_text([["Debit", "Balance"], ["$1,234.50", 20.5]]).decode() == "Debit;Balance\n$1,234.50;20.50\n"


def test_csv_in_the_first_column_stays_as_it_is() -> None:
    rows = [["Date;Montant"], ["05/03/2026;-20,50"], []]
    assert is_table(rows)
    assert csv_text(rows) == b"Date;Montant\n05/03/2026;-20,50\n\n"


def test_one_column_of_words_is_no_table() -> None:
    assert not is_table([["Notice"], ["Bonjour"], ["", "a"], ["b", "c"]])
