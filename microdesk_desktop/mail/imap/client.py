"""IMAPClient on a connection that is encrypted and verified, and the login."""

import imaplib
import logging
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import LoginError
from imapclient.response_parser import parse_fetch_response, parse_response

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.net.secure import NetTimeouts, SecureSocket
from microdesk_desktop.mail.credentials import Login, xoauth2

_MOST_BYTES = 8 << 20
"""The largest literal that is read at once: everything is fetched in parts of 1 MB at most, so more is a server's
fault, and the length that it announces would be allocated before a byte has come."""
_TIMEOUTS = NetTimeouts()
READ_S = _TIMEOUTS.read_s
"""Seconds for each answer of the server."""
_BUSY = ("[unavailable]", "[limit]", "[inuse]", "too many", "maximum number of connections", "connection limit")
_APP_PASSWORD = ("application-specific", "app password", "application password", "webalert", "web login required")


# The library warns of answers with other letters than ASCII by writing them into the log: names of folders, subjects.
logging.getLogger("imapclient").setLevel(logging.CRITICAL + 1)


class ImapClient(IMAPClient):  # type: ignore[misc]  # the library has no types
    """IMAPClient on a given connection, without its log; moments have a zone, and folders their names on the wire."""

    def __init__(self, connection: SecureSocket, host: str) -> None:
        self._connection = connection
        timeout = SocketTimeout(_TIMEOUTS.open_s, _TIMEOUTS.read_s)
        super().__init__(host, port=993, use_uid=True, ssl=True, timeout=timeout)
        # The library has every command logged, the one with the password too.
        self._imap.debug = 0
        self.normalise_times = False
        self.folder_encode = False

    def _create_IMAP4(self) -> imaplib.IMAP4:
        return _Imap4(self._connection)

    @contextmanager
    def patient(self, seconds: float) -> Iterator[None]:
        """Wait so long for each answer meanwhile."""
        self._connection.settimeout(seconds)
        try:
            yield
        finally:
            self._connection.settimeout(READ_S)

    def abort(self, outcome: str) -> None:
        """End the connection at once; safe from any thread."""
        self._connection.outcome = outcome
        self._connection.abort()

    def end(self, outcome: str) -> None:
        """Close the connection without a word to the server, and note its outcome in the journal."""
        self._connection.outcome = outcome
        self._imap.file.close()
        self._connection.close()

    def copied(self) -> tuple[int, dict[int, int]]:
        """The target's UIDVALIDITY and the new UID of each letter by its old one, after a COPY or MOVE (RFC 4315).

        (0, {}) where the server does not give them.
        """
        pairs: dict[int, int] = {}
        validity = 0
        for code in self._imap.response("COPYUID")[1]:
            numbers = (code or b"").split()
            if len(numbers) == 3 and numbers[0].isdigit():
                validity = int(numbers[0])
                pairs.update(zip(_numbers(numbers[1]), _numbers(numbers[2]), strict=False))
        return validity, pairs

    def unread_by_folder(self) -> dict[bytes, int] | None:
        """How many letters are unread in each folder, in one round trip; None where the server has no LIST-STATUS."""
        if not self.has_capability("LIST-STATUS"):
            return None
        return dict(filter(None, map(_unread, self._imap.list_with_status())))

    def changed_since(self, modseq: int) -> list[int]:
        """The UIDs of the letters of the selected folder that changed after this number (CONDSTORE, RFC 7162)."""
        answers = self._command_and_check("fetch", "1:*", "(FLAGS)", f"(CHANGEDSINCE {modseq})", uid=True)
        return list(parse_fetch_response(answers, False, True))

    def _poll_socket(self, sock: SecureSocket, timeout: float | None = None) -> object:
        return self._has_unread() or super()._poll_socket(sock, timeout)

    def _select_poll_socket(self, sock: SecureSocket, timeout: float | None = None) -> object:
        return self._has_unread() or super()._select_poll_socket(sock, timeout)

    def _has_unread(self) -> bool:
        """Whether something waits in the buffer, such as news that came with the answer to IDLE: a poll misses it.

        `idle_check` calls this while the socket does not block.
        """
        try:
            return bool(self._imap.file.peek(1))
        except (ssl.SSLWantReadError, BlockingIOError):
            return False

    def authenticate_once(self, mechanism: str, answer: bytes) -> None:
        """Log in by a SASL mechanism with one answer; a second question is the error, and is answered by nothing.

        Raises `LoginError`.
        """
        answers = iter((answer,))
        try:
            kind, _ = self._imap.authenticate(mechanism, lambda _: next(answers, b""))
        except self._imap.error as error:
            raise LoginError(str(error)) from error
        if kind != "OK":
            raise LoginError(kind)

    def check_open(self) -> None:
        """Raise `imaplib.IMAP4.abort` once the server has closed the connection, which `idle_check` hides."""
        if self._imap.is_ended:
            raise self._imap.abort("closed while idle")

    def appended(self) -> int | None:
        """The UID of the letter that was appended last, where the server gives it (RFC 4315)."""
        code = (self._imap.response("APPENDUID")[1] or [None])[-1]
        numbers = (code or b"").split()
        return int(numbers[1]) if len(numbers) == 2 and numbers[1].isdigit() else None


class _Imap4(imaplib.IMAP4):
    """imaplib on a given connection; `is_ended` once the server has closed it."""

    def __init__(self, connection: SecureSocket) -> None:
        self._given = connection
        self.is_ended = False
        super().__init__()

    def open(self, host: str = "", port: int = 993, timeout: float | None = None) -> None:
        self.host, self.port = host, port
        self.sock = self._given
        self.file = self.sock.makefile("rb")

    def read(self, size: int) -> bytes:
        if size > _MOST_BYTES:
            raise self.abort(f"a literal of {size} bytes")
        return super().read(size)

    def readline(self) -> bytes:
        line = super().readline()
        self.is_ended = self.is_ended or not line
        return line

    def list_with_status(self) -> Sequence[object]:
        """The STATUS answers of all folders (LIST-STATUS, RFC 5819). Raises `imaplib.IMAP4.error`."""
        kind, data = self._simple_command("LIST", '""', '"*"', "RETURN", "(STATUS (UNSEEN))")
        self.response("LIST")
        answers = self.response("STATUS")[1]
        if kind != "OK":
            raise self.error(f"list failed: {data[0]!r}")
        return answers

    def _log(self, line: str) -> None:
        """Keep nothing: imaplib would keep the last ten commands, the one with the password among them."""


def log_in(client: ImapClient, user: str, password: str, host: str) -> None:
    """Identify the user. Raises MAIL_LOGIN_REFUSED, or MAIL_BUSY where the server has too many connections."""
    if not (user + password).isprintable():
        # No server can have such a password, and a line end would begin a command of its own.
        raise KnownError(ErrorCode.MAIL_LOGIN_REFUSED, host=host)
    try:
        if client.has_capability("AUTH=PLAIN"):
            client.plain_login(user, password)
        elif client.has_capability("LOGINDISABLED") or not (user + password).isascii():
            raise KnownError(ErrorCode.MAIL_LOGIN_REFUSED, host=host)
        else:
            client.login(user, password)
    except LoginError as error:
        if isinstance(error.__context__, imaplib.IMAP4.abort):
            # The library takes a connection that was cut meanwhile for a refusal.
            raise error.__context__ from None
        raise _refusal(str(error).lower(), host) from None


def log_in_by_token(client: ImapClient, login: Login, host: str) -> None:
    """Identify the user by XOAUTH2. Raises MAIL_LOGIN_REFUSED (`part`: oauth), MAIL_BUSY, or MAIL_UNSUPPORTED."""
    if not client.has_capability("AUTH=XOAUTH2"):
        raise KnownError(ErrorCode.MAIL_UNSUPPORTED, host=host)
    try:
        client.authenticate_once("XOAUTH2", xoauth2(login).encode())
    except LoginError as error:
        if isinstance(error.__context__, imaplib.IMAP4.abort):
            raise error.__context__ from None
        refusal = _refusal(str(error).lower(), host)
        if refusal.code is ErrorCode.MAIL_BUSY:
            raise refusal from None
        raise KnownError(ErrorCode.MAIL_LOGIN_REFUSED, host=host, part="oauth") from None


def _refusal(answer: str, host: str) -> KnownError:
    """Which error a refused login is; some servers refuse one connection too many like a wrong password."""
    if any(mark in answer for mark in _BUSY):
        return KnownError(ErrorCode.MAIL_BUSY, host=host)
    if any(mark in answer for mark in _APP_PASSWORD):
        return KnownError(ErrorCode.MAIL_LOGIN_REFUSED, host=host, part="app_password")
    return KnownError(ErrorCode.MAIL_LOGIN_REFUSED, host=host)


def _unread(answer: object) -> tuple[bytes, int] | None:
    """The name and the count of one STATUS answer, whose name comes as a literal where it has special characters."""
    try:
        parsed = parse_response([answer])
    except (ValueError, TypeError):
        return None
    if len(parsed) == 2 and isinstance(parsed[1], tuple) and len(parsed[1]) == 2 and isinstance(parsed[1][1], int):
        name = parsed[0]
        return (name if isinstance(name, bytes) else str(name).encode()), parsed[1][1]
    return None


def _numbers(ranges: bytes) -> list[int]:
    """The numbers of a sequence set: `4:6,9` is 4, 5, 6, 9. At most 10,000, whatever the server writes."""
    numbers: list[int] = []
    for each in ranges.decode("ascii", "replace").split(","):
        first, _, last = each.partition(":")
        if first.isdigit() and (last or first).isdigit():
            numbers += range(int(first), min(int(last or first), int(first) + 10_000) + 1)
    return numbers
