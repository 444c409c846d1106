"""Map the error responses of Tink to error codes: a table by status, and by words where one status has two causes.

Pure. Bodies are `{errorMessage, errorCode, errorDetails?}`; the token endpoint may answer in the words of OAuth.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from microdesk_desktop.banks.error_bodies import MAX_HIDDEN_ERROR_BYTES, json_object, read_retry_after
from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.http.types import Response

# The limiter counts per application and minute; a longer delay than a month is an error of the provider.
SHORT_WAIT = timedelta(minutes=1)
MAX_WAIT = timedelta(days=31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An error response; `text` is its body in lower case."""

    status: int
    is_json: bool
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of the table: it applies when the status and all words match; status 0 is any."""

    code: ErrorCode
    status: int = 0
    words: tuple[str, ...] = ()

    def applies(self, problem: Problem) -> bool:
        return self.status in (0, problem.status) and all(word in problem.text for word in self.words)


RULES = (
    Rule(code=ErrorCode.RATE_LIMITED, status=429),
    Rule(code=ErrorCode.CREDENTIALS_REFUSED, status=401),
    Rule(code=ErrorCode.QUOTA_EXCEEDED, status=402),
    # The application lacks a product: nothing is wrong with the keys.
    Rule(code=ErrorCode.APPLICATION_INACTIVE, status=400, words=("scope",)),
    Rule(code=ErrorCode.APPLICATION_INACTIVE, status=403),
    Rule(code=ErrorCode.BANK_GONE, status=404),
    Rule(code=ErrorCode.BANK_GONE, status=410),
    Rule(code=ErrorCode.PROVIDER_DOWN, status=408),
)


def read_problem(response: Response) -> Problem | None:
    """The error in a response, also one behind a successful status; None when there is none."""
    body = response.body
    if response.status >= 300:
        is_json = not body.strip() or json_object(response) is not None
        return Problem(status=response.status, is_json=is_json, text=_text(response))
    if body[:100].lstrip().startswith(b"<"):
        return Problem(status=response.status, is_json=False)
    if len(body) <= MAX_HIDDEN_ERROR_BYTES and b'"errorCode"' in body and json_object(response) is not None:
        return Problem(status=500, is_json=True, text=_text(response))
    return None


def error_code(problem: Problem) -> ErrorCode:
    """The code of the first rule that applies, else one by status; a page is not the API's answer."""
    if not problem.is_json and problem.status not in (401, 402, 429):
        return ErrorCode.PROVIDER_DOWN
    default = ErrorCode.REQUEST_REFUSED if 400 <= problem.status < 500 else ErrorCode.PROVIDER_DOWN
    return next((rule.code for rule in RULES if rule.applies(problem)), default)


def token_error_code(problem: Problem, *, is_client: bool) -> ErrorCode:
    """The code of a refused token: wrong keys where the client asked for itself, which OAuth answers with 400 too."""
    code = error_code(problem)
    if code is ErrorCode.BANK_GONE:
        return ErrorCode.REQUEST_REFUSED
    return ErrorCode.CREDENTIALS_REFUSED if is_client and code is ErrorCode.REQUEST_REFUSED else code


def retry_at(response: Response, now: datetime) -> datetime:
    """When the next request is allowed after one too many, a minute from now where no delay is given."""
    return now + min(read_retry_after(response.headers.get("retry-after", ""), now) or SHORT_WAIT, MAX_WAIT)


def _text(response: Response) -> str:
    return response.body[:MAX_HIDDEN_ERROR_BYTES].decode("utf-8", "replace").lower()
