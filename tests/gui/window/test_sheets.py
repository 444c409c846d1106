"""Sheets and small dialogs: what is behind them, what Tab and Enter do in them, and what Esc would lose."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMainWindow, QPushButton, QVBoxLayout, QWidget

from microdesk_desktop.gui import accessible_roles, accessible_widgets
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.inputs import amount_field
from microdesk_desktop.gui.forms.text_fields import entry_of, text_field
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.window.dialogs import Sheet, SideSheet, confirm
from tests.support.gui import button


@pytest.fixture
def window():
    return QMainWindow()


@pytest.fixture
def front(window, qtbot):
    """What a window shows: one button, that a sheet covers."""
    accessible_widgets.install()
    front = QWidget()
    accessible_roles.mark(front, accessible_roles.FRONT)
    QVBoxLayout(front).addWidget(buttons.plain("Derrière", lambda: None))
    window.setCentralWidget(front)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return front


@pytest.fixture
def form():
    made = Form()
    made.amount = amount_field("Montant")
    made.name = text_field("Nom")
    made.add(made.amount)
    made.add(made.name)
    made.amount.set_value(125_000)
    return made


def names_found(widget):
    """The names of all that a screen reader finds inside a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    waiting = [interface.child(number) for number in range(interface.childCount())]
    found = []
    while waiting:
        each = waiting.pop()
        found.append(each.text(QAccessible.Text.Name))
        waiting += [each.child(number) for number in range(each.childCount())]
    return found


def question():
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
    return found[0] if found else None


def test_a_screen_reader_finds_the_topmost_sheet_and_nothing_behind_it(front):
    below = SideSheet(front, "Dessous", QPushButton("Un"))
    above = SideSheet(front, "Dessus", QPushButton("Deux"))
    assert QAccessible.queryAccessibleInterface(above).role() == QAccessible.Role.Dialog
    assert "Deux" in names_found(front)
    assert {"Derrière", "Un"}.isdisjoint(names_found(front))
    above.close_sheet()
    assert "Un" in names_found(front)
    assert "Derrière" not in names_found(front)
    below.close_sheet()
    assert "Derrière" in names_found(front)


def test_tab_goes_round_in_the_sheet_in_both_directions(front, qtbot, form):
    sheet = Sheet(front, "Feuille", form, "Enregistrer", lambda: None)
    button(sheet, "submit")  # the buttons are shown at the next turn of the loop
    first = QApplication.focusWidget()
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        met = []
        for _ in range(5):
            qtbot.keyClick(QApplication.focusWidget(), key)
            met.append(QApplication.focusWidget())
        assert len(set(met)) == 5  # two fields, the cross, two buttons
        assert all(sheet.isAncestorOf(each) for each in met)
        assert met[-1] is first


def test_escape_closes_a_form_that_was_only_looked_at(front, qtbot, form):
    sheet = Sheet(front, "Feuille", form, "Enregistrer", lambda: None)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)  # the amount is written anew as it is left
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert question() is None


def test_escape_asks_before_it_loses_what_was_typed(front, qtbot, form):
    sheet = Sheet(front, "Feuille", form, "Enregistrer", lambda: None)
    entry = entry_of(form.name)
    entry.setFocus()
    qtbot.keyClicks(entry, "Nova")
    qtbot.keyClick(entry, Qt.Key.Key_Escape)
    asked = question()
    qtbot.keyClick(asked, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    assert entry.text() == "Nova"
    qtbot.keyClick(entry, Qt.Key.Key_Escape)
    (lose,) = [each for each in question().findChildren(QPushButton) if each.text() == "Abandonner"]
    lose.click()
    assert not sheet.isVisible()


def test_enter_presses_the_button_that_has_the_focus(front, qtbot, form):
    saved = []
    sheet = Sheet(front, "Feuille", form, "Enregistrer", lambda: saved.append(True))
    form.name.set_value("Nova")
    button(sheet, "close_sheet").setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert (saved, sheet.isVisible()) == ([], False)


def test_a_confirmation_has_its_question_once_and_enter_keeps_everything(front, qtbot):
    destroyed = []
    dialog = confirm(front, "Tout effacer ?", "Sans retour.", "Effacer", lambda: destroyed.append(True))
    shown = [dialog.windowTitle(), *(each.text() for each in dialog.findChildren(QLabel))]
    assert sum("Tout effacer" in each for each in shown) == 1
    assert "Tout effacer" in QAccessible.queryAccessibleInterface(dialog).text(QAccessible.Text.Name)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert (dialog.isVisible(), destroyed) == (False, [])


@pytest.mark.parametrize("sentences", [1, 3, 6, 9])
def test_a_confirmation_is_as_high_as_its_text(front, sentences):
    consequence = "Ce que vous avez écrit n'est pas parmi vos brouillons, et serait perdu. " * sentences
    dialog = confirm(front, "Retirer la boîte ?", consequence, "Retirer", lambda: None)
    shown = dialog.findChildren(QLabel)
    assert [each.height() for each in shown] == [each.heightForWidth(each.width()) for each in shown]
    dialog.reject()
