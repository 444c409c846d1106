"""Authenticated calls to the API: tokens in memory, rate limits, errors; no banking terms here.

A token is issued for one scope: to the application itself, or to one of its users through a grant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from microdesk_desktop.banks.provider import GENERAL, ProviderContext
from microdesk_desktop.banks.tink.errors import Problem, error_code, read_problem, retry_at, token_error_code
from microdesk_desktop.banks.tink.schemas import Code, NewToken
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.addresses import check_address
from microdesk_desktop.base.http.types import Purpose, Response
from microdesk_desktop.base.jobs import Job

CLIENT_ID = "client_id"
CLIENT_SECRET = "client_secret"
_GRANTS = "/api/v1/oauth/authorization-grant"
GRANT_SCOPE = "authorization:grant"

# A token that ends within a minute may end while the request is on its way.
_MARGIN = timedelta(minutes=1)
_DEFAULT_LIFETIME_S = 1_800
_LONGEST_LIFETIME_S = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whom a token is issued to: the application, or the user whom `user` names as a grant does (field, id)."""

    scope: str
    user: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call; `is_about_user`: the user must exist.

    `is_limited`: it counts for the pause that Tink asks for, unlike what ends a consent or may be left out.
    """

    method: str
    path: str
    purpose: Purpose
    params: Mapping[str, str | Sequence[str]] | None = None
    json: object = None
    form: Mapping[str, str] | None = None
    is_limited: bool = True
    is_about_user: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    token: str
    ends_at: datetime


class Client:
    """Calls the API with the user's application."""

    def __init__(self, context: ProviderContext) -> None:
        self._context = context
        self._base = context.base_url.rstrip("/")
        self._host = check_address(context.base_url)
        self._kept: dict[Holder, _Kept] = {}

    @property
    def client_id(self) -> str:
        """The application's id. Raises CREDENTIALS_MISSING."""
        return self._secret(CLIENT_ID)

    def send(self, call: Call, holder: Holder, job: Job) -> Response:
        """The successful response of a call; a refused token is renewed once, every other refusal is a KnownError.

        Raises CONSENT_EXPIRED where Tink no longer knows the user: the keys have just been accepted.
        """
        self._check_limits(call)
        response, problem = self._try(call, holder, job)
        if problem is not None and problem.status == 401:
            self._kept.pop(holder, None)
            response, problem = self._try(call, holder, job)
        if problem is None:
            return response
        raise self._refusal(response, problem, call)

    def grant(self, user: tuple[str, str], scope: str, job: Job, *, to: Mapping[str, str] | None = None) -> str:
        """A code for the user's data with this scope; `to` names another application that shall use it.

        Raises CONSENT_EXPIRED for a user who is not, or no longer, there.
        """
        call = Call(
            method="POST",
            path=_GRANTS + ("/delegate" if to else ""),
            purpose=Purpose.BANK_TOKEN,
            form={user[0]: user[1], **(to or {}), "scope": scope},
            is_limited=False,
            is_about_user=True,
        )
        try:
            return self.send(call, Holder(scope=GRANT_SCOPE), job).decode(Code).code
        except KnownError as error:
            if error.code is ErrorCode.BANK_GONE:
                raise KnownError(ErrorCode.CONSENT_EXPIRED) from None
            raise

    def _try(self, call: Call, holder: Holder, job: Job) -> tuple[Response, Problem | None]:
        response = self._context.http.request(
            call.method,
            self._base + call.path,
            purpose=call.purpose,
            job=job,
            headers={"Authorization": f"Bearer {self._token(holder, job)}"},
            params=call.params,
            json=call.json,
            form=call.form,
        )
        return response, read_problem(response)

    def _token(self, holder: Holder, job: Job) -> str:
        kept = self._kept.get(holder)
        if kept is None or kept.ends_at - self._context.clock.now() <= _MARGIN:
            kept = self._kept[holder] = self._issued(holder, job)
        return kept.token

    def _issued(self, holder: Holder, job: Job) -> _Kept:
        keys = {CLIENT_ID: self.client_id, CLIENT_SECRET: self._secret(CLIENT_SECRET)}
        if holder.user is None:
            form = {**keys, "grant_type": "client_credentials", "scope": holder.scope}
        else:
            code = self.grant(holder.user, holder.scope, job)
            form = {**keys, "grant_type": "authorization_code", "code": code}
        response = self._context.http.request(
            "POST", f"{self._base}/api/v1/oauth/token", purpose=Purpose.BANK_TOKEN, job=job, form=form
        )
        problem = read_problem(response)
        if problem is not None:
            raise self._error(response, token_error_code(problem, is_client=holder.user is None), notes=True)
        issued = response.decode(NewToken)
        lifetime = timedelta(seconds=_seconds(issued.expires_in))
        return _Kept(token=issued.access_token, ends_at=self._context.clock.now() + lifetime)

    def _secret(self, name: str) -> str:
        secret = self._context.secrets.get(name)
        if not secret:
            raise KnownError(ErrorCode.CREDENTIALS_MISSING, host=self._host)
        return secret

    def _refusal(self, response: Response, problem: Problem, call: Call) -> KnownError:
        if problem.status == 401 and call.is_about_user:
            return KnownError(ErrorCode.CONSENT_EXPIRED)
        return self._error(response, error_code(problem), notes=call.is_limited)

    def _error(self, response: Response, code: ErrorCode, *, notes: bool) -> KnownError:
        if code is not ErrorCode.RATE_LIMITED:
            return KnownError(code, host=self._host)
        until = retry_at(response, self._context.clock.now())
        if notes:
            # The limiter counts per application: one answer stands for every call.
            self._context.limits.note(GENERAL, 0, until)
        return KnownError(code, until=until)

    def _check_limits(self, call: Call) -> None:
        until = self._context.limits.blocked_until(GENERAL) if call.is_limited else None
        if until is not None:
            raise KnownError(ErrorCode.RATE_LIMITED, until=until)


def _seconds(value: object) -> int:
    """The life of a token in seconds, a number or a text; half an hour where it is neither."""
    text = str(value).strip() if isinstance(value, int | str) and not isinstance(value, bool) else ""
    found = int(text) if text.isascii() and text.isdigit() and len(text) < 12 else _DEFAULT_LIFETIME_S
    return min(found, _LONGEST_LIFETIME_S)
