"""One authenticated call: token, rate limits, refusals. It knows no bank term."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from microdesk_desktop.banks.gocardless.auth import AccessToken, TokenSource
from microdesk_desktop.banks.gocardless.errors import (
    SHORT_WAIT,
    Problem,
    error_code,
    is_token_refused,
    read_allowance,
    read_problem,
    to_known_error,
)
from microdesk_desktop.banks.gocardless.parsing import read_mapping, read_value
from microdesk_desktop.banks.provider import GENERAL, ProviderContext
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.client import check_address
from microdesk_desktop.base.http.types import Purpose, Response
from microdesk_desktop.base.jobs import Job

BANK_WAIT = timedelta(hours=6)


class Client:
    """Calls the API with the user's keys; paths start and end with a slash, which the API insists on."""

    def __init__(self, surroundings: ProviderContext) -> None:
        self._context = surroundings
        self._keys = TokenSource(surroundings)
        self._host = check_address(surroundings.base_url)

    def get(
        self,
        path: str,
        *,
        purpose: Purpose,
        job: Job,
        params: Mapping[str, str] | None = None,
        endpoint: str = GENERAL,
    ) -> object:
        """Read; `endpoint` names the budget that the bank counts: once spent, RATE_LIMITED is raised without asking."""
        answer = self._call("GET", path, purpose=purpose, job=job, params=params, endpoint=endpoint)
        return read_value(answer, self._context.base_url)

    def post(self, path: str, body: Mapping[str, object], *, purpose: Purpose, job: Job) -> Mapping[str, object]:
        """Create."""
        answer = self._call("POST", path, purpose=purpose, job=job, body=body)
        return read_mapping(answer, self._context.base_url)

    def delete(self, path: str, *, purpose: Purpose, job: Job) -> None:
        """Delete; what is already gone is deleted."""
        try:
            self._call("DELETE", path, purpose=purpose, job=job)
        except KnownError as error:
            if error.code is not ErrorCode.BANK_GONE:
                raise

    def _call(
        self,
        method: str,
        path: str,
        *,
        purpose: Purpose,
        job: Job,
        params: Mapping[str, str] | None = None,
        body: object = None,
        endpoint: str = GENERAL,
    ) -> Response:
        self._check_limits(endpoint)
        for access in self._keys.candidates(job):
            answer = self._context.http.request(
                method, access.root + path, purpose=purpose, job=job, headers=_bearer(access), params=params, json=body
            )
            problem = read_problem(answer)
            if problem is not None and is_token_refused(problem):
                continue
            renews_at = self._note_limits(answer, problem, endpoint)
            if problem is not None:
                raise to_known_error(problem, self._host, renews_at)
            return answer
        raise KnownError(ErrorCode.CREDENTIALS_REFUSED, host=self._host)

    def _check_limits(self, endpoint: str) -> None:
        waits = [until for name in {endpoint, GENERAL} if (until := self._context.limits.blocked_until(name))]
        if waits:
            raise KnownError(ErrorCode.RATE_LIMITED, until=max(waits))

    def _note_limits(self, answer: Response, problem: Problem | None, endpoint: str) -> datetime | None:
        is_one_too_many = problem is not None and error_code(problem) is ErrorCode.RATE_LIMITED
        wait = SHORT_WAIT if endpoint == GENERAL else BANK_WAIT
        remaining, renews_at = read_allowance(answer, self._context.clock.now(), wait if is_one_too_many else None)
        if remaining is not None or renews_at is not None:
            self._context.limits.note(endpoint, remaining, renews_at)
        return renews_at


def _bearer(access: AccessToken) -> Mapping[str, str]:
    return {"Authorization": f"Bearer {access.token}"}
