"""Sends one message by SMTP, once: whatever goes wrong, it is known whether the server can have taken it.

    connect, encrypted ─▶ EHLO ─▶ SIZE and SMTPUTF8 compared ─▶ AUTH ─▶ MAIL ─▶ RCPT … ─▶ DATA ─▶ the text ─▶ « . »
                                                                                                   ▲
    before the final dot: nothing was sent, cancellable          after it, without an answer: MAIL_SEND_UNKNOWN

No text of the server is kept: it may hold addresses, or markup.
"""

import contextlib
import re
import smtplib
import socket
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from microdesk_desktop.base.clock import Clock
from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.http.client import Journal
from microdesk_desktop.base.http.gate import Gate
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.net.secure import NetTimeouts, SecureSocket, connect
from microdesk_desktop.base.net.types import MailProtocol, Server
from microdesk_desktop.mail.credentials import Login, xoauth2
from microdesk_desktop.mail.outgoing.envelope import Envelope

ACCEPT_S = 120
"""How long the answer after the last line is awaited, in seconds: servers look for viruses and spam meanwhile. RFC 5321
(4.5.3.2.6) recommends ten minutes, longer than anybody waits before a window."""
_CHUNK = 64 * 1024
_MOST_LINES, _LONGEST_LINE = 100, 8192
"""Of one reply: the longest, to EHLO, has about twenty lines, and RFC 5321 allows 512 bytes for each."""
_LOCAL_NAME = "[127.0.0.1]"
"""What this computer calls itself: an address literal, as its name is nobody's business."""
_ENHANCED = re.compile(rb"([245]\.\d{1,3}\.\d{1,3})\b")
_SIZE = re.compile("[0-9]{1,20}")
"""A limit, of as many digits as RFC 1870 allows."""
_APP_PASSWORD = b"5.7.9"
_TOO_LARGE = frozenset((b"5.3.4", b"5.2.3"))
_OVER_QUOTA = frozenset((b"5.4.5", b"4.4.5", b"5.2.2", b"4.2.2"))
"""Gmail's daily limit (5.4.5), and a mailbox that is full (RFC 3463)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpAccess:
    """The server that an account sends through, and how to log in there: by a password, or by an access token."""

    server: Server
    user: str
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    journal: Journal
    gate: Gate = field(default_factory=Gate)
    purpose: Purpose = Purpose.MAIL_SEND
    clock: Clock
    timeouts: NetTimeouts | None = None
    accept_s: float = ACCEPT_S


class Step(StrEnum):
    """What the server refused."""

    GREETING = "greeting"
    LOGIN = "login"
    SENDER = "sender"
    CONTENT = "content"


def check_login(access: SmtpAccess, job: Job) -> None:
    """Log in and out. Raises what `submit` raises before the sender."""
    with _connected(access, job) as session:
        session.log_in()


def size_limit(access: SmtpAccess, job: Job) -> int:
    """The largest message that the server takes, in bytes, 0 where it announces no limit; asked without a login.

    Raises what `submit` raises before the login.
    """
    with _connected(access, job) as session:
        return session.most_bytes


def submit(envelope: Envelope, access: SmtpAccess, job: Job) -> tuple[str, ...]:
    """Send a message to all its recipients; returns those whom the server refused, at least one was accepted.

    One attempt, never repeated. Raises MAIL_TOO_LARGE and MAIL_UNSUPPORTED before anything of the message has left,
    MAIL_LOGIN_REFUSED, MAIL_SENDER_REFUSED, MAIL_RECIPIENTS_REFUSED, MAIL_REFUSED, MAIL_BUSY, MAIL_OVER_QUOTA, what
    `connect` raises, Cancelled; and MAIL_SEND_UNKNOWN with `message_id` and `refused` where the connection was lost
    after the last line.
    """
    with _connected(access, job) as session:
        session.check(envelope)
        session.log_in()
        return session.deliver(envelope)


@contextlib.contextmanager
def _connected(access: SmtpAccess, job: Job) -> Iterator["_Session"]:
    connection = connect(
        access.server,
        MailProtocol.SMTP,
        purpose=access.purpose,
        journal=access.journal,
        gate=access.gate,
        clock=access.clock,
        job=job,
        timeouts=access.timeouts,
    )
    unregister = job.on_cancel(connection.abort)
    client = _Client(connection)
    try:
        session = _Session(client, connection, access, job, unregister)
        session.begin()
        yield session
        _say_goodbye(client)
    except KnownError as error:
        connection.outcome = error.code.value
        raise
    except (smtplib.SMTPException, OSError):
        connection.outcome = "cancelled" if job.is_cancelled else ErrorCode.MAIL_DROPPED.value
        job.checkpoint()
        access.gate.check(access.purpose)
        raise KnownError(ErrorCode.MAIL_DROPPED, host=access.server.host) from None
    except Cancelled:
        connection.outcome = "cancelled"
        raise
    finally:
        unregister()
        client.close()
        connection.close()


def _say_goodbye(client: smtplib.SMTP) -> None:
    # What was accepted stays so, whatever the server answers to the farewell, which is not waited for.
    with contextlib.suppress(smtplib.SMTPException, OSError):
        client.putcmd("QUIT")


class _Client(smtplib.SMTP):
    """The commands of SMTP over a connection that is encrypted already; it opens none by itself."""

    def __init__(self, connection: SecureSocket) -> None:
        super().__init__(local_hostname=_LOCAL_NAME)
        self._connection = connection

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return self._connection

    def getreply(self) -> tuple[int, bytes]:
        """One reply, its code -1 where it has none; `smtplib` itself would read one without an end for ever."""
        if self.file is None:
            self.file = self._connection.makefile("rb")
        texts = []
        for _ in range(_MOST_LINES):
            line: bytes = self.file.readline(_LONGEST_LINE)
            if not line:
                break
            texts.append(line[4:].strip())
            if line[3:4] != b"-":
                return int(line[:3]) if line[:3].isdigit() else -1, b"\n".join(texts)
        raise smtplib.SMTPServerDisconnected


class _Session:
    """One connection, from the greeting to the answer after the last line."""

    def __init__(
        self, client: _Client, connection: SecureSocket, access: SmtpAccess, job: Job, uncancel: Callable[[], None]
    ) -> None:
        self._client = client
        self._connection = connection
        self._access = access
        self._host = access.server.host
        self._job = job
        self._uncancel = uncancel

    @property
    def most_bytes(self) -> int:
        announced = self._client.esmtp_features.get("size", "")
        return int(announced) if _SIZE.fullmatch(announced) else 0

    def begin(self) -> None:
        """Await the greeting, then ask what the server can do."""
        code, text = self._client.connect(self._host, self._access.server.port)
        if code == 220:
            code, text = self._client.ehlo()
        if not _is_positive(code):
            raise self._failure(Step.GREETING, code, text)

    def check(self, envelope: Envelope) -> None:
        """Raise MAIL_TOO_LARGE or MAIL_UNSUPPORTED where the server announced that it cannot take the message."""
        if 0 < self.most_bytes < len(envelope.message):
            raise KnownError(ErrorCode.MAIL_TOO_LARGE, host=self._host, limit=self.most_bytes)
        if envelope.needs_utf8 and not self._client.has_extn("smtputf8"):
            raise KnownError(ErrorCode.MAIL_UNSUPPORTED, host=self._host, part="smtputf8", address=envelope.needs_utf8)
        if envelope.is_8bit and not self._client.has_extn("8bitmime"):
            raise KnownError(ErrorCode.MAIL_UNSUPPORTED, host=self._host, part="eight_bits")

    def log_in(self) -> None:
        """Log in with XOAUTH2 where there is a token, else with PLAIN (RFC 4616) or LOGIN, both in UTF-8."""
        user, password = self._access.user, self._access.password
        methods = self._client.esmtp_features.get("auth", "").upper().split()
        if self._access.token:
            code, text = self._log_in_by_token(methods)
        elif "PLAIN" in methods:
            code, text = self._client.docmd("AUTH", "PLAIN " + _base64(f"\0{user}\0{password}"))
        elif "LOGIN" in methods:
            code, text = self._client.docmd("AUTH", "LOGIN " + _base64(user))
            if code == 334:
                code, text = self._client.docmd(_base64(password))
        else:
            raise KnownError(ErrorCode.MAIL_UNSUPPORTED, host=self._host, part="smtp_login")
        if code != 235:
            raise self._failure(Step.LOGIN, code, text)

    def _log_in_by_token(self, methods: Sequence[str]) -> tuple[int, bytes]:
        """Log in with XOAUTH2; a question after it is the error, and is answered by nothing."""
        if "XOAUTH2" not in methods:
            raise KnownError(ErrorCode.MAIL_UNSUPPORTED, host=self._host, part="smtp_login")
        login = Login(user=self._access.user, token=self._access.token)
        code, text = self._client.docmd("AUTH", "XOAUTH2 " + _base64(xoauth2(login)))
        return self._client.docmd("") if code == 334 else (code, text)

    def deliver(self, envelope: Envelope) -> tuple[str, ...]:
        """Name the sender and the recipients, then send the text; returns the recipients that were refused."""
        self._name_sender(envelope)
        refused = self._name_recipients(envelope)
        code, text = self._client.docmd("DATA")
        if code != 354:
            raise self._failure(Step.CONTENT, code, text)
        self._send_text(envelope.message)
        code, text = self._end_text(envelope.message_id, refused)
        if not _is_positive(code):
            raise self._failure(Step.CONTENT, code, text)
        return refused

    def _name_sender(self, envelope: Envelope) -> None:
        options = ""
        if self._client.has_extn("size"):
            options += f" SIZE={len(envelope.message)}"
        if envelope.is_8bit:
            options += " BODY=8BITMIME"
        if envelope.needs_utf8:
            options += " SMTPUTF8"
            self._client.command_encoding = "utf-8"
        code, text = self._client.docmd("MAIL", f"FROM:<{envelope.sender}>{options}")
        if not _is_positive(code):
            raise self._failure(Step.SENDER, code, text, address=envelope.sender)

    def _name_recipients(self, envelope: Envelope) -> tuple[str, ...]:
        refused, is_for_good = [], False
        for address in envelope.recipients:
            self._job.checkpoint()
            code, text = self._client.docmd("RCPT", f"TO:<{address}>")
            if code == 421:  # the server closes the connection
                raise self._failure(Step.CONTENT, code, text)
            if not _is_positive(code):
                refused.append(address)
                is_for_good |= code >= 500
        if len(refused) == len(envelope.recipients):
            failure = ErrorCode.MAIL_RECIPIENTS_REFUSED if is_for_good else ErrorCode.MAIL_BUSY
            raise KnownError(failure, host=self._host, recipients=tuple(refused))
        return tuple(refused)

    def _send_text(self, message: bytes) -> None:
        """Send all lines, but not the one that ends them: until then the server has nothing to accept."""
        # A dot at the start of a line is doubled (RFC 5321, 4.5.2); the headers begin with none.
        quoted = message.replace(b"\r\n.", b"\r\n..")
        for start in range(0, len(quoted), _CHUNK):
            self._job.checkpoint()
            self._connection.sendall(quoted[start : start + _CHUNK])
        if not quoted.endswith(b"\r\n"):
            self._connection.sendall(b"\r\n")

    def _end_text(self, message_id: str, refused: tuple[str, ...]) -> tuple[int, bytes]:
        """Send the last line and await the answer. Raises MAIL_SEND_UNKNOWN where there is none."""
        self._uncancel()
        self._job.checkpoint()
        unknown = KnownError(ErrorCode.MAIL_SEND_UNKNOWN, host=self._host, message_id=message_id, refused=refused)
        try:
            self._connection.settimeout(self._access.accept_s)
            self._connection.sendall(b".\r\n")
            code, text = self._client.getreply()
        except (smtplib.SMTPException, OSError):
            raise unknown from None
        if not 200 <= code < 600:
            raise unknown
        return code, text

    def _failure(self, step: Step, code: int, text: bytes, address: str = "") -> KnownError:
        """What a refusal comes to, by its code (RFC 5321, 4.2.3) and its enhanced code (RFC 3463)."""
        found = _ENHANCED.match(text)
        enhanced = found[1] if found else b""
        if enhanced in _OVER_QUOTA:
            return KnownError(ErrorCode.MAIL_OVER_QUOTA, host=self._host)
        if enhanced == _APP_PASSWORD and step is Step.LOGIN:
            return KnownError(ErrorCode.MAIL_LOGIN_REFUSED, host=self._host, part="app_password")
        if (code == 552 or enhanced in _TOO_LARGE) and step in (Step.SENDER, Step.CONTENT):
            limit = {"limit": self.most_bytes} if self.most_bytes else {}
            return KnownError(ErrorCode.MAIL_TOO_LARGE, host=self._host, **limit)
        if 400 <= code < 500:
            return KnownError(ErrorCode.MAIL_BUSY, host=self._host)
        if not 500 <= code < 600 or step is Step.GREETING:
            return KnownError(ErrorCode.MAIL_PROVIDER_BROKEN, host=self._host)
        if step is Step.LOGIN or code == 530:  # 530: the server wants a login that it did not ask for
            part = {"part": "oauth"} if self._access.token else {}
            return KnownError(ErrorCode.MAIL_LOGIN_REFUSED, host=self._host, **part)
        if step is Step.SENDER:
            return KnownError(ErrorCode.MAIL_SENDER_REFUSED, host=self._host, address=address)
        return KnownError(ErrorCode.MAIL_REFUSED, host=self._host)


def _is_positive(code: int) -> bool:
    return 200 <= code < 300


def _base64(text: str) -> str:
    return b64encode(text.encode()).decode()
