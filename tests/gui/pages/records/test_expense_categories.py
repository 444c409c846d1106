"""Categories on the expenses page: asked in the row, accepted by a key, filtered, added up, renamed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.store.records.receipts_expenses import load_records
from microdesk_desktop.views.expenses.categories import WITHOUT_CATEGORY
from microdesk_desktop.views.records.expenses.vouchers import WITHOUT_VOUCHER
from microdesk_desktop.views.waiting.records import VOUCHERS
from tests.support.clock import TODAY
from tests.support.gui import button, type_in, unnamed

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(desk):
    """The page with three expenses without a category, of two suppliers that are known."""
    for supplier, cents in (("OVH", 1_799), ("OVH", 1_800), ("Bistro Nord", 2_500)):
        put_record(desk.session, Expense(on=TODAY, supplier=supplier, label="", amount_cents=cents))
    made = desk.go_to("expenses")
    made.reload()
    desk.rest()
    return made


def categories(desk, cents):
    return [each.category for _, each in desk.read(lambda reader: load_records(reader, Expense)) if
            each.amount_cents == cents]  # fmt: skip


def test_a_proposed_category_is_a_question_that_a_key_answers_and_undo_asks_again(desk, page):
    page.chips.choose(WITHOUT_CATEGORY)
    assert page.table.model.rowCount() == 3
    page.table.select(next(row.id for row in page.rows if row.record.amount_cents == 1_799))
    assert page.panel.findChild(QPushButton, "classify").isVisible()
    assert [label.text() for label in page.panel.findChildren(QLabel) if "ce fournisseur" in label.text()]
    desk.press(page.table.view, Qt.Key.Key_P)
    assert categories(desk, 1_799) == ["Hébergement"]
    assert page.table.model.rowCount() == 2
    desk.press(page.table.view, Qt.Key.Key_Z, CONTROL)
    assert categories(desk, 1_799) == [""]


def test_all_proposals_are_accepted_as_one_change(desk, page):
    page.accept_categories()
    desk.rest()
    assert [categories(desk, cents) for cents in (1_799, 1_800, 2_500)] == [["Hébergement"], ["Hébergement"], ["Repas"]]
    desk.press(page.table.view, Qt.Key.Key_Z, CONTROL)
    assert [categories(desk, cents) for cents in (1_799, 1_800, 2_500)] == [[""], [""], [""]]


def test_enter_in_the_form_accepts_what_is_proposed_and_the_next_one_saves(desk, page):
    page.add()
    form = desk.sheet().form
    type_in(desk.qtbot, form.amount, "12,00")
    type_in(desk.qtbot, form.on, "20/11")
    type_in(desk.qtbot, form.party, "OVH")
    entry = next(each for each in form.findChildren(QLabel) if each.text().startswith("Hébergement"))
    assert "Entrée pour l" in entry.text()
    form.category.setFocus()
    desk.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert (form.category.value(), desk.sheet().isVisible()) == ("Hébergement", True)
    desk.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert categories(desk, 1_200) == ["Hébergement"]


def test_a_category_is_shown_alone_and_the_chips_count_within_it(desk, page):
    page.accept_categories()
    desk.rest()
    hosting = [row for row in page.rows if row.record.category == "Hébergement"]
    page.categories.choose("Hébergement")
    page.filter_rows()
    assert page.table.model.rowCount() == len(hosting)
    page.chips.choose(WITHOUT_VOUCHER)
    assert page.table.model.rowCount() == sum(not row.has_voucher for row in hosting)
    page.activate(WITHOUT_VOUCHER)
    assert page.table.model.rowCount() == desk.read(lambda reader: VOUCHERS.count(reader, TODAY))


def test_the_sheet_adds_up_what_is_listed_and_merges_a_category_into_another(desk, page):
    page.accept_categories()
    desk.rest()
    page.show_categories()
    sheet = desk.sheet()
    assert unnamed(sheet) == []
    button(sheet, "rename_Repas").click()
    name = desk.sheet().form.name
    name.set_value("Hébergement")
    name.setFocus()
    desk.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    desk.rest()
    assert categories(desk, 2_500) == ["Hébergement"]
    assert "Repas" in desk.shell.toast.text.text()
