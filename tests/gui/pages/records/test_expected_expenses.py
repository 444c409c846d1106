"""Expenses that come again on their page: a missed one is told, decided about, and undone."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.gui.widgets.strip import Strip
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.store.records.rhythms import load_rhythm_words
from microdesk_desktop.views.waiting.expenses import MISSED
from tests.support.clock import TODAY
from tests.support.gui import button, unnamed

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def last(desk):
    """The last of three expenses of which the fourth did not come."""
    months = [TODAY.month - back for back in (4, 3, 2)]
    made = [
        put_record(
            desk.session,
            Expense(on=date(TODAY.year, month, 5), supplier="Adobe", label="Abonnement", amount_cents=1_200),
        )
        for month in months
    ]
    return made[-1].id


def strips(page):
    QApplication.processEvents()  # a layout shows what was just added to it at the next turn of the loop
    return [strip for strip in page.findChildren(Strip) if strip.isVisible()]


def texts(host):
    shown = [label.text() for label in host.findChildren(QLabel) if label.isVisible()]
    return " ".join(shown).replace("\u00a0", " ").replace("\u202f", " ")


def test_a_missed_expense_is_told_on_the_page_and_muted_from_the_sheet(desk, last):
    page = desk.go_to("expenses")
    desk.rest()
    (strip,) = strips(page)
    assert "Adobe" in strip.accessibleName()
    strip.buttons[0].click()
    sheet = desk.sheet()
    assert unnamed(sheet) == []
    assert "environ 12,00 €" in texts(sheet)
    assert "3 dépenses depuis" in texts(sheet)
    button(sheet, f"muted_{last}").click()
    desk.rest()
    assert strips(page) == []
    desk.press(page.table.view, Qt.Key.Key_Z, CONTROL)
    assert len(strips(page)) == 1


def test_what_waits_leads_to_the_sheet_at_its_series(desk, last):
    (item,) = desk.read(lambda reader: MISSED.load(reader, TODAY, 5))
    desk.shell.navigate(item.page, item.wanted)
    desk.rest()
    assert desk.shell.current().table.current_id() == last
    assert desk.sheet().isVisible()
    assert QApplication.focusWidget().objectName() == f"confirmed_{last}"


def test_any_expense_is_made_a_regular_one_and_its_panel_then_names_the_next(desk):
    page = desk.go_to("expenses")
    desk.rest()
    chosen = page.table.current_id()
    button(page.panel, "repeats").click()
    desk.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    desk.rest()
    assert list(desk.read(load_rhythm_words)) == [chosen]
    assert "La suivante : attendue le" in texts(page.panel)
