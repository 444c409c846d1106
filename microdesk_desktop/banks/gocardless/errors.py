"""Map the error responses of GoCardless to KnownError: one status has unrelated causes, so the body decides first.

Pure. `_RULES` was drawn from published error responses of the API.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from microdesk_desktop.banks.error_bodies import MAX_HIDDEN_ERROR_BYTES, json_object, read_retry_after
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.types import Response

# A longer delay is an error of the provider; the user may ask again after a month.
MAX_WAIT = timedelta(days=31)
# The general limiter counts per minute.
SHORT_WAIT = timedelta(minutes=1)
_MOST_TEXTS = 1_000

_SECONDS = re.compile(r"try again in (\d{1,9}) seconds", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An error response; `text` is all its texts in lower case, `fields` the parameters that it names."""

    status: int
    is_json: bool
    type: str = ""
    text: str = ""
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of the table: it applies when status, type and words all match."""

    code: ErrorCode
    status: int = 0
    types: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def applies(self, problem: Problem) -> bool:
        return (
            self.status in (0, problem.status)
            and (not self.types or problem.type in self.types)
            and all(word in problem.text for word in self.words)
        )


_RULES = (
    Rule(code=ErrorCode.RATE_LIMITED, status=429),
    Rule(code=ErrorCode.RATE_LIMITED, types=("RateLimitError",)),
    Rule(code=ErrorCode.CONSENT_EXPIRED, types=("AccessExpiredError",)),
    Rule(code=ErrorCode.CONSENT_EXPIRED, words=("(eua)", "expired")),
    Rule(code=ErrorCode.CONSENT_EXPIRED, words=("end user agreement", "expired")),
    Rule(code=ErrorCode.ACCOUNT_INACTIVE, types=("AccountInactiveError",)),
    Rule(code=ErrorCode.CONSENT_MISSING, types=("AccountAccessForbidden",)),
    Rule(code=ErrorCode.CONSENT_MISSING, words=("no valid end user agreement",)),
    Rule(code=ErrorCode.IP_BLOCKED, status=403, words=("ip address",)),
    Rule(code=ErrorCode.QUOTA_EXCEEDED, status=402),
    Rule(code=ErrorCode.ACCOUNT_SUSPENDED, status=409),
    Rule(code=ErrorCode.BANK_GONE, status=404),
    Rule(code=ErrorCode.PROVIDER_DOWN, types=("ServiceError", "ConnectionError")),
    Rule(code=ErrorCode.BANK_ERROR, types=("UnknownRequestError",)),
    Rule(code=ErrorCode.BANK_ERROR, status=500),
    Rule(code=ErrorCode.CREDENTIALS_REFUSED, status=401),
)


def read_problem(response: Response) -> Problem | None:
    """The error in a response, also one hidden behind a successful status; None when there is none."""
    status = response.status
    is_page = response.body[:100].lstrip().startswith(b"<")
    if status < 300 and not is_page:
        if len(response.body) > MAX_HIDDEN_ERROR_BYTES:
            return None
        status = _hidden_status(response)
        if status < 400:
            return None
    body = json_object(response)
    return Problem(
        status=status,
        is_json=body is not None or not response.body.strip(),
        type=str((body or {}).get("type") or ""),
        text=" ".join(_texts(body)).lower(),
        fields=tuple(name for name, value in (body or {}).items() if isinstance(value, dict | list)),
    )


def is_token_refused(problem: Problem) -> bool:
    """Whether a new token helps; an expired consent has the same status and needs none."""
    return problem.status == 401 and error_code(problem) is ErrorCode.CREDENTIALS_REFUSED


def error_code(problem: Problem) -> ErrorCode:
    """The code of the first rule that applies, else one by status."""
    if not problem.is_json and problem.status not in (401, 402, 429):
        return ErrorCode.PROVIDER_DOWN
    default = ErrorCode.REQUEST_REFUSED if 400 <= problem.status < 500 else ErrorCode.PROVIDER_DOWN
    return next((rule.code for rule in _RULES if rule.applies(problem)), default)


def to_known_error(problem: Problem, host: str, until: datetime | None = None) -> KnownError:
    """The KnownError of a problem; REQUEST_REFUSED carries the parameters that it names in `fields`."""
    code = error_code(problem)
    if code is ErrorCode.RATE_LIMITED and until is not None:
        return KnownError(code, until=until)
    if code is ErrorCode.REQUEST_REFUSED:
        return KnownError(code, host=host, fields=problem.fields)
    return KnownError(code, host=host)


def read_allowance(
    response: Response, now: datetime, refused_for: timedelta | None = None
) -> tuple[int | None, datetime | None]:
    """How many requests of this kind remain and until when, from headers and text; the longest delay wins.

    `refused_for` is given for a response that refuses one request too many: the delay where it states none.
    """
    headers = {name.replace("-", "_").removeprefix("http_"): value for name, value in response.headers.items()}
    remaining = _number(headers.get("x_ratelimit_account_success_remaining"))
    waits = [_seconds(headers.get("x_ratelimit_account_success_reset"))]
    if refused_for is not None:
        remaining = 0
        words = _SECONDS.search(response.body[:2_000].decode("utf-8", "replace"))
        waits += [
            _seconds(headers.get("x_ratelimit_reset")),
            read_retry_after(headers.get("retry_after", ""), now),
            _seconds(words[1] if words else None),
        ]
    longest = max((wait for wait in waits if wait is not None), default=refused_for)
    return remaining, None if longest is None else now + min(longest, MAX_WAIT)


def _hidden_status(response: Response) -> int:
    """The status in the body, for an error sent with a successful status."""
    claimed = (json_object(response) or {}).get("status_code")
    return claimed if isinstance(claimed, int) else response.status


def _texts(value: object) -> list[str]:
    """The texts anywhere in a JSON value, in order, however deep it is nested."""
    waiting: list[object] = [value]
    texts: list[str] = []
    while waiting and len(texts) < _MOST_TEXTS:
        each = waiting.pop()
        if isinstance(each, str):
            texts.append(each)
        elif isinstance(each, dict | list):
            waiting += reversed(list(each.values()) if isinstance(each, dict) else each)
    return texts


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and re.fullmatch(r"\d{1,9}", text.strip()) else None


def _seconds(text: str | None) -> timedelta | None:
    number = _number(text)
    return None if number is None else timedelta(seconds=number)
