"""One connection of the door, on httpx; only `base/http.py` uses it.

The exchange runs on a thread of its own, so that cancelling, or the deadline, frees the caller at once:
looking up a name or waiting for a byte cannot be interrupted, but it can be left behind.
"""

import contextlib
import errno
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import httpx

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.http.types import ConnectionLost, Request, Response, Timeouts
from microdesk_desktop.base.jobs import Job

_UNREACHABLE = frozenset((errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN))


class HttpConnection:
    """A keep-alive connection to one origin, used by one request at a time."""

    def __init__(self, bounds: Timeouts) -> None:
        self.bytes_out = 0
        self.bytes_in = 0
        self._bounds = bounds
        self.is_broken = False
        self._is_given_up = False
        self._exchange: _Exchange | None = None
        self._socket: socket.socket | None = None
        self._client = httpx.Client(
            verify=_trusted(),
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(bounds.read_s, connect=bounds.connect_s),
            limits=httpx.Limits(max_connections=1),
            headers={"User-Agent": "MicroDesk", "Accept": "application/json"},
        )

    def ask(self, outgoing: Request, job: Job, patience_s: float) -> Response:
        """Exchange one request; raises what `HttpClient.request` says, and is broken from then on."""
        exchange = _Exchange(self, outgoing)
        self.bytes_out = self.bytes_in = 0
        self._exchange = exchange
        forget = job.on_cancel(exchange.ended.set)
        exchange.start()
        exchange.ended.wait(max(0.0, patience_s))
        forget()
        if exchange.answer is not None:
            return exchange.answer
        error = exchange.error  # before the cut, which ends in an error of its own what did not end in time
        self.is_broken = True
        self._shutdown_socket()
        job.checkpoint()
        if self._is_given_up:
            raise Cancelled
        raise _known(error, outgoing.host)

    def abort(self) -> None:
        """Let whoever waits here go at once, with Cancelled."""
        self._is_given_up = True
        if self._exchange is not None:
            self._exchange.ended.set()

    def close(self) -> None:
        self._client.close()

    def exchange(self, outgoing: Request) -> Response:
        """Send and read, on the exchange's own thread."""
        request = self._client.build_request(
            outgoing.method,
            outgoing.url,
            params=outgoing.params,
            headers=dict(outgoing.headers),
            json=outgoing.body,
            extensions={"trace": self._on_trace},
        )
        self.bytes_out = len(request.content) + len(request.url.raw_path) + _header_bytes(request.headers)
        response = self._client.send(request, stream=True)
        with contextlib.closing(response):
            self.bytes_in = _header_bytes(response.headers)
            body = b"".join(self._read(response))
        return Response(status=response.status_code, headers=dict(response.headers), body=body)

    def _read(self, response: httpx.Response) -> Iterator[bytes]:
        size, before = 0, self.bytes_in
        for chunk in response.iter_bytes():
            self.bytes_in = before + response.num_bytes_downloaded
            size += len(chunk)
            if size > self._bounds.max_bytes:
                raise KnownError(ErrorCode.PROVIDER_CHANGED, host=response.url.host)
            yield chunk

    def _on_trace(self, event: str, info: Mapping[str, Any]) -> None:
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._socket = info["return_value"].get_extra_info("socket")
            if self.is_broken:
                self._shutdown_socket()

    def _shutdown_socket(self) -> None:
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)


class _Exchange(threading.Thread):
    """One request on its way; `ended` is set when there is an answer or an error, or when the caller gave up."""

    def __init__(self, line: HttpConnection, outgoing: Request) -> None:
        super().__init__(name=f"http {outgoing.purpose}", daemon=True)
        self.answer: Response | None = None
        self.error: Exception | None = None
        self.ended = threading.Event()
        self._line = line
        self._outgoing = outgoing

    def run(self) -> None:
        try:
            self.answer = self._line.exchange(self._outgoing)
        except Exception as error:  # noqa: BLE001 - handed to the caller, which raises it
            self.error = error
            self._line.close()
        finally:
            self.ended.set()


def _known(error: Exception | None, host: str) -> Exception:
    """The known error that a failed exchange amounts to; None is an exchange that did not end in time."""
    if error is None or isinstance(error, httpx.TimeoutException):
        return KnownError(ErrorCode.PROVIDER_DOWN, host=host)
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return KnownError(ErrorCode.CERTIFICATE_REFUSED, host=host)
    if any(isinstance(cause, socket.gaierror) or getattr(cause, "errno", 0) in _UNREACHABLE for cause in causes):
        return KnownError(ErrorCode.OFFLINE, host=host)
    if isinstance(error, httpx.TransportError | httpx.DecodingError):
        return ConnectionLost(host)
    return error


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _header_bytes(headers: httpx.Headers) -> int:
    return sum(len(name) + len(value) + 4 for name, value in headers.raw)


@cache
def _trusted() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)
