"""Exchange API keys for a 24-hour access token and a 30-day refresh token, kept in the keyring."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from microdesk_desktop.banks.gocardless.errors import SHORT_WAIT, read_allowance, read_problem, to_known_error
from microdesk_desktop.banks.gocardless.parsing import expect_schema, read_mapping
from microdesk_desktop.banks.provider import ProviderContext
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.client import check_address
from microdesk_desktop.base.http.types import Purpose, Response
from microdesk_desktop.base.jobs import Job

SECRET_ID = "bank.gocardless.secret_id"
SECRET_KEY = "bank.gocardless.secret_key"
SESSION = "bank.gocardless.session"
API_PATH = "/api/v2"

_MARGIN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessToken:
    """A token and the root that gave it; `base_url` ties it to the address that the user chose."""

    base_url: str
    root: str
    token: str
    ends_at: str
    refresh: str
    refresh_ends_at: str


class TokenSource:
    """Hands out tokens, from the cheapest to the surest."""

    def __init__(self, surroundings: ProviderContext) -> None:
        self._context = surroundings

    def candidates(self, job: Job) -> Iterator[AccessToken]:
        """The token at hand, then a renewed one, then a new one: the caller stops at the first that is accepted.

        Raises CREDENTIALS_MISSING or CREDENTIALS_REFUSED.
        """
        kept = self._kept()
        if kept and self._is_good(kept.ends_at):
            yield kept
        if kept and self._is_good(kept.refresh_ends_at):
            renewed = self._renewed(kept, job)
            if renewed:
                yield renewed
        yield self._new(job)

    def _kept(self) -> AccessToken | None:
        try:
            kept = AccessToken(**json.loads(self._context.secrets.get(SESSION) or ""))
        except (ValueError, TypeError):
            return None
        return kept if kept.base_url == self._context.base_url else None

    def _is_good(self, ends_at: str) -> bool:
        return datetime.fromisoformat(ends_at) > self._context.clock.now() + _MARGIN

    def _renewed(self, kept: AccessToken, job: Job) -> AccessToken | None:
        answer = self._post(f"{kept.root}/token/refresh/", {"refresh": kept.refresh}, job)
        if answer.status in (400, 401):
            return None
        now = self._context.clock.now()
        with expect_schema(kept.root):
            told = self._told(answer, kept.root)
            access = replace(kept, token=str(told["access"]), ends_at=_ends_at(now, told["access_expires"]))
        return self._keep(access)

    def _new(self, job: Job) -> AccessToken:
        secret_id, secret_key = self._context.secrets.get(SECRET_ID), self._context.secrets.get(SECRET_KEY)
        if not secret_id or not secret_key:
            raise KnownError(ErrorCode.CREDENTIALS_MISSING, host=check_address(self._context.base_url))
        for root in _roots(self._context.base_url):
            answer = self._post(f"{root}/token/new/", {"secret_id": secret_id, "secret_key": secret_key}, job)
            if answer.status != 404:
                break
        if answer.status in (400, 401):
            raise KnownError(ErrorCode.CREDENTIALS_REFUSED, host=check_address(root))
        now = self._context.clock.now()
        with expect_schema(root):
            told = self._told(answer, root)
            access = AccessToken(
                base_url=self._context.base_url,
                root=root,
                token=str(told["access"]),
                ends_at=_ends_at(now, told["access_expires"]),
                refresh=str(told["refresh"]),
                refresh_ends_at=_ends_at(now, told["refresh_expires"]),
            )
        return self._keep(access)

    def _post(self, url: str, body: object, job: Job) -> Response:
        return self._context.http.request("POST", url, purpose=Purpose.BANK_TOKEN, job=job, json=body)

    def _told(self, answer: Response, root: str) -> Mapping[str, object]:
        if problem := read_problem(answer):
            until = read_allowance(answer, self._context.clock.now(), SHORT_WAIT)[1]
            raise to_known_error(problem, check_address(root), until)
        return read_mapping(answer, root)

    def _keep(self, access: AccessToken) -> AccessToken:
        self._context.secrets.put(SESSION, json.dumps(asdict(access)))
        return access


def _ends_at(now: datetime, seconds: object) -> str:
    return (now + timedelta(seconds=int(str(seconds)))).isoformat()


def _roots(base_url: str) -> list[str]:
    """The root of the API; an address without a path is tried with the API's own path first."""
    base = base_url.rstrip("/")
    return [base] if urlsplit(base).path else [base + API_PATH, base]
