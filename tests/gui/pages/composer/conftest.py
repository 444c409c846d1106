"""The window with a Gmail account on the simulated Gmail, and how a test writes in it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mail.account import Account, AccountKind
from microdesk_desktop.domain.mail.compose.starts import COMPOSER, Start
from microdesk_desktop.mail.provider import MailKind
from microdesk_desktop.mail.registry import KINDS
from microdesk_desktop.operations.mail.accounts import keep_account
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.unlock import unlock
from microdesk_desktop.pages.composer.controller import Composer
from microdesk_desktop.pages.composer.page import ComposerPage
from microdesk_desktop.pages.shell.window import Window
from microdesk_desktop.sandbox.gmail.service import SandboxGmail
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from tests.support.company import Desk
from tests.support.gui import PASSPHRASE, settled
from tests.support.mail.gmail import open_gmail

CONTROL = Qt.KeyboardModifier.ControlModifier
ACCOUNT = "0011223344556677"


@dataclass
class Writing:
    """The window, the mailbox behind it, and how a test writes."""

    window: Window
    desk: Desk
    gmail: SandboxGmail
    keyring: MemoryKeyring

    @property
    def composer(self) -> Composer:
        return self.desk.shell.workspace.controller(Composer)

    @property
    def page(self) -> ComposerPage:
        page = self.desk.shell.current()
        assert isinstance(page, ComposerPage)
        return page

    def open(self, wanted: Start | int) -> ComposerPage:
        """The composer, with all that it begins with."""
        self.desk.shell.navigate(COMPOSER, wanted)
        self.desk.rest()
        return self.page

    def connect(self) -> None:
        """Connect the mailbox again after it was removed."""
        connect(self.desk.session, self.gmail)
        self.desk.shell.workspace.announce(Changes.MAIL)
        self.desk.rest()

    def write(self, text: str) -> None:
        """Type at the beginning of the text."""
        self.page.form.text.setFocus()
        self.desk.qtbot.keyClicks(self.page.form.text, text)

    def send(self) -> None:
        """Press Ctrl+Return in the text."""
        self.desk.press(self.page.form.text, Qt.Key.Key_Return, CONTROL)

    def save(self) -> None:
        """Press Ctrl+S in the text."""
        self.desk.press(self.page.form.text, Qt.Key.Key_S, CONTROL)

    def leave(self) -> None:
        """Let what waits leave now, and wait until it has."""
        self.composer.outbox.finish()
        self.desk.rest()

    def click(self, words: str, host: QWidget | None = None) -> None:
        """Click the visible button with these words."""
        QApplication.processEvents()
        buttons = (host or self.desk.shell).findChildren(QPushButton)
        found = [each for each in buttons if each.isVisible() and plain(each.text()) == words]
        assert len(found) == 1, [each.text() for each in buttons if each.isVisible()]
        self.desk.qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)
        self.desk.rest()

    def labelled(self, label: str) -> list[str]:
        """The messages with a label at the server."""
        mails = self.gmail.state.mails.values()
        return [mail.raw.decode("utf-8", "replace") for mail in mails if label in mail.labels]


def connect(session: Session, gmail: SandboxGmail) -> None:
    """Keep the account of the simulated Gmail."""
    address, consents = gmail.state.address, gmail.consents
    account = Account(id=ACCOUNT, kind=AccountKind.GMAIL, address=address, user=address, base_url=gmail.base_url)
    secrets = {"client_id": consents.client_id, "client_secret": consents.client_secret}
    keep_account(session, account, {**secrets, "refresh_token": consents.grant()})


def plain(text: str) -> str:
    """The text without its typography."""
    return text.replace("\u2019", "'").replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def writing(window: Window, qtbot: QtBot, clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Writing]:
    """A company with one Gmail account, whose mailbox makes its pauses short."""
    monkeypatch.setitem(KINDS, AccountKind.GMAIL, lambda: MailKind(open=open_gmail))
    keyring = MemoryKeyring()
    session = unlock(window.profile, PASSPHRASE, clock=clock, keyring=lambda: keyring)
    with SandboxGmail() as gmail:
        connect(session, gmail)
        window.show_vault(session)
        settled(window, qtbot)
        yield Writing(window, Desk(window.currentWidget(), qtbot), gmail, keyring)
        window.close()
