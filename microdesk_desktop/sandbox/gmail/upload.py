"""A message in a request: as base64 in its body, or as a file beside it (multipart/related)."""

import binascii
import json
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from contextlib import suppress

from microdesk_desktop.sandbox.gmail.problems import invalid
from microdesk_desktop.sandbox.server import Request


def read_upload(request: Request) -> tuple[object, bytes]:
    """The JSON and the message of an upload; split by hand, because a parser of mail would change line ends."""
    if request.query.get("uploadType") != "multipart":
        raise invalid("uploadType")
    kind, _, boundary = request.headers.get("content-type", "").partition("boundary=")
    parts = request.raw.split(b"--" + boundary.strip('"').encode())
    if not kind.startswith("multipart/related") or len(parts) != 4 or not parts[3].startswith(b"--"):
        raise invalid("multipart")
    heads, bodies = zip(*(part.removeprefix(b"\r\n").split(b"\r\n\r\n", 1) for part in parts[1:3]), strict=True)
    if b"application/json" not in heads[0] or b"message/rfc822" not in heads[1]:
        raise invalid("Content-Type")
    with suppress(ValueError):
        return json.loads(bodies[0]), bodies[1].removesuffix(b"\r\n")
    raise invalid("metadata")


def message_of(uploaded: bytes | None, body: Mapping[str, object]) -> tuple[bytes, str]:
    """The message of a request, and the thread that it names."""
    if set(body) - {"raw", "threadId"}:
        raise invalid("message")
    thread = str(body.get("threadId", ""))
    if uploaded is not None:
        return uploaded, thread
    raw = str(body.get("raw", ""))
    try:
        return urlsafe_b64decode(raw + "=" * (-len(raw) % 4)), thread
    except (binascii.Error, ValueError):
        raise invalid("raw") from None
