"""The page « Courrier » on Dovecot: news come by themselves, and a server that went away is reached again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from microdesk_desktop.operations.mail.accounts import keep_account
from microdesk_desktop.operations.vault.unlock import unlock
from microdesk_desktop.pages.mail.page import MailPage
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from tests.support.clock import FakeClock, clock
from tests.support.gui import LONG_MS, PASSPHRASE, made_vault, profile, started
from tests.support.mail.mailbox import Other, letter
from tests.support.servers.dovecot import PASSWORD, Dovecot

pytestmark = pytest.mark.real
__all__ = ["clock", "made_vault", "profile"]


@pytest.fixture
def other(dovecot: Dovecot, user: str) -> Iterator[Other]:
    other = Other(dovecot, user)
    yield other
    other.close()


@pytest.fixture
def page(
    qapp: QApplication, qtbot: QtBot, profile: Path, clock: FakeClock, dovecot: Dovecot, user: str, other: Other
) -> Iterator[MailPage]:
    """The page of a mailbox with two conversations."""
    other.add("INBOX", letter("Devis"), b"\\Seen")
    other.add("INBOX", letter("Facture", key="f"), b"\\Seen", minutes=1)
    keyring = MemoryKeyring()
    with started(qapp, qtbot, profile, clock) as window:
        session = unlock(profile, PASSPHRASE, clock=clock, keyring=lambda: keyring)
        keep_account(session, dovecot.account(user), {"password": PASSWORD})
        window.show_vault(session)
        shell = window.currentWidget()
        assert isinstance(shell, Shell)
        shell.navigate("mail")
        found = shell.current()
        assert isinstance(found, MailPage)
        qtbot.waitUntil(lambda: subjects(found) == ["Facture", "Devis"], timeout=LONG_MS)
        yield found


def subjects(page: MailPage) -> list[str]:
    model = page.conversations.table.model
    return [row.subject for number in range(model.rowCount()) if (row := model.row(number)) is not None]


def test_an_answer_comes_by_itself_and_its_conversation_stays_selected(
    page: MailPage, qtbot: QtBot, other: Other
) -> None:
    page.conversations.table.view.select_row(0)
    other.add("INBOX", letter("Re: Facture", key="g", answers="f"), minutes=2)
    other.add("INBOX", letter("Urgent"), minutes=3)
    qtbot.waitUntil(lambda: subjects(page) == ["Urgent", "Re: Facture", "Devis"], timeout=LONG_MS)
    row = page.conversations.current_row()
    assert row is not None
    assert (row.subject, row.count, row.unread) == ("Re: Facture", 2, True)


def test_what_another_program_removes_leaves_the_list(page: MailPage, qtbot: QtBot, other: Other) -> None:
    other.client.select_folder("INBOX")
    other.client.delete_messages(other.client.search(["SUBJECT", "Devis"]))
    other.client.expunge()
    qtbot.waitUntil(lambda: subjects(page) == ["Facture"], timeout=LONG_MS)


def test_a_mailbox_that_was_closed_is_watched_again(page: MailPage, qtbot: QtBot, other: Other, user: str) -> None:
    other.add("INBOX", letter("Premier"), minutes=2)  # once it is shown, the wait is under way
    qtbot.waitUntil(lambda: subjects(page)[0] == "Premier", timeout=LONG_MS)
    page.workspace.session.mailboxes.drop(user)
    other.add("INBOX", letter("Urgent"), minutes=3)
    qtbot.waitUntil(lambda: subjects(page) == ["Urgent", "Premier", "Facture", "Devis"], timeout=LONG_MS)
