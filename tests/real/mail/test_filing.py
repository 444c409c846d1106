"""Moves of conversations on Dovecot, with their undo: each letter goes back to the folder that it came from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import Cancelled
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.conversations.listed import ListKey
from microdesk_desktop.domain.mail.types import Folder, Role
from microdesk_desktop.operations.mail.accounts import keep_account
from microdesk_desktop.operations.mail.conversations.filing import file_conversations, put_in_bin
from microdesk_desktop.operations.mail.conversations.folders import create_folder
from microdesk_desktop.operations.mail.conversations.listing import list_folders
from microdesk_desktop.operations.mail.conversations.pages import load_page, wait_for_change
from microdesk_desktop.operations.session import Session
from tests.support.mail.mailbox import Other, letter
from tests.support.servers.dovecot import PASSWORD, Dovecot
from tests.support.vaults import new_vault

pytestmark = pytest.mark.real


@pytest.fixture
def session(tmp_path: Path, dovecot: Dovecot, user: str) -> Iterator[Session]:
    session = new_vault(tmp_path / "profile").session
    keep_account(session, dovecot.account(user), {"password": PASSWORD})
    yield session
    session.close()


@pytest.fixture
def other(dovecot: Dovecot, user: str) -> Iterator[Other]:
    other = Other(dovecot, user)
    yield other
    other.close()


def folder(session: Session, user: str, role: Role) -> Folder:
    return next(each for each in list_folders(session, user, Job()) if each.role is role)


def subjects(session: Session, user: str, key: str) -> list[str]:
    return [row.subject for row in load_page(session, ListKey(account_id=user, folder=key), None, Job()).rows]


def test_a_conversation_moves_whole_and_comes_back(session: Session, user: str, other: Other) -> None:
    other.add_all("INBOX", [letter("Devis", key="a"), letter("Re: Devis", key="b", answers="a"), letter("Facture")])
    inbox = folder(session, user, Role.INBOX)
    target = create_folder(session, user, "Clients", None, None, Job())
    rows = load_page(session, ListKey(account_id=user, folder=inbox.key), None, Job()).rows
    moved = [row for row in rows if row.subject == "Re: Devis"]
    result = file_conversations(session, user, moved, frozenset((target.key,)), frozenset(), Job())
    assert subjects(session, user, inbox.key) == ["Facture"]
    assert load_page(session, ListKey(account_id=user, folder=target.key), None, Job()).rows[0].count == 2
    assert result.undo is not None
    result.undo(session)
    assert sorted(subjects(session, user, inbox.key)) == ["Facture", "Re: Devis"]
    assert subjects(session, user, target.key) == []


def test_an_incomplete_conversation_is_binned_without_its_letters_elsewhere(
    session: Session, user: str, other: Other
) -> None:
    inbox, sent = folder(session, user, Role.INBOX), folder(session, user, Role.SENT)
    other.add("INBOX", letter("Devis", key="a"))
    other.add(sent.name, letter("Re: Devis", key="b", answers="a", sender="me@studio.example"))
    other.add("INBOX", letter("Re: Devis", key="c", answers="a b"))
    rows = load_page(session, ListKey(account_id=user, folder=inbox.key), None, Job()).rows
    assert [row.complete for row in rows] == [False]
    put_in_bin(session, user, rows, Job())
    assert subjects(session, user, inbox.key) == []
    assert len(subjects(session, user, sent.key)) == 1


def test_the_wait_ends_when_a_letter_comes_and_when_it_is_cancelled(session: Session, user: str, other: Other) -> None:
    inbox = folder(session, user, Role.INBOX)
    page = load_page(session, ListKey(account_id=user, folder=inbox.key), None, Job())
    other.add("INBOX", letter("Devis"))
    assert wait_for_change(session, user, page.stamp, Job()).arrived
    now = load_page(session, ListKey(account_id=user, folder=inbox.key), None, Job())
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        wait_for_change(session, user, now.stamp, job)
