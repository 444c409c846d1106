"""What goes through the door and comes back; light to import, unlike the line that carries it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.json_chunks import parse_incrementally


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What a server answered; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    def json(self) -> object:
        """The body as JSON; raises NotJson for anything else. Fractions stay text, so that no float is money."""
        return parse_incrementally(self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """How long and how much one request may take; `total_s` holds for all its attempts together."""

    connect_s: float = 10
    read_s: float = 30
    total_s: float = 60
    max_bytes: int = 32_000_000
    attempts: int = 3
    backoff_s: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request, ready to leave; `body` is sent as JSON."""

    method: str
    url: str
    host: str
    purpose: str
    headers: Mapping[str, str]
    params: Mapping[str, str] | None
    body: object


class ConnectionLost(KnownError):
    """The line broke or could not be drawn: asking again may help, which is not true of a server that hangs."""

    def __init__(self, host: str) -> None:
        super().__init__(ErrorCode.PROVIDER_DOWN, host=host)
