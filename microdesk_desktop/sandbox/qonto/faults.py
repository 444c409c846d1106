"""The refusals of Qonto, to inject."""

from collections.abc import Mapping

from microdesk_desktop.sandbox.faults import Fault


def refusal(name: str, status: int, code: str, detail: str = "", headers: Mapping[str, str] | None = None) -> Fault:
    """An error in the form of the API."""
    body = {"errors": [{"code": code, "detail": detail or code}]}
    return Fault(name=name, status=status, body=body, headers=headers or {})


BAD_REQUEST = refusal("400", 400, "bad_request")
UNAUTHORIZED = Fault(name="401", status=401, body={"message": "Unauthorized"})
FORBIDDEN = refusal("403", 403, "forbidden", "The key does not open this endpoint")
NOT_FOUND = refusal("404", 404, "not_found", "The bank account was not found")
UNPROCESSABLE = refusal("422", 422, "invalid", "status is invalid")
SEARCH_LIMIT = refusal("422 search", 422, "search_limit_reached", "Narrow the search")
TOO_MANY = refusal("429", 429, "too_many_requests")
TOO_MANY_FOR_SECONDS = refusal("429 seconds", 429, "too_many_requests", headers={"Retry-After": "8"})
TOO_MANY_AS_PAGE = Fault(name="429 page", status=429, body="<html><body>Too many requests</body></html>")
SERVER_ERROR = refusal("500", 500, "internal_error")
