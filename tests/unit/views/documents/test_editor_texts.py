"""What an editor shows of a draft is read as the same draft, in both languages, and what cannot be read is kept."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from microdesk_desktop.base.i18n import set_language
from microdesk_desktop.documents.form import read_form, write_form
from microdesk_desktop.domain.documents.draft import Draft, DraftLine
from microdesk_desktop.domain.documents.types import Discount
from microdesk_desktop.views.documents.editor.head import field_text, flaw_of, line_texts, with_field, with_lines
from microdesk_desktop.views.documents.editor.lines import LineTexts, texts_of, with_texts
from microdesk_desktop.views.documents.editor.numbers import Unread, read_discount, typed_discount
from microdesk_desktop.views.documents.editor.pasted import read_pasted

TODAY = date(2026, 11, 26)
DISCOUNTS = some.one_of(
    some.none(),
    some.builds(Discount, percent=some.integers(1, 100 * 10**5)),
    some.builds(Discount, cents=some.integers(1, 10**9)),
)
LINES = some.builds(
    DraftLine,
    label=some.sampled_from(["", "Lot", "Pose  de carrelage".replace("  ", " ")]),
    text=some.text(max_size=20).filter(str.isascii),
    quantity=some.integers(-(10**10), 10**10),
    unit=some.sampled_from(["C62", "HUR", "DAY", "LS"]),
    unit_price=some.integers(0, 10**15),
    discount=DISCOUNTS,
    vat_rate_bp=some.one_of(some.none(), some.integers(0, 10_000)),
    first_day=some.one_of(some.none(), some.dates(date(2000, 1, 1), date(2079, 12, 31))),
    is_disbursement=some.booleans(),
)


@pytest.fixture(autouse=True)
def french():
    yield
    set_language("fr")


@given(LINES, some.sampled_from(["fr", "en"]))
def test_a_line_that_is_shown_is_read_as_the_same(line, language):
    set_language(language)
    shown = texts_of(line)
    assert (shown.line, shown.flaws) == (line, {})


@given(DISCOUNTS, some.sampled_from(["fr", "en"]))
def test_a_discount_that_is_shown_is_read_as_the_same(discount, language):
    set_language(language)
    assert read_discount(typed_discount(discount)) == discount


@pytest.mark.parametrize("typed", ["-5", "101", "dix", "1e3", "5 % 6"])
def test_what_is_no_discount_is_not_read(typed):
    with pytest.raises(Unread):
        read_discount(typed)


def test_what_cannot_be_read_goes_through_the_vault_as_it_was_typed():
    line = with_texts(LineTexts(), label="Lot", quantity="2,,5", unit="zorg")
    draft = with_field(with_lines(Draft(), [line]), "issue_date", "31/02/2026", TODAY)
    again = read_form(write_form(draft))
    assert again == draft
    (shown,) = line_texts(again)
    assert (shown.quantity, shown.unit, set(shown.flaws)) == ("2,,5", "zorg", {"quantity", "unit"})
    assert field_text(again, "issue_date") == "31/02/2026"
    assert flaw_of(again, "issue_date", TODAY)


def test_a_field_that_is_mended_is_no_longer_kept_as_typed():
    draft = with_field(Draft(), "issue_date", "31/02/2026", TODAY)
    assert with_field(draft, "issue_date", "28/02/2026", TODAY) == Draft(issued_on=date(2026, 2, 28))


@pytest.mark.parametrize("typed", ["45", "45 jours", "à 45 jours", "45j"])
def test_a_due_day_is_typed_as_a_number_of_days_from_the_issue(typed):
    draft = Draft(issued_on=date(2026, 12, 1))
    assert with_field(draft, "due_date", typed, TODAY).due_on == date(2026, 12, 1) + timedelta(45)


def test_rows_of_a_spreadsheet_are_read_by_what_their_cells_hold():
    rows = "Pose\t2\th\t45,50\t91,00\n\nForfait\t1 200,00 €\nSeul\nPeinture\tjour\t3\t1.250,00"
    found = [(each.label, each.line.quantity, each.line.unit, each.line.unit_price) for each in read_pasted(rows)]
    assert found == [
        ("Pose", 20_000, "HUR", 45_500_000),
        ("Forfait", 10_000, "C62", 1_200_000_000),
        ("Seul", 10_000, "C62", 0),
        ("Peinture", 30_000, "DAY", 1_250_000_000),
    ]


def test_a_number_of_a_spreadsheet_with_two_readings_is_asked():
    (line,) = read_pasted("Lot\t2\t1.234")
    assert set(line.flaws) == {"unit_price"}
