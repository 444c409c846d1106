"""The one door: every outbound HTTP connection is checked, bounded, cancellable and journalled here.

    request ─▶ address allowed? ─▶ attempt on its own thread ─▶ journal ─▶ Response
                                     ▲ cancel or deadline cuts the connection

It follows no redirect, trusts no proxy of the environment, and never journals content.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from microdesk_desktop.base.clock import Clock
from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.http.types import ConnectionLost, Request, Response, Timeouts
from microdesk_desktop.base.jobs import Job

if TYPE_CHECKING:
    from microdesk_desktop.base.http.connection import HttpConnection

LOOPBACK_HOSTS = frozenset(("localhost", "127.0.0.1", "::1"))
KEPT_OPEN_S = 20
RETRIED_STATUSES = frozenset((502, 503, 504))


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkEvent:
    """One connection as the journal keeps it: `outcome` is the HTTP status, an error code or "cancelled"."""

    at: datetime
    host: str
    purpose: str
    bytes_out: int
    bytes_in: int
    outcome: str


def check_address(url: str) -> str:
    """The host of an address that may be reached: https anywhere, http on this computer only.

    Raises ADDRESS_REFUSED for any other, and for one that holds a user name.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise KnownError(ErrorCode.ADDRESS_REFUSED, host=url) from None
    secure = parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK_HOSTS)
    if not host or not secure or parts.username is not None:
        raise KnownError(ErrorCode.ADDRESS_REFUSED, host=host or url)
    return host


class HttpClient:
    """Makes HTTP requests for every module; safe to use from any thread.

    `journal` receives each connection once, on the thread that asked, also when it fails.
    """

    def __init__(self, journal: Callable[[NetworkEvent], None], clock: Clock, bounds: Timeouts | None = None) -> None:
        self._journal = journal
        self._clock = clock
        self._bounds = bounds or Timeouts()
        self._lock = threading.Lock()
        self._idle: dict[str, list[HttpConnection]] = defaultdict(list)
        self._busy: set[HttpConnection] = set()
        self._is_closed = False
        self._sweeper: threading.Timer | None = None

    def request(
        self,
        method: str,
        url: str,
        *,
        purpose: str,
        job: Job,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        json: object = None,
    ) -> Response:
        """Ask once, or up to `Timeouts.attempts` times for a GET that met a broken connection or a gateway error.

        `purpose` names the reason for the journal, such as "bank.transactions".
        Raises ADDRESS_REFUSED, OFFLINE, CERTIFICATE_REFUSED, PROVIDER_DOWN, PROVIDER_CHANGED (body too large)
        or Cancelled. Every HTTP status is an answer.
        """
        request = Request(
            method=method,
            url=url,
            host=check_address(url),
            purpose=purpose,
            headers=headers or {},
            params=params,
            body=json,
        )
        deadline = time.monotonic() + self._bounds.total_s
        ask = partial(self._attempt, request, job, deadline)
        return self._insist(ask, job) if method == "GET" else ask()

    def close(self) -> None:
        """Cut every connection for good: requests under way, and those still to come, raise Cancelled."""
        with self._lock:
            self._is_closed = True
            for connection in self._busy:
                connection.abort()
        self._sweep()

    def _insist(self, ask: Callable[[], Response], job: Job) -> Response:
        # Imported here because a window that never goes online should not wait for it at start.
        from tenacity import (
            Retrying,
            retry_if_exception_type,
            retry_if_result,
            stop_after_attempt,
            wait_exponential_jitter,
        )

        retrying = Retrying(
            stop=stop_after_attempt(self._bounds.attempts),
            wait=wait_exponential_jitter(multiplier=self._bounds.backoff_s, max=4, jitter=self._bounds.backoff_s),
            retry=retry_if_exception_type(ConnectionLost) | retry_if_result(_is_gateway_error),
            sleep=job.wait,
            retry_error_callback=lambda state: state.outcome.result() if state.outcome else None,
        )
        return retrying(ask)

    def _attempt(self, request: Request, job: Job, deadline: float) -> Response:
        job.checkpoint()
        connection = self._take(request.url)
        at = self._clock.now()
        outcome = ErrorCode.PROVIDER_DOWN.value
        try:
            answer = connection.ask(request, job, deadline - time.monotonic())
            outcome = str(answer.status)
            return answer
        except KnownError as error:
            outcome = error.code.value
            raise
        except Cancelled:
            outcome = "cancelled"
            raise
        finally:
            self._give_back(request.url, connection)
            self._journal(
                NetworkEvent(
                    at=at,
                    host=request.host,
                    purpose=request.purpose,
                    bytes_out=connection.bytes_out,
                    bytes_in=connection.bytes_in,
                    outcome=outcome,
                )
            )

    def _take(self, url: str) -> "HttpConnection":
        # Imported here for the same reason: httpx alone costs more than showing the first window.
        from microdesk_desktop.base.http.connection import HttpConnection

        with self._lock:
            if self._is_closed:
                raise Cancelled
            waiting = self._idle[_origin(url)]
            connection = waiting.pop() if waiting else HttpConnection(self._bounds)
            self._busy.add(connection)
            return connection

    def _give_back(self, url: str, connection: "HttpConnection") -> None:
        with self._lock:
            self._busy.discard(connection)
            if connection.is_broken or self._is_closed:
                return
            self._idle[_origin(url)].append(connection)
            if self._sweeper is None:
                self._sweeper = threading.Timer(KEPT_OPEN_S, self._sweep)
                self._sweeper.daemon = True
                self._sweeper.start()

    def _sweep(self) -> None:
        """No connection outlives the work that it was opened for by much."""
        with self._lock:
            connections = [connection for waiting in self._idle.values() for connection in waiting]
            self._idle.clear()
            if self._sweeper is not None:
                self._sweeper.cancel()
            self._sweeper = None
        for connection in connections:
            connection.close()


def _is_gateway_error(answer: Response) -> bool:
    return answer.status in RETRIED_STATUSES


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
