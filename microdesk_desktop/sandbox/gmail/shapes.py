"""JSON of messages as the API returns them."""

import re
from base64 import urlsafe_b64encode
from email.message import EmailMessage, Message
from html import escape, unescape
from secrets import token_hex
from typing import cast

from microdesk_desktop.sandbox.gmail.problems import invalid
from microdesk_desktop.sandbox.gmail.state import Mail

INLINE_BYTES = 100_000
"""Texts beyond this size come as attachments, as Gmail delivers large bodies."""
_NOT_TEXT = re.compile(r"<(head|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)


def encoded(content: bytes) -> str:
    """Base64 for addresses, without padding: clients must accept both forms."""
    return urlsafe_b64encode(content).decode().rstrip("=")


def message_json(mail: Mail, form: str, headers: list[str]) -> dict[str, object]:
    """A message in the wanted format: minimal, metadata, full or raw."""
    shape: dict[str, object] = {
        "id": mail.id,
        "threadId": mail.thread,
        "labelIds": sorted(mail.labels),
        "snippet": snippet(mail),
        "historyId": str(mail.history),
        "internalDate": str(mail.at_ms),
        "sizeEstimate": len(mail.raw),
    }
    if form == "raw":
        return shape | {"raw": encoded(mail.raw)}
    if form == "metadata":
        return shape | {"payload": {"mimeType": mail.message.get_content_type(), "headers": _headers(mail, headers)}}
    if form == "full":
        return shape | {"payload": part_json(mail.message, "")}
    if form != "minimal":
        raise invalid("format")
    return shape


def snippet(mail: Mail) -> str:
    """The first words of the text, as HTML like the real ones."""
    part = mail.message.get_body(("plain", "html"))
    text = str(part.get_content()) if part is not None else ""
    if part is not None and part.get_content_subtype() == "html":
        text = unescape(_NOT_TEXT.sub(" ", text))
    return escape(" ".join(text.split())[:100])


def part_json(part: Message, id_: str) -> dict[str, object]:
    """A part with those below it; what has a file name, or is large, is only referred to."""
    shape: dict[str, object] = {
        "partId": id_,
        "mimeType": part.get_content_type(),
        "filename": part.get_filename() or "",
        "headers": [{"name": name, "value": str(value)} for name, value in part.items()],
    }
    if part.is_multipart() and part.get_content_maintype() == "multipart":
        below = cast(list[EmailMessage], part.get_payload())
        ids = [f"{id_}.{index}" if id_ else str(index) for index in range(len(below))]
        return shape | {"body": {"size": 0}, "parts": [part_json(*each) for each in zip(below, ids, strict=True)]}
    content = part_bytes(part)
    body: dict[str, object] = {"size": len(content)}
    if part.get_filename() or part.get_content_maintype() != "text" or len(content) > INLINE_BYTES:
        # Another id at each reading, as the real ones.
        body["attachmentId"] = f"{token_hex(8)}_{id_.replace('.', '-')}"
    else:
        body["data"] = encoded(_in_utf8(content, part))
    return shape | {"body": body}


def part_bytes(part: Message) -> bytes:
    """The decoded content of a part; of an attached message, the message itself."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b"".join(each.as_bytes() for each in part.walk() if each != part)


def _in_utf8(content: bytes, part: Message) -> bytes:
    """The text in UTF-8, as Gmail gives it whatever charset the header still names."""
    return content.decode(part.get_content_charset() or "utf-8", "replace").encode()


def find_part(message: EmailMessage, attachment: str) -> Message | None:
    """The part to which this attachment id refers."""
    part: Message = message
    for index in attachment.partition("_")[2].split("-"):
        if index:
            below = part.get_payload()
            if not isinstance(below, list) or not index.isdecimal() or int(index) >= len(below):
                return None
            part = cast(Message, below[int(index)])
    return part


def _headers(mail: Mail, wanted: list[str]) -> list[dict[str, str]]:
    names = {name.lower() for name in wanted}
    shown = ((name, str(value)) for name, value in mail.message.items() if not names or name.lower() in names)
    return [{"name": name, "value": value} for name, value in shown]
