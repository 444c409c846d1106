"""A company that may issue documents, its clients, and how a test types into the editor."""

import os

import pytest
from PySide6.QtCore import QDeadlineTimer, Qt
from PySide6.QtWidgets import QApplication

from microdesk_desktop.domain.parties import Client
from microdesk_desktop.gui.workspace import EVERYTHING
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.pages.editor.page import EditorPage
from microdesk_desktop.pages.shared.new_draft import NewDraft
from tests.support.company import Desk
from tests.support.documents.issuing import COMPANY, NOVA

BRUN = Client(name="Atelier Brun", city="Bordeaux", siren="552100554", address="4 quai des Chartrons")
RETURN, CONTROL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier


class Author:
    """Types into the editor as a user does: into whatever has the focus."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.strokes = 0

    @property
    def page(self) -> EditorPage:
        """The editor, which must be in sight."""
        page = self.desk.shell.current()
        assert isinstance(page, EditorPage), page
        return page

    def begin(self, wanted: object = None) -> EditorPage:
        """Open a draft, a new one unless another one is wanted."""
        self.desk.shell.window().activateWindow()
        self.desk.shell.navigate("editor", wanted or NewDraft())
        self.rest()
        return self.page

    def keys(self, text: str) -> None:
        """Type a text, key by key."""
        self.strokes += len(text)
        self.desk.qtbot.keyClicks(focused(), text)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key."""
        self.strokes += 1
        self.desk.qtbot.keyClick(focused(), key, modifier)
        QApplication.processEvents()  # a sheet takes the focus at the next turn of the loop

    def enter(self, *texts: str) -> None:
        """Type these texts, each followed by Enter."""
        for text in texts:
            self.keys(text)
            self.key(RETURN)

    def rest(self) -> None:
        """Wait until all that was typed is kept and shown."""
        page = self.desk.shell.current()
        if isinstance(page, EditorPage):
            page.keeper.flush()
        self.desk.rest()

    def picture(self, name: str) -> None:
        """Save a picture of the window, where somebody asked to look at them."""
        folder = os.environ.get("EDITOR_PICTURES")
        if folder:
            until = QDeadlineTimer(400)
            while not until.hasExpired():
                QApplication.processEvents()
            self.desk.shell.window().grab().save(f"{folder}/{name}.png")


def focused() -> object:
    widget = QApplication.focusWidget()
    assert widget is not None, "the window is not active"
    return widget


@pytest.fixture
def author(empty_desk: Desk) -> Author:
    put_company(empty_desk.session, COMPANY)
    put_client(empty_desk.session, Client(**NOVA))
    put_client(empty_desk.session, BRUN)
    empty_desk.shell.workspace.announce(EVERYTHING)
    empty_desk.rest()
    return Author(empty_desk)
