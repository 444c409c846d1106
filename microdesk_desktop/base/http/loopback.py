"""HTTP listener on this computer, to which the browser is redirected with a consent.

It answers one path, any number of times: favicons, port scans, prefetches and forged requests change nothing.
"""

import errno
import secrets
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.arrivals import Arrivals
from microdesk_desktop.base.http.types import LOOPBACK_HOSTS
from microdesk_desktop.base.process.network_guard import listening

_READ_TIMEOUT_S = 10
# Free ports to try: another program may hold the IPv6 port of the same number.
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The HTML pages shown in the browser for an arrival that was accepted, and for one that was not."""

    accepted: str
    refused: str


def can_listen(address: str) -> bool:
    """Whether a return address is one where `Loopback` can listen: plain HTTP, this computer, a fixed port."""
    parts = urlsplit(address)
    return parts.scheme == "http" and parts.hostname in LOOPBACK_HOSTS and bool(parts.port)


class Loopback:
    """Listens on 127.0.0.1, and on ::1 where there is one, until closed; what comes goes to `arrivals`.

    `address` is the registered return address (`can_listen`); None takes a free port and a random path, or none where
    it `is_bare`: Microsoft compares the path with that of the registered `http://localhost`, and leaves the port open.
    Raises RETURN_ADDRESS_BUSY when another program listens on the port of `address`.
    """

    def __init__(self, arrivals: Arrivals, pages: Pages, address: str | None = None, *, is_bare: bool = False) -> None:
        self._arrivals = arrivals
        self._pages = {True: pages.accepted.encode(), False: pages.refused.encode()}
        if address is None:
            self._servers = _listen_on_free_port(self._answer)
            self._path = "/" if is_bare else "/" + secrets.token_urlsafe(18)
            self.url = f"http://localhost:{self._port}{self._path.rstrip('/')}"
        else:
            self._servers = _listen_on(urlsplit(address).port or 0, self._answer, address)
            self._path = urlsplit(address).path or "/"
            self.url = address
        for server in self._servers:
            threading.Thread(target=server.serve_forever, args=(0.05,), name="loopback", daemon=True).start()

    def close(self) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def _port(self) -> int:
        return int(self._servers[0].server_address[1])

    def _answer(self, target: str, host: str) -> tuple[int, bytes]:
        parts = urlsplit(target)
        if not secrets.compare_digest(parts.path.encode(), self._path.encode()):
            return 404, b""
        if host not in (f"localhost:{self._port}", f"127.0.0.1:{self._port}", f"[::1]:{self._port}"):
            return 404, b""
        is_accepted = self._arrivals.offer_query(parts.query)
        return (200 if is_accepted else 400), self._pages[is_accepted]


Responder = Callable[[str, str], tuple[int, bytes]]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # Elsewhere it only lets a fixed port be taken again at once; on Windows it would let two programs share one.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, address: tuple[str, int], answer: Responder) -> None:
        self.answer = answer
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        # HTTPServer would look up this computer's name, which may ask a name server and take seconds.
        with listening():
            super(HTTPServer, self).server_bind()

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore connections that clients break off."""


class _Server6(_Server):
    address_family = socket.AF_INET6


class _Handler(BaseHTTPRequestHandler):
    timeout = _READ_TIMEOUT_S
    server: _Server

    def do_GET(self) -> None:
        status, page = self.server.answer(self.path, self.headers.get("Host", ""))
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(page)

    def version_string(self) -> str:
        return "MicroDesk"

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing: the address holds a secret."""


def _listen_on_free_port(answer: Responder) -> list[_Server]:
    """Take one free port in both families, so that no other program receives what `localhost` may resolve to."""
    for _ in range(_ATTEMPTS):
        server = _Server(("127.0.0.1", 0), answer)
        try:
            return [server, *_listen_on_ipv6(server.server_address[1], answer)]
        except OSError:
            server.server_close()
    return [_Server(("127.0.0.1", 0), answer)]


def _listen_on(port: int, answer: Responder, address: str) -> list[_Server]:
    servers: list[_Server] = []
    try:
        servers.append(_Server(("127.0.0.1", port), answer))
        return [*servers, *_listen_on_ipv6(port, answer)]
    except OSError:
        for server in servers:
            server.server_close()
        raise KnownError(ErrorCode.RETURN_ADDRESS_BUSY, address=address) from None


def _listen_on_ipv6(port: int, answer: Responder) -> list[_Server]:
    if not socket.has_ipv6:
        return []
    try:
        socket.socket(socket.AF_INET6, socket.SOCK_STREAM).close()
    except OSError:
        return []
    try:
        return [_Server6(("::1", port), answer)]
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            return []
        raise
