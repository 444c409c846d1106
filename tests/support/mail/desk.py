"""The window with a connected mailbox of the simulated Gmail, on the page « Courrier »."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from microdesk_desktop.domain.mail.account import Account, AccountKind
from microdesk_desktop.mail.google.tokens import CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN
from microdesk_desktop.operations.mail.accounts import keep_account
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.unlock import unlock
from microdesk_desktop.pages.mail.page import MailPage
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.pages.shell.window import Window
from microdesk_desktop.sandbox.gmail.service import SandboxGmail
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from tests.support.clock import FakeClock
from tests.support.gui import PASSPHRASE

ACCOUNT_ID = "00aa11bb22cc33dd"


def connect_gmail(session: Session, sandbox: SandboxGmail, account_id: str = ACCOUNT_ID) -> Account:
    """Keep the account of a simulated mailbox, with a consent that was given."""
    account = Account(
        id=account_id,
        kind=AccountKind.GMAIL,
        address=sandbox.state.address,
        user=sandbox.state.address,
        base_url=sandbox.base_url,
    )
    consents = sandbox.consents
    secrets = {CLIENT_ID: consents.client_id, CLIENT_SECRET: consents.client_secret, REFRESH_TOKEN: consents.grant()}
    keep_account(session, account, secrets)
    return account


class MailDesk:
    """The page with its mailbox, and how a test drives them."""

    def __init__(self, shell: Shell, qtbot: QtBot, gmail: SandboxGmail) -> None:
        self.shell = shell
        self.workspace = shell.workspace
        self.qtbot = qtbot
        self.gmail = gmail
        self._bugs: list[Exception] = []
        self.workspace.runner.failed.connect(self._bugs.append)

    @property
    def page(self) -> MailPage:
        page = self.shell.current()
        assert isinstance(page, MailPage)
        return page

    @property
    def subjects(self) -> list[str]:
        """The subjects on the screen, from top to bottom."""
        model = self.page.conversations.table.model
        return [row.subject for number in range(model.rowCount()) if (row := model.row(number)) is not None]

    def wait(self, condition: Callable[[], bool]) -> None:
        """Wait until something holds; a bug on a worker is the test's failure."""
        self.qtbot.waitUntil(lambda: bool(self._bugs) or condition(), timeout=60_000)
        if self._bugs:
            raise self._bugs[0]

    def rest(self) -> None:
        """Wait until nothing runs but the wait for new mail."""
        self.wait(lambda: self.workspace.is_at_rest)

    def open(self) -> MailPage:
        """Go to the page, and wait until it shows its list."""
        self.shell.window().activateWindow()
        self.shell.navigate("mail")
        self.rest()
        return self.page

    def labels_of(self, subject: str) -> set[str]:
        """The labels that a message has at the server."""
        found = [mail for mail in self.gmail.state.mails.values() if mail.message["Subject"] == subject]
        assert len(found) == 1, subject
        return found[0].labels


def mail_desk_of(window: Window, profile: Path, qtbot: QtBot, gmail: SandboxGmail) -> MailDesk:
    """The desk with this mailbox connected, its page not opened yet."""
    keyring = MemoryKeyring()
    session = unlock(profile, PASSPHRASE, clock=window.clock, keyring=lambda: keyring)
    connect_gmail(session, gmail)
    window.show_vault(session)
    shell = window.currentWidget()
    assert isinstance(shell, Shell)
    return MailDesk(shell, qtbot, gmail)


@pytest.fixture
def gmail(clock: FakeClock) -> Iterator[SandboxGmail]:
    """The simulated mailbox."""
    with SandboxGmail(clock=clock) as sandbox:
        yield sandbox


@pytest.fixture
def mail_desk(window: Window, profile: Path, qtbot: QtBot, gmail: SandboxGmail) -> MailDesk:
    """The page « Courrier » of a mailbox with three letters, the newest one unread."""
    gmail.deliver("Devis", sender="Léa Martin <lea@nova.example>", labels=("INBOX",))
    gmail.deliver("Facture", sender="OVH <factures@ovh.example>", labels=("INBOX",))
    gmail.deliver("Rendez-vous", sender="Paul Roy <paul@roy.example>", labels=("INBOX", "UNREAD"))
    desk = mail_desk_of(window, profile, qtbot, gmail)
    desk.open()
    return desk
