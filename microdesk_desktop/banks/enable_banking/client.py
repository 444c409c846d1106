"""Signed calls to the API: tokens, budgets, errors; no banking terms here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from microdesk_desktop.banks.enable_banking.errors import error_code, read_problem, to_known_error
from microdesk_desktop.banks.enable_banking.tokens import TokenSource
from microdesk_desktop.banks.provider import GENERAL, ProviderContext
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.addresses import check_address
from microdesk_desktop.base.http.types import Purpose, Response
from microdesk_desktop.base.jobs import Job

BALANCES = "balances"
DAILY = 4
"""Requests a day that banks grant for an account without its user being present; the API announces no budget."""
DAY = timedelta(days=1)
# How long to wait after a refusal that gives no delay: the provider's advice for banks, a minute for its own limit.
BANK_WAIT = timedelta(hours=6)
SHORT_WAIT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call; the API refuses a `path` that ends with a slash.

    `endpoint` names the budget of a call that the bank counts; `is_continued` one that goes on with another.
    """

    method: str
    path: str
    purpose: Purpose
    params: Mapping[str, str] | None = None
    body: Mapping[str, object] | None = None
    endpoint: str = GENERAL
    is_continued: bool = False


class Client:
    """Calls the API with the user's application."""

    def __init__(self, context: ProviderContext) -> None:
        self._context = context
        self._tokens = TokenSource(context)
        self.host = check_address(context.base_url)

    def send(self, call: Call, job: Job) -> Response:
        """The successful response of a call; every refusal is raised as its KnownError.

        Raises RATE_LIMITED without a request when the budget of `endpoint` is used up, which stops no revocation.
        """
        if call.purpose is not Purpose.BANK_REVOKE:
            self._check_limits(call)
        response = self._context.http.request(
            call.method,
            self._context.base_url.rstrip("/") + call.path,
            purpose=call.purpose,
            job=job,
            headers={"Authorization": f"Bearer {self._tokens.token()}"},
            params=call.params,
            json=call.body,
        )
        problem = read_problem(response)
        if problem is not None and call.endpoint == BALANCES:
            # A bank that refuses its balance may go on giving the transactions: only the API's words end a consent.
            problem = replace(problem, detail=None)
        if problem is None:
            self._count(call)
            return response
        code = error_code(problem)
        if code is ErrorCode.RATE_LIMITED:
            raise self._limited(call)
        if code is ErrorCode.BANK_ERROR:
            self._count(call)
        raise to_known_error(problem, self.host)

    def _check_limits(self, call: Call) -> None:
        names = {GENERAL} if call.is_continued else {GENERAL, call.endpoint}
        blocks = [until for name in names if (until := self._context.limits.blocked_until(name))]
        if blocks:
            raise KnownError(ErrorCode.RATE_LIMITED, until=max(blocks))

    def _count(self, call: Call) -> None:
        """Count what has reached the bank; what the provider refused itself has not."""
        if call.endpoint != GENERAL and not call.is_continued:
            self._context.limits.spend(call.endpoint, DAILY, DAY)

    def _limited(self, call: Call) -> KnownError:
        until = self._context.clock.now() + (SHORT_WAIT if call.endpoint == GENERAL else BANK_WAIT)
        self._context.limits.note(call.endpoint, 0, until)
        return KnownError(ErrorCode.RATE_LIMITED, until=until)
