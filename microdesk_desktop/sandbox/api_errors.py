"""The error responses of the simulated API."""

from microdesk_desktop.sandbox.server import Reply


class ApiError(Exception):
    """An error response of the API."""

    def __init__(self, status: int, summary: str, detail: str = "", type_: str = "") -> None:
        super().__init__(summary)
        body: dict[str, object] = {"summary": summary, "detail": detail or summary, "status_code": status}
        self.reply = Reply(status=status, body=body | ({"type": type_} if type_ else {}))


class FieldError(ApiError):
    """An error response that names the refused parameter."""

    def __init__(self, **fields: str) -> None:
        super().__init__(400, "")
        body = {name: {"summary": f"Incorrect {name}", "detail": detail} for name, detail in fields.items()}
        self.reply = Reply(status=400, body={**body, "status_code": 400})
