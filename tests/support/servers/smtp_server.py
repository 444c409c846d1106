"""Mail servers for what is sent: one with a fault at any step, and aiosmtpd, both behind TLS on this computer."""

import asyncio
import logging
import ssl
import threading
import warnings
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.support.servers.scripted_server import Wire

T = TypeVar("T")

USER, PASSWORD = "jeanne@atelier.example", "clé secrète 1"
Reply = bytes | None | Callable[[bytes], bytes | None]
FEATURES = b"250-here\r\n250-AUTH LOGIN PLAIN\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE 100000"
_REPLIES = {
    "GREETING": b"220 ready",
    "EHLO": FEATURES,
    "AUTH": b"235 ok",
    "MAIL": b"250 ok",
    "RCPT": b"250 ok",
    "DATA": b"354 go",
    "END": b"250 kept",
    "QUIT": b"221 bye",
}
_LONGEST_TALK = 200


class SmtpScript:
    """A server that answers each step with a line, or leaves where the line is None; TEXT leaves amid the text.

    A reply may be a function of the client's line.
    `commands` are what the clients sent, `texts` the messages that were ended properly.
    """

    def __init__(self, certificate: Path, **replies: Reply) -> None:
        self._certificate = certificate
        self.replies: dict[str, Reply] = {**_REPLIES, **replies}
        self.commands: list[bytes] = []
        self.texts: list[bytes] = []

    def talk(self, wire: Wire) -> None:
        """Play one connection."""
        wire.encrypt(self._certificate)
        step, line = "GREETING", b""
        for _ in range(_LONGEST_TALK):
            reply = self.replies.get(step, b"502 unknown")
            answer = reply(line) if callable(reply) else reply
            if answer is None:
                return
            wire.send(answer + b"\r\n")
            if answer.startswith(b"354"):
                step = self._text(wire)
            else:
                line = wire.line()
                self.commands += [line] if line else []
                step = line.split(b" ")[0].decode().upper()
            if not step:
                return

    def _text(self, wire: Wire) -> str:
        lines: list[bytes] = []
        while (line := wire.line()) != b".":
            if "TEXT" in self.replies:
                return ""
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.texts.append(b"\r\n".join(lines) + b"\r\n")
        return "END"


@dataclass
class RealSmtp:
    """What aiosmtpd received, and whom it refuses."""

    port: int = 0
    refuses: Mapping[str, str] = field(default_factory=dict)
    senders: list[str] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    messages: list[bytes] = field(default_factory=list)
    login: tuple[str, str] = (USER, PASSWORD)
    logins: list[tuple[str, str]] = field(default_factory=list)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.senders.append(envelope.mail_from or "")
        self.recipients.append(list(envelope.rcpt_tos))
        assert isinstance(envelope.content, bytes)
        self.messages.append(envelope.content)
        return "250 kept"

    def authenticate(self, server: SMTP, session: Session, envelope: Envelope, method: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        given = (data.login.decode(), data.password.decode())
        self.logins.append(given)
        # handled=False: aiosmtpd sends the 535 itself only then.
        return AuthResult(success=given == self.login, handled=False)


@contextmanager
def real_smtp(certificate: Path, *, starttls: bool = False, **settings: Any) -> Iterator[RealSmtp]:
    """aiosmtpd with a login, behind TLS from the first byte or by STARTTLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    real = RealSmtp(refuses=settings.pop("refuses", {}), login=settings.pop("login", (USER, PASSWORD)))

    def protocol() -> SMTP:
        with warnings.catch_warnings():
            # With TLS from the first byte aiosmtpd does not notice that the connection is encrypted.
            warnings.simplefilter("ignore", UserWarning)
            return SMTP(
                real,
                hostname="here",
                authenticator=real.authenticate,
                auth_required=True,
                auth_require_tls=starttls,
                tls_context=context if starttls else None,
                require_starttls=starttls,
                loop=loop,
                **settings,
            )

    async def listen() -> asyncio.Server:
        return await loop.create_server(protocol, "127.0.0.1", 0, ssl=None if starttls else context)

    loop = asyncio.new_event_loop()
    # It logs its own settings, and each client that refuses its certificate.
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = _in(loop, listen)
    real.port = server.sockets[0].getsockname()[1]
    try:
        yield real
    finally:
        _in(loop, lambda: _stop(server))
        loop.call_soon_threadsafe(loop.stop)
        thread.join(60)
        loop.close()


async def _stop(server: asyncio.Server) -> None:
    server.close()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def _in(loop: asyncio.AbstractEventLoop, make: Callable[[], Coroutine[Any, Any, T]]) -> T:
    return asyncio.run_coroutine_threadsafe(make(), loop).result(60)
