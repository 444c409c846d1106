"""The sidebar: its form is the user's choice and is remembered, and nothing in it is without a name."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolTip

from microdesk_desktop.gui.sidebar.entry import SectionHeading
from microdesk_desktop.gui.sidebar.navigation import NARROW_WIDTH, WIDTH
from microdesk_desktop.pages.shell.navigation import COLLAPSE_BELOW
from tests.support.gui import button, settled

ROOMY, SHORT = COLLAPSE_BELOW + 100, COLLAPSE_BELOW - 50


def entry(shell, key):
    return button(shell.sidebar, f"entry.{key}")


def test_the_width_chosen_by_hand_holds_until_it_is_that_of_the_window_again(window, shell, qtbot):
    window.resize(ROOMY, 700)
    toggle = button(shell.sidebar, "toggle_sidebar")
    toggle.click()
    assert shell.sidebar.width() == NARROW_WIDTH
    window.resize(ROOMY + 100, 700)
    assert shell.sidebar.width() == NARROW_WIDTH
    assert window.preferences.settings.sidebar == "narrow"
    qtbot.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert shell.sidebar.width() == WIDTH
    assert window.preferences.settings.sidebar == ""
    window.resize(SHORT, 700)
    assert shell.sidebar.width() == NARROW_WIDTH
    toggle.click()
    assert shell.sidebar.width() == WIDTH
    assert window.preferences.settings.sidebar == "wide"


def test_a_collapsed_section_shows_the_page_in_sight_alone_and_is_remembered(window, shell, qtbot):
    window.resize(ROOMY, 700)
    window.go_to("clients")
    heading = next(each for each in shell.sidebar.findChildren(SectionHeading) if each.accessibleName() == "Vendre")
    heading.click()
    assert entry(shell, "clients").isVisible()
    assert not shell.findChild(type(entry(shell, "clients")), "entry.invoices").isVisible()
    window.go_to("bank")
    assert not any(each.isVisible() for each in shell.sidebar.entries if each.accessibleName() == "Clients")
    window.set_language("en")
    again = window.currentWidget()
    settled(window, qtbot)
    assert not any(each.isVisible() for each in again.sidebar.entries if each.accessibleName() == "Clients")
    assert "clients" in again.sidebar.keys
    assert "clients" in window.preferences.settings.collapsed


@pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)  # the offscreen platform
def test_a_narrow_entry_shows_its_name_at_once(window, shell, qtbot):
    window.resize(SHORT, 700)
    under = entry(shell, "clients")
    place = QPointF(5, 5)
    QApplication.sendEvent(under, QEnterEvent(place, place, place))
    assert QToolTip.isVisible()
    assert QToolTip.text().startswith("Clients")
    QToolTip.hideText()


def test_the_foot_names_whose_vault_it_is_and_leads_to_privacy(window, shell, qtbot):
    settled(window, qtbot)
    assert "Jeanne Martin EI" in [each.accessibleName() for each in shell.sidebar.foot.findChildren(QLabel)]
    button(shell.sidebar.foot, "foot.shield").click()
    assert shell.current().key == "privacy"
    assert button(shell.sidebar.foot, "foot.shield").property("current") is True
