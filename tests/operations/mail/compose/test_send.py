"""A message leaves at most once, whoever tries again; a file gets what it lacks, and one that was sent stays sent."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.cli.main import main
from microdesk_desktop.domain.mail.account import AccountKind
from microdesk_desktop.domain.mail.types import Sent, SentCopy
from microdesk_desktop.mail.outgoing.envelope import envelope_of
from microdesk_desktop.mail.provider import MailKind
from microdesk_desktop.mail.registry import KINDS
from microdesk_desktop.operations.mail.accounts import keep_account
from microdesk_desktop.operations.mail.compose.send import send_file, send_message
from microdesk_desktop.operations.session import Session
from tests.support.mail.two_accounts import GONE, GONE_ID, PASSWORD
from tests.support.vaults import PASSPHRASE, new_vault

FIELDS = "From: Jeanne <jeanne@été.example>\nTo: paul@x.example\n"
MESSAGE = f"{FIELDS}Message-ID: <1@x.example>\nDate: Tue, 3 Nov 2026 09:00:00 +0000\n\nBonjour\n".encode()


@dataclass
class SendingMailbox:
    """A mailbox that keeps what it sent; `is_silent`: it sends, and its answer is lost."""

    sent: list[bytes] = field(default_factory=list)
    asked: list[tuple[str | None, str | None]] = field(default_factory=list)
    is_silent: bool = False
    refuses: tuple[str, ...] = ()

    def send(self, message: bytes, draft: str | None, conversation: str | None, job: Job) -> Sent:
        self.sent.append(message)
        self.asked.append((draft, conversation))
        message_id = envelope_of(message).message_id
        if self.is_silent:
            raise KnownError(ErrorCode.MAIL_SEND_UNKNOWN, message_id=message_id)
        return Sent(message_id=message_id, refused=self.refuses, copy=SentCopy.APPENDED)

    def find_sent(self, message_id: str, job: Job) -> bool:
        return any(message_id.encode() in each for each in self.sent)

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> SendingMailbox:
    made = SendingMailbox()
    monkeypatch.setitem(KINDS, AccountKind.IMAP, lambda: MailKind(open=lambda context: made))
    return made


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = new_vault(tmp_path / "profile").session
    keep_account(made, GONE, {"password": PASSWORD})
    yield made
    made.close()


def file(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "message.eml"
    path.write_bytes(content)
    return path


def test_a_message_is_sent_with_its_draft_and_its_conversation(session, mailbox):
    found = send_message(session, GONE_ID, MESSAGE, Job(), draft="d", conversation="c")
    assert (found.message_id, found.copy) == ("<1@x.example>", SentCopy.APPENDED)
    assert (mailbox.sent, mailbox.asked) == ([MESSAGE], [("d", "c")])


def test_a_message_that_had_left_without_an_answer_is_not_sent_again(session, mailbox):
    mailbox.is_silent = True
    with pytest.raises(KnownError):
        send_message(session, GONE_ID, MESSAGE, Job())
    mailbox.is_silent = False
    assert send_message(session, GONE_ID, MESSAGE, Job(), may_be_sent=True).copy is SentCopy.SERVER
    assert len(mailbox.sent) == 1


def test_a_message_that_had_not_left_is_sent_at_the_next_attempt(session, mailbox):
    assert send_message(session, GONE_ID, MESSAGE, Job(), may_be_sent=True).copy is SentCopy.APPENDED
    assert len(mailbox.sent) == 1


def test_a_message_that_cannot_be_sent_does_not_reach_the_mailbox(session, mailbox):
    with pytest.raises(KnownError) as refused:
        send_message(session, GONE_ID, MESSAGE.replace(b"To:", b"X:"), Job())
    assert (refused.value.code, mailbox.sent) == (ErrorCode.MAIL_NO_RECIPIENT, [])


def test_a_file_gets_the_identity_and_the_day_that_it_lacks(session, mailbox, tmp_path):
    found = send_file(session, GONE_ID, file(tmp_path, f"{FIELDS}\nBonjour\n".encode()), Job())
    (sent,) = mailbox.sent
    assert found.message_id.endswith("@xn--t-9fab.example>")
    assert sent.count(b"\r\nDate: ") == 1
    assert sent.endswith(FIELDS.replace("\n", "\r\n").encode() + b"\r\nBonjour\r\n")


def test_a_file_that_was_sent_already_is_refused(session, mailbox, tmp_path):
    send_file(session, GONE_ID, file(tmp_path, MESSAGE), Job())
    with pytest.raises(KnownError) as refused:
        send_file(session, GONE_ID, file(tmp_path, MESSAGE), Job())
    assert refused.value.code is ErrorCode.MAIL_ALREADY_SENT
    assert mailbox.sent == [MESSAGE.replace(b"\n", b"\r\n")]


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"Bonjour\n", b"To: a@x.example\n\nsans expediteur\n"])
def test_a_file_that_is_no_message_is_refused(content, session, mailbox, tmp_path):
    with pytest.raises(KnownError) as refused:
        send_file(session, GONE_ID, file(tmp_path, content), Job())
    assert (refused.value.code, mailbox.sent) == (ErrorCode.MAIL_UNREADABLE, [])


def test_the_command_prints_whom_it_did_not_reach_and_ends_with_3(session, mailbox, tmp_path, capsys):
    session.close()
    (tmp_path / "secret").write_text(PASSPHRASE)
    words = ("--profile", tmp_path / "profile", "--passphrase-file", tmp_path / "secret")
    mailbox.refuses = ("lea@x.example",)
    sent = ("mail", "send", file(tmp_path, MESSAGE), "--account", GONE.address)
    assert main([*map(str, (*words, "--json", *sent))]) == 3
    assert json.loads(capsys.readouterr().out) == {
        "message_id": "<1@x.example>",
        "refused": ["lea@x.example"],
        "copy": "appended",
    }
    mailbox.sent.clear()
    assert main([*map(str, (*words, *sent))]) == 3
    assert "lea@x.example" in capsys.readouterr().out
    mailbox.refuses = ()
    assert main([*map(str, (*words, "--json", *sent))]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "mail_already_sent"
