"""What Google refuses or leaves unanswered, as known errors."""

import msgspec

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.types import Response
from microdesk_desktop.mail.google.schemas import Problem

# Google answers with 403 as well as with 429 where a user asks too fast.
RATE_REASONS = frozenset(("rateLimitExceeded", "userRateLimitExceeded", "concurrentLimitExceeded"))
_DAILY_REASONS = frozenset(("dailyLimitExceeded", "quotaExceeded"))
_SCOPE_REASONS = frozenset(("insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"))
_OFF_REASONS = frozenset(("accessNotConfigured", "SERVICE_DISABLED"))


def is_rate_limited(response: Response) -> bool:
    """Whether the same request may be sent again after a pause."""
    return response.status == 429 or (response.status == 403 and bool(_reasons(response) & RATE_REASONS))


def retry_after(response: Response) -> float | None:
    """The pause in seconds that the answer asks for."""
    value = response.headers.get("retry-after", "")
    return float(value) if value.isdecimal() and len(value) < 6 else None


def known_error(response: Response, seconds: float = 0) -> KnownError | None:
    """The error of an answer, None for a success; `seconds` is the pause that a refused rate asks for."""
    if response.status < 300:
        return None
    if is_rate_limited(response):
        return KnownError(ErrorCode.MAIL_BUSY, host=response.host, seconds=seconds)
    reasons = _reasons(response)
    by_reason = (
        (_SCOPE_REASONS, ErrorCode.MAIL_SCOPE_MISSING),
        (_OFF_REASONS, ErrorCode.MAIL_API_OFF),
        (_DAILY_REASONS, ErrorCode.MAIL_OVER_QUOTA),
        ({"domainPolicy"}, ErrorCode.MAIL_ADMIN_FORBIDS),
    )
    for known, code in by_reason:
        if reasons & known:
            return KnownError(code, host=response.host)
    return KnownError(_BY_STATUS.get(response.status, ErrorCode.MAIL_PROVIDER_BROKEN), host=response.host)


_BY_STATUS = {
    401: ErrorCode.MAIL_CONSENT_EXPIRED,
    404: ErrorCode.MAIL_GONE,
    409: ErrorCode.MAIL_FOLDER_EXISTS,
    410: ErrorCode.MAIL_GONE,
    413: ErrorCode.MAIL_TOO_LARGE,
    400: ErrorCode.MAIL_UNSUPPORTED,
    500: ErrorCode.MAIL_UNREACHABLE,
    502: ErrorCode.MAIL_UNREACHABLE,
    503: ErrorCode.MAIL_UNREACHABLE,
    504: ErrorCode.MAIL_UNREACHABLE,
}


def _reasons(response: Response) -> frozenset[str]:
    """Every reason that the answer names; empty where it is no JSON of Google."""
    try:
        problem = msgspec.json.decode(response.body, type=Problem).error
    except (ValueError, RecursionError):
        return frozenset()
    return frozenset(each.reason for each in (*problem.errors, *problem.details))
