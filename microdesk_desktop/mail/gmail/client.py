"""Calls of the Gmail API over the program's own HTTP client: tokens, quota, pauses, batches, uploads."""

import random
import re
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.types import Purpose, Response, Timeouts
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.mail.gmail import batches
from microdesk_desktop.mail.gmail.quota import LONGEST_WAIT_S, Quota
from microdesk_desktop.mail.google.addresses import API_PATH, google_at
from microdesk_desktop.mail.google.problems import is_rate_limited, known_error, retry_after
from microdesk_desktop.mail.google.tokens import AccessTokens
from microdesk_desktop.mail.provider import MailContext
from microdesk_desktop.mail.transport_errors import mail_errors

T = TypeVar("T")
_ID = re.compile("[A-Za-z0-9_-]{1,1000}")
_BATCH_PATH = "/batch/gmail/v1"
_UPLOAD_PATH = "/upload"
_ORDINARY = Timeouts(total_s=20)
_TRANSFER = Timeouts(total_s=300, max_bytes=52_000_000)
"""A message of 35 MB as base64 in JSON, at 1.5 Mbit/s."""
_BATCH = 50
"""Calls of one batch; Google takes 100, and advises half of that."""
_ATTEMPTS = 4
_FIRST_PAUSE_S = 1.0
"""Google's advice: one second, doubled at each attempt, with a random part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call: `path` below the user, `units` of the quota. One that `is_once` is never repeated by itself."""

    method: str
    path: str
    purpose: Purpose
    units: int
    params: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    body: object = None
    is_once: bool = False
    is_transfer: bool = False


def reference(key: str) -> str:
    """An id of Gmail, ready for a path. Raises MAIL_GONE for what none can be, such as a key typed by the user."""
    if not _ID.fullmatch(key):
        raise KnownError(ErrorCode.MAIL_GONE)
    return key


class GmailClient:
    """Calls the API for one account; safe to use from any thread."""

    def __init__(self, context: MailContext, quota: Quota | None = None, first_pause_s: float = _FIRST_PAUSE_S) -> None:
        self._http = context.http
        self._google = google_at(context.account.base_url)
        self._tokens = AccessTokens(context, self._google.token)
        self._quota = quota or Quota()
        self._first_pause_s = first_pause_s

    def close(self) -> None:
        """Drop what is in memory; calls raise Cancelled from now on."""
        self._tokens.close()

    def call(self, call: Call, as_type: type[T], job: Job) -> T:
        """The decoded answer of one call. Raises the errors of `problems.py` and `tokens.py`."""
        with mail_errors():
            limits = _TRANSFER if call.is_transfer else _ORDINARY
            return self.run(call, job).decode(as_type, job, limits.max_bytes)

    def run(self, call: Call, job: Job) -> Response:
        """The successful answer of one call, repeated after a pause where Google asks for it."""
        for attempt in range(_ATTEMPTS):
            self._quota.spend(call.units, job)
            with mail_errors():
                response = self._authorised(call, job)
            pause = self._pause(response, attempt)
            is_last = attempt == _ATTEMPTS - 1 or call.is_once or pause > LONGEST_WAIT_S
            if is_last or not _is_temporary(response):
                break
            job.wait(pause)
        if error := known_error(response, pause):
            raise error
        return response

    def batch(self, calls: Sequence[Call], as_type: type[T], job: Job) -> list[T | None]:
        """The answers in the order of the calls, None for what no longer exists; refused ones are repeated."""
        answers: dict[int, Response] = {}
        for attempt in range(_ATTEMPTS):
            waiting = [at for at in range(len(calls)) if at not in answers or _is_temporary(answers[at])]
            if not waiting:
                break
            if attempt:
                job.wait(max(self._pause(answers[at], attempt - 1) for at in waiting))
            for some in _chunks(waiting, _BATCH):
                answers |= self._batch_once({at: calls[at] for at in some}, job)
        return [self._decoded(answers[at], as_type, job) for at in range(len(calls))]

    def upload(self, call: Call, message: bytes, as_type: type[T], job: Job) -> T:
        """Send a message as a file beside the JSON of the call, so that it is not inflated by base64."""
        boundary = secrets.token_hex(16)
        content = b"".join(
            (
                f"--{boundary}\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n".encode(),
                msgspec.json.encode(call.body),
                f"\r\n--{boundary}\r\nContent-Type: message/rfc822\r\n\r\n".encode(),
                message,
                f"\r\n--{boundary}--\r\n".encode(),
            )
        )
        self._quota.spend(call.units, job)
        with mail_errors():
            response = self._with_token(
                lambda headers: self._http.request(
                    call.method,
                    self._google.api + _UPLOAD_PATH + API_PATH + call.path,
                    purpose=call.purpose,
                    job=job,
                    headers=headers | {"Content-Type": f'multipart/related; boundary="{boundary}"'},
                    params={"uploadType": "multipart", **call.params},
                    content=content,
                    limits=_TRANSFER,
                ),
                job,
            )
            if error := known_error(response):
                raise error
            return response.decode(as_type, job)

    def _authorised(self, call: Call, job: Job) -> Response:
        return self._with_token(
            lambda headers: self._http.request(
                call.method,
                self._google.api + API_PATH + call.path,
                purpose=call.purpose,
                job=job,
                headers=headers,
                params=call.params,
                json=call.body,
                limits=_TRANSFER if call.is_transfer else _ORDINARY,
            ),
            job,
        )

    def _batch_once(self, calls: Mapping[int, Call], job: Job) -> dict[int, Response]:
        self._quota.spend(sum(call.units for call in calls.values()), job)
        boundary = secrets.token_hex(16)
        inner = {
            at: batches.Inner(call.method, API_PATH + call.path, call.params, call.body) for at, call in calls.items()
        }
        content = batches.encode(inner, boundary)
        purpose = next(iter(calls.values())).purpose
        with mail_errors():
            response = self._with_token(
                lambda headers: self._http.request(
                    "POST",
                    self._google.api + _BATCH_PATH,
                    purpose=purpose,
                    job=job,
                    headers=headers | {"Content-Type": f'multipart/mixed; boundary="{boundary}"'},
                    content=content,
                    limits=_ORDINARY,
                ),
                job,
            )
        if _is_temporary(response):
            return dict.fromkeys(calls, response)
        if error := known_error(response):
            raise error
        answers = batches.decode(response)
        if not calls.keys() <= answers.keys():
            raise KnownError(ErrorCode.MAIL_PROVIDER_BROKEN, host=response.host)
        return {at: answers[at] for at in calls}

    def _with_token(self, send: Callable[[dict[str, str]], Response], job: Job) -> Response:
        """Send with the access token; once more with a new one where the server refuses it, for then it did nothing."""
        token = self._tokens.get(job)
        response = send({"Authorization": f"Bearer {token}"})
        if response.status != 401:
            return response
        token = self._tokens.get(job, refused=token)
        return send({"Authorization": f"Bearer {token}"})

    def _pause(self, response: Response, attempt: int) -> float:
        asked = retry_after(response)
        if asked is not None:
            return asked
        # Chance only spreads the load at Google.
        return float(self._first_pause_s * 2**attempt * (1 + random.random() / 2))

    def _decoded(self, response: Response, as_type: type[T], job: Job) -> T | None:
        error = known_error(response, self._pause(response, 0))
        if error is not None and error.code is ErrorCode.MAIL_GONE:
            return None
        if error is not None:
            raise error
        with mail_errors():
            return response.decode(as_type, job)


def _is_temporary(response: Response) -> bool:
    return is_rate_limited(response) or response.status >= 500


def _chunks(values: Sequence[int], size: int) -> Iterable[Sequence[int]]:
    return (values[at : at + size] for at in range(0, len(values), size))
