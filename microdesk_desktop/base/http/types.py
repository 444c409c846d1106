"""Values of the HTTP client; light to import, unlike the connection that needs httpx."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.json_chunks import parse_incrementally

LOOPBACK_HOSTS = frozenset(("localhost", "127.0.0.1", "::1"))


class Purpose(StrEnum):
    """Why a request is made, as the network journal keeps it and `views/privacy/journal.py` words it."""

    BANK_TOKEN = "bank.token"
    BANK_APPLICATION = "bank.application"
    BANK_USER = "bank.user"
    BANK_INSTITUTIONS = "bank.institutions"
    BANK_CONSENT = "bank.consent"
    BANK_ACCOUNTS = "bank.accounts"
    BANK_DETAILS = "bank.details"
    BANK_BALANCES = "bank.balances"
    BANK_REFRESH = "bank.refresh"
    BANK_TRANSACTIONS = "bank.transactions"
    BANK_REVOKE = "bank.revoke"


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """Status, headers (names in lower case) and body of an HTTP response."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    def json(self) -> object:
        """The body as JSON; raises NotJson for anything else. Fractions stay text, so that no float is money."""
        return parse_incrementally(self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Limits of one request: seconds, bytes of the body, attempts; `total_s` covers all its attempts together."""

    connect_s: float = 10
    read_s: float = 30
    total_s: float = 60
    max_bytes: int = 32_000_000
    attempts: int = 3
    backoff_s: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request, ready to be sent; the body is `json`, or `form` sent as application/x-www-form-urlencoded."""

    method: str
    url: str
    host: str
    purpose: Purpose
    headers: Mapping[str, str]
    params: Mapping[str, str] | None
    json: object = None
    form: Mapping[str, str] | None = None


class ConnectionLost(KnownError):
    """The connection failed or broke: worth a retry, unlike a server that does not answer in time."""

    def __init__(self, host: str) -> None:
        super().__init__(ErrorCode.PROVIDER_DOWN, host=host)
