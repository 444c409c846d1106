"""Tables for spreadsheet programs: what a cell holds is what the reader gets, and nothing of it is ever run."""

import io
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import load_workbook

from microdesk_desktop.base.files.sheets.cells import SheetHead
from microdesk_desktop.base.files.sheets.csv_sheet import write_csv
from microdesk_desktop.base.files.sheets.xlsx_sheet import column_letters, write_xlsx
from microdesk_desktop.base.text import one_line

FORMULAS = [
    "=1+1",
    "+33 6 12",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "=cmd|' /C calc'!A0",
    "\uff1d1+1",
    "\u200b=1",
]
MORNING = datetime(2026, 4, 3, 7, 30)  # noqa: DTZ001 - a cell has no zone


def written(write, *rows, names=("Texte",), name="Liste", title="Liste : 1 ligne"):
    head = SheetHead(name=name, title=title, columns=names, widths=[10] * len(names))
    file = io.BytesIO()
    with write(file, head) as add:
        for row in rows:
            add(row)
    return file.getvalue()


def lines(*rows):
    return written(write_csv, *rows).decode("utf-8-sig").split("\r\n")[3:-1]


def cells(*rows, **head):
    """The rows below the names of the columns, as another program reads them."""
    workbook = load_workbook(io.BytesIO(written(write_xlsx, *rows, **head)))
    return workbook.get_sheet_by_index(0).to_python()[3:]


def test_a_csv_is_what_a_french_excel_opens():
    data = written(write_csv, ("Été", Decimal("-1234.50")), names=("Nom", "Montant"), title="Liste")
    assert data == "\ufeffListe\r\n\r\nNom;Montant\r\nÉté;-1234,50\r\n".encode()


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_is_never_the_formula_of_a_csv(text):
    (line,) = lines((text,))
    assert line.strip('"').startswith("'")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("-0.05"), "-0,05"),
        (-3, "-3"),
        (date(2026, 4, 3), "2026-04-03"),
        (MORNING, "2026-04-03 07:30"),
        (None, ""),
    ],
)
def test_numbers_and_days_of_a_csv_are_no_texts(value, text):
    assert lines((value, "x")) == [f"{text};x"]


def test_a_separator_a_quote_or_a_line_end_stays_in_its_cell():
    assert lines(('a;"b"\nc', "d")) == ['"a;""b"" c";d']


def test_a_workbook_has_numbers_and_days():
    row = (Decimal("-1234.05"), 12, date(2026, 4, 3), MORNING, "texte", None)
    assert cells(row, names=tuple("abcdef")) == [[-1234.05, 12, date(2026, 4, 3), MORNING, "texte", ""]]


def test_a_day_that_excel_counts_otherwise_is_a_text():
    assert cells((date(1899, 5, 1),)) == [["1899-05-01"]]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_of_a_workbook_stays_a_text_also_when_it_is_edited(text):
    assert cells((text,)) == [[one_line(text)]]
    sheet = written(write_xlsx, (text,))
    assert b"<f>" not in sheet


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_any_text_comes_back_on_one_line(texts):
    (row,) = cells([*texts, "."], names=[str(place) for place in range(len(texts) + 1)])
    assert row == [*map(one_line, texts), "."]


def test_a_name_that_no_sheet_may_have_is_changed():
    data = written(write_xlsx, ("a",), name="Opérations [2026] : tout / rien, et un nom bien trop long")
    assert load_workbook(io.BytesIO(data)).sheet_names == ["Opérations  2026    tout   rien"]


def test_columns_past_the_alphabet_have_two_letters():
    assert [column_letters(number) for number in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]
