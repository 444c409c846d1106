"""Whatever goes wrong at any step of SMTP, it is known whether the message can have left, and it leaves once."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.net.secure import NetTimeouts
from microdesk_desktop.base.net.types import Security, Server
from microdesk_desktop.domain.mail.types import SentCopy
from microdesk_desktop.mail.outgoing.envelope import envelope_of
from microdesk_desktop.mail.outgoing.sent_copy import COPY_WAIT_S, send_message
from microdesk_desktop.mail.outgoing.smtp import SmtpAccess, check_login, size_limit, submit
from tests.support.clock import FakeClock
from tests.support.journal import MemoryJournal
from tests.support.servers.certificates import Certificates
from tests.support.servers.scripted_server import Recorded, playing
from tests.support.servers.smtp_server import FEATURES, PASSWORD, USER, SmtpScript

pytestmark = pytest.mark.usefixtures("trusted_authority")
PAUL, LEA, HIDDEN = "paul@x.example", "lea@x.example", "cache@x.example"
MESSAGE = (
    f"From: {USER}\r\nTo: {PAUL}, {LEA}\r\nBcc: {HIDDEN}\r\nMessage-ID: <1@atelier.example>\r\n\r\n"
    "Bonjour\r\n.\r\n..fin\r\n"
).encode()
STEPS = ["GREETING", "EHLO", "AUTH", "MAIL", "RCPT", "DATA"]


@pytest.fixture
def good(certificates: Certificates) -> Path:
    return certificates.good


def access(server: Recorded, journal: MemoryJournal | None = None, security: Security = Security.TLS) -> SmtpAccess:
    return SmtpAccess(
        server=Server(host="localhost", port=server.port, security=security),
        user=USER,
        password=PASSWORD,
        journal=journal or MemoryJournal(),
        clock=FakeClock(),
        timeouts=NetTimeouts(open_s=60, read_s=60),
    )


def sent(script: SmtpScript, message: bytes = MESSAGE, job: Job | None = None) -> tuple[str, ...]:
    with playing(script.talk) as server:
        return submit(envelope_of(message), access(server), job or Job())


def refusal(script: SmtpScript, message: bytes = MESSAGE) -> KnownError:
    with pytest.raises(KnownError) as refused:
        sent(script, message)
    assert len([each for each in script.commands if each.startswith(b"DATA")]) <= 1
    return refused.value


class Folder:
    """The sent messages of an account; `files` is whether the server keeps a copy by itself while it is waited for."""

    def __init__(self, *, files: bool = False, fails: bool = False) -> None:
        self.kept: list[bytes] = []
        self.files = files
        self.fails = fails
        self.asked = 0

    def has(self, message_id: str, job: Job) -> bool:
        self.asked += 1
        if self.fails:
            raise KnownError(ErrorCode.MAIL_DROPPED)
        return any(message_id.encode() in each for each in self.kept)

    def append(self, message: bytes, job: Job) -> None:
        self.kept.append(message)


class WaitingJob(Job):
    """A job whose waiting for the copy is the moment at which the server files it."""

    def __init__(self, folder: Folder) -> None:
        super().__init__()
        self.folder = folder
        self.waited = 0.0

    def wait(self, seconds: float) -> None:
        self.waited += seconds
        self.checkpoint()
        if self.folder.files:
            self.folder.kept.append(MESSAGE)


def cancelling(job: Job) -> Callable[[bytes], bytes]:
    """A reply before which the user cancels."""

    def reply(line: bytes) -> bytes:
        job.cancel()
        return b"250 ok"

    return reply


def test_a_message_reaches_every_recipient_and_names_no_hidden_one(good):
    script = SmtpScript(good)
    assert sent(script) == ()
    assert [each for each in script.commands if each.startswith((b"MAIL", b"RCPT"))] == [
        f"MAIL FROM:<{USER}> SIZE={len(MESSAGE) - len(HIDDEN) - 7}".encode(),
        *(f"RCPT TO:<{each}>".encode() for each in (PAUL, LEA, HIDDEN)),
    ]
    assert script.texts == [MESSAGE.replace(f"Bcc: {HIDDEN}\r\n".encode(), b"")]
    assert script.commands[0] == b"ehlo [127.0.0.1]"


@pytest.mark.parametrize("step", STEPS)
def test_a_connection_that_is_cut_before_the_last_line_sends_nothing(step, good):
    script = SmtpScript(good, **{step: None})
    assert refusal(script).code is ErrorCode.MAIL_DROPPED
    assert script.texts == []


def test_a_connection_that_is_cut_amid_a_long_text_sends_nothing(good):
    long = MESSAGE + (b"Bonjour" * 99 + b"\r\n") * 20_000  # more than the buffers of the system hold
    script = SmtpScript(good, EHLO=b"250-here\r\n250 AUTH PLAIN", TEXT=None)
    assert refusal(script, long).code is ErrorCode.MAIL_DROPPED
    assert script.texts == []


def test_a_connection_that_is_cut_after_the_last_line_leaves_it_open_and_nothing_is_sent_again(good):
    script = SmtpScript(good, END=None)
    error = refusal(script)
    assert (error.code, error.params["message_id"]) == (ErrorCode.MAIL_SEND_UNKNOWN, "<1@atelier.example>")
    assert len(script.texts) == 1


def test_an_answer_after_the_last_line_that_is_none_leaves_it_open(good):
    assert refusal(SmtpScript(good, END=b"perhaps")).code is ErrorCode.MAIL_SEND_UNKNOWN


@pytest.mark.parametrize(
    ("step", "reply", "code", "part"),
    [
        ("GREETING", b"421 too many connections", ErrorCode.MAIL_BUSY, None),
        ("GREETING", b"554 no service", ErrorCode.MAIL_PROVIDER_BROKEN, None),
        ("GREETING", b"HTTP/1.1 400 Bad Request", ErrorCode.MAIL_PROVIDER_BROKEN, None),
        ("EHLO", b"250 no login here", ErrorCode.MAIL_UNSUPPORTED, "smtp_login"),
        ("AUTH", b"535 5.7.8 bad credentials", ErrorCode.MAIL_LOGIN_REFUSED, None),
        ("AUTH", b"534 5.7.9 application-specific password", ErrorCode.MAIL_LOGIN_REFUSED, "app_password"),
        ("AUTH", b"454 4.7.0 later", ErrorCode.MAIL_BUSY, None),
        ("MAIL", b"553 5.7.1 not your address", ErrorCode.MAIL_SENDER_REFUSED, None),
        ("MAIL", b"552 5.3.4 too large", ErrorCode.MAIL_TOO_LARGE, None),
        ("MAIL", b"451 later", ErrorCode.MAIL_BUSY, None),
        ("RCPT", b"550 no such user", ErrorCode.MAIL_RECIPIENTS_REFUSED, None),
        ("RCPT", b"450 greylisted", ErrorCode.MAIL_BUSY, None),
        ("RCPT", b"421 closing", ErrorCode.MAIL_BUSY, None),
        ("DATA", b"554 no", ErrorCode.MAIL_REFUSED, None),
        ("END", b"554 5.7.1 spam", ErrorCode.MAIL_REFUSED, None),
        ("END", b"552 too large", ErrorCode.MAIL_TOO_LARGE, None),
        ("END", b"550 5.4.5 daily limit", ErrorCode.MAIL_OVER_QUOTA, None),
        ("END", b"451 4.3.0 later", ErrorCode.MAIL_BUSY, None),
    ],
)
def test_a_refusal_has_its_code_and_sends_nothing(step, reply, code, part, good):
    error = refusal(SmtpScript(good, **{step: reply}))
    assert (error.code, error.params.get("part")) == (code, part)
    assert error.params["host"] == "localhost"
    assert not any(reply[4:].decode() in str(value) for value in error.params.values())


def test_each_recipient_that_is_refused_is_named_and_the_others_receive_the_message(good):
    script = SmtpScript(good, RCPT=lambda line: b"550 no such user" if LEA.encode() in line else b"250 ok")
    assert sent(script) == (LEA,)
    assert len(script.texts) == 1


def test_the_answer_to_the_farewell_is_not_waited_for(good):
    sent_already, waited = threading.Event(), []

    def late(line: bytes) -> bytes:
        waited.append(not sent_already.wait(60))
        return b"221 bye"

    with playing(SmtpScript(good, QUIT=late).talk) as server:
        assert submit(envelope_of(MESSAGE), access(server), Job()) == ()
        sent_already.set()
    assert True not in waited


def test_a_server_that_closes_amid_the_recipients_sends_nothing(good):
    script = SmtpScript(good, RCPT=lambda line: b"421 closing" if LEA.encode() in line else b"250 ok")
    assert refusal(script).code is ErrorCode.MAIL_BUSY
    assert not any(each.startswith(b"DATA") for each in script.commands)


def test_a_reply_without_an_end_is_not_read_for_ever(good):
    script = SmtpScript(good, EHLO=b"250-more\r\n" * 200 + b"250 AUTH PLAIN")
    assert refusal(script).code is ErrorCode.MAIL_DROPPED


def test_a_message_larger_than_the_server_takes_is_refused_before_the_login_with_the_limit(good):
    script = SmtpScript(good, EHLO=b"250-here\r\n250-AUTH PLAIN\r\n250 SIZE 200")
    error = refusal(script, MESSAGE + b"x" * 200)
    assert (error.code, error.params["limit"]) == (ErrorCode.MAIL_TOO_LARGE, 200)
    assert [each.split()[0] for each in script.commands] == [b"ehlo"]


@pytest.mark.parametrize(
    "announced", [b"SIZE", b"SIZE 0", b"SIZE -1", "SIZE ²".encode("latin-1"), b"SIZE 1" + b"0" * 5000, b"HELP"]
)
def test_a_server_that_announces_no_limit_has_none(announced, good):
    assert sent(SmtpScript(good, EHLO=b"250-here\r\n250-AUTH PLAIN\r\n250 " + announced)) == ()


def test_letters_beyond_ascii_leave_only_to_a_server_that_takes_eight_bits(good):
    script = SmtpScript(good, EHLO=b"250-here\r\n250 AUTH PLAIN")
    error = refusal(script, MESSAGE.replace(b"Bonjour", "Été".encode()))
    assert (error.code, error.params["part"]) == (ErrorCode.MAIL_UNSUPPORTED, "eight_bits")
    assert [each.split()[0] for each in script.commands] == [b"ehlo"]


def test_the_answer_after_the_last_line_has_its_own_time(good):
    given_up = threading.Event()

    def late(line: bytes) -> bytes:
        given_up.wait(60)
        return b"250 kept"

    with playing(SmtpScript(good, END=late).talk) as server:
        with pytest.raises(KnownError) as refused:
            submit(envelope_of(MESSAGE), replace(access(server), accept_s=0.05), Job())
        given_up.set()
    assert refused.value.code is ErrorCode.MAIL_SEND_UNKNOWN


def test_an_accented_local_part_leaves_only_to_a_server_that_takes_it(good):
    message = MESSAGE.replace(PAUL.encode(), "jérôme@été.example".encode())
    script = SmtpScript(good)
    sent(script, message)
    assert "RCPT TO:<jérôme@xn--t-9fab.example>".encode() in script.commands
    assert any(each.endswith(b" SMTPUTF8") for each in script.commands)
    old = SmtpScript(good, EHLO=b"250-here\r\n250 AUTH PLAIN")
    error = refusal(old, message)
    assert (error.code, error.params["part"]) == (ErrorCode.MAIL_UNSUPPORTED, "smtputf8")
    assert [each.split()[0] for each in old.commands] == [b"ehlo"]


def test_an_accented_domain_alone_leaves_to_every_server(good):
    script = SmtpScript(good, EHLO=b"250-here\r\n250-8BITMIME\r\n250 AUTH PLAIN")
    sent(script, MESSAGE.replace(PAUL.encode(), "paul@été.example".encode()))
    assert b"RCPT TO:<paul@xn--t-9fab.example>" in script.commands


def test_a_password_with_accents_is_sent_whole_by_both_methods(good):
    plain, login = SmtpScript(good), SmtpScript(good, EHLO=FEATURES.replace(b" PLAIN", b""), AUTH=b"334 VXNlcm5hbWU6")
    sent(plain)
    assert b"AUTH PLAIN AGplYW5uZUBhdGVsaWVyLmV4YW1wbGUAY2zDqSBzZWNyw6h0ZSAx" in plain.commands
    with pytest.raises(KnownError):
        sent(login)  # the script knows no password
    assert login.commands[1:3] == [b"AUTH LOGIN amVhbm5lQGF0ZWxpZXIuZXhhbXBsZQ==", b"Y2zDqSBzZWNyw6h0ZSAx"]


@pytest.mark.parametrize("step", ["MAIL", "RCPT"])
def test_a_user_who_cancels_before_the_last_line_sends_nothing(step, good):
    job = Job()
    script = SmtpScript(good, **{step: cancelling(job)})
    with pytest.raises(Cancelled):
        sent(script, job=job)
    assert script.texts == []


def test_a_user_who_cancels_after_the_last_line_has_sent_it(good):
    job = Job()
    script = SmtpScript(good, END=cancelling(job))
    assert sent(script, job=job) == ()
    assert len(script.texts) == 1


def test_a_server_that_files_the_copy_itself_gets_no_second_one(good):
    folder = Folder(files=True)
    job = WaitingJob(folder)
    with playing(SmtpScript(good).talk) as server:
        found = send_message(MESSAGE, access(server), folder, job)
    assert (found.copy, len(folder.kept), job.waited) == (SentCopy.SERVER, 1, COPY_WAIT_S)


def test_a_server_that_files_no_copy_gets_one_with_the_hidden_recipients(good):
    folder = Folder()
    with playing(SmtpScript(good).talk) as server:
        found = send_message(MESSAGE.replace(b"\r\n", b"\n"), access(server), folder, WaitingJob(folder))
    assert (found.copy, found.message_id) == (SentCopy.APPENDED, "<1@atelier.example>")
    assert folder.kept == [MESSAGE]


@pytest.mark.parametrize("cancels", [True, False])
def test_a_copy_that_cannot_be_kept_is_a_note_and_never_a_second_sending(cancels, good):
    folder = Folder(fails=not cancels)
    job = WaitingJob(folder)
    script = SmtpScript(good, END=cancelling(job) if cancels else b"250 kept")
    with playing(script.talk) as server:
        assert send_message(MESSAGE, access(server), folder, job).copy is SentCopy.MISSING
    assert (len(script.texts), folder.kept) == (1, [])


def test_a_message_without_an_answer_was_sent_where_the_server_has_it_among_the_sent_ones(good):
    folder = Folder(files=True)
    script = SmtpScript(good, END=None, RCPT=lambda line: b"550 no" if LEA.encode() in line else b"250 ok")
    with playing(script.talk) as server:
        found = send_message(MESSAGE, access(server), folder, WaitingJob(folder))
    assert (found.copy, found.refused, len(folder.kept)) == (SentCopy.SERVER, (LEA,), 1)


@pytest.mark.parametrize("fails", [True, False])
def test_a_message_without_an_answer_is_perhaps_sent_where_no_copy_is_found(fails, good):
    folder, script = Folder(fails=fails), SmtpScript(good, END=None)
    with playing(script.talk) as server, pytest.raises(KnownError) as refused:
        send_message(MESSAGE, access(server), folder, WaitingJob(folder))
    assert refused.value.code is ErrorCode.MAIL_SEND_UNKNOWN
    assert (len(script.texts), folder.kept, folder.asked) == (1, [], 1)


def test_the_journal_has_one_line_with_the_outcome_and_the_bytes(good):
    journal = MemoryJournal()
    with playing(SmtpScript(good, AUTH=b"535 no").talk) as server, pytest.raises(KnownError):
        submit(envelope_of(MESSAGE), access(server, journal), Job())
    with playing(SmtpScript(good).talk) as server:
        submit(envelope_of(MESSAGE), access(server, journal), Job())
    refused, accepted = journal.events
    assert (refused.outcome, refused.host) == (ErrorCode.MAIL_LOGIN_REFUSED.value, "localhost")
    assert accepted.outcome == "ended"
    assert accepted.bytes_out > len(MESSAGE) > refused.bytes_out > 0


def test_the_limit_of_a_server_is_known_without_a_login(good):
    script = SmtpScript(good)
    with playing(script.talk) as server:
        assert size_limit(access(server), Job()) == 100_000
    assert [each.split()[0] for each in script.commands] == [b"ehlo", b"QUIT"]


def test_a_login_is_checked_without_sending(good):
    script = SmtpScript(good)
    with playing(script.talk) as server:
        check_login(access(server), Job())
    assert [each.split()[0] for each in script.commands][:2] == [b"ehlo", b"AUTH"]
    assert script.texts == []


@pytest.mark.parametrize("name", ["self_signed", "stranger", "expired"])
def test_no_login_leaves_to_a_server_with_a_wrong_certificate(name, certificates):
    script = SmtpScript(getattr(certificates, name))
    assert refusal(script).code is ErrorCode.MAIL_CERTIFICATE
    assert script.commands == []


def test_no_login_leaves_to_a_server_that_offers_no_encryption(good):
    def talk(wire):
        wire.send(b"220 ready\r\n")
        wire.line()
        wire.send(b"250-here\r\n250 AUTH PLAIN\r\n")
        wire.rest()

    with playing(talk) as server, pytest.raises(KnownError) as refused:
        submit(envelope_of(MESSAGE), access(server, security=Security.STARTTLS), Job())
    assert refused.value.code is ErrorCode.MAIL_NOT_ENCRYPTED
    assert b"AUTH" not in server.received
