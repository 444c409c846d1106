"""The address on this computer to which a browser comes back with a consent.

It answers one random path, any number of times: a favicon, a port scan, a prefetch or a forged call changes nothing.
What arrives is untrusted; the caller says which arrival it was waiting for, and the others leave no trace.
"""

import queue
import secrets
import socket
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlsplit

Query = Mapping[str, str]

_PATIENCE_S = 10
_TRIES = 5


class Loopback:
    """Listens on 127.0.0.1, and on ::1 where there is one, until closed.

    `accepts` judges a query in constant time; `welcome` and `stranger` are the HTML pages answered to each kind.
    """

    def __init__(self, *, accepts: Callable[[Query], bool], welcome: str, stranger: str) -> None:
        self._accepts = accepts
        self._pages = {True: welcome.encode(), False: stranger.encode()}
        self._path = "/" + secrets.token_urlsafe(18)
        self._arrivals: queue.SimpleQueue[Query] = queue.SimpleQueue()
        self._servers = _listen(self._answer)
        self.refused = 0
        for server in self._servers:
            threading.Thread(target=server.serve_forever, args=(0.05,), name="loopback", daemon=True).start()

    @property
    def url(self) -> str:
        """Where the browser must come back to."""
        return f"http://localhost:{self._servers[0].server_address[1]}{self._path}"

    def wait(self, timeout_s: float) -> Query | None:
        """The accepted arrival, or None when none came in time."""
        try:
            return self._arrivals.get(timeout=timeout_s)
        except queue.Empty:
            return None

    def interrupt(self) -> None:
        """End a running `wait` at once, from any thread."""
        self._arrivals.put({})

    def close(self) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _answer(self, target: str, host: str) -> tuple[int, bytes]:
        parts = urlsplit(target)
        port = self._servers[0].server_address[1]
        if not secrets.compare_digest(parts.path.encode(), self._path.encode()):
            return 404, b""
        if host not in (f"localhost:{port}", f"127.0.0.1:{port}", f"[::1]:{port}"):
            return 404, b""
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        is_ours = self._accepts(query)
        if is_ours:
            self._arrivals.put(query)
        else:
            self.refused += 1
        return (200 if is_ours else 400), self._pages[is_ours]


Answer = Callable[[str, str], tuple[int, bytes]]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = False

    def __init__(self, address: tuple[str, int], answer: Answer) -> None:
        self.answer = answer
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        # HTTPServer would look up this computer's name, which may ask a name server and take seconds.
        super(HTTPServer, self).server_bind()

    def handle_error(self, request: object, client_address: object) -> None:
        """A visitor who hangs up is no event."""


class _Server6(_Server):
    address_family = socket.AF_INET6


class _Handler(BaseHTTPRequestHandler):
    timeout = _PATIENCE_S
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
        """The address holds a secret: nothing is logged."""


def _listen(answer: Answer) -> list[_Server]:
    """Take one free port in both families, so that no other program receives what `localhost` may resolve to."""
    for _ in range(_TRIES):
        server = _Server(("127.0.0.1", 0), answer)
        try:
            return [server, *_listen6(server.server_address[1], answer)]
        except OSError:
            server.server_close()
    return [_Server(("127.0.0.1", 0), answer)]


def _listen6(port: int, answer: Answer) -> list[_Server]:
    if not socket.has_ipv6:
        return []
    try:
        socket.socket(socket.AF_INET6, socket.SOCK_STREAM).close()
    except OSError:
        return []
    return [_Server6(("::1", port), answer)]
