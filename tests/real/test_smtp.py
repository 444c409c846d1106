"""What is built is sent to aiosmtpd, a mail server that is not ours, with TLS from the first byte and by STARTTLS."""

import email
import email.policy
from datetime import UTC, datetime

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.net.types import Security, Server
from microdesk_desktop.domain.mail.types import Person
from microdesk_desktop.mail.outgoing.envelope import envelope_of
from microdesk_desktop.mail.outgoing.message import Attachment, NewMessage, build_message, new_message_id
from microdesk_desktop.mail.outgoing.smtp import SmtpAccess, submit
from tests.support.clock import FakeClock
from tests.support.journal import MemoryJournal
from tests.support.servers.smtp_server import PASSWORD, USER, RealSmtp, real_smtp

pytestmark = [pytest.mark.real, pytest.mark.usefixtures("trusted_authority")]
PAUL, LEA = "paul@x.example", "lea@x.example"


def message(**fields):
    given = {"to": [Person("Paul", PAUL)], "cc": [Person("Léa", LEA)], "bcc": [Person("", "cache@x.example")]}
    return build_message(
        NewMessage(
            message_id=new_message_id(USER),
            at=datetime(2026, 11, 3, tzinfo=UTC),
            sender=Person("Jeanne", USER),
            **{**given, **fields},
        )
    )


def sent(server: RealSmtp, raw: bytes, *, starttls: bool = False, password: str = PASSWORD) -> tuple[str, ...]:
    security = Security.STARTTLS if starttls else Security.TLS
    access = SmtpAccess(
        server=Server(host="localhost", port=server.port, security=security),
        user=USER,
        password=password,
        journal=MemoryJournal(),
        clock=FakeClock(),
    )
    return submit(envelope_of(raw), access, Job())


@pytest.mark.parametrize("starttls", [False, True])
def test_a_message_arrives_as_it_was_written_without_its_hidden_recipients(starttls, certificates):
    text = "Bonjour,\n\n.\n.. points\nFrom ici\n-- \nJeanne ✓"
    attached = Attachment(name="facture été.pdf", kind="application/pdf", content=bytes(range(256)) * 999)
    with real_smtp(certificates.good, starttls=starttls) as server:
        assert sent(server, message(subject="Été", text=text, attachments=[attached]), starttls=starttls) == ()
    (raw,) = server.messages
    found = email.message_from_bytes(raw, policy=email.policy.default)
    body, pdf = found.iter_parts()
    assert body.get_payload(decode=True).decode() == text.replace("\n", "\r\n")
    assert (pdf.get_filename(), pdf.get_content()) == (attached.name, attached.content)
    assert (found["Subject"], found["Bcc"]) == ("Été", None)
    assert (server.senders, server.recipients) == ([USER], [[PAUL, LEA, "cache@x.example"]])
    assert b"cache" not in raw


def test_the_others_receive_a_message_of_which_one_recipient_is_refused(certificates):
    with real_smtp(certificates.good, refuses={LEA: "550 no such user"}) as server:
        assert sent(server, message()) == (LEA,)
    assert server.recipients == [[PAUL, "cache@x.example"]]


@pytest.mark.parametrize(
    ("settings", "fields", "code"),
    [
        ({"refuses": {PAUL: "550 no"}}, {"cc": [], "bcc": []}, ErrorCode.MAIL_RECIPIENTS_REFUSED),
        ({"data_size_limit": 2000}, {"text": "x" * 2000}, ErrorCode.MAIL_TOO_LARGE),
        ({}, {"to": [Person("", "jérôme@x.example")]}, ErrorCode.MAIL_UNSUPPORTED),
    ],
)
def test_what_the_server_cannot_take_is_not_sent(settings, fields, code, certificates):
    with real_smtp(certificates.good, **settings) as server, pytest.raises(KnownError) as refused:
        sent(server, message(**fields))
    assert (refused.value.code, server.messages) == (code, [])


def test_a_wrong_password_is_refused_once_and_nothing_is_sent(certificates):
    with real_smtp(certificates.good) as server, pytest.raises(KnownError) as refused:
        sent(server, message(), password="faux")
    assert refused.value.code is ErrorCode.MAIL_LOGIN_REFUSED
    assert (server.logins, server.messages) == ([(USER, "faux")], [])


def test_an_accented_local_part_arrives_unchanged(certificates):
    with real_smtp(certificates.good, enable_SMTPUTF8=True) as server:
        sent(server, message(to=[Person("Jérôme", "jérôme@été.example")], cc=[], bcc=[]))
    assert server.recipients == [["jérôme@xn--t-9fab.example"]]
    assert "<jérôme@xn--t-9fab.example>\r\n".encode() in server.messages[0]


@pytest.mark.parametrize("starttls", [False, True])
@pytest.mark.parametrize("name", ["self_signed", "stranger", "expired"])
def test_no_login_leaves_to_a_server_with_a_wrong_certificate(name, starttls, certificates):
    with real_smtp(getattr(certificates, name), starttls=starttls) as server, pytest.raises(KnownError) as refused:
        sent(server, message(), starttls=starttls)
    assert refused.value.code is ErrorCode.MAIL_CERTIFICATE
    assert (server.logins, server.messages) == ([], [])
