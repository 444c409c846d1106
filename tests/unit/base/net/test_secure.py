"""No connection of mail is unencrypted or unverified, and no password leaves before it is neither."""

import ssl
from collections.abc import Callable
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.http.gate import Gate, NetworkGroup, Switches
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.net.pinned import read_certificate
from microdesk_desktop.base.net.secure import NetTimeouts, SecureSocket, connect, mail_tls_context
from microdesk_desktop.base.net.shown import shown_certificate
from microdesk_desktop.base.net.types import MailProtocol, Security, Server
from tests.support.clock import FakeClock
from tests.support.journal import MemoryJournal
from tests.support.servers.certificates import Certificates
from tests.support.servers.scripted_server import Wire, playing

pytestmark = pytest.mark.usefixtures("trusted_authority")
IMAP, SMTP = MailProtocol.IMAP, MailProtocol.SMTP
TLS, STARTTLS = Security.TLS, Security.STARTTLS


@pytest.fixture
def journal() -> MemoryJournal:
    return MemoryJournal()


def opened(
    port: int,
    journal: MemoryJournal,
    security: Security = TLS,
    protocol: MailProtocol = IMAP,
    job: Job | None = None,
    gate: Gate | None = None,
) -> SecureSocket:
    return connect(
        Server(host="localhost", port=port, security=security),
        protocol,
        purpose=Purpose.MAIL_READ,
        journal=journal,
        gate=gate or Gate(),
        clock=FakeClock(),
        job=job or Job(),
        timeouts=NetTimeouts(open_s=60, read_s=60),
    )


def refusal(talk: Callable[[Wire], None], security: Security = TLS, protocol: MailProtocol = IMAP) -> KnownError:
    """The error of a client that met this server; whatever it sent in clear is neither a name nor a password."""
    journal = MemoryJournal()
    with playing(talk) as server, pytest.raises(KnownError) as raised:
        opened(server.port, journal, security, protocol)
    assert [event.outcome for event in journal.events] == [raised.value.code.value]
    assert b"LOGIN" not in server.received
    assert b"AUTH" not in server.received
    return raised.value


def imap_starttls(certificate: Path) -> Callable[[Wire], None]:
    def talk(wire: Wire) -> None:
        wire.send(b"* OK ready\r\n")
        tag = wire.line().split()[0]
        wire.send(b"* CAPABILITY IMAP4rev1\r\n" + tag + b" OK begin\r\n")
        wire.encrypt(certificate)
        wire.send(b"secret answer\r\n")
        wire.rest()

    return talk


def smtp_starttls(certificate: Path) -> Callable[[Wire], None]:
    def talk(wire: Wire) -> None:
        wire.send(b"220-welcome\r\n220 ready\r\n")
        wire.line()
        wire.send(b"250-here\r\n250-STARTTLS\r\n250 SIZE 100\r\n")
        wire.line()
        wire.send(b"220 begin\r\n")
        wire.encrypt(certificate)
        wire.send(b"secret answer\r\n")
        wire.rest()

    return talk


def tls(certificate: Path, maximum: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3) -> Callable[[Wire], None]:
    def talk(wire: Wire) -> None:
        wire.encrypt(certificate, maximum)
        wire.send(b"* OK greeting\r\n")
        wire.rest()

    return talk


def test_a_verified_connection_is_journalled_with_its_bytes(certificates: Certificates, journal: MemoryJournal) -> None:
    with playing(tls(certificates.good)) as server:
        connection = opened(server.port, journal)
        with connection.makefile("rb") as lines:
            assert lines.readline() == b"* OK greeting\r\n"
        connection.sendall(b"hello")
        assert [event.outcome for event in journal.events] == ["sent"]
        connection.close()
        connection.close()
    event = journal.events[0]
    assert (event.host, event.purpose, event.outcome) == ("localhost", "mail.read", "ended")
    assert (event.bytes_in, event.bytes_out) == (15, 5)


@pytest.mark.parametrize(("protocol", "greeting"), [(IMAP, b"* OK"), (SMTP, b"220 ")])
def test_starttls_greets_again_then_goes_on_encrypted(
    certificates: Certificates, journal: MemoryJournal, protocol: MailProtocol, greeting: bytes
) -> None:
    talk = imap_starttls if protocol is IMAP else smtp_starttls
    with playing(talk(certificates.good)) as server:
        connection = opened(server.port, journal, STARTTLS, protocol)
        with connection.makefile("rb") as lines:
            assert lines.readline().startswith(greeting)
            assert lines.readline() == b"secret answer\r\n"
        assert connection.version() in ("TLSv1.2", "TLSv1.3")
        connection.close()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("self_signed", "self_signed"),
        ("stranger", "wrong_host"),
        ("expired", "expired"),
        ("early", "not_yet_valid"),
    ],
)
@pytest.mark.parametrize(("security", "protocol"), [(TLS, IMAP), (STARTTLS, IMAP), (STARTTLS, SMTP)])
def test_a_wrong_certificate_is_refused_by_its_fault(
    certificates: Certificates, name: str, kind: str, security: Security, protocol: MailProtocol
) -> None:
    certificate = getattr(certificates, name)
    talk = tls if security is TLS else imap_starttls if protocol is IMAP else smtp_starttls
    error = refusal(talk(certificate), security, protocol)
    assert (error.code, error.params["part"]) == (ErrorCode.MAIL_CERTIFICATE, kind)


def test_an_authority_that_nobody_trusts_is_refused(
    certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    mail_tls_context.cache_clear()
    error = refusal(tls(certificates.good))
    assert (error.code, error.params["part"]) == (ErrorCode.MAIL_CERTIFICATE, "unknown_authority")


def test_an_old_tls_is_no_encryption(certificates: Certificates) -> None:
    assert refusal(tls(certificates.good, ssl.TLSVersion.TLSv1_1)).code is ErrorCode.MAIL_NOT_ENCRYPTED


def pinned(port: int, certificate: Path, host: str = "localhost") -> SecureSocket:
    server = Server(host=host, port=port, security=TLS, certificate=read_certificate(certificate.read_bytes()))
    timeouts = NetTimeouts(open_s=60, read_s=60)
    journal, clock = MemoryJournal(), FakeClock()
    return connect(
        server,
        IMAP,
        purpose=Purpose.MAIL_READ,
        journal=journal,
        gate=Gate(),
        clock=clock,
        job=Job(),
        timeouts=timeouts,
    )


def test_a_pinned_certificate_is_the_only_one_that_is_accepted(certificates: Certificates) -> None:
    with playing(tls(certificates.self_signed)) as server:
        pinned(server.port, certificates.self_signed).close()
    for other in (certificates.good, certificates.stranger):
        with playing(tls(other)) as server, pytest.raises(KnownError) as raised:
            pinned(server.port, certificates.self_signed)
        assert raised.value.params["part"] == "changed"
        assert server.received == b""


def test_what_a_pinned_authority_has_signed_is_not_the_pinned_certificate(certificates: Certificates) -> None:
    with playing(tls(certificates.good)) as server, pytest.raises(KnownError) as raised:
        pinned(server.port, certificates.authority)
    assert raised.value.params["part"] == "changed"


def test_a_server_elsewhere_is_never_trusted_by_a_pinned_certificate(certificates: Certificates) -> None:
    with pytest.raises(KnownError) as raised:
        pinned(1, certificates.self_signed, host="mail.example.com")
    assert raised.value.code is ErrorCode.MAIL_CERTIFICATE


def test_the_certificate_of_a_local_program_is_read_without_sending_it_anything(certificates: Certificates) -> None:
    journal = MemoryJournal()
    with playing(smtp_starttls(certificates.self_signed)) as server:
        local = Server(host="127.0.0.1", port=server.port, security=STARTTLS)
        shown = shown_certificate(local, SMTP, journal=journal, gate=Gate(), clock=FakeClock(), job=Job())
    assert shown == read_certificate(certificates.self_signed.read_bytes())
    assert server.received.splitlines() == [b"EHLO [127.0.0.1]", b"STARTTLS"]
    assert [event.outcome for event in journal.events] == ["ended"]
    with pytest.raises(KnownError):
        shown_certificate(
            Server(host="mail.example.com", port=993, security=TLS),
            IMAP,
            journal=journal,
            gate=Gate(),
            clock=FakeClock(),
            job=Job(),
        )


def preauth(wire: Wire) -> None:
    wire.send(b"* PREAUTH logged in\r\n")
    wire.rest()


def imap_refuses(wire: Wire) -> None:
    wire.send(b"* OK ready\r\n")
    wire.send(wire.line().split()[0] + b" BAD unknown command\r\n")
    wire.rest()


def imap_injects(wire: Wire) -> None:
    wire.send(b"* OK ready\r\n")
    wire.send(wire.line().split()[0] + b" OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n")
    wire.rest()


def smtp_does_not_offer(wire: Wire) -> None:
    wire.send(b"220 ready\r\n")
    wire.line()
    wire.send(b"250-here\r\n250-XSTARTTLS\r\n250 AUTH PLAIN\r\n")
    wire.rest()


def smtp_refuses(wire: Wire) -> None:
    wire.send(b"220 ready\r\n")
    wire.line()
    wire.send(b"250-here\r\n250 STARTTLS\r\n")
    wire.line()
    wire.send(b"454 not now\r\n")
    wire.rest()


def smtp_injects(wire: Wire) -> None:
    wire.send(b"220 ready\r\n")
    wire.line()
    wire.send(b"250-here\r\n250 STARTTLS\r\n")
    wire.line()
    wire.send(b"220 begin\r\n250 AUTH PLAIN\r\n")
    wire.rest()


@pytest.mark.parametrize("talk", [preauth, imap_refuses, imap_injects])
def test_imap_without_starttls_ends_before_the_login(talk: Callable[[Wire], None]) -> None:
    assert refusal(talk, STARTTLS, IMAP).code is ErrorCode.MAIL_NOT_ENCRYPTED


@pytest.mark.parametrize("talk", [smtp_does_not_offer, smtp_refuses, smtp_injects])
def test_smtp_without_starttls_ends_before_the_login(talk: Callable[[Wire], None]) -> None:
    assert refusal(talk, STARTTLS, SMTP).code is ErrorCode.MAIL_NOT_ENCRYPTED


def test_a_server_in_clear_on_a_port_of_tls_is_refused() -> None:
    def talk(wire: Wire) -> None:
        wire.send(b"* OK ready\r\n")
        wire.rest()

    assert refusal(talk).code is ErrorCode.MAIL_NOT_ENCRYPTED


@pytest.mark.parametrize("protocol", [IMAP, SMTP])
def test_an_endless_answer_in_clear_is_cut(protocol: MailProtocol) -> None:
    def talk(wire: Wire) -> None:
        while True:
            wire.send(b"x" * 10_000)

    assert refusal(talk, STARTTLS, protocol).code is ErrorCode.MAIL_PROVIDER_BROKEN


def test_a_server_that_hangs_up_and_one_that_is_not_there(journal: MemoryJournal) -> None:
    error = refusal(lambda wire: None, STARTTLS)
    assert error.code is ErrorCode.MAIL_DROPPED
    with playing(lambda wire: None) as server:
        port = server.port
    with pytest.raises(KnownError) as raised:
        opened(port, journal)
    assert raised.value.code is ErrorCode.MAIL_UNREACHABLE


def test_a_cancelled_job_ends_a_silent_handshake(journal: MemoryJournal) -> None:
    job = Job()

    def talk(wire: Wire) -> None:
        wire.connection.recv(1)
        job.cancel()
        wire.rest()

    with playing(talk) as server, pytest.raises(Cancelled):
        opened(server.port, journal, job=job)
    assert [event.outcome for event in journal.events] == ["cancelled"]


def test_an_abort_never_leaves_the_connection_in_clear(certificates: Certificates, journal: MemoryJournal) -> None:
    with playing(tls(certificates.good)) as server:
        connection = opened(server.port, journal)
        connection.abort()
        with pytest.raises(ssl.SSLEOFError):
            connection.sendall(b"password")
        assert connection.version() is not None
        connection.close()
    assert b"password" not in server.received


def test_a_closed_purpose_connects_nowhere_and_leaves_no_line_in_the_journal(journal: MemoryJournal) -> None:
    closed = Gate(Switches(closed=frozenset((NetworkGroup.MAIL,))))
    with playing(lambda wire: wire.rest()) as server:
        with pytest.raises(KnownError) as raised:
            opened(server.port, journal, gate=closed)
        assert raised.value.code is ErrorCode.NETWORK_CLOSED
        assert journal.events == []
        local = Server(host="127.0.0.1", port=server.port, security=STARTTLS)
        offline = Gate(Switches(is_offline=True))
        with pytest.raises(KnownError) as raised:
            shown_certificate(local, SMTP, journal=journal, gate=offline, clock=FakeClock(), job=Job())
        assert raised.value.params == {"group": "mail-settings", "part": "offline"}
    assert journal.events == []
    assert server.received == b""


def test_closing_the_purpose_ends_a_connection_that_is_open(journal: MemoryJournal, certificates: Certificates) -> None:
    gate = Gate()
    with playing(tls(certificates.good)) as server:
        connection = opened(server.port, journal, gate=gate)
        gate.set(Switches(closed=frozenset((NetworkGroup.BANK,))))
        assert connection.send(b"still open") == len(b"still open")
        gate.set(Switches(is_offline=True))
        with pytest.raises(ssl.SSLEOFError):
            connection.send(b"too late")
        connection.close()


def test_closing_the_purpose_ends_a_connection_that_is_being_opened(journal: MemoryJournal) -> None:
    gate = Gate()

    def never_encrypts(wire: Wire) -> None:
        gate.set(Switches(is_offline=True))
        wire.rest()

    with playing(never_encrypts) as server, pytest.raises(KnownError) as raised:
        opened(server.port, journal, gate=gate)
    assert raised.value.code is ErrorCode.NETWORK_CLOSED
    assert [event.outcome for event in journal.events] == ["network_closed"]
