"""HTTP server on this computer with fault injection, which passes requests to an application."""

import contextlib
import json
import socket
import struct
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from microdesk_desktop.base.process.network_guard import listening
from microdesk_desktop.sandbox.faults import Fault, Faults, Wire

_SLOW_CHUNKS = 20
_SLOW_PAUSE_S = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request; header names in lower case, `body` is the JSON that was sent, `form` the fields of a form.

    `query` holds the last value of each parameter, `pairs` every one. `raw` is the body as it was sent.
    """

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: object
    form: Mapping[str, str] = field(default_factory=dict)
    pairs: Sequence[tuple[str, str]] = ()
    raw: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One response: JSON; a text as `body` is sent as HTML, bytes with the Content-Type of `headers`."""

    status: int = 200
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict)


Application = Callable[[Request], Reply]


class Server:
    """Serves an application on a free port of 127.0.0.1 until stopped.

    `requests` lists the method and path of each request, `queries` its parameters, oldest first.
    """

    def __init__(self, application: Application) -> None:
        self.faults = Faults()
        self.requests: list[tuple[str, str]] = []
        self.queries: list[Mapping[str, str]] = []
        self.stopping = threading.Event()
        self.application = application
        self._http = _Http(self)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def start(self) -> None:
        threading.Thread(target=self._http.serve_forever, args=(0.02,), name="sandbox", daemon=True).start()

    def stop(self) -> None:
        """Close, keep-alive and hanging connections included."""
        self.stopping.set()
        self._http.shutdown()
        self._http.server_close()
        self._http.close_connections()


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, server: Server) -> None:
        self.sandbox = server
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", 0), _Handler)

    def server_bind(self) -> None:
        # HTTPServer would look up this computer's name.
        with listening():
            super(HTTPServer, self).server_bind()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def close_connections(self) -> None:
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore clients that close the connection early: tests do so on purpose."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body are two writes: with Nagle's algorithm, the second waits 40 ms for a delayed acknowledgement.
    disable_nagle_algorithm = True
    timeout = 60
    server: _Http

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_DELETE(self) -> None:
        self._serve()

    def do_PUT(self) -> None:
        self._serve()

    def do_PATCH(self) -> None:
        self._serve()

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""

    def _serve(self) -> None:
        sandbox = self.server.sandbox
        request = self._read()
        sandbox.requests.append((request.method, request.path))
        sandbox.queries.append(request.query)
        fault = sandbox.faults.take(request.method, request.path)
        if fault is not None and fault.status:
            self._send(Reply(status=fault.status, body=fault.body, headers=fault.headers), fault)
        elif fault is None or fault.wire in (Wire.TRUNCATED, Wire.SLOW, Wire.DRIPPING):
            self._send(sandbox.application(request), fault)
        else:
            self._send(Reply(), fault)

    def _read(self) -> Request:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        raw = self.rfile.read(length)
        kind = self.headers.get("Content-Type", "")
        body: object = None
        if raw and "json" in kind:
            with contextlib.suppress(ValueError):
                body = json.loads(raw)
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        return Request(
            method=self.command,
            path=parts.path,
            query=dict(pairs),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=body,
            form=dict(parse_qsl(raw.decode(), keep_blank_values=True)) if "form-urlencoded" in kind else {},
            pairs=pairs,
            raw=raw,
        )

    def _send(self, reply: Reply, fault: Fault | None) -> None:
        wire = fault.wire if fault else Wire.PLAIN
        if wire is Wire.RESET:
            self._reset()
            return
        if wire is Wire.HANGING:
            self.server.sandbox.stopping.wait(self.timeout)
            self.close_connection = True
            return
        body = _encode(reply.body)
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if not isinstance(reply.body, bytes):
            self.send_header("Content-Type", "text/html" if isinstance(reply.body, str) else "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self._send_body(body, wire)

    def _send_body(self, body: bytes, wire: Wire) -> None:
        if wire is Wire.TRUNCATED:
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
        elif wire in (Wire.SLOW, Wire.DRIPPING):
            step = max(1, len(body) // _SLOW_CHUNKS) if wire is Wire.SLOW else 1
            for at in range(0, len(body), step):
                self.server.sandbox.stopping.wait(_SLOW_PAUSE_S)
                self.wfile.write(body[at : at + step])
        else:
            self.wfile.write(body)

    def _reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        # `close()` would wait until the file objects of the handler are closed too: the reset must be sent at once.
        socket.close(self.connection.detach())
        self.close_connection = True


def _encode(body: object) -> bytes:
    """JSON, one array element at a time, so that a long list does not hold the interpreter lock."""
    if body is None:
        return b""
    if isinstance(body, bytes):
        return body
    if isinstance(body, str):
        return body.encode()
    return "".join(_pieces(body)).encode()


def _pieces(value: object) -> list[str]:
    if isinstance(value, dict):
        inner = [piece for name, each in value.items() for piece in (",", json.dumps(name), ":", *_pieces(each))]
        return ["{", *inner[1:], "}"]
    if isinstance(value, list):
        inner = [piece for each in value for piece in (",", json.dumps(each))]
        return ["[", *inner[1:], "]"]
    return [json.dumps(value)]
