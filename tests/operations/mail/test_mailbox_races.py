"""The vault is locked, or an account removed, while its mailbox works: the work ends, and opens nothing again."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.mail.provider import Mailbox
from microdesk_desktop.operations.mail.accounts import list_accounts
from microdesk_desktop.operations.mail.compose.send import send_message
from microdesk_desktop.operations.mail.connection.add_gmail import add_gmail
from microdesk_desktop.operations.mail.conversations.listing import Wanted, list_conversations
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.mail.remove import remove_account
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.browser import browser
from microdesk_desktop.sandbox.gmail.service import SandboxGmail
from tests.support.mail.imap_account import ACCOUNT_ID, HurriedJob, Served, served, trusted
from tests.support.mail.two_accounts import passwords
from tests.support.servers.certificates import Certificates, make_certificates
from tests.support.servers.imap_server import CUT, ImapScript
from tests.support.servers.scripted_server import Wire
from tests.support.servers.smtp_server import USER, SmtpScript

MESSAGE = f"From: {USER}\r\nTo: paul@x.example\r\nMessage-ID: <1@x.example>\r\n\r\nBonjour\r\n".encode()
Interruption = Callable[[Session], object]


def lock(session: Session) -> None:
    session.close()


def remove(session: Session) -> None:
    remove_account(session, ACCOUNT_ID, Job())


BOTH = pytest.mark.parametrize("interrupt", [lock, remove])


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Certificates]:
    made = make_certificates(tmp_path_factory.mktemp("certificates"))
    with trusted(made):
        yield made


@pytest.fixture
def mine(tmp_path: Path, certificates: Certificates) -> Iterator[Served]:
    imap = ImapScript(certificates.good, {b"LIST": b'* LIST () "/" INBOX\r\n* LIST (\\Sent) "/" Sent\r\n'})
    with served(tmp_path, imap, SmtpScript(certificates.good)) as made:
        yield made


def interrupting(mine: Served, interrupt: Interruption, done: Event) -> Callable[[Wire, bytes], bytes]:
    """A server that answers nothing to a command, during which the vault is locked or the account removed."""

    def silent(wire: Wire, tag: bytes) -> bytes:
        interrupt(mine.session)
        done.set()
        wire.line()
        return CUT

    return silent


def refused_now(mine: Served) -> ErrorCode:
    with pytest.raises(KnownError) as raised:
        open_mailbox(mine.session, ACCOUNT_ID)
    return raised.value.code


@BOTH
@pytest.mark.parametrize("step", [b"AUTHENTICATE", b"FETCH"])
def test_a_list_that_loads_ends(step: bytes, interrupt: Interruption, mine: Served) -> None:
    done = Event()
    mine.imap.answers[step] = interrupting(mine, interrupt, done)
    mailbox = open_mailbox(mine.session, ACCOUNT_ID)
    with pytest.raises(Cancelled):
        list_conversations(mine.session, ACCOUNT_ID, Wanted(), Job())
    with pytest.raises(Cancelled):
        mailbox.page("INBOX", "", None, Job())
    assert len([each for each in mine.imap.commands if b"AUTHENTICATE" in each]) == 1, "nothing logs in again"
    assert refused_now(mine) is (ErrorCode.VAULT_LOCKED if interrupt is lock else ErrorCode.MAIL_ACCOUNT_UNKNOWN)
    assert done.wait(30)
    if interrupt is remove:
        assert (list_accounts(mine.session), passwords(mine.session, ACCOUNT_ID)) == ([], [None])


@BOTH
def test_waiting_for_news_ends(interrupt: Interruption, mine: Served) -> None:
    def idle(wire: Wire, tag: bytes) -> bytes:
        wire.send(b"+ idling\r\n")
        return interrupting(mine, interrupt, Event())(wire, tag)

    mine.imap.answers[b"IDLE"] = idle
    with pytest.raises(Cancelled):
        open_mailbox(mine.session, ACCOUNT_ID).wait("7.2.1.0.INBOX", Event())


@BOTH
def test_a_message_that_is_leaving_leaves_once(interrupt: Interruption, mine: Served) -> None:
    def recipient(line: bytes) -> bytes:
        interrupt(mine.session)
        return b"250 ok"

    mine.smtp.replies["RCPT"] = recipient
    send_message(mine.session, ACCOUNT_ID, MESSAGE, HurriedJob())
    assert len(mine.smtp.texts) == 1


def test_an_account_that_is_removed_while_its_mailbox_opens_stays_closed(
    mine: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = mine.session.mailboxes.get

    def late(account_id: str, open_it: Callable[[], Mailbox]) -> Mailbox:
        remove(mine.session)
        return usual(account_id, open_it)

    monkeypatch.setattr(mine.session.mailboxes, "get", late)
    assert refused_now(mine) is ErrorCode.MAIL_ACCOUNT_UNKNOWN
    monkeypatch.undo()
    with pytest.raises(LookupError):
        usual(ACCOUNT_ID, lambda: {}["nothing is open"])


def test_two_threads_use_one_connection_in_turn(mine: Served) -> None:
    found: list[int] = []

    def read() -> None:
        for _ in range(5):
            found.append(len(list_conversations(mine.session, ACCOUNT_ID, Wanted(), Job()).rows))

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert found == [1] * 15
    assert len([each for each in mine.imap.commands if b"AUTHENTICATE" in each]) == 1


@BOTH
def test_a_gmail_mailbox_that_was_closed_gets_no_token_again(
    interrupt: Interruption, mine: Served, tmp_path: Path
) -> None:
    with SandboxGmail() as gmail:
        agree = browser()
        added = add_gmail(
            mine.session,
            gmail.write_client_file(tmp_path / "client.json"),
            announce=lambda page: agree(page.url),
            job=Job(),
            base_url=gmail.base_url,
        )
        mailbox = open_mailbox(mine.session, added.account.id)
        stamp = mailbox.page("INBOX", "", None, Job()).stamp
        if interrupt is lock:
            lock(mine.session)
        else:
            mine.session.mailboxes.drop(added.account.id)
        asked = len(gmail.requests)
        for use in (lambda: mailbox.page("INBOX", "", None, Job()), lambda: mailbox.wait(stamp, Event())):
            with pytest.raises(Cancelled):
                use()
        assert len(gmail.requests) == asked
