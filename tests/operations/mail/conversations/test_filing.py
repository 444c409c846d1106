"""Conversations are marked, labelled and binned at the server; each undo restores what was there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.conversations.listed import ListKey
from microdesk_desktop.domain.mail.types import Row
from microdesk_desktop.operations.mail.conversations.filing import (
    file_conversations,
    mark_read,
    put_in_bin,
    star,
    take_out_of_bin,
)
from microdesk_desktop.operations.mail.conversations.folders import change_folder, create_folder, remove_folder
from microdesk_desktop.operations.mail.conversations.pages import load_page, wait_for_change
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.gmail.service import SandboxGmail
from microdesk_desktop.sandbox.gmail.state import Mail
from tests.support.mail.desk import ACCOUNT_ID, connect_gmail
from tests.support.vaults import new_vault


@pytest.fixture
def gmail() -> Iterator[SandboxGmail]:
    with SandboxGmail() as service:
        yield service


@pytest.fixture
def session(tmp_path: Path, gmail: SandboxGmail) -> Iterator[Session]:
    session = new_vault(tmp_path / "profile").session
    connect_gmail(session, gmail)
    yield session
    session.close()


def rows(session: Session, folder: str | None = "INBOX") -> tuple[Row, ...]:
    return load_page(session, ListKey(account_id=ACCOUNT_ID, folder=folder), None, Job()).rows


def undone(session: Session, result: ChangeResult) -> ChangeResult:
    assert result.undo is not None
    return result.undo(session)


def exchange(gmail: SandboxGmail) -> tuple[Mail, Mail]:
    """A letter and its answer, one conversation."""
    first = gmail.deliver("Devis")
    return first, gmail.deliver("Re: Devis", answers=str(first.message["Message-ID"]))


def test_all_letters_are_read_and_only_the_newest_is_unread_again(session: Session, gmail: SandboxGmail) -> None:
    first, answer = exchange(gmail)
    mark_read(session, ACCOUNT_ID, rows(session), Job(), unread=False)
    assert first.labels == answer.labels == {"INBOX"}
    mark_read(session, ACCOUNT_ID, rows(session), Job(), unread=True)
    assert (first.labels, answer.labels) == ({"INBOX"}, {"INBOX", "UNREAD"})


def test_a_star_is_on_the_newest_letter_and_leaves_all(session: Session, gmail: SandboxGmail) -> None:
    first, answer = exchange(gmail)
    star(session, ACCOUNT_ID, rows(session), Job(), starred=True)
    assert "STARRED" in answer.labels - first.labels
    first.labels.add("STARRED")
    star(session, ACCOUNT_ID, rows(session), Job(), starred=False)
    assert "STARRED" not in first.labels | answer.labels


def test_the_bin_takes_the_whole_conversation_and_its_undo_can_be_redone(session: Session, gmail: SandboxGmail) -> None:
    first, answer = exchange(gmail)
    result = put_in_bin(session, ACCOUNT_ID, rows(session), Job())
    assert "TRASH" in first.labels & answer.labels
    back = undone(session, result)
    assert "INBOX" in first.labels & answer.labels
    assert "TRASH" not in first.labels | answer.labels
    undone(session, back)
    assert "TRASH" in first.labels & answer.labels
    take_out_of_bin(session, ACCOUNT_ID, rows(session, "TRASH"), Job())
    assert "TRASH" not in first.labels | answer.labels


def test_undoing_a_label_leaves_it_on_those_that_had_it(session: Session, gmail: SandboxGmail) -> None:
    label = create_folder(session, ACCOUNT_ID, " Clients\n", None, "#16a766", Job())
    assert (label.name, label.colour) == ("Clients", "#16a766")
    with_label = gmail.deliver("Devis", labels=("INBOX", label.key))
    without = gmail.deliver("Facture", labels=("INBOX",))
    result = file_conversations(
        session, ACCOUNT_ID, rows(session), frozenset((label.key,)), frozenset(("INBOX",)), Job()
    )
    assert with_label.labels == without.labels == {label.key}
    undone(session, result)
    assert (with_label.labels, without.labels) == ({"INBOX", label.key}, {"INBOX"})


def test_a_label_is_renamed_and_removed_and_a_name_is_needed(session: Session, gmail: SandboxGmail) -> None:
    label = create_folder(session, ACCOUNT_ID, "Clients", None, None, Job())
    mail = gmail.deliver("Devis", labels=("INBOX", label.key))
    assert change_folder(session, ACCOUNT_ID, label.key, "Client", "#4a86e8", Job()).name == "Client"
    with pytest.raises(KnownError) as refused:
        create_folder(session, ACCOUNT_ID, "\r\n ", None, None, Job())
    assert refused.value.code is ErrorCode.INVALID_VALUE
    remove_folder(session, ACCOUNT_ID, label.key, Job())
    assert label.key not in gmail.state.labels
    assert mail.id in gmail.state.mails


def test_the_wait_ends_with_what_arrived_or_as_soon_as_it_is_cancelled(session: Session, gmail: SandboxGmail) -> None:
    inbox = ListKey(account_id=ACCOUNT_ID, folder="INBOX")
    page = load_page(session, inbox, None, Job())
    gmail.deliver("Devis")
    assert wait_for_change(session, ACCOUNT_ID, page.stamp, Job()).arrived
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        wait_for_change(session, ACCOUNT_ID, load_page(session, inbox, None, Job()).stamp, job)
