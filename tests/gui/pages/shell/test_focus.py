"""Where the keyboard is: Tab reads the page from its head to the sidebar, and the focus is never left to chance."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.gui.window.page_head import Head
from tests.support.company import store_rows
from tests.support.gui import button, settled


def role_of(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def tabbed(qtbot, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """The widgets that Tab reaches, from the one that has the focus until that one has it again."""
    found = [QApplication.focusWidget()]
    for _ in range(100):
        qtbot.keyClick(QApplication.focusWidget(), key)
        if QApplication.focusWidget() is found[0]:
            return found
        found.append(QApplication.focusWidget())
    raise AssertionError("Tab does not come back")


def test_tab_reads_the_head_then_the_list_then_the_sidebar(window, shell, qtbot):
    window.go_to("clients")
    settled(window, qtbot)
    page = shell.current()
    head = page.findChild(Head)
    button(head, "choose_files").setFocus()
    order = tabbed(qtbot)
    parts = [head if head.isAncestorOf(each) else page if page.isAncestorOf(each) else shell.sidebar for each in order]
    assert list(dict.fromkeys(parts)) == [head, page, shell.sidebar]
    assert parts == sorted(parts, key=[head, page, shell.sidebar].index)
    assert page.search_field() in order
    assert tabbed(qtbot, Qt.Key.Key_Backtab) == [order[0], *reversed(order[1:])]


def test_tab_stops_once_in_a_group_at_what_is_chosen(window, shell, qtbot):
    store_rows(shell.workspace.session, [BankRow(None, date(2026, 11, 20), -1_000, "EUR", "CB PAPETERIE")])
    window.go_to("bank")
    settled(window, qtbot)
    shell.current().search_field().setFocus()
    chips = [each for each in tabbed(qtbot) if each.property("look") == "chip"]
    assert [each.isChecked() for each in chips] == [True]


def test_a_button_that_goes_away_gives_the_focus_to_its_page_and_not_to_the_lock(window, shell, qtbot):
    window.go_to("bank")
    settled(window, qtbot)
    page = shell.current()
    connect = button(page, "choose_files")
    connect.setFocus()
    sheet = SideSheet(page, "Connecter", QLineEdit())
    connect.hide()
    sheet.close_sheet()
    assert page.isAncestorOf(QApplication.focusWidget())


def test_a_screen_reader_finds_a_window_with_links_and_a_heading(window, shell, qtbot):
    assert role_of(window) == QAccessible.Role.Window
    assert {role_of(each) for each in shell.sidebar.entries} == {QAccessible.Role.Link}
    head = shell.current().findChild(Head)
    (title,) = [each for each in head.findChildren(QLabel) if role_of(each) == QAccessible.Role.Heading]
    assert QAccessible.queryAccessibleInterface(title).text(QAccessible.Text.Name) == shell.current().title()
    other = next(each for each in shell.sidebar.entries if not each.is_current)
    QAccessible.queryAccessibleInterface(other).actionInterface().doAction("Press")
    assert other.is_current
