"""The exchanges in clear that lead to TLS: STARTTLS of IMAP (RFC 9051) and of SMTP (RFC 3207).

Both refuse to go on without encryption, and refuse bytes that follow the server's consent in clear: an attacker on the
way injects them, to have them taken for an answer of the encrypted connection.
"""

import socket

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.net.types import MailProtocol

_MAX_LINE = 8_192
"""Bytes of a line; the longest capability lists have about one thousand."""
_MAX_LINES = 100
_TAG = b"md1"


def negotiate(raw: socket.socket, protocol: MailProtocol, host: str) -> bytes:
    """Ask the server for TLS; returns the greeting that the client library expects afterwards.

    Raises MAIL_NOT_ENCRYPTED when the server does not offer TLS, refuses it or sends more than its consent;
    MAIL_DROPPED when it closes the connection; MAIL_PROVIDER_BROKEN when it answers in another protocol.
    """
    lines = _Lines(raw, host)
    greeting = _negotiate_imap(lines, host) if protocol is MailProtocol.IMAP else _negotiate_smtp(lines, host)
    if lines.has_more:
        raise KnownError(ErrorCode.MAIL_NOT_ENCRYPTED, host=host)
    return greeting


class _Lines:
    """The lines that a server sends in clear, each of a bounded length, all of a bounded number."""

    def __init__(self, raw: socket.socket, host: str) -> None:
        self._raw = raw
        self._host = host
        self._waiting = b""
        self._left = _MAX_LINES

    @property
    def has_more(self) -> bool:
        return bool(self._waiting)

    def send(self, line: bytes) -> None:
        self._raw.sendall(line + b"\r\n")

    def next(self) -> bytes:
        self._left -= 1
        while b"\n" not in self._waiting:
            if len(self._waiting) > _MAX_LINE or self._left < 0:
                raise KnownError(ErrorCode.MAIL_PROVIDER_BROKEN, host=self._host)
            received = self._raw.recv(_MAX_LINE)
            if not received:
                raise KnownError(ErrorCode.MAIL_DROPPED, host=self._host)
            self._waiting += received
        line, _, self._waiting = self._waiting.partition(b"\n")
        return line.rstrip(b"\r")


def _negotiate_imap(lines: _Lines, host: str) -> bytes:
    greeting = lines.next().upper()
    if greeting.startswith(b"* PREAUTH"):
        # The server takes the user as logged in before TLS: everything that follows would go in clear.
        raise KnownError(ErrorCode.MAIL_NOT_ENCRYPTED, host=host)
    if greeting.startswith(b"* BYE"):
        raise KnownError(ErrorCode.MAIL_DROPPED, host=host)
    if not greeting.startswith(b"* OK"):
        raise KnownError(ErrorCode.MAIL_PROVIDER_BROKEN, host=host)
    lines.send(_TAG + b" STARTTLS")
    while not (answer := lines.next()).startswith(_TAG + b" "):
        continue
    if not answer.upper().startswith(_TAG.upper() + b" OK"):
        raise KnownError(ErrorCode.MAIL_NOT_ENCRYPTED, host=host)
    return b"* OK encrypted\r\n"


def _negotiate_smtp(lines: _Lines, host: str) -> bytes:
    if _reply(lines)[0][:3] != b"220":
        raise KnownError(ErrorCode.MAIL_PROVIDER_BROKEN, host=host)
    # An address literal instead of the computer's name, which is nobody's business.
    lines.send(b"EHLO [127.0.0.1]")
    offered = {line[4:].split(b" ")[0].upper() for line in _reply(lines)}
    if b"STARTTLS" not in offered:
        raise KnownError(ErrorCode.MAIL_NOT_ENCRYPTED, host=host)
    lines.send(b"STARTTLS")
    if _reply(lines)[0][:3] != b"220":
        raise KnownError(ErrorCode.MAIL_NOT_ENCRYPTED, host=host)
    return b"220 encrypted\r\n"


def _reply(lines: _Lines) -> list[bytes]:
    """One reply of SMTP: its lines, the last of which has no hyphen after the code."""
    reply = [lines.next()]
    while reply[-1][3:4] == b"-":
        reply.append(lines.next())
    return reply
