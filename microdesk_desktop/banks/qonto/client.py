"""Calls of the API: the login and the secret key in the header, and no more than Qonto allows."""

from collections.abc import Mapping
from dataclasses import dataclass

from microdesk_desktop.banks.provider import GENERAL, ProviderContext
from microdesk_desktop.banks.qonto.errors import Problem, error_code, read_problem, retry_at, to_known_error
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.addresses import check_address
from microdesk_desktop.base.http.types import Purpose, Response
from microdesk_desktop.base.jobs import Job

SECRET_ID = "secret_id"
SECRET_KEY = "secret_key"
_VERSION = "/v2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response, and the problem in it."""

    response: Response
    problem: Problem | None


class Client:
    """Reads from the API with the user's keys."""

    def __init__(self, context: ProviderContext) -> None:
        self._context = context
        self._host = check_address(context.base_url)
        self._root = context.base_url.rstrip("/").removesuffix(_VERSION).rstrip("/") + _VERSION

    def get(self, path: str, *, purpose: Purpose, job: Job, params: Mapping[str, str] | None = None) -> Response:
        """The successful response; every refusal is raised as its KnownError."""
        answer = self.ask(path, purpose=purpose, job=job, params=params)
        if answer.problem is not None:
            raise to_known_error(answer.problem, self._host)
        return answer.response

    def ask(self, path: str, *, purpose: Purpose, job: Job, params: Mapping[str, str] | None = None) -> Answer:
        """The response, refused or not. Raises CREDENTIALS_MISSING and RATE_LIMITED."""
        if until := self._context.limits.blocked_until(GENERAL):
            raise KnownError(ErrorCode.RATE_LIMITED, until=until)
        response = self._context.http.request(
            "GET",
            self._root + path,
            purpose=purpose,
            job=job,
            headers={"Authorization": self._authorization()},
            params=params,
        )
        problem = read_problem(response)
        if problem is not None and error_code(problem) is ErrorCode.RATE_LIMITED:
            until = retry_at(response, self._context.clock.now())
            self._context.limits.note(GENERAL, 0, until)
            raise to_known_error(problem, self._host, until)
        return Answer(response=response, problem=problem)

    def refused(self, problem: Problem) -> KnownError:
        """The KnownError of a problem that `ask` returned."""
        return to_known_error(problem, self._host)

    def _authorization(self) -> str:
        """Not HTTP Basic: the two keys as they are, with a colon between them."""
        login, key = self._context.secrets.get(SECRET_ID), self._context.secrets.get(SECRET_KEY)
        if not login or not key:
            raise KnownError(ErrorCode.CREDENTIALS_MISSING, host=self._host)
        return f"{login}:{key}"
