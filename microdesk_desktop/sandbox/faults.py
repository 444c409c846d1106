"""Faults to inject: each replaces or damages the response to one request."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Lock


class Wire(StrEnum):
    """How the bytes of a response are sent."""

    PLAIN = "plain"
    TRUNCATED = "truncated"
    SLOW = "slow"
    DRIPPING = "dripping"
    HANGING = "hanging"
    RESET = "reset"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault; with `status` 0 the real response is sent, in the way of `wire`.

    It concerns requests whose path contains `only` and whose method is `method`; empty concerns any.
    """

    name: str
    status: int = 0
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict)
    wire: Wire = Wire.PLAIN
    only: str = ""
    method: str = ""


def _problem(name: str, status: int, summary: str, detail: str = "", type_: str = "") -> Fault:
    body = {"summary": summary, "detail": detail or summary, "status_code": status}
    return Fault(name=name, status=status, body=body | ({"type": type_} if type_ else {}))


_EUA = "End User Agreement (EUA) 3fa85f64-5717-4562-b3fc-2c963f66afa6"
_TRY_AGAIN = "The rate limit for this resource is 4/day. Please try again in 85092 seconds"

BAD_FIELD = Fault(
    name="400 field",
    status=400,
    body={"date_from": {"summary": "Incorrect date_from", "detail": "date_from is invalid"}, "status_code": 400},
)
BAD_REQUEST = _problem("400 summary", 400, "Invalid request", "The request could not be read")
BAD_TOKEN = _problem("401 token", 401, "Invalid token", "Token is invalid or expired")
CONSENT_EXPIRED = _problem("401 consent", 401, f"{_EUA} has expired", "EUA was valid for 90 days")
CONSENT_EXPIRED_400 = _problem("400 consent", 400, f"{_EUA} has expired", "EUA was valid for 90 days")
ACCESS_EXPIRED = _problem(
    "401 access", 401, "Couldn't update account", "Access has expired or it has been revoked.", "AccessExpiredError"
)
ACCOUNT_INACTIVE = _problem("401 inactive", 401, "Account is inactive", "", "AccountInactiveError")
PAYMENT_REQUIRED = _problem("402", 402, "Payment Required", "Free usage limit exceeded")
IP_DENIED = _problem("403 address", 403, "IP address access denied", "Your IP isn't whitelisted")
NO_AGREEMENT = _problem("403 agreement", 403, "No valid End User Agreement")
FORBIDDEN = _problem("403 scope", 403, "Account access forbidden", "", "AccountAccessForbidden")
NOT_FOUND = _problem("404", 404, "Not found.")
SUSPENDED = _problem("409", 409, "Account suspended", "This account was suspended due to numerous errors")
TOO_MANY = Fault(
    name="429",
    status=429,
    body={"summary": "Rate limit exceeded", "detail": _TRY_AGAIN, "status_code": 429, "type": "RateLimitError"},
)
BANK_ERROR = _problem("500", 500, "Unknown error", "Request to Institution returned an error", "UnknownRequestError")
UNAVAILABLE = _problem("503", 503, "Institution service unavailable", "", "ServiceError")
HTML = Fault(name="html", status=200, body="<!DOCTYPE html><html><body>Maintenance</body></html>")
EMPTY = Fault(name="empty", status=200, body="")
STRANGE = Fault(name="strange", status=200, body={"message": "hello"})
HIDDEN = Fault(name="hidden error", status=200, body={"summary": "Account suspended", "detail": "", "status_code": 409})
TRUNCATED = Fault(name="truncated", wire=Wire.TRUNCATED)
SLOW = Fault(name="slow", wire=Wire.SLOW)
HANGING = Fault(name="hanging", wire=Wire.HANGING)
DRIPPING = Fault(name="dripping", wire=Wire.DRIPPING)  # a long answer would take hours, though no byte is late
RESET = Fault(name="reset", wire=Wire.RESET)

ALL = (
    BAD_FIELD,
    BAD_REQUEST,
    BAD_TOKEN,
    CONSENT_EXPIRED,
    CONSENT_EXPIRED_400,
    ACCESS_EXPIRED,
    ACCOUNT_INACTIVE,
    PAYMENT_REQUIRED,
    IP_DENIED,
    NO_AGREEMENT,
    FORBIDDEN,
    NOT_FOUND,
    SUSPENDED,
    TOO_MANY,
    BANK_ERROR,
    UNAVAILABLE,
    HTML,
    EMPTY,
    STRANGE,
    HIDDEN,
    TRUNCATED,
    SLOW,
    HANGING,
    RESET,
)


class Faults:
    """Queue of faults; safe to fill while the server runs."""

    def __init__(self) -> None:
        self._waiting: deque[Fault] = deque()
        self._lock = Lock()

    def add(self, *faults: Fault) -> None:
        """Apply each fault to the next request that it concerns."""
        with self._lock:
            self._waiting.extend(faults)

    def clear(self) -> None:
        with self._lock:
            self._waiting.clear()

    def __len__(self) -> int:
        return len(self._waiting)

    def take(self, method: str, path: str) -> Fault | None:
        """Remove and return the first fault that concerns this request."""
        with self._lock:
            for fault in self._waiting:
                if fault.only in path and fault.method in ("", method):
                    self._waiting.remove(fault)
                    return fault
        return None
