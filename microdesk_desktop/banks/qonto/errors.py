"""Map the error responses of Qonto to KnownError. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from microdesk_desktop.banks.error_bodies import MAX_ERROR_BYTES, read_retry_after
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.types import Response

DEFAULT_WAIT = timedelta(minutes=1)
"""Requests are counted per ten seconds and per ten minutes (documentation, « Rate limitations »)."""
MAX_WAIT = timedelta(hours=1)
"""The longest period that is counted: refused keys per hour."""

_CODES: Mapping[int, ErrorCode] = {
    401: ErrorCode.CREDENTIALS_REFUSED,
    403: ErrorCode.CREDENTIALS_REFUSED,
    404: ErrorCode.BANK_GONE,
    429: ErrorCode.RATE_LIMITED,
}
# What is answered as a web page comes from what stands before the API, except these.
_TRUE_OF_PAGES = frozenset((401, 403, 429))
_SEARCH_LIMIT = "search_limit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An error response; `text` is its body in lower case."""

    status: int
    is_json: bool
    text: str = ""

    @property
    def may_be_past_the_end(self) -> bool:
        """Whether a page was refused because there are fewer, and not because there are too many to be listed."""
        return self.status == 422 and self.is_json and _SEARCH_LIMIT not in self.text


def read_problem(response: Response) -> Problem | None:
    """The error in a response; None when there is none."""
    if response.status < 300:
        return None
    text = response.body[:MAX_ERROR_BYTES].decode("utf-8", "replace").strip().lower()
    return Problem(status=response.status, is_json=not text or text[0] in "{[", text=text)


def error_code(problem: Problem) -> ErrorCode:
    """The code of a problem, by its status."""
    if not problem.is_json and problem.status not in _TRUE_OF_PAGES:
        return ErrorCode.PROVIDER_DOWN
    default = ErrorCode.REQUEST_REFUSED if 400 <= problem.status < 500 else ErrorCode.PROVIDER_DOWN
    return _CODES.get(problem.status, default)


def to_known_error(problem: Problem, host: str, until: datetime | None = None) -> KnownError:
    """The KnownError of a problem; RATE_LIMITED with the moment of the next request."""
    code = error_code(problem)
    return KnownError(code, until=until) if until is not None else KnownError(code, host=host)


def retry_at(response: Response, now: datetime) -> datetime:
    """When to ask again after one request too many: as stated, within an hour; after a minute where nothing is."""
    stated = read_retry_after(response.headers.get("retry-after", ""), now)
    return now + min(DEFAULT_WAIT if stated is None else stated, MAX_WAIT)
