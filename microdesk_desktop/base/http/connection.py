"""One keep-alive connection of the HTTP client, on httpx; used only by `base/http/client.py`.

DNS and blocking reads cannot be interrupted: each exchange runs on a thread of its own, which the caller abandons
when it is cancelled or its time is up.
"""

import contextlib
import errno
import socket
import ssl
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

import httpx

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.deadline import BackgroundCall, DeadlineExceeded
from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.http.tls import tls_context
from microdesk_desktop.base.http.types import ConnectionLost, Request, Response, Timeouts
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.process.network_guard import connecting

_GZIP = 16
"""What zlib adds to the size of the window to read the header of gzip."""
_UNPACKED_AT_ONCE = 1 << 18
_UNREACHABLE = frozenset((errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN))


class HttpConnection:
    """A keep-alive connection to one origin, used by one request at a time."""

    def __init__(self, timeouts: Timeouts) -> None:
        self.bytes_out = 0
        self.bytes_in = 0
        self.is_broken = False
        self._timeouts = timeouts
        self.is_aborted = False
        self._call: BackgroundCall[Response] | None = None
        self._socket: socket.socket | None = None
        self._client = httpx.Client(
            verify=_shared_tls_context(),
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(timeouts.read_s, connect=timeouts.connect_s),
            limits=httpx.Limits(max_connections=1),
            headers={"User-Agent": "MicroDesk", "Accept": "application/json", "Accept-Encoding": "gzip"},
        )

    def send(self, request: Request, job: Job, timeout_s: float) -> Response:
        """Exchange one request within `timeout_s`. Raises as `HttpClient.request` does, and is broken from then on."""
        self.bytes_out = self.bytes_in = 0
        call = self._call = BackgroundCall(lambda: self._exchange(request), name=f"http {request.purpose}")
        unregister = job.on_cancel(call.abandon)
        if self.is_aborted:
            call.abandon()
        try:
            return call.result(timeout_s)
        except Exception as error:  # noqa: BLE001 - mapped below, outside of its traceback
            failure = error
        finally:
            unregister()
        self.is_broken = True
        self._shutdown_socket()
        job.checkpoint()
        if self.is_aborted:
            raise Cancelled
        raise _known_error(failure, request.host)

    def abort(self) -> None:
        """Make the running request, and any later one, raise Cancelled at once."""
        self.is_aborted = True
        if self._call is not None:
            self._call.abandon()

    def close(self) -> None:
        self._client.close()

    def _exchange(self, request: Request) -> Response:
        try:
            with connecting():
                return self._send_and_read(request)
        except Exception:
            self.close()
            raise

    def _send_and_read(self, request: Request) -> Response:
        built = self._client.build_request(
            request.method,
            request.url,
            params=request.params,
            headers=dict(request.headers),
            json=request.json,
            data=request.form,
            content=request.content,
            extensions={"trace": self._on_trace},
        )
        response = self._client.send(built, stream=True)
        with contextlib.closing(response):
            body = b"".join(self._within_limit(_decoded(response, response.iter_raw()), request))
        return Response(host=request.host, status=response.status_code, headers=dict(response.headers), body=body)

    def _within_limit(self, chunks: Iterator[bytes], request: Request) -> Iterator[bytes]:
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if size > request.max_bytes:
                raise KnownError(ErrorCode.PROVIDER_CHANGED, host=request.host)
            yield chunk

    def _on_trace(self, event: str, info: Mapping[str, Any]) -> None:
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._count_bytes(info["return_value"])
            self._socket = info["return_value"].get_extra_info("socket")
            if self.is_broken:
                self._shutdown_socket()

    def _count_bytes(self, stream: Any) -> None:
        """Count what this network stream sends and receives, also the part of an answer that is refused."""
        read, write = stream.read, stream.write

        def counted_read(max_bytes: int, timeout: float | None = None) -> bytes:
            data: bytes = read(max_bytes, timeout)
            self.bytes_in += len(data)
            return data

        def counted_write(buffer: bytes, timeout: float | None = None) -> None:
            write(buffer, timeout)
            self.bytes_out += len(buffer)

        stream.read, stream.write = counted_read, counted_write

    def _shutdown_socket(self) -> None:
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)


def _decoded(response: httpx.Response, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The body without its content coding: gzip, the only one that was asked for, once. Raises PROVIDER_CHANGED."""
    codings = [each.lower() for each in response.headers.get_list("content-encoding", split_commas=True)]
    match [each for each in codings if each not in ("", "identity")]:
        case []:
            return chunks
        case ["gzip" | "x-gzip"]:
            return _unzipped(chunks)
    raise KnownError(ErrorCode.PROVIDER_CHANGED, host=response.url.host)


def _unzipped(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The content of one gzip member, a bounded part at a time, however much a few bytes unpack to.

    Raises httpx.DecodingError for anything else, such as one that was cut.
    """
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | _GZIP)
    try:
        for chunk in chunks:
            waiting = chunk
            while waiting and not unpacker.eof:
                yield unpacker.decompress(waiting, _UNPACKED_AT_ONCE)
                waiting = unpacker.unconsumed_tail
            if unpacker.eof and (waiting or unpacker.unused_data):
                raise httpx.DecodingError("data after the end of gzip")
    except zlib.error as error:
        raise httpx.DecodingError("no gzip") from error
    if not unpacker.eof:
        raise httpx.DecodingError("gzip was cut")


def _known_error(error: Exception, host: str) -> Exception:
    """Map what httpx raises to KnownError; other exceptions are returned unchanged."""
    if isinstance(error, DeadlineExceeded | httpx.TimeoutException):
        return KnownError(ErrorCode.PROVIDER_DOWN, host=host)
    if isinstance(error, httpx.InvalidURL):
        return KnownError(ErrorCode.ADDRESS_REFUSED, host=host)
    if isinstance(error, UnicodeError):
        # Headers are Latin-1: the token or the key of this service has another character.
        return KnownError(ErrorCode.CREDENTIALS_REFUSED, host=host)
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


@impersonal_cache()
def _shared_tls_context() -> ssl.SSLContext:
    """One context for all connections: reading the authorities takes 20 ms."""
    return tls_context()
