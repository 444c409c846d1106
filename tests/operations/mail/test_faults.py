"""What goes wrong with a mailbox, as its operations show it: an error with its sentence, nothing sent twice or lost.

refused login        test_a_refused_login_is_tried_once_and_the_next_call_works, test_no_message_leaves_after_a_fault
cut, IMAP            test_a_list_or_a_letter_works_again_after_a_cut; changes in tests/real/mail/test_imap_cuts.py
cut, SMTP            test_no_message_leaves_after_a_fault
cut after the text   test_a_cut_after_the_last_line_is_never_a_second_message
refused recipients   test_whom_a_message_did_not_reach_is_named
401                  test_a_token_that_google_refuses_is_renewed_once
403, 404, 429, 500   test_a_refusal_of_google_is_an_error_and_the_next_call_works
the same on sending  test_a_message_that_google_refused_is_sent_once_by_the_next_attempt
revoked grant        test_a_grant_that_was_ended_is_asked_for_anew
clock skew           test_a_clock_that_jumps_ends_no_access, test_a_certificate_that_is_not_valid_yet_gets_no_password
network lost, back   test_a_mailbox_works_again_once_the_network_is_back, and the same of Gmail
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.account import Account
from microdesk_desktop.domain.mail.types import SentCopy
from microdesk_desktop.operations.mail.accounts import keep_account, new_account_id
from microdesk_desktop.operations.mail.compose.send import send_message
from microdesk_desktop.operations.mail.connection.add_gmail import add_gmail
from microdesk_desktop.operations.mail.conversations.listing import Wanted, list_conversations
from microdesk_desktop.operations.mail.reading.read_letter import read_newest
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.browser import browser
from microdesk_desktop.sandbox.faults import Fault, Wire
from microdesk_desktop.sandbox.gmail.problems import fault
from microdesk_desktop.sandbox.gmail.service import SandboxGmail
from microdesk_desktop.views.messages.actions import action_for
from microdesk_desktop.views.messages.errors import error_text
from tests.support.clock import FakeClock
from tests.support.mail.gmail import written
from tests.support.mail.imap_account import HurriedJob, account_at, trusted
from tests.support.servers.certificates import Certificates, make_certificates
from tests.support.servers.imap_server import CUT, ImapScript, refusing
from tests.support.servers.scripted_server import playing
from tests.support.servers.smtp_server import PASSWORD, USER, SmtpScript
from tests.support.vaults import new_vault

SENT_FOLDER = b'* LIST () "/" INBOX\r\n* LIST (\\Sent) "/" Sent\r\n'
PAUL, LEA = "paul@x.example", "lea@x.example"
MESSAGE = f"From: {USER}\r\nTo: {PAUL}, {LEA}\r\nMessage-ID: <1@x.example>\r\n\r\nBonjour\r\n".encode()


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Certificates]:
    made = make_certificates(tmp_path_factory.mktemp("certificates"))
    with trusted(made):
        yield made


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """One vault for all tests: each has an account of its own."""
    made = new_vault(tmp_path_factory.mktemp("vault") / "profile", clock=FakeClock()).session
    yield made
    made.close()


@pytest.fixture
def gmail() -> Iterator[SandboxGmail]:
    with SandboxGmail() as service:
        yield service


@pytest.fixture
def gmail_id(session: Session, gmail: SandboxGmail, tmp_path: Path) -> str:
    """The account of the simulated Gmail, whose mailbox has one letter."""
    agree = browser()
    gmail.deliver("Devis")
    client_file = gmail.write_client_file(tmp_path / "client.json")
    added = add_gmail(session, client_file, announce=lambda page: agree(page.url), job=Job(), base_url=gmail.base_url)
    return added.account.id


def kept(session: Session, imap_port: int, smtp_port: int = 1) -> Account:
    account = account_at(new_account_id(), imap_port, smtp_port)
    keep_account(session, account, {"password": PASSWORD})
    return account


def listed(session: Session, account_id: str) -> list[str]:
    page = list_conversations(session, account_id, Wanted(), HurriedJob())
    return [row.subject for row in page.rows]


def list_and_read(session: Session, account_id: str) -> str:
    """The text of the one letter of a mailbox."""
    page = list_conversations(session, account_id, Wanted(), Job())
    return read_newest(session, account_id, page.rows[0].key, Job())[1].reading.text


def failure(session: Session, account_id: str, message: bytes | None = None) -> KnownError:
    """The error of a list, or of sending a message, which has its sentence and its action."""
    with pytest.raises(KnownError) as raised:
        listed(session, account_id) if message is None else send_message(session, account_id, message, HurriedJob())
    assert error_text(raised.value).endswith(".")
    assert action_for(raised.value.code)
    return raised.value


def test_a_refused_login_is_tried_once_and_the_next_call_works(session: Session, certificates: Certificates) -> None:
    imap = ImapScript(certificates.good, {b"AUTHENTICATE": refusing(b"NO [AUTHENTICATIONFAILED] wrong")})
    with playing(imap.talk) as server:
        account = kept(session, server.port)
        assert failure(session, account.id).code is ErrorCode.MAIL_LOGIN_REFUSED
        assert len([each for each in imap.commands if b"AUTHENTICATE" in each]) == 1
        imap.answers[b"AUTHENTICATE"] = b""
        assert listed(session, account.id) == ["Devis"]


@pytest.mark.parametrize("step", [b"CAPABILITY", b"AUTHENTICATE", b"LIST", b"STATUS", b"EXAMINE", b"FETCH", b"SEARCH"])
def test_a_list_or_a_letter_works_again_after_a_cut(step: bytes, session: Session, certificates: Certificates) -> None:
    imap = ImapScript(certificates.good, {})
    usual = imap.answers.get(step, b"")
    imap.answers[step] = CUT + b"* OK half an ans"
    with playing(imap.talk) as server:
        account = kept(session, server.port)
        for _ in range(2):
            with pytest.raises(KnownError) as raised:
                list_and_read(session, account.id)
            assert raised.value.code is ErrorCode.MAIL_DROPPED
        imap.answers[step] = usual
        assert list_and_read(session, account.id) == "Bonjour"
        session.mailboxes.drop(account.id)


@pytest.mark.parametrize(
    ("step", "reply", "code"),
    [
        *[(step, None, ErrorCode.MAIL_DROPPED) for step in ("GREETING", "EHLO", "AUTH", "MAIL", "RCPT", "DATA")],
        ("AUTH", b"535 5.7.8 no", ErrorCode.MAIL_LOGIN_REFUSED),
        ("RCPT", b"550 no such user", ErrorCode.MAIL_RECIPIENTS_REFUSED),
        ("DATA", b"451 later", ErrorCode.MAIL_BUSY),
        ("END", b"554 5.7.1 spam", ErrorCode.MAIL_REFUSED),
        ("EHLO", b"250-here\r\n250-AUTH PLAIN\r\n250 SIZE 20", ErrorCode.MAIL_TOO_LARGE),
    ],
)
def test_no_message_leaves_after_a_fault(
    step: str, reply: bytes | None, code: ErrorCode, session: Session, certificates: Certificates
) -> None:
    smtp, good = SmtpScript(certificates.good, **{step: reply}), SmtpScript(certificates.good)
    with playing(ImapScript(certificates.good, {b"LIST": SENT_FOLDER}).talk) as imap:
        with playing(smtp.talk) as server:
            account = kept(session, imap.port, server.port)
            assert failure(session, account.id, MESSAGE).code is code
        with playing(good.talk) as server:
            again = kept(session, imap.port, server.port)
            assert send_message(session, again.id, MESSAGE, HurriedJob(), may_be_sent=True).refused == ()
        session.mailboxes.drop(again.id)
    refused_at_the_end = step == "END"
    assert (len(smtp.texts), len(good.texts)) == (int(refused_at_the_end), 1)


@pytest.mark.parametrize("is_filed", [True, False])
def test_a_cut_after_the_last_line_is_never_a_second_message(
    is_filed: bool, session: Session, certificates: Certificates
) -> None:
    found_there = b"* SEARCH 1\r\n" if is_filed else b"* SEARCH\r\n"
    imap = ImapScript(certificates.good, {b"LIST": SENT_FOLDER, b"SEARCH": found_there})
    smtp = SmtpScript(certificates.good, END=None)
    with playing(imap.talk) as incoming, playing(smtp.talk) as server:
        account = kept(session, incoming.port, server.port)
        if is_filed:
            assert send_message(session, account.id, MESSAGE, HurriedJob()).copy is SentCopy.SERVER
        else:
            error = failure(session, account.id, MESSAGE)
            assert (error.code, error.params["message_id"]) == (ErrorCode.MAIL_SEND_UNKNOWN, "<1@x.example>")
            imap.answers[b"SEARCH"] = b"* SEARCH 1\r\n"
        found = send_message(session, account.id, MESSAGE, HurriedJob(), may_be_sent=True)
        session.mailboxes.drop(account.id)
    assert (found.copy, len(smtp.texts)) == (SentCopy.SERVER, 1)
    assert not any(b"APPEND" in each for each in imap.commands)


def test_whom_a_message_did_not_reach_is_named(session: Session, certificates: Certificates) -> None:
    smtp = SmtpScript(certificates.good, RCPT=lambda line: b"550 no" if LEA.encode() in line else b"250 ok")
    with playing(ImapScript(certificates.good, {}).talk) as imap, playing(smtp.talk) as server:
        account = kept(session, imap.port, server.port)
        assert send_message(session, account.id, MESSAGE, HurriedJob()).refused == (LEA,)
        error = failure(session, account.id, MESSAGE.replace(f"{PAUL}, ".encode(), b""))
        session.mailboxes.drop(account.id)
    assert (error.code, error.params["recipients"]) == (ErrorCode.MAIL_RECIPIENTS_REFUSED, (LEA,))
    assert LEA in error_text(error)
    assert len(smtp.texts) == 1


def test_a_certificate_that_is_not_valid_yet_gets_no_password(session: Session, certificates: Certificates) -> None:
    imap = ImapScript(certificates.early, {})
    with playing(imap.talk) as server:
        error = failure(session, kept(session, server.port).id)
    assert (error.code, error.params["part"]) == (ErrorCode.MAIL_CERTIFICATE, "not_yet_valid")
    assert imap.commands == []


def test_a_mailbox_works_again_once_the_network_is_back(session: Session, certificates: Certificates) -> None:
    imap, smtp = ImapScript(certificates.good, {b"LIST": SENT_FOLDER}), SmtpScript(certificates.good)
    with playing(imap.talk) as incoming, playing(smtp.talk) as outgoing:
        account = kept(session, incoming.port, outgoing.port)
        assert listed(session, account.id) == ["Devis"]
    assert failure(session, account.id).code in (ErrorCode.MAIL_DROPPED, ErrorCode.MAIL_UNREACHABLE)
    assert failure(session, account.id).code is ErrorCode.MAIL_UNREACHABLE
    assert failure(session, account.id, MESSAGE).code is ErrorCode.MAIL_UNREACHABLE
    with playing(imap.talk, incoming.port), playing(smtp.talk, outgoing.port):
        assert listed(session, account.id) == ["Devis"]
        assert send_message(session, account.id, MESSAGE, HurriedJob(), may_be_sent=True).refused == ()
        session.mailboxes.drop(account.id)
    assert len(smtp.texts) == 1


def test_a_token_that_google_refuses_is_renewed_once(session: Session, gmail: SandboxGmail, gmail_id: str) -> None:
    assert listed(session, gmail_id) == ["Devis"]
    gmail.faults.add(fault(401, "authError", only="threads"))
    assert listed(session, gmail_id) == ["Devis"]
    gmail.faults.add(*[fault(401, "authError", only="threads")] * 2)
    assert failure(session, gmail_id).code is ErrorCode.MAIL_CONSENT_EXPIRED
    assert listed(session, gmail_id) == ["Devis"]


@pytest.mark.parametrize(
    ("status", "reason", "code"),
    [
        (403, "insufficientPermissions", ErrorCode.MAIL_SCOPE_MISSING),
        (404, "notFound", ErrorCode.MAIL_GONE),
        (429, "rateLimitExceeded", ErrorCode.MAIL_BUSY),
        (500, "backendError", ErrorCode.MAIL_UNREACHABLE),
    ],
)
def test_a_refusal_of_google_is_an_error_and_the_next_call_works(
    status: int, reason: str, code: ErrorCode, session: Session, gmail: SandboxGmail, gmail_id: str
) -> None:
    attempts = 4 if status in (429, 500) else 1
    gmail.faults.add(*[fault(status, reason, only="threads")] * attempts)
    assert failure(session, gmail_id).code is code
    assert listed(session, gmail_id) == ["Devis"]


@pytest.mark.parametrize(("path", "status"), [("drafts/send", 500), ("drafts/send", 429), ("/drafts", 403)])
def test_a_message_that_google_refused_is_sent_once_by_the_next_attempt(
    path: str, status: int, session: Session, gmail: SandboxGmail, gmail_id: str
) -> None:
    message = written("Facture").as_bytes()
    gmail.faults.add(replace(fault(status, "rateLimitExceeded" if status == 429 else "x", only=path), method="POST"))
    failure(session, gmail_id, message)
    assert gmail.api.sent == []
    send_message(session, gmail_id, message, HurriedJob(), may_be_sent=True)
    assert [str(each.message["Subject"]) for each in gmail.api.sent] == ["Facture"]
    assert list(gmail.state.drafts) == []


def test_a_grant_that_was_ended_is_asked_for_anew(
    session: Session, gmail: SandboxGmail, gmail_id: str, tmp_path: Path
) -> None:
    gmail.consents.refreshes.clear()
    gmail.consents.accesses.clear()
    for _ in range(2):
        assert failure(session, gmail_id).code is ErrorCode.MAIL_CONSENT_EXPIRED
    agree = browser()
    added = add_gmail(
        session,
        gmail.write_client_file(tmp_path / "again.json"),
        announce=lambda page: agree(page.url),
        job=Job(),
        base_url=gmail.base_url,
    )
    assert listed(session, added.account.id) == ["Devis"]


@pytest.mark.parametrize("days", [-400, 400])
def test_a_clock_that_jumps_ends_no_access(
    days: int, session: Session, gmail: SandboxGmail, gmail_id: str, certificates: Certificates
) -> None:
    assert listed(session, gmail_id) == ["Devis"]
    asked = len([path for _, path in gmail.requests if path == "/token"])
    cast(FakeClock, session.clock).advance(days=days)
    assert listed(session, gmail_id) == ["Devis"]
    assert len([path for _, path in gmail.requests if path == "/token"]) == asked
    with playing(ImapScript(certificates.good, {}).talk) as server:
        assert listed(session, kept(session, server.port).id) == ["Devis"]


def test_gmail_works_again_once_the_network_is_back(session: Session, gmail: SandboxGmail, gmail_id: str) -> None:
    gmail.faults.add(*[Fault(name="reset", wire=Wire.RESET, only="threads")] * 4)
    assert failure(session, gmail_id).code is ErrorCode.MAIL_UNREACHABLE
    gmail.faults.clear()
    assert listed(session, gmail_id) == ["Devis"]
