"""Error answers of Google's APIs."""

from microdesk_desktop.sandbox.faults import Fault
from microdesk_desktop.sandbox.server import Reply


class Problem(Exception):
    """An error answer: status, reason of `errors`, `status` word, and the reason of its `ErrorInfo` if any."""

    def __init__(self, code: int, reason: str, status: str = "", info: str = "") -> None:
        super().__init__(reason)
        error: dict[str, object] = {
            "code": code,
            "message": reason,
            "errors": [{"message": reason, "domain": "global", "reason": reason}],
        }
        if status:
            error["status"] = status
        if info:
            detail = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": info, "domain": "googleapis.com"}
            error["details"] = [detail]
        self.reply = Reply(status=code, body={"error": error})


def invalid(what: str) -> Problem:
    """The answer to a request that the method does not take."""
    return Problem(400, what, "INVALID_ARGUMENT")


def not_found() -> Problem:
    """The answer for an id that does not exist, or no longer."""
    return Problem(404, "notFound", "NOT_FOUND")


def scope_insufficient() -> Problem:
    """The answer to a method that the granted scope does not allow."""
    return Problem(403, "insufficientPermissions", "PERMISSION_DENIED", "ACCESS_TOKEN_SCOPE_INSUFFICIENT")


def fault(code: int, reason: str, *, info: str = "", only: str = "", retry_after: str = "") -> Fault:
    """A fault to inject: this error answers the next request whose path contains `only`."""
    reply = Problem(code, reason, info=info).reply
    headers = {"Retry-After": retry_after} if retry_after else {}
    return Fault(name=f"{code} {reason}", status=code, body=reply.body, headers=headers, only=only)
