"""The frame around the pages: every control named, every key its own, nothing lost between the pages."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QListWidget, QWidget

from microdesk_desktop.base.i18n import language
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.palette.palette import CommandPalette
from microdesk_desktop.gui.sidebar.navigation import NARROW_WIDTH, WIDTH
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.gui.workspace import ERROR_KEY
from microdesk_desktop.pages.imports.controller import ImportController
from microdesk_desktop.pages.registry import PAGES
from microdesk_desktop.pages.shell.goals import PLACES
from microdesk_desktop.pages.shell.navigation import COLLAPSE_BELOW
from microdesk_desktop.views.messages.actions import Goal
from tests.support.accounts import connect_account
from tests.support.gui import ambiguous_shortcuts, settled, unnamed

CONTROL = Qt.KeyboardModifier.ControlModifier


class Spy(QObject):
    """Remembers the top-level windows that show themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(repr(watched))
        return False


@pytest.mark.parametrize("spoken", ["fr", "en"])
def test_every_control_of_every_page_has_a_name_and_every_key_one_meaning(window, shell, qtbot, spoken):
    window.set_language(spoken)
    for kind in PAGES:
        window.go_to(kind.key)
        settled(window, qtbot)
        assert not unnamed(window), kind.key
        assert not ambiguous_shortcuts(window), kind.key
        assert window.currentWidget().current().isVisible()


def test_the_tab_key_reaches_every_control(window, shell, qtbot):
    for kind in PAGES:
        window.go_to(kind.key)
        settled(window, qtbot)
        stops = {each for each in shell.findChildren(QWidget) if stops_tab(each)}
        at, reached = shell.sidebar.entries[0], set()
        while at not in reached:
            reached.add(at)
            at.setFocus()
            qtbot.keyClick(at, Qt.Key.Key_Tab)
            at = QApplication.focusWidget()
        assert stops <= reached, kind.key


def stops_tab(widget: QWidget) -> bool:
    """Whether Tab must stop here: not at Qt's own parts of a widget, and in a group only at what is chosen."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    is_passed = group is not None and group.exclusive() and group.checkedButton() not in (None, widget)
    takes_tab = (widget.focusPolicy() & Qt.FocusPolicy.StrongFocus) == Qt.FocusPolicy.StrongFocus
    return widget.isVisible() and takes_tab and widget.focusProxy() is None and not is_passed


@pytest.mark.parametrize("size", [(1_360, 860), (1_024, 700), (720, 520)])
def test_no_control_is_squeezed(window, shell, qtbot, size):
    window.resize(*size)
    for kind in PAGES:
        window.go_to(kind.key)
        QApplication.processEvents()
        settled(window, qtbot)
        qtbot.waitUntil(lambda: not squeezed(window))


def squeezed(host: QWidget) -> list[str]:
    """The visible widgets that are lower than what they hold."""
    return [
        f"{type(each).__name__} {each.accessibleName()}"
        for each in host.findChildren(QWidget)
        if each.isVisible() and each.layout() and each.height() < each.layout().totalMinimumSize().height()
    ]


def test_no_window_flashes_while_pages_are_made(window, shell, qapp, qtbot):
    spy = Spy()
    qapp.installEventFilter(spy)
    for kind in PAGES:
        window.go_to(kind.key)
        settled(window, qtbot)
    qapp.removeEventFilter(spy)
    assert not spy.seen


def test_numbers_go_to_the_pages_and_the_focus_with_them(window, shell, qtbot):
    assert shell.sidebar.keys
    for number, key in enumerate(shell.sidebar.keys[:9], 1):
        qtbot.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), CONTROL)
        assert shell.current().key == key


def test_ctrl_f_goes_to_the_search_of_the_page_and_esc_comes_back(window, shell, qtbot):
    window.go_to("bank")
    settled(window, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_F, CONTROL)
    assert QApplication.focusWidget() is shell.current().search_field()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is not shell.current().search_field()


def test_the_palette_finds_an_action_by_a_few_letters(window, shell, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    palette = shell.findChild(CommandPalette)
    assert palette.isVisible()
    field, found = palette.findChild(QLineEdit), palette.findChild(QListWidget)
    everything = found.count()
    qtbot.keyClicks(field, "reglages")
    assert 0 < found.count() < everything
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shell.current().key == "settings")
    assert not palette.isVisible()


def test_the_sidebar_shrinks_to_icons_when_room_is_short(window, shell, qtbot):
    window.resize(COLLAPSE_BELOW + 100, 700)
    assert shell.sidebar.width() == WIDTH
    window.resize(COLLAPSE_BELOW - 50, 700)
    assert shell.sidebar.width() == NARROW_WIDTH
    assert not unnamed(shell.sidebar)


def test_a_dropped_file_opens_the_import_page_and_nothing_is_kept_yet(window, shell, qtbot, tmp_path):
    statement = tmp_path / "releve.csv"
    statement.write_text("Date;Libellé;Montant\n23/11/2026;CB OVH SAS;-14,39\n", encoding="utf-8")
    window.go_to("settings")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(statement))])
    actions, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(5, 5), actions, data, buttons, keys)
    QApplication.sendEvent(shell, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(shell, QDropEvent(QPointF(5, 5), actions, data, buttons, keys))
    assert shell.current().key == "imports"
    settled(window, qtbot)
    assert [file.draft.name for file in shell.workspace.controller(ImportController).files] == ["releve.csv"]
    assert shell.workspace.session.read(lambda reader: reader.value("SELECT count(*) FROM bank_transaction")) == 0


def test_the_language_changes_at_once_and_is_kept(window, shell, qtbot):
    assert QCoreApplication.translate("QFileDialog", "Look in:").startswith("Voir dans")
    window.go_to("clients")
    window.set_language("en")
    assert language() == "en"
    assert QCoreApplication.translate("QFileDialog", "Look in:") == "Look in:"
    assert window.preferences.settings.language == "en"
    assert window.currentWidget().current().key == "clients"
    assert window.currentWidget() is not shell


def test_each_goal_of_an_action_leads_to_a_page():
    assert set(PLACES) == set(Goal) - {Goal.NONE, Goal.RETRY}
    assert {place.page for place in PLACES.values()} <= {page.key for page in PAGES}


def test_the_palette_offers_the_actions_of_a_page_that_has_never_been_shown(window, shell, qtbot):
    assert shell.current().key != "rules"
    [action] = [each for each in shell.commands() if each.text == "Ajouter une règle"]
    assert shell.current().key != "rules", "no page is brought into sight by the list of commands"
    action.act()
    assert shell.current().key == "rules"
    assert [sheet for sheet in shell.findChildren(SideSheet) if sheet.isVisible()]


def test_the_palette_never_leads_to_the_page_in_sight(window, shell, qtbot):
    pages = {kind.key: f"Aller à {kind.title()}" for kind in PAGES if not kind.shows_one}
    for key in pages:
        window.go_to(key)
        going = {each.text for each in shell.commands()} & set(pages.values())
        assert going == set(pages.values()) - {pages[key]}


def test_the_palette_offers_what_can_be_done_with_the_bank_before_its_page_is_built(window, shell, qtbot):
    window.go_to("settings")
    settled(window, qtbot)
    texts = {each.text for each in shell.commands()}
    assert "Connecter une banque…" in texts
    assert not texts & {"Synchroniser", "Déconnecter la banque…"}
    connect_account(shell.workspace.session, shell.workspace.clock.now() + timedelta(days=90))
    shell.workspace.announce(Changes.CONNECTION)
    settled(window, qtbot)
    texts = {each.text for each in shell.commands()}
    assert texts >= {"Synchroniser", "Renouveler l’accord de la banque…", "Déconnecter la banque…"}
    assert "Connecter une banque…" not in texts


def test_a_language_that_cannot_be_saved_is_still_changed(window, shell, profile):
    (profile / "settings.json").mkdir()
    window.set_language("en")
    assert window.currentWidget().current().title() == "Dashboard"
    assert window.currentWidget().banners.text_of(ERROR_KEY)
