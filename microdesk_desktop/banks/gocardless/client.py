"""Authenticated calls to the API: tokens, rate limits, errors; no banking terms here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from microdesk_desktop.banks.gocardless.auth import TokenSource
from microdesk_desktop.banks.gocardless.errors import (
    SHORT_WAIT,
    Problem,
    error_code,
    is_token_refused,
    read_allowance,
    read_problem,
    to_known_error,
)
from microdesk_desktop.banks.gocardless.schemas import KeptToken
from microdesk_desktop.banks.provider import GENERAL, ProviderContext
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.addresses import check_address
from microdesk_desktop.base.http.types import Purpose, Response
from microdesk_desktop.base.jobs import Job

T = TypeVar("T")

_NO_CONTENT = 204
# How long to wait when a bank refuses a request without giving a delay: four requests a day are usual.
BANK_WAIT = timedelta(hours=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call; the API requires that `path` starts and ends with a slash.

    `endpoint` names the budget of requests that it is counted on.
    """

    method: str
    path: str
    purpose: Purpose
    params: Mapping[str, str] | None = None
    body: object = None
    endpoint: str = GENERAL


class Client:
    """Calls the API with the user's keys."""

    def __init__(self, context: ProviderContext) -> None:
        self._context = context
        self._tokens = TokenSource(context)
        self._host = check_address(context.base_url)

    def get(self, path: str, as_type: type[T], *, purpose: Purpose, job: Job, endpoint: str = GENERAL) -> T:
        """Read; raises RATE_LIMITED without a request when the budget of `endpoint` is used up."""
        return self.send(Call(method="GET", path=path, purpose=purpose, endpoint=endpoint), job).decode(as_type, job)

    def post(self, path: str, as_type: type[T], body: Mapping[str, object], *, purpose: Purpose, job: Job) -> T:
        """Create."""
        return self.send(Call(method="POST", path=path, purpose=purpose, body=body), job).decode(as_type, job)

    def delete(self, path: str, *, purpose: Purpose, job: Job) -> None:
        """Delete; what no longer exists is deleted. Raises PROVIDER_DOWN where the answer does not confirm it."""
        try:
            response = self.send(Call(method="DELETE", path=path, purpose=purpose), job)
            if response.status != _NO_CONTENT:
                response.decode(dict[str, object], job)
        except KnownError as error:
            if error.code is not ErrorCode.BANK_GONE:
                raise

    def send(self, call: Call, job: Job) -> Response:
        """The successful response of a call; every refusal is raised as its KnownError.

        A budget that is used up stops no revocation: a consent that is not revoked now may never be.
        """
        if call.purpose is not Purpose.BANK_REVOKE:
            self._check_limits(call.endpoint)
        for access in self._tokens.candidates(job):
            response = self._context.http.request(
                call.method,
                access.root + call.path,
                purpose=call.purpose,
                job=job,
                headers=_authorization(access),
                params=call.params,
                json=call.body,
            )
            problem = read_problem(response)
            if problem is not None and is_token_refused(problem):
                continue
            renews_at = self._note_limits(response, problem, call.endpoint)
            if problem is not None:
                raise to_known_error(problem, self._host, renews_at)
            return response
        raise KnownError(ErrorCode.CREDENTIALS_REFUSED, host=self._host)

    def _check_limits(self, endpoint: str) -> None:
        blocks = [until for name in {endpoint, GENERAL} if (until := self._context.limits.blocked_until(name))]
        if blocks:
            raise KnownError(ErrorCode.RATE_LIMITED, until=max(blocks))

    def _note_limits(self, response: Response, problem: Problem | None, endpoint: str) -> datetime | None:
        is_one_too_many = problem is not None and error_code(problem) is ErrorCode.RATE_LIMITED
        wait = SHORT_WAIT if endpoint == GENERAL else BANK_WAIT
        remaining, renews_at = read_allowance(response, self._context.clock.now(), wait if is_one_too_many else None)
        if remaining is not None or renews_at is not None:
            self._context.limits.note(endpoint, remaining, renews_at)
        return renews_at


def _authorization(access: KeptToken) -> Mapping[str, str]:
    return {"Authorization": f"Bearer {access.token}"}
