"""Sheets of the pages: one at a time, only over the page that asked for it, and none that loses what was typed."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.operations.records.edit import put_client, put_record
from microdesk_desktop.store.records.receipts_expenses import load_records
from tests.support.clock import TODAY
from tests.support.gui import button, held, type_in


def question():
    (asked,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
    return asked


def sheets(desk):
    return [each for each in desk.shell.findChildren(SideSheet) if each.isVisible()]


@pytest.mark.parametrize(("page", "key"), [("bank", Qt.Key.Key_E), ("invoices", Qt.Key.Key_C)])
def test_a_key_pressed_twice_opens_one_sheet_and_none_over_another_page(desk, page, key):
    view = desk.go_to(page).focusProxy().view
    view.setFocus()
    desk.qtbot.keyClick(view, key)
    desk.qtbot.keyClick(view, key)
    desk.rest()
    desk.sheet().close_sheet()
    view.setFocus()
    desk.qtbot.keyClick(view, key)
    desk.shell.navigate("todo")
    desk.rest()
    assert sheets(desk) == []


def test_a_key_that_is_held_down_acts_once(desk):
    for page in ("bank", "expenses", "invoices"):
        desk.go_to(page)
    shortcuts = desk.shell.findChildren(QShortcut)
    assert "Del" in [each.key().toString() for each in shortcuts]
    assert [each.key().toString() for each in shortcuts if each.autoRepeat()] == []


def test_enter_presses_the_button_that_has_the_focus(desk):
    page = desk.go_to("invoices")
    desk.shell.navigate("invoices", DocumentState.ISSUED)
    desk.rest()
    desk.press(page.table.view, Qt.Key.Key_Return)
    desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    sheet = desk.sheet()
    assert "Paiement de" in sheet.accessibleName()
    (cancel,) = [each for each in sheet.findChildren(QPushButton) if each.text() == "Annuler"]
    cancel.setFocus()
    desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert sheets(desk) == []


def test_a_refused_change_leaves_the_sheet_open_with_what_was_typed_and_why(desk):
    before = len(desk.read(lambda reader: load_records(reader, Receipt)))
    desk.go_to("receipts").add()
    sheet = desk.sheet()
    form = sheet.form
    number = desk.read(lambda reader: reader.value("SELECT number FROM document WHERE type = 'invoice' LIMIT 1"))
    for field, text in ((form.amount, "999 999,00"), (form.party, "Nova"), (form.on, "20/11"), (form.invoice, number)):
        type_in(desk.qtbot, field, text)
    button(sheet, "submit").click()
    desk.rest()
    assert sheets(desk) == [sheet]
    assert form.party.value() == "Nova"
    assert number in sheet.refusal.text()
    form.invoice.set_value("")
    button(sheet, "submit").click()
    desk.rest()
    assert sheets(desk) == []
    assert len(desk.read(lambda reader: load_records(reader, Receipt))) == before + 1


def test_enter_twice_saves_once(desk):
    page = desk.go_to("invoices")
    desk.press(page.table.view, Qt.Key.Key_C)
    sheet = desk.sheet()
    type_in(desk.qtbot, sheet.form.subject, "Deux fois")
    with held(desk.shell.window(), Lane.WRITE):
        sheet.submit()
        sheet.submit()
    desk.rest()
    desk.shell.workspace.undo.undo()
    desk.rest()
    subjects = desk.read(lambda reader: reader.value("SELECT group_concat(subject) FROM document"))
    assert "Deux fois" not in subjects, "one change was made, and is undone by one press"


def test_a_removal_from_a_sheet_is_that_of_its_row_whatever_is_selected_meanwhile(desk):
    page = desk.go_to("expenses")
    made = Expense(on=TODAY, supplier="Mercerie", label="", amount_cents=100)
    id_ = put_record(desk.session, made).id
    desk.shell.workspace.announce(Changes.LEDGER)
    desk.rest()
    page.table.select(id_)
    page.edit()
    page.search_field().setText("ovh")
    (removal,) = [each for each in desk.sheet().findChildren(QPushButton) if each.property("look") == "danger"]
    before = len(page.rows)
    removal.click()
    desk.rest()
    assert id_ not in [row.id for row in page.rows]
    assert len(page.rows) == before - 1


def test_a_page_whose_record_was_removed_leaves_only_if_the_user_is_still_there(desk):
    id_ = put_client(desk.session, Client(name="Seul")).id
    desk.shell.navigate("client", id_)
    desk.rest()
    with held(desk.shell.window(), Lane.WRITE):
        desk.shell.current().remove()
        desk.shell.navigate("bank")
    desk.rest()
    assert desk.shell.current().key == "bank"


def test_files_are_not_taken_while_a_sheet_stands_above_the_page(desk, tmp_path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    taken = []
    for opens in (False, True):
        if opens:
            desk.go_to("clients").add()
        entered = QDragEnterEvent(QPoint(10, 10), copy, data, left, none)
        entered.setAccepted(False)
        QApplication.sendEvent(desk.shell, entered)
        taken.append(entered.isAccepted())
    assert taken == [True, False]


def test_quitting_asks_before_it_loses_what_was_typed_in_a_sheet(desk):
    page = desk.go_to("clients")
    page.add()
    desk.qtbot.keyClicks(desk.shell.window().focusWidget(), "Imprimerie")
    window = desk.shell.window()
    desk.press(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    asked = question()
    desk.qtbot.keyClick(asked, Qt.Key.Key_Escape)
    assert window.isVisible()
    assert desk.sheet().isVisible()
    desk.press(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    asked = question()
    (lose,) = [each for each in asked.findChildren(QPushButton) if each.text() == "Abandonner"]
    lose.click()
    assert not window.isVisible()


def test_a_sheet_says_shortly_before_the_lock_that_what_was_typed_would_go_with_it(desk, clock):
    """A lock wipes what is on the screen: the user is warned while there is time to save."""
    desk.go_to("clients").add()
    idle, sheet = desk.shell.window().idle, desk.sheet()
    clock.advance(minutes=13)
    idle.check()
    assert not sheet.warning, "nothing was typed"
    desk.qtbot.keyClicks(desk.shell.window().focusWidget(), "Imprimerie")
    clock.advance(minutes=12)
    idle.check()
    assert not sheet.warning
    clock.advance(minutes=1)
    idle.check()
    assert "verrouille dans 2\u00a0min" in sheet.warning
    desk.qtbot.keyClick(desk.shell.window().focusWidget(), Qt.Key.Key_Shift)
    idle.check()
    assert not sheet.warning, "the user is there"
