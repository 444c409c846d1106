"""The two panes of the settings: searched by words, opened by key, every declared line shown, each control named."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton

from microdesk_desktop.base.settings import load_settings
from microdesk_desktop.gui.forms.checkbox import CheckBox
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.pages.registry import PAGES
from microdesk_desktop.pages.settings.application.diagnostic import DiagnosticSheet
from microdesk_desktop.pages.settings.application.modules import OPTIONAL
from microdesk_desktop.pages.settings.application.notifications import WAITING
from microdesk_desktop.pages.settings.application.shortcuts import shortcut_words, window_keys
from microdesk_desktop.pages.settings.page import SettingsPage
from microdesk_desktop.pages.settings.pane import Card
from microdesk_desktop.pages.settings.panes import groups
from tests.support.gui import settled, unnamed

KEYS = {
    *("company", "activity", "documents", "banks", "mail", "imports", "passphrase", "lock", "backups", "privacy"),
    *("appearance", "notifications", "modules", "shortcuts", "about"),
}


@pytest.fixture
def page(window, shell, qtbot) -> SettingsPage:
    window.go_to("settings")
    settled(window, qtbot)
    return shell.current()


def entries(page: SettingsPage) -> list[str]:
    QApplication.processEvents()  # a layout shows what was just added to it at the next turn of the loop
    found = page.list.findChildren(QPushButton)
    return [each.objectName() for each in found if not each.isHidden() and each.objectName()]


def test_each_key_opens_its_pane_with_all_its_lines_and_named_controls(page, shell, window, qtbot):
    assert {pane.key for _, panes in groups() for pane in panes} == KEYS
    for key in KEYS:
        shell.navigate("settings", key)
        settled(window, qtbot)
        pane = page.pane()
        assert (pane.key, page.place()) == (key, key)
        assert unnamed(page) == []
        without = [each.key for each in pane.lines() if pane.control_of(each.key) is None]
        # These lines show something, and have nothing to act on.
        assert set(without) <= {"accounts", "mailboxes", "version", *shortcut_words()}, key


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (
            "mot de passe",
            [
                "pane.mail",
                "line.mail.mailboxes",
                "pane.passphrase",
                "line.passphrase.passphrase",
                "pane.lock",
                "line.lock.keyring",
            ],
        ),
        ("SOMBRE", ["pane.appearance", "line.appearance.theme"]),
        ("decennale", ["pane.company", "line.company.insurance"]),
        ("verrouillage", ["pane.lock"]),
        ("girafe", []),
    ],
)
def test_the_search_finds_panes_and_lines_by_their_words_and_synonyms(page, qtbot, typed, found):
    page.list.field.setText(typed)
    assert entries(page) == found


def test_a_line_that_was_found_leads_to_its_control_and_escape_shows_all_again(page, window, qtbot):
    qtbot.keyClicks(page.list.field, "iban")
    qtbot.keyClick(page.list.field, Qt.Key.Key_Return)
    settled(window, qtbot)
    assert page.pane().key == "company"
    assert page.pane().control_of("iban").focusProxy().hasFocus()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert len(entries(page)) == len(KEYS)


def test_a_new_language_keeps_the_pane_in_sight(page, shell, window, qtbot):
    shell.navigate("settings", "appearance")
    window.currentWidget().workspace.host.set_language("en")
    settled(window, qtbot)
    after = window.currentWidget().current()
    assert after is not page
    assert (after.pane().key, after.title()) == ("appearance", "Settings")


def test_settings_return_to_the_pane_that_was_left(page, shell, window, qtbot):
    shell.navigate("settings", "about")
    window.go_to("bank")
    window.go_to("settings")
    assert page.pane().key == "about"


def test_every_key_of_the_window_has_its_words(page, shell, window):
    numbered = {f"Ctrl+{number}" for number in range(2, 10)}
    assert set(window_keys(window)) - numbered == set(shortcut_words())
    shell.navigate("settings", "shortcuts")


def test_every_optional_page_is_offered():
    assert [page for page in PAGES if page.in_use is not None] == list(OPTIONAL)


def test_an_optional_page_can_be_shown_before_it_is_used(page, shell, window, profile, qtbot):
    shell.navigate("settings", "modules")
    box = page.pane().control_of("catalogue")
    box.set_checked(True)
    settled(window, qtbot)
    assert load_settings(profile).modules == ("catalogue",)
    box.set_checked(False)
    assert load_settings(profile).modules == ()


def test_the_diagnostic_is_shown_before_it_is_saved_and_holds_nothing_personal(
    page, shell, window, profile, qapp, qtbot, tmp_path
):
    shell.navigate("settings", "about")
    settled(window, qtbot)
    page.pane().read_diagnostic()
    (sheet,) = [each for each in window.findChildren(DiagnosticSheet) if each.isVisible()]
    settled(window, qtbot)
    sheet.copy()
    text = qapp.clipboard().text()
    assert text == sheet.text
    assert "MicroDesk: " in text
    assert "schema" in text
    assert "integrity ok" in text
    sheet.save(tmp_path / "diagnostic.txt")
    settled(window, qtbot)
    assert (tmp_path / "diagnostic.txt").read_text() == f"{text}\n"
    for personal in ("Jeanne", "Martin", str(profile), profile.name):
        assert personal not in text


@pytest.mark.parametrize("width", [420, 700, 1100])
def test_nothing_in_a_pane_is_wider_than_its_place(page, shell, window, qtbot, width):
    for key in KEYS:
        shell.navigate("settings", key)
        page.resize(width, 600)
        settled(window, qtbot)
        pane = page.pane()
        assert pane.minimumSizeHint().width() <= pane.width(), key


def test_notifications_are_not_offered_where_nothing_would_show_them(page, shell, window, qtbot):
    """This session has no bus, and this screen no tray."""
    shell.navigate("settings", "notifications")
    settled(window, qtbot)
    box = page.pane().control_of(WAITING)
    assert isinstance(box, CheckBox)
    assert not box.isEnabled()
    assert box.findChild(QCheckBox).accessibleDescription() == "Rien n’affiche de notifications sur ce bureau."
    box.set_checked(True)
    page.pane().reload()
    settled(window, qtbot)
    assert box.isEnabled(), "what was asked for elsewhere can be taken back"


def test_the_buttons_of_a_card_go_on_in_the_next_line_at_their_own_width(qtbot):
    made = [buttons.plain(f"Bouton numéro {number}", lambda: None) for number in range(5)]
    card = Card("Boîtes connectées")
    card.add_actions(*made)
    qtbot.addWidget(card.frame)
    card.frame.resize(4 * made[0].sizeHint().width(), 300)
    with qtbot.waitExposed(card.frame):
        card.frame.show()
    assert len({each.y() for each in made}) == 2
    assert {each.width() for each in made} == {each.sizeHint().width() for each in made}
