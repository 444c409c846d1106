"""The error responses of the simulated Tink."""

from microdesk_desktop.sandbox.server import Reply


class ApiError(Exception):
    """An error response: `{errorMessage, errorCode, errorDetails?}`."""

    def __init__(self, status: int, code: str, message: str = "") -> None:
        super().__init__(code)
        self.reply = Reply(status=status, body={"errorMessage": message or code, "errorCode": code})


def unauthenticated() -> ApiError:
    """No token, one that has ended, or one of the wrong kind."""
    return ApiError(401, "UNAUTHENTICATED", "The access token is missing, expired or not allowed here")
