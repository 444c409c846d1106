"""Map the error responses of Enable Banking to KnownError: by the name of the error, then its message, then status.

Pure. The names are those of the API's description; banks add bodies of their own, of which everything is untrusted.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.banks.error_bodies import MAX_ERROR_BYTES, MAX_HIDDEN_ERROR_BYTES, json_object
from microdesk_desktop.banks.normalise.text import first_day
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.types import Response

PERIOD_REFUSED = frozenset(("WRONG_TRANSACTIONS_PERIOD", "PERIOD_INVALID"))
"""The names of a window that is too long; the second is N26's own."""

CODES: Mapping[str, ErrorCode] = {
    "ACCESS_DENIED": ErrorCode.CONSENT_MISSING,
    "ACCOUNT_DOES_NOT_EXIST": ErrorCode.BANK_GONE,
    "ALREADY_AUTHORIZED": ErrorCode.CONSENT_TIMEOUT,
    "ASPSP_ACCOUNT_NOT_ACCESSIBLE": ErrorCode.BANK_GONE,
    "ASPSP_ERROR": ErrorCode.BANK_ERROR,
    "ASPSP_PSU_ACTION_REQUIRED": ErrorCode.ACCOUNT_INACTIVE,
    "ASPSP_RATE_LIMIT_EXCEEDED": ErrorCode.RATE_LIMITED,
    "ASPSP_TIMEOUT": ErrorCode.BANK_ERROR,
    "AUTHORIZATION_NOT_PROVIDED": ErrorCode.CREDENTIALS_REFUSED,
    "CLOSED_SESSION": ErrorCode.CONSENT_EXPIRED,
    "DATE_FROM_IN_FUTURE": ErrorCode.REQUEST_REFUSED,
    "DATE_TO_WITHOUT_DATE_FROM": ErrorCode.REQUEST_REFUSED,
    "EXPIRED_AUTHORIZATION_CODE": ErrorCode.CONSENT_TIMEOUT,
    "EXPIRED_SESSION": ErrorCode.CONSENT_EXPIRED,
    "INVALID_ACCOUNT_ID": ErrorCode.BANK_GONE,
    "INVALID_HOST": ErrorCode.REQUEST_REFUSED,
    "NO_ACCOUNTS_ADDED": ErrorCode.ACCOUNTS_NOT_LINKED,
    "PSU_HEADER_INVALID": ErrorCode.REQUEST_REFUSED,
    "PSU_HEADER_NOT_PROVIDED": ErrorCode.REQUEST_REFUSED,
    "REDIRECT_URI_NOT_ALLOWED": ErrorCode.RETURN_NOT_REGISTERED,
    "REVOKED_SESSION": ErrorCode.CONSENT_EXPIRED,
    "SESSION_DOES_NOT_EXIST": ErrorCode.CONSENT_EXPIRED,
    "TRANSACTION_DOES_NOT_EXIST": ErrorCode.REQUEST_REFUSED,
    "UNAUTHORIZED_ACCESS": ErrorCode.CREDENTIALS_REFUSED,
    "UNAUTHORIZED_IP": ErrorCode.IP_BLOCKED,
    "WRONG_ASPSP_PROVIDED": ErrorCode.INSTITUTION_UNKNOWN,
    "WRONG_AUTHORIZATION_CODE": ErrorCode.CONSENT_TIMEOUT,
    "WRONG_CONTINUATION_KEY": ErrorCode.REQUEST_REFUSED,
    "WRONG_CREDENTIALS_PROVIDED": ErrorCode.REQUEST_REFUSED,
    "WRONG_DATE_INTERVAL": ErrorCode.REQUEST_REFUSED,
    "WRONG_REQUEST_PARAMETERS": ErrorCode.REQUEST_REFUSED,
    "WRONG_SESSION_STATUS": ErrorCode.CONSENT_EXPIRED,
    **dict.fromkeys(PERIOD_REFUSED, ErrorCode.REQUEST_REFUSED),
}

_MESSAGES: Sequence[tuple[re.Pattern[str], ErrorCode]] = (
    (re.compile(r"application\b.{0,40}\b(?:not active|inactive|not activated)"), ErrorCode.APPLICATION_INACTIVE),
    (re.compile(r"session\b.{0,40}\b(?:expired|closed|revoked|does not exist)"), ErrorCode.CONSENT_EXPIRED),
    (re.compile(r"redirect.{0,40}\bnot (?:allowed|registered)"), ErrorCode.RETURN_NOT_REGISTERED),
)
"""What messages say where the name is missing."""

_STATUSES: Mapping[int, ErrorCode] = {
    401: ErrorCode.CREDENTIALS_REFUSED,
    404: ErrorCode.BANK_GONE,
    408: ErrorCode.BANK_ERROR,
    429: ErrorCode.RATE_LIMITED,
}

_ENDED = re.compile(r"expired|revoked")
_ACCESS = re.compile(r"consent|token")
_CORRECTED = re.compile(r"date_?from[\"']?\s{0,3}[:=]\s{0,3}[\"']?(20\d{2}-\d{2}-\d{2})", re.IGNORECASE)
_MOST_VALUES = 1_000


class PeriodRefused(KnownError):
    """REQUEST_REFUSED because the window is too long; `since` is the first day that the bank proposes instead."""

    def __init__(self, host: str, since: date | None) -> None:
        super().__init__(ErrorCode.REQUEST_REFUSED, host=host)
        self.since = since


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An error response: its names in capitals, its message in lower case, and what the bank itself answered."""

    status: int
    is_json: bool
    names: tuple[str, ...] = ()
    message: str = ""
    detail: object = None


def read_problem(response: Response) -> Problem | None:
    """The error in a response, also one hidden behind a successful status; None when there is none."""
    status = response.status
    is_page = response.body[:100].lstrip().startswith(b"<")
    if status < 300 and not is_page:
        if len(response.body) > MAX_HIDDEN_ERROR_BYTES:
            return None
        body = json_object(response) or {}
        status = _hidden_status(body)
        return _problem(status, body) if status else None
    body_or_none = json_object(response)
    if body_or_none is None:
        return Problem(status=status, is_json=not response.body.strip())
    return _problem(status, body_or_none)


def error_code(problem: Problem) -> ErrorCode:
    """The code of the name, else of the message, else of the status."""
    named = next((CODES[name] for name in problem.names if name in CODES), None)
    if named is ErrorCode.BANK_ERROR and ends_consent(problem.detail):
        return ErrorCode.CONSENT_EXPIRED
    if named is not None:
        return named
    if not problem.is_json and problem.status not in (401, 429):
        return ErrorCode.PROVIDER_DOWN
    said = next((code for pattern, code in _MESSAGES if pattern.search(problem.message)), None)
    default = ErrorCode.REQUEST_REFUSED if 400 <= problem.status < 500 else ErrorCode.PROVIDER_DOWN
    return said or _STATUSES.get(problem.status, default)


def to_known_error(problem: Problem, host: str) -> KnownError:
    """The KnownError of a problem; PeriodRefused for a window that is too long."""
    if is_period_refused(problem):
        return PeriodRefused(host, corrected_day(problem.detail))
    return KnownError(error_code(problem), host=host)


def is_period_refused(problem: Problem) -> bool:
    """Whether the window is too long, also where only the bank's own answer shows it."""
    if any(name in PERIOD_REFUSED for name in problem.names):
        return True
    is_of_bank = "ASPSP_ERROR" in problem.names
    return is_of_bank and any(text.upper() in PERIOD_REFUSED for _, text in _leaves(problem.detail))


def corrected_day(detail: object) -> date | None:
    """The first day that a refusal proposes; it may also be the one that was refused."""
    for name, text in _leaves(detail):
        if name.lower() in ("date_from", "datefrom") and (day := first_day(text)):
            return day
        if found := _CORRECTED.search(text[:1_000]):
            return first_day(found[1])
    return None


def ends_consent(detail: object) -> bool:
    """Whether the bank's consent has ended by its own answer: a status 401 or 403, or an expired token or consent."""
    data = detail.get("error_data", detail) if isinstance(detail, dict) else detail
    for name, text in _leaves(data):
        if name.lower() in ("code", "status", "status_code", "statuscode") and text in ("401", "403"):
            return True
        lower = text[:1_000].lower()
        if _ENDED.search(lower) and _ACCESS.search(lower):
            return True
    return False


def _problem(status: int, body: Mapping[str, object]) -> Problem:
    candidates = (body.get("error"), body.get("code"))
    message = body.get("message")
    return Problem(
        status=status,
        is_json=True,
        names=tuple(each.strip().upper() for each in candidates if isinstance(each, str)),
        message=message[:1_000].lower() if isinstance(message, str) else "",
        detail=body.get("detail"),
    )


def _hidden_status(body: Mapping[str, object]) -> int:
    """The status of an error sent with a successful status; 0 where there is none."""
    code, error = body.get("code"), body.get("error")
    is_status = isinstance(code, int) and not isinstance(code, bool) and 400 <= code < 600
    if is_status and isinstance(code, int) and "message" in body:
        return code
    is_named = isinstance(error, str) and error.strip().upper() in CODES
    return 400 if is_named else 0


def _leaves(value: object) -> Iterator[tuple[str, str]]:
    """The texts and numbers anywhere in a JSON value with the names of their fields, however deep it is nested.

    A bank's own body may be a text that is JSON again.
    """
    waiting: list[tuple[str, object]] = [("", value)]
    for _ in range(_MOST_VALUES):
        if not waiting:
            return
        name, each = waiting.pop()
        if isinstance(each, dict):
            waiting += reversed([(str(key), inner) for key, inner in each.items()][:_MOST_VALUES])
        elif isinstance(each, list):
            waiting += [(name, inner) for inner in reversed(each[:_MOST_VALUES])]
        elif isinstance(each, str):
            yield name, each
            waiting += _embedded(each)
        elif isinstance(each, int) and not isinstance(each, bool):
            yield name, str(each) if abs(each) < 1_000_000 else ""


def _embedded(text: str) -> list[tuple[str, object]]:
    if text.lstrip()[:1] not in ("{", "[") or len(text) > MAX_ERROR_BYTES:
        return []
    try:
        return [("", json.loads(text))]
    except (ValueError, RecursionError):
        return []
