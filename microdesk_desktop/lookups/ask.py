"""One question to a public register: over the network journal, within bounds, obeying its limits."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from microdesk_desktop.base.clock import Clock
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.client import HttpClient
from microdesk_desktop.base.http.types import Purpose, Response
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.lookups import LookupService

T = TypeVar("T")
MOST_BYTES = 1_000_000
"""Of an answer: a hundred times what twenty-five companies take."""
_LONGEST_TEXT = 200
_USUAL_PAUSE, _LONGEST_PAUSE = timedelta(seconds=2), timedelta(hours=1)
"""After a refusal for too many questions that names no pause, and at most where it names one."""
_TOO_MANY = 429
_PURPOSES = {
    LookupService.COMPANIES: Purpose.LOOKUP_COMPANIES,
    LookupService.ADDRESSES: Purpose.LOOKUP_ADDRESSES,
    LookupService.VAT: Purpose.LOOKUP_VAT,
}


@dataclass(frozen=True, slots=True)
class Pauses:
    """Until when each register is not to be asked again; of one open vault, safe to use from any thread."""

    _until: dict[LookupService, datetime] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def check(self, service: LookupService, now: datetime) -> None:
        """Raise LOOKUP_LIMITED (`service`, `until`) during a pause."""
        with self._lock:
            until = self._until.get(service)
        if until is not None and now < until:
            raise KnownError(ErrorCode.LOOKUP_LIMITED, service=service, until=until)

    def begin(self, service: LookupService, until: datetime) -> None:
        """Ask the register no more until then."""
        with self._lock:
            self._until[service] = until


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a question needs: the client, the clock, the pauses of the vault, and the job that may be cancelled."""

    http: HttpClient
    clock: Clock
    pauses: Pauses
    job: Job

    def ask(
        self,
        service: LookupService,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        json: object = None,
    ) -> Response:
        """The answer, with status 200 or another one that is no refusal.

        Raises LOOKUP_LIMITED (`service`, `until`), LOOKUP_FAILED (`service`) for a register that is down or answers too
        much, OFFLINE, CERTIFICATE_REFUSED, ADDRESS_REFUSED and Cancelled.
        """
        self.pauses.check(service, self.clock.now())
        try:
            response = self.http.request(
                "GET" if json is None else "POST",
                url,
                purpose=_PURPOSES[service],
                job=self.job,
                params=params,
                json=json,
            )
        except KnownError as error:
            if error.code in (ErrorCode.PROVIDER_DOWN, ErrorCode.PROVIDER_CHANGED):
                raise failed(service) from error
            raise
        if response.status == _TOO_MANY:
            until = self.clock.now() + _pause(response)
            self.pauses.begin(service, until)
            raise KnownError(ErrorCode.LOOKUP_LIMITED, service=service, until=until)
        if len(response.body) > MOST_BYTES:
            raise failed(service)
        return response

    def decoded(self, service: LookupService, response: Response, as_type: type[T]) -> T:
        """The answer as this type. Raises LOOKUP_FAILED for another status than 200 and for any other answer."""
        if response.status != 200:
            raise failed(service)
        try:
            return response.decode(as_type, self.job)
        except KnownError as error:
            raise failed(service) from error


def failed(service: LookupService) -> KnownError:
    """The error for a register that gave no answer."""
    return KnownError(ErrorCode.LOOKUP_FAILED, service=service)


def clean(text: str | None) -> str:
    """A text of an answer on one line, without what is hidden in it, and no longer than a field."""
    return one_line(text or "")[:_LONGEST_TEXT]


def _pause(response: Response) -> timedelta:
    asked = response.headers.get("retry-after", "")
    if not asked.isascii() or not asked.isdigit() or len(asked) > 6:
        return _USUAL_PAUSE
    return min(max(timedelta(seconds=int(asked)), timedelta(seconds=1)), _LONGEST_PAUSE)
