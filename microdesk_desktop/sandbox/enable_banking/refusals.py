"""The errors of the API, each with the status that it is sent with."""

from enum import StrEnum

from microdesk_desktop.sandbox.faults import Fault
from microdesk_desktop.sandbox.server import Reply

STATUSES = {
    "ACCESS_DENIED": 403,
    "ACCOUNT_DOES_NOT_EXIST": 404,
    "ALREADY_AUTHORIZED": 400,
    "ASPSP_ACCOUNT_NOT_ACCESSIBLE": 400,
    "ASPSP_ERROR": 400,
    "ASPSP_PSU_ACTION_REQUIRED": 400,
    "ASPSP_RATE_LIMIT_EXCEEDED": 429,
    "ASPSP_TIMEOUT": 408,
    "AUTHORIZATION_NOT_PROVIDED": 401,
    "CLOSED_SESSION": 400,
    "DATE_FROM_IN_FUTURE": 422,
    "DATE_TO_WITHOUT_DATE_FROM": 422,
    "EXPIRED_AUTHORIZATION_CODE": 400,
    "EXPIRED_SESSION": 401,
    "INVALID_ACCOUNT_ID": 422,
    "INVALID_HOST": 400,
    "NO_ACCOUNTS_ADDED": 400,
    "PSU_HEADER_INVALID": 422,
    "PSU_HEADER_NOT_PROVIDED": 422,
    "REDIRECT_URI_NOT_ALLOWED": 400,
    "REVOKED_SESSION": 401,
    "SESSION_DOES_NOT_EXIST": 404,
    "TRANSACTION_DOES_NOT_EXIST": 404,
    "UNAUTHORIZED_ACCESS": 401,
    "UNAUTHORIZED_IP": 403,
    "WRONG_ASPSP_PROVIDED": 400,
    "WRONG_AUTHORIZATION_CODE": 400,
    "WRONG_CONTINUATION_KEY": 422,
    "WRONG_CREDENTIALS_PROVIDED": 400,
    "WRONG_DATE_INTERVAL": 422,
    "WRONG_REQUEST_PARAMETERS": 422,
    "WRONG_SESSION_STATUS": 400,
    "WRONG_TRANSACTIONS_PERIOD": 422,
}
"""Every error that the description lists for account information."""

INACTIVE = Reply(status=403, body={"code": 403, "message": "Application is not active"})
NOT_FOUND = Reply(status=404, body={"code": 404, "message": "Not Found"})
METHOD = Reply(status=405, body={"code": 405, "message": "Method Not Allowed"})


class Detail(StrEnum):
    """What `detail` holds: the API leaves it open."""

    TEXT = "text"
    OBJECT = "object"
    NULL = "null"


class Refused(Exception):
    """An error response of the API."""

    def __init__(self, name: str, detail: object = None, message: str = "") -> None:
        super().__init__(name)
        self.name = name
        self.detail = detail
        self.message = message or name.replace("_", " ").capitalize()

    def reply(self, kind: Detail = Detail.OBJECT, *, code_is_text: bool = False) -> Reply:
        """The response, in one of the shapes that are seen."""
        status = STATUSES[self.name]
        detail = self.detail
        if not isinstance(detail, dict):
            detail = {Detail.TEXT: str(detail), Detail.OBJECT: {"message": detail}, Detail.NULL: None}[kind]
        code: object = str(status) if code_is_text else status
        return Reply(status=status, body={"code": code, "message": self.message, "error": self.name, "detail": detail})


def fault(name: str) -> Fault:
    """One of the errors, to inject."""
    reply = Refused(name).reply()
    return Fault(name=name, status=reply.status, body=reply.body)


def of_bank(error_data: object) -> Refused:
    """What a bank itself answered: an object, or a text."""
    detail = {"message": "Error from ASPSP", "error_name": "HttpException", "error_data": error_data}
    return Refused("ASPSP_ERROR", detail, "Error interacting with ASPSP")
