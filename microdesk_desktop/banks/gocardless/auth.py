"""Exchange API keys for a 24-hour access token and a 30-day refresh token, kept in the keyring."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec

from microdesk_desktop.banks.gocardless.errors import SHORT_WAIT, read_allowance, read_problem, to_known_error
from microdesk_desktop.banks.gocardless.schemas import KeptToken, NewToken, RenewedToken
from microdesk_desktop.banks.provider import ProviderContext
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.addresses import check_address
from microdesk_desktop.base.http.types import Purpose, Response
from microdesk_desktop.base.jobs import Job

T = TypeVar("T")
SECRET_ID = "secret_id"
SECRET_KEY = "secret_key"
TOKEN = "token"
API_PATH = "/api/v2"

# A token that ends within a minute may end while the request is on its way.
_MARGIN = timedelta(minutes=1)
# A year: a longer life is an error of the provider, and would overflow the calendar.
_MAX_LIFETIME_S = 31_536_000


class TokenSource:
    """Access tokens, each kept in the keyring until it ends."""

    def __init__(self, context: ProviderContext) -> None:
        self._context = context

    def candidates(self, job: Job) -> Iterator[KeptToken]:
        """The kept token, then a renewed one, then a new one: the caller stops at the first that is accepted.

        Raises CREDENTIALS_MISSING or CREDENTIALS_REFUSED.
        """
        kept = self._kept()
        if kept and self._is_valid(kept.ends_at):
            yield kept
        if kept and self._is_valid(kept.refresh_ends_at):
            renewed = self._renewed(kept, job)
            if renewed:
                yield renewed
        yield self._new(job)

    def _kept(self) -> KeptToken | None:
        """The token in the keyring; None for anything that was not kept by `_keep`."""
        text = self._context.secrets.get(TOKEN)
        try:
            kept = msgspec.json.decode(text or "", type=KeptToken)
        except (ValueError, RecursionError):
            return None
        return kept if kept.root in _roots(self._context.base_url) else None

    def _is_valid(self, ends_at: datetime) -> bool:
        return ends_at - self._context.clock.now() > _MARGIN

    def _renewed(self, kept: KeptToken, job: Job) -> KeptToken | None:
        response = self._post(f"{kept.root}/token/refresh/", {"refresh": kept.refresh}, job)
        if response.status in (400, 401):
            return None
        renewed = self._decode(response, RenewedToken)
        return self._keep(
            msgspec.structs.replace(kept, token=renewed.access, ends_at=self._ends_at(renewed.access_expires))
        )

    def _new(self, job: Job) -> KeptToken:
        secret_id, secret_key = self._context.secrets.get(SECRET_ID), self._context.secrets.get(SECRET_KEY)
        if not secret_id or not secret_key:
            raise KnownError(ErrorCode.CREDENTIALS_MISSING, host=check_address(self._context.base_url))
        for root in _roots(self._context.base_url):
            response = self._post(f"{root}/token/new/", {"secret_id": secret_id, "secret_key": secret_key}, job)
            if response.status != 404:
                break
        if response.status in (400, 401):
            raise KnownError(ErrorCode.CREDENTIALS_REFUSED, host=response.host)
        issued = self._decode(response, NewToken)
        return self._keep(
            KeptToken(
                root=root,
                token=issued.access,
                ends_at=self._ends_at(issued.access_expires),
                refresh=issued.refresh,
                refresh_ends_at=self._ends_at(issued.refresh_expires),
            )
        )

    def _post(self, url: str, body: object, job: Job) -> Response:
        return self._context.http.request("POST", url, purpose=Purpose.BANK_TOKEN, job=job, json=body)

    def _decode(self, response: Response, as_type: type[T]) -> T:
        if problem := read_problem(response):
            until = read_allowance(response, self._context.clock.now(), SHORT_WAIT)[1]
            raise to_known_error(problem, response.host, until)
        return response.decode(as_type)

    def _ends_at(self, seconds: int) -> datetime:
        return self._context.clock.now() + timedelta(seconds=min(max(seconds, 0), _MAX_LIFETIME_S))

    def _keep(self, access: KeptToken) -> KeptToken:
        self._context.secrets.put(TOKEN, msgspec.json.encode(access).decode())
        return access


def _roots(base_url: str) -> list[str]:
    """The root of the API; an address without a path is tried with the API's own path first."""
    base = base_url.rstrip("/")
    return [base] if urlsplit(base).path else [base + API_PATH, base]
