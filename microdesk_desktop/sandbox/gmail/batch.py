"""Several calls in one request, and their answers in another order."""

import json
from collections.abc import Callable
from email import message_from_bytes
from email.message import Message
from http import HTTPStatus
from typing import cast
from urllib.parse import parse_qsl, urlsplit

from microdesk_desktop.sandbox.gmail.problems import invalid
from microdesk_desktop.sandbox.server import Reply, Request

_MOST_CALLS = 100
_BOUNDARY = "batch_answers"


def answer_batch(request: Request, answer: Callable[[Request], Reply]) -> Reply:
    """The answers of all calls, each by `answer`; last call first, because no order is promised."""
    whole = message_from_bytes(f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode() + request.raw)
    parts = cast(list[Message], whole.get_payload()) if whole.is_multipart() else []
    if not 0 < len(parts) <= _MOST_CALLS:
        raise invalid("batch")
    answers = [_answered(part, request, answer) for part in reversed(parts)]
    body = "".join(f"--{_BOUNDARY}\r\n{each}\r\n" for each in answers) + f"--{_BOUNDARY}--\r\n"
    return Reply(body=body.encode(), headers={"Content-Type": f"multipart/mixed; boundary={_BOUNDARY}"})


def _answered(part: Message, outer: Request, answer: Callable[[Request], Reply]) -> str:
    if part.get_content_type() != "application/http" or not part["Content-ID"]:
        raise invalid("batch part")
    head, _, content = str(part.get_payload()).replace("\r\n", "\n").partition("\n\n")
    line, _, lines = head.partition("\n")
    method, target, *_ = line.split(" ")
    parts = urlsplit(target)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    headers = dict(outer.headers) | dict(_header(each) for each in lines.split("\n") if each)
    inner = Request(
        method=method,
        path=parts.path,
        query=dict(pairs),
        pairs=pairs,
        headers=headers,
        body=json.loads(content) if content.strip() else None,
    )
    reply = answer(inner)
    name = f"<response-{part['Content-ID'].strip('<>')}>"
    body = "" if reply.body is None else json.dumps(reply.body)
    extra = "".join(f"{key}: {value}\r\n" for key, value in reply.headers.items())
    return (
        f"Content-Type: application/http\r\nContent-ID: {name}\r\n\r\n"
        f"HTTP/1.1 {reply.status} {HTTPStatus(reply.status).phrase}\r\n"
        f"Content-Type: application/json\r\n{extra}\r\n{body}"
    )


def _header(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip().lower(), value.strip()
