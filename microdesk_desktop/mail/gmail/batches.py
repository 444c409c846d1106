"""Several calls in one request (multipart/mixed), and their answers, which come in any order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from urllib.parse import urlencode

import msgspec

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.types import Response


@dataclass(frozen=True, slots=True)
class Inner:
    """One call of a batch."""

    method: str
    path: str
    params: Mapping[str, str | Sequence[str]]
    body: object


def encode(calls: Mapping[int, Inner], boundary: str) -> bytes:
    """The body of the request; each call is known by its number."""
    parts = [f"--{boundary}\r\n".encode() + _part(number, call) for number, call in calls.items()]
    return b"".join((*parts, f"--{boundary}--\r\n".encode()))


def decode(response: Response) -> dict[int, Response]:
    """The answers by the number of their call. Raises MAIL_PROVIDER_BROKEN for anything but a batch of answers."""
    kind = response.headers.get("content-type", "")
    whole = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + response.body)
    parts = whole.get_payload()
    if not isinstance(parts, list):
        raise KnownError(ErrorCode.MAIL_PROVIDER_BROKEN, host=response.host)
    try:
        return dict(_answer(part, response.host) for part in parts if isinstance(part, Message))
    except ValueError:
        raise KnownError(ErrorCode.MAIL_PROVIDER_BROKEN, host=response.host) from None


def _part(number: int, call: Inner) -> bytes:
    target = f"{call.path}?{urlencode(call.params, doseq=True)}" if call.params else call.path
    body = b"" if call.body is None else msgspec.json.encode(call.body)
    head = (
        f"Content-Type: application/http\r\nContent-ID: <{number}>\r\n\r\n"
        f"{call.method} {target} HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n"


def _answer(part: Message, host: str) -> tuple[int, Response]:
    """The number and the answer of one part. Raises ValueError."""
    number = int(str(part["Content-ID"]).strip("<>").removeprefix("response-"))
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        raise ValueError("a part without content")
    head, _, body = content.replace(b"\r\n", b"\n").partition(b"\n\n")
    line, *headers = head.decode("latin-1").split("\n")
    named = (each.partition(":") for each in headers)
    return number, Response(
        host=host,
        status=int(line.split(" ")[1]),
        headers={name.strip().lower(): value.strip() for name, _, value in named},
        body=body,
    )
