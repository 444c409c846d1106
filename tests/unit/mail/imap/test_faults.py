"""What a server does wrong, at each step of IMAP: a known error, no password where none is due, and a way on."""

import base64
import logging
from collections.abc import Mapping
from datetime import datetime
from threading import Event

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.account import Account, AccountKind, Security, Server
from microdesk_desktop.domain.mail.types import Change
from microdesk_desktop.mail.imap import connection
from microdesk_desktop.mail.imap.mailbox import ImapMailbox
from tests.support.clock import FakeClock
from tests.support.mail.mailbox import MemoryJournal, context
from tests.support.servers.certificates import Certificates
from tests.support.servers.imap_server import CUT, FETCH, READY, SELECT, Answer, ImapScript, refusing
from tests.support.servers.scripted_server import Recorded, Wire, playing

pytestmark = pytest.mark.usefixtures("trusted_authority")
PASSWORD = "motdepasse-canari"
LOGIN = base64.b64encode(f"\0nova\0{PASSWORD}".encode())


class Played(ImapScript):
    """A scripted server, and a mailbox on it."""

    def __init__(self, certificates: Certificates, answers: Mapping[bytes, Answer], greeting: bytes = READY) -> None:
        super().__init__(certificates.good, answers, greeting)
        self.journal = MemoryJournal()
        self.clock = FakeClock()

    def mailbox(self, server: Recorded, password: str = PASSWORD) -> ImapMailbox:
        account = Account(
            id="a",
            kind=AccountKind.IMAP,
            address="nova@client.example",
            user="nova",
            incoming=Server(host="localhost", port=server.port, security=Security.TLS),
        )
        return ImapMailbox(context(account, clock=self.clock, password=password, journal=self.journal))


class SleepingClock(FakeClock):
    """The clock of a computer that sleeps two minutes between any two looks at it."""

    def now(self) -> datetime:
        self.advance(minutes=2)
        return super().now()


def outcome(
    certificates: Certificates, answers: Mapping[bytes, Answer], greeting: bytes = READY
) -> tuple[KnownError, Played]:
    """The error of reading a page, or of binning its first letter, from a server with these answers."""
    played = Played(certificates, answers, greeting)
    with playing(played.talk) as server:
        mine = played.mailbox(server)
        with pytest.raises(KnownError) as raised:
            mine.bin([mine.page("INBOX", "", None, Job()).rows[0].key], Job())
        mine.close()
    return raised.value, played


def test_the_server_of_these_tests_is_right(certificates: Certificates) -> None:
    played = Played(certificates, {})
    with playing(played.talk) as server:
        mine = played.mailbox(server)
        [row] = mine.page("INBOX", "", None, Job()).rows
        mine.bin([row.key], Job())
        mine.close()
    assert row.subject == "Devis"
    assert b"MOVE" in played.commands[-1]
    assert [event.outcome for event in played.journal.events] == ["ended"]


@pytest.mark.parametrize("step", [b"CAPABILITY", b"AUTHENTICATE", b"LIST", b"EXAMINE", b"SELECT", b"FETCH", b"MOVE"])
def test_a_connection_that_is_cut_at_any_step_is_named_and_journalled(certificates: Certificates, step: bytes) -> None:
    error, played = outcome(certificates, {step: CUT + b"* OK half an ans"})
    assert error.code is ErrorCode.MAIL_DROPPED
    assert played.journal.events[0].outcome == "dropped"


@pytest.mark.parametrize(
    ("answer", "code", "part"),
    [
        (b"NO [AUTHENTICATIONFAILED] <b>mallory@x</b>", ErrorCode.MAIL_LOGIN_REFUSED, None),
        (b"NO [ALERT] Application-specific password required", ErrorCode.MAIL_LOGIN_REFUSED, "app_password"),
        (b"NO [UNAVAILABLE] later", ErrorCode.MAIL_BUSY, None),
        (b"NO Maximum number of connections from user+IP exceeded", ErrorCode.MAIL_BUSY, None),
    ],
)
def test_a_refused_login_is_named_by_its_cause(
    certificates: Certificates, answer: bytes, code: ErrorCode, part: str | None
) -> None:
    error, played = outcome(certificates, {b"AUTHENTICATE": refusing(answer)})
    assert (error.code, error.params) == (code, {"host": "localhost", **({"part": part} if part else {})})
    assert len([each for each in played.commands if b"AUTH" in each]) == 1


@pytest.mark.parametrize("greeting", [b"* BYE too many\r\n", b"SSH-2.0-x\r\n", b""])
def test_a_server_that_greets_otherwise_gets_no_password(certificates: Certificates, greeting: bytes) -> None:
    error, played = outcome(certificates, {b"CAPABILITY": CUT}, greeting or b"\r\n")
    assert error.code in (ErrorCode.MAIL_DROPPED, ErrorCode.MAIL_PROVIDER_BROKEN)
    assert not any(LOGIN in each or PASSWORD.encode() in each for each in played.commands)


@pytest.mark.parametrize(
    "answer",
    [
        b"* 1 FETCH (UID 1 BODY[HEADER.FIELDS (SUBJECT)]<0> {99999999999}\r\n",
        b"* 1 FETCH (UID 1 FLAGS (\r\n",
        b"* 1 FETCH ((((((\r\n",
        b"* 1 FETCH (UID one FLAGS ())\r\n",
        b"\xff\xfe\x00\r\n",
    ],
)
def test_an_unreadable_answer_is_an_error_and_no_crash(certificates: Certificates, answer: bytes) -> None:
    error, _ = outcome(certificates, {b"FETCH": answer})
    assert error.code in (ErrorCode.MAIL_DROPPED, ErrorCode.MAIL_PROVIDER_BROKEN)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"NO [OVERQUOTA] full", ErrorCode.MAIL_OVER_QUOTA),
        (b"NO [UNAVAILABLE] later", ErrorCode.MAIL_BUSY),
        (b"NO [TRYCREATE] no such folder", ErrorCode.MAIL_GONE),
        (b"NO never", ErrorCode.MAIL_UNSUPPORTED),
        (b"BAD what?", ErrorCode.MAIL_PROVIDER_BROKEN),
    ],
)
def test_a_refused_command_is_named_by_its_code(certificates: Certificates, text: bytes, code: ErrorCode) -> None:
    assert outcome(certificates, {b"MOVE": refusing(text)})[0].code is code


def test_a_mailbox_goes_on_with_a_new_connection_after_a_cut(certificates: Certificates) -> None:
    cuts = iter([CUT, b""])
    played = Played(certificates, {b"EXAMINE": lambda *_: next(cuts, b"") or SELECT})
    with playing(played.talk) as server:
        mine = played.mailbox(server)
        with pytest.raises(KnownError):
            mine.page("INBOX", "", None, Job())
        assert len(mine.page("INBOX", "", None, Job()).rows) == 1
        mine.close()
    assert [event.outcome for event in played.journal.events] == ["dropped", "ended"]


def test_a_connection_that_ended_in_a_pause_is_replaced_without_an_error(
    certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_CHECKED_AFTER_S", -1.0)
    played = Played(certificates, {b"NOOP": CUT})
    with playing(played.talk) as server:
        mine = played.mailbox(server)
        assert [len(mine.page("INBOX", "", None, Job()).rows) for _ in range(2)] == [1, 1]
        mine.close()
    assert [event.outcome for event in played.journal.events] == ["dropped", "ended"]


def test_a_password_that_would_be_a_command_is_not_sent(certificates: Certificates) -> None:
    played = Played(certificates, {b"CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n"})
    with playing(played.talk) as server:
        mine = played.mailbox(server, f"{PASSWORD}\r\nA9 CREATE injecte")
        with pytest.raises(KnownError) as raised:
            mine.page("INBOX", "", None, Job())
        mine.close()
    assert raised.value.code is ErrorCode.MAIL_LOGIN_REFUSED
    assert [each.split(b" ")[1] for each in played.commands] == [b"CAPABILITY"]


def test_one_letter_that_came_while_another_left_are_both_noticed(certificates: Certificates) -> None:
    played = Played(certificates, {b"EXAMINE": SELECT.replace(b"UIDNEXT 2", b"UIDNEXT 3")})
    with playing(played.talk) as server:
        mine = played.mailbox(server)
        assert mine.wait("7.2.1.0.INBOX", Event()) == Change(arrived=True, everything=True)
        mine.close()


def test_a_cancelled_job_ends_a_command_that_gets_no_answer(certificates: Certificates) -> None:
    job = Job()

    def silent(wire: Wire, tag: bytes) -> bytes:
        job.cancel()
        wire.line()
        return CUT

    played = Played(certificates, {b"EXAMINE": silent})
    with playing(played.talk) as server:
        mine = played.mailbox(server)
        with pytest.raises(Cancelled):
            mine.page("INBOX", "", None, job)
        mine.close()
    assert [event.outcome for event in played.journal.events] == ["cancelled"]


def test_closing_ends_a_command_of_another_thread(certificates: Certificates) -> None:
    holder: list[ImapMailbox] = []

    def silent(wire: Wire, tag: bytes) -> bytes:
        holder[0].close()
        wire.line()
        return CUT

    played = Played(certificates, {b"EXAMINE": silent})
    with playing(played.talk) as server:
        holder.append(played.mailbox(server))
        for _ in range(2):
            with pytest.raises(Cancelled):
                holder[0].page("INBOX", "", None, Job())


def test_neither_password_nor_subject_is_logged(certificates: Certificates, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    outcome(certificates, {b"MOVE": refusing("NO Été canari".encode())})
    outcome(certificates, {b"AUTHENTICATE": refusing("NO Été canari".encode())})
    assert not [record for record in caplog.records if record.name.startswith("imap")]
    assert "canari" not in caplog.text


def test_idle_ends_with_the_connection_and_after_a_sleep(certificates: Certificates) -> None:
    def idle_then_cut(wire: Wire, tag: bytes) -> bytes:
        wire.send(b"+ idling\r\n")
        return CUT

    def idle_on(wire: Wire, tag: bytes) -> bytes:
        wire.send(b"+ idling\r\n")
        wire.line()
        return CUT

    for idle, clock in ((idle_then_cut, FakeClock()), (idle_on, SleepingClock())):
        played = Played(certificates, {b"IDLE": idle})
        played.clock = clock
        with playing(played.talk) as server:
            mine = played.mailbox(server)
            with pytest.raises(KnownError) as raised:
                mine.wait("7.2.1.0.INBOX", Event())
            assert raised.value.code is ErrorCode.MAIL_DROPPED
            mine.close()


def test_news_that_come_with_the_answer_to_idle_are_heard(certificates: Certificates) -> None:
    seen = iter((SELECT, SELECT.replace(b"1 EXISTS", b"2 EXISTS").replace(b"UIDNEXT 2", b"UIDNEXT 3")))

    def idle_with_news(wire: Wire, tag: bytes) -> bytes:
        wire.send(b"+ idling\r\n* 2 EXISTS\r\n")
        assert wire.line() == b"DONE"
        return b""

    answers = {b"IDLE": idle_with_news, b"EXAMINE": lambda _, __: next(seen)}
    played = Played(certificates, answers)
    with playing(played.talk) as server:
        mine = played.mailbox(server)
        assert mine.wait("7.2.1.0.INBOX", Event()).arrived
        mine.close()


def test_a_structure_that_cannot_be_read_hides_no_conversation(certificates: Certificates) -> None:
    def fetch(wire: Wire, tag: bytes) -> bytes:
        asked = b"BODYSTRUCTURE" in played.commands[-1]
        return FETCH.replace(b"FLAGS ()", b"FLAGS () BODYSTRUCTURE NIL") if asked else FETCH

    played = Played(certificates, {b"FETCH": fetch, b"SEARCH": b"* SEARCH\r\n"})
    with playing(played.talk) as server:
        mine = played.mailbox(server)
        [found] = mine.conversation("7.1.INBOX", Job())
        mine.close()
    assert (found.subject, found.parts) == ("Devis", ())
