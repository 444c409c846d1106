"""HTTP client of the whole application: checks addresses, enforces timeouts and size limits, supports cancellation.

    request ─▶ open to its purpose? ─▶ address allowed? ─▶ journal: sent ─▶ attempt on its own thread ─▶ outcome
                                   ▲ cancellation, the deadline, or the user who closes the purpose ends the connection

Every request is journalled before it leaves, its content never. No redirect is followed and no proxy of the
environment is used.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from microdesk_desktop.base.clock import Clock
from microdesk_desktop.base.errors import Cancelled, KnownError
from microdesk_desktop.base.http.addresses import check_address
from microdesk_desktop.base.http.gate import Gate
from microdesk_desktop.base.http.types import (
    ConnectionLost,
    Purpose,
    Request,
    Response,
    Timeouts,
    check_headers,
)
from microdesk_desktop.base.jobs import Job

if TYPE_CHECKING:
    from microdesk_desktop.base.http.connection import HttpConnection

KEEP_ALIVE_S = 20
CLOSING_WAIT_S = 2.0
"""How long closing waits for the outcome of the requests that it stopped: writing it down takes milliseconds."""
SENT = "sent"
"""The outcome of a request until it is known; it stays so when the process is killed meanwhile."""
RETRIED_STATUSES = frozenset((502, 503, 504))
_BUG = "bug"


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkEvent:
    """A request as the journal keeps it; `outcome` is SENT, then the HTTP status, an error code or "cancelled"."""

    at: datetime
    host: str
    purpose: str
    bytes_out: int
    bytes_in: int
    outcome: str


class Journal(Protocol):
    """Where the client keeps its requests; called on the thread of the caller, once per attempt."""

    def begin(self, event: NetworkEvent) -> int:
        """Keep a request that is about to leave; returns its number. It does not leave when this raises."""

    def complete(self, number: int, event: NetworkEvent) -> None:
        """Replace what `begin` kept by the request with its outcome. Raises KnownError where it cannot be written."""


class HttpClient:
    """Sends HTTP requests for every module; safe to use from any thread.

    Without a `gate` nothing is closed.
    """

    def __init__(
        self, journal: Journal, clock: Clock, timeouts: Timeouts | None = None, gate: Gate | None = None
    ) -> None:
        self._journal = journal
        self._clock = clock
        self._timeouts = timeouts or Timeouts()
        self.gate = gate or Gate()
        self.gate.on_close(self._close_idle)
        self._lock = threading.Lock()
        self._ended = threading.Condition(self._lock)
        self._idle: dict[str, list[HttpConnection]] = defaultdict(list)
        self._busy: dict[HttpConnection, int] = {}  # with the thread that waits for it
        self._is_closed = False
        self._idle_timer: threading.Timer | None = None

    def request(
        self,
        method: str,
        url: str,
        *,
        purpose: Purpose,
        job: Job,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str | Sequence[str]] | None = None,
        json: object = None,
        form: Mapping[str, str] | None = None,
        content: bytes | None = None,
        limits: Timeouts | None = None,
    ) -> Response:
        """Send a request; a GET is retried on a broken connection and on 502, 503 and 504.

        The body is `json`, `form` (application/x-www-form-urlencoded), or `content` with its type in `headers`. Any
        HTTP status is returned. `limits` replaces `total_s` and `max_bytes` of the client for a large transfer.
        Raises NETWORK_CLOSED, ADDRESS_REFUSED, CREDENTIALS_REFUSED (a header that cannot be sent), OFFLINE,
        CERTIFICATE_REFUSED, PROVIDER_DOWN, PROVIDER_CHANGED (body too large) or Cancelled.
        """
        self.gate.check(purpose)
        request = Request(
            method=method,
            url=url,
            host=check_address(url),
            purpose=purpose,
            headers=headers or {},
            params=params,
            json=json,
            form=form,
            content=content,
            max_bytes=(limits or self._timeouts).max_bytes,
        )
        check_headers(request.headers, request.host)
        deadline = time.monotonic() + (limits or self._timeouts).total_s
        attempt = partial(self._attempt, request, job, deadline)
        return self._with_retries(attempt, job) if method == "GET" else attempt()

    def close(self) -> None:
        """Shut down every connection; running and later requests raise Cancelled.

        Returns once the outcome of those that ran is in the journal, or after `CLOSING_WAIT_S`.
        """
        with self._lock:
            self._is_closed = True
            for connection in self._busy:
                connection.abort()
            # A request that closes its own client, from a callback of its job, cannot be waited for.
            own = threading.get_ident()
            self._ended.wait_for(lambda: not set(self._busy.values()) - {own}, CLOSING_WAIT_S)
        self._close_idle()

    def _with_retries(self, attempt: Callable[[], Response], job: Job) -> Response:
        # Imported here to keep the start of the window fast.
        from tenacity import (
            Retrying,
            retry_if_exception_type,
            retry_if_result,
            stop_after_attempt,
            wait_exponential_jitter,
        )

        retrying = Retrying(
            stop=stop_after_attempt(self._timeouts.attempts),
            wait=wait_exponential_jitter(multiplier=self._timeouts.backoff_s, max=4, jitter=self._timeouts.backoff_s),
            retry=retry_if_exception_type(ConnectionLost) | retry_if_result(_is_gateway_error),
            sleep=job.wait,
            retry_error_callback=lambda state: state.outcome.result() if state.outcome else None,
        )
        return retrying(attempt)

    def _attempt(self, request: Request, job: Job, deadline: float) -> Response:
        job.checkpoint()
        with self.gate.enter(request.purpose) as passage:
            connection = self._acquire(request.url)
            unregister = passage.on_end(connection.abort)
            try:
                return self._send(connection, request, job, deadline)
            except Cancelled:
                job.checkpoint()
                passage.check()
                raise
            finally:
                unregister()
                self._release(request.url, connection)

    def _send(self, connection: "HttpConnection", request: Request, job: Job, deadline: float) -> Response:
        """Keep the request in the journal, send it, then keep its outcome."""
        event = NetworkEvent(
            at=self._clock.now(), host=request.host, purpose=request.purpose, bytes_out=0, bytes_in=0, outcome=SENT
        )
        number = self._journal.begin(event)
        outcome = _BUG
        try:
            response = connection.send(request, job, deadline - time.monotonic())
            outcome = str(response.status)
            return response
        except KnownError as error:
            outcome = error.code.value
            raise
        except (Cancelled, KeyboardInterrupt):
            outcome = "cancelled"
            raise
        finally:
            event = replace(event, bytes_out=connection.bytes_out, bytes_in=connection.bytes_in, outcome=outcome)
            # A vault that has closed or a full disk leaves the row as it is, with an unknown outcome, which is true.
            with suppress(KnownError):
                self._journal.complete(number, event)

    def _acquire(self, url: str) -> "HttpConnection":
        # Imported here to keep the start of the window fast: httpx takes longer than the first window.
        from microdesk_desktop.base.http.connection import HttpConnection

        with self._lock:
            if self._is_closed:
                raise Cancelled
            idle = self._idle[_origin(url)]
            connection = idle.pop() if idle else HttpConnection(self._timeouts)
            self._busy[connection] = threading.get_ident()
            return connection

    def _release(self, url: str, connection: "HttpConnection") -> None:
        with self._lock:
            self._busy.pop(connection, None)
            self._ended.notify_all()
            if connection.is_broken:
                return
            if self._is_closed or connection.is_aborted:
                connection.close()
                return
            self._idle[_origin(url)].append(connection)
            if self._idle_timer is None:
                self._idle_timer = threading.Timer(KEEP_ALIVE_S, self._close_idle)
                self._idle_timer.daemon = True
                self._idle_timer.start()

    def _close_idle(self) -> None:
        """Close the keep-alive connections that are not in use."""
        with self._lock:
            connections = [connection for idle in self._idle.values() for connection in idle]
            self._idle.clear()
            if self._idle_timer is not None:
                self._idle_timer.cancel()
            self._idle_timer = None
        for connection in connections:
            connection.close()


def _is_gateway_error(response: Response) -> bool:
    return response.status in RETRIED_STATUSES


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
