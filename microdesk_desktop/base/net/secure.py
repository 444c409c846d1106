"""Opens the encrypted connections of IMAP and SMTP; the only place where such a socket is made.

    connect ─▶ open to its purpose? ─▶ journal: sent ─▶ TCP ─▶ STARTTLS where the port begins in clear ─▶ TLS, verified
                                                       SecureSocket ─▶ closed ─▶ journal: outcome, bytes

There is no way to an unencrypted connection, and none to a certificate that is not verified: by the authorities, or,
for a program of this computer, by being the very one that the user has accepted for it (`pinned.py`).
"""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, cast

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.clock import Clock
from microdesk_desktop.base.deadline import BackgroundCall, DeadlineExceeded
from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.http.client import SENT, Journal, NetworkEvent
from microdesk_desktop.base.http.gate import Gate, Passage
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.net.pinned import CHANGED, pinned_context, require_pinned
from microdesk_desktop.base.net.starttls import negotiate
from microdesk_desktop.base.net.types import ENDED, MailProtocol, Security, Server
from microdesk_desktop.base.process.network_guard import connecting

_BUG = "bug"


@dataclass(frozen=True, slots=True, kw_only=True)
class NetTimeouts:
    """Seconds: for opening a connection, encryption included, then for each read and write on it."""

    open_s: float = 20
    read_s: float = 20


class SecureSocket(ssl.SSLSocket):
    """An encrypted connection that counts its bytes; closing it writes its outcome into the journal.

    `imaplib` and `smtplib` take it as their socket. After STARTTLS it first returns the greeting that both wait for,
    which the server sends once only, in clear.
    """

    bytes_out = 0
    bytes_in = 0
    outcome = ENDED
    greeting = b""
    on_close: Callable[[], None] | None = None

    def recv_into(self, buffer: Any, nbytes: int | None = None, flags: int = 0) -> int:
        if self.greeting:
            size = min(len(self.greeting), nbytes or len(buffer))
            memoryview(buffer)[:size] = self.greeting[:size]
            self.greeting = self.greeting[size:]
            return size
        size = super().recv_into(buffer, nbytes, flags)
        self.bytes_in += size
        return size

    def send(self, data: Any, flags: int = 0) -> int:
        size = super().send(data, flags)
        self.bytes_out += size
        return size

    def shutdown(self, how: int) -> None:
        """Shut the connection down for every thread, the encryption left in place.

        `ssl.SSLSocket.shutdown` removes the encryption first: what another thread writes meanwhile would go in clear.
        """
        socket.socket.shutdown(self, how)

    def abort(self) -> None:
        """Make every running and later read or write fail at once; safe from any thread."""
        with contextlib.suppress(OSError):
            self.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        on_close, self.on_close = self.on_close, None
        super().close()
        if on_close is not None:
            on_close()


def connect(
    server: Server,
    protocol: MailProtocol,
    *,
    purpose: Purpose,
    journal: Journal,
    gate: Gate,
    clock: Clock,
    job: Job,
    timeouts: NetTimeouts | None = None,
) -> SecureSocket:
    """An encrypted connection to a server whose certificate was verified against the host given.

    Set `outcome` to an error's code before closing a connection that failed. It is aborted once the user closes the
    purpose. Raises NETWORK_CLOSED, MAIL_UNREACHABLE, MAIL_CERTIFICATE, MAIL_NOT_ENCRYPTED, MAIL_DROPPED,
    MAIL_PROVIDER_BROKEN or Cancelled; no name and no password has left by then.
    """
    job.checkpoint()
    passage = gate.enter(purpose)
    event = NetworkEvent(at=clock.now(), host=server.host, purpose=purpose, bytes_out=0, bytes_in=0, outcome=SENT)
    try:
        return _connect(server, protocol, event, journal, passage, job, timeouts or NetTimeouts())
    except BaseException:
        passage.leave()
        raise


def _connect(
    server: Server,
    protocol: MailProtocol,
    event: NetworkEvent,
    journal: Journal,
    passage: Passage,
    job: Job,
    timeouts: NetTimeouts,
) -> SecureSocket:
    number = journal.begin(event)

    def complete(outcome: str, bytes_out: int = 0, bytes_in: int = 0) -> None:
        # A vault that has closed or a full disk leaves the row as it is, with an unknown outcome, which is true.
        with contextlib.suppress(KnownError):
            journal.complete(number, replace(event, bytes_out=bytes_out, bytes_in=bytes_in, outcome=outcome))

    outcome = _BUG
    try:
        opened = open_through(passage, server, protocol, job, timeouts, _context_of(server))
        if server.certificate:
            require_pinned(opened, server)
        outcome = ""
    except KnownError as error:
        outcome = error.code.value
        raise
    except (Cancelled, KeyboardInterrupt):
        outcome = "cancelled"
        raise
    finally:
        if outcome:
            complete(outcome)

    def closed() -> None:
        passage.leave()
        complete(opened.outcome, opened.bytes_out, opened.bytes_in)

    opened.on_close = closed
    passage.on_end(opened.abort)
    return opened


def certificate_kind(error: ssl.SSLCertVerificationError) -> str:
    """Why a certificate was refused: expired, not_yet_valid, wrong_host, self_signed or unknown_authority."""
    return _CERTIFICATE_KINDS.get(error.verify_code, "unknown_authority")


# The codes of X509_verify_cert (OpenSSL, x509_vfy.h).
_CERTIFICATE_KINDS = {
    9: "not_yet_valid",
    10: "expired",
    18: "self_signed",
    19: "self_signed",
    62: "wrong_host",
    64: "wrong_host",
}


def open_through(
    passage: Passage,
    server: Server,
    protocol: MailProtocol,
    job: Job,
    timeouts: NetTimeouts,
    context: ssl.SSLContext,
) -> SecureSocket:
    """As `open_socket`; NETWORK_CLOSED as soon as the passage ends."""
    opening = Job()
    unregister = job.on_cancel(opening.cancel)
    passage.on_end(opening.cancel)
    try:
        return open_socket(server, protocol, opening, timeouts, context)
    except Cancelled:
        job.checkpoint()
        passage.check()
        raise
    finally:
        unregister()


def open_socket(
    server: Server, protocol: MailProtocol, job: Job, timeouts: NetTimeouts, context: ssl.SSLContext
) -> SecureSocket:
    """An encrypted connection that the journal does not know yet; the context decides on its certificate.

    Raises as `connect` does.
    """
    opening = _Opening(server, protocol, timeouts, context)
    # DNS and a blocking handshake cannot be interrupted: they run on a thread that is abandoned when it is too late.
    call = BackgroundCall(opening.run, name=f"connect {protocol}")
    unregister = job.on_cancel(call.abandon)
    try:
        return call.result(timeouts.open_s)
    except Exception as error:  # noqa: BLE001 - mapped below, outside of its traceback
        failure = error
    finally:
        unregister()
    opening.give_up()
    job.checkpoint()
    raise _known_error(failure, server)


class _Opening:
    """One attempt to connect, on a thread of its own; `give_up` closes whatever it has, or gets later."""

    def __init__(self, server: Server, protocol: MailProtocol, timeouts: NetTimeouts, context: ssl.SSLContext) -> None:
        self._server = server
        self._protocol = protocol
        self._timeouts = timeouts
        self._context = context
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._is_given_up = False

    def run(self) -> SecureSocket:
        host, port = self._server.host, self._server.port
        with connecting():
            raw = socket.create_connection((host, port), self._timeouts.open_s)
        self._hold(raw)
        raw.settimeout(self._timeouts.read_s)
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        greeting = b""
        if self._server.security is Security.STARTTLS:
            greeting = negotiate(raw, self._protocol, host)
        wrapped = self._context.wrap_socket(raw, server_hostname=host, do_handshake_on_connect=False)
        self._hold(wrapped)
        wrapped.do_handshake()
        secure = cast(SecureSocket, wrapped)
        secure.greeting = greeting
        self._hold(secure)
        return secure

    def give_up(self) -> None:
        with self._lock:
            self._is_given_up = True
            if self._socket is not None:
                self._socket.close()

    def _hold(self, opened: socket.socket) -> None:
        with self._lock:
            self._socket = opened
            if self._is_given_up:
                opened.close()
                raise DeadlineExceeded


def _known_error(error: Exception, server: Server) -> Exception:
    """Map what opening a connection raises to KnownError; other exceptions are returned unchanged."""
    host = server.host
    match error:
        case ssl.SSLCertVerificationError():
            kind = certificate_kind(error)
            is_other = server.certificate and kind not in ("expired", "not_yet_valid")
            return KnownError(ErrorCode.MAIL_CERTIFICATE, host=host, part=CHANGED if is_other else kind)
        case ssl.SSLEOFError() | ssl.SSLZeroReturnError() | ConnectionResetError() | BrokenPipeError():
            return KnownError(ErrorCode.MAIL_DROPPED, host=host)
        case ssl.SSLError():
            # The server answers in clear where TLS was agreed, or knows only TLS before 1.2.
            return KnownError(ErrorCode.MAIL_NOT_ENCRYPTED, host=host)
        case DeadlineExceeded() | OSError() | UnicodeError():
            return KnownError(ErrorCode.MAIL_UNREACHABLE, host=host, port=server.port)
    return error


def _context_of(server: Server) -> ssl.SSLContext:
    return pinned_context(server, SecureSocket) if server.certificate else mail_tls_context()


@impersonal_cache()
def mail_tls_context() -> ssl.SSLContext:
    """A client context that verifies certificate and host name, from TLS 1.2 on; one for all connections.

    Its authorities are certifi's and the system's: a company's server, or an antivirus that reads mail, has one that
    only the system knows. Those of SSL_CERT_FILE and SSL_CERT_DIR replace the system's; SSLKEYLOGFILE is not read.
    """
    import certifi

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # verifies certificate and host name
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.sslsocket_class = SecureSocket
    context.load_verify_locations(certifi.where())
    context.load_default_certs()
    return context
