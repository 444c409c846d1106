"""The page of one document: what it shows, where it leads, and what is done on it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from microdesk_desktop.domain.records.receipts_expenses import Method
from tests.support.gui import button, type_in, unnamed

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(desk):
    """The page of the open invoice F-2026-0047."""
    return opened(desk, "0047")


def opened(desk, words):
    """The page of the only document whose number or client holds the words, opened by Enter."""
    invoices = desk.go_to("invoices")
    invoices.search_field().setText(words)
    desk.rest()
    desk.press(invoices.table.view, Qt.Key.Key_Return)
    return desk.shell.current()


def visible_buttons(page):
    return {each.objectName() for each in page.findChildren(QPushButton) if each.isVisible()}


def texts(host):
    return [label.text().replace("\u00a0", " ") for label in host.findChildren(QLabel) if label.isVisible()]


def test_enter_in_the_list_opens_the_page_with_days_and_amounts(page):
    assert page.key == "invoice"
    seen = texts(page)
    assert "F-2026-0047" in seen
    for name in ("Date d’émission", "Échéance", "Total HT", "TVA", "Total TTC", "Reste dû"):
        assert name in seen
    assert unnamed(page) == []


def test_a_payment_leads_to_its_transaction(desk):
    page = opened(desk, "0042")
    desk.qtbot.mouseClick(button(page.sheet.payments, "see_transaction"), Qt.MouseButton.LeftButton)
    desk.rest()
    assert "ATELIER BRUN" in desk.shell.current().transactions.table.current_row().label


def test_enter_marks_it_as_paid_and_the_page_shows_the_receipt(desk, page):
    assert QApplication.focusWidget() is button(page, "mark_paid")
    desk.press(QApplication.focusWidget(), Qt.Key.Key_Space)
    form = desk.sheet().form
    type_in(desk.qtbot, form.on, "23/11/2026")
    form.method.set_value(Method.CHEQUE)
    desk.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: "Chèque" in texts(page.sheet.payments))
    assert "Payée" in texts(page)
    assert "mark_paid" not in visible_buttons(page)


def test_removing_it_leads_back_to_the_list_and_undo_brings_it_back_there(desk, page):
    id_ = page.place()
    desk.press(page, Qt.Key.Key_Delete)
    assert desk.shell.current().key == "invoices"
    desk.press(desk.shell.current().table.view, Qt.Key.Key_Z, CONTROL)
    assert desk.shell.current().table.current_id() == id_


def test_a_document_that_is_no_longer_there_is_named_so(desk, page):
    desk.shell.navigate("invoice", 999_999)
    desk.rest()
    assert "Ce document n’existe plus." in texts(page)
    assert not visible_buttons(page) & {"correct", "mark_paid"}
