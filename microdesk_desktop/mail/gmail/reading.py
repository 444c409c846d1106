"""Conversations, the texts of a letter, and its files."""

from base64 import urlsafe_b64decode
from collections.abc import Iterator
from html import unescape
from itertools import islice
from typing import BinaryIO

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.mail.types import Body, EncodedText, Letter, Part
from microdesk_desktop.mail.gmail.client import Call, GmailClient, reference
from microdesk_desktop.mail.gmail.listing import header, moment
from microdesk_desktop.mail.gmail.schemas import Content, Message, Payload, Thread
from microdesk_desktop.mail.mime.headers import header_ids, header_people, header_text

WHOLE = "whole"
"""The key of the only part of a message that has no others."""
_MAX_TEXT = 2_000_000
_MAX_IMAGES = 40
_MAX_IMAGE_BYTES = 8_000_000
"""Inline images of one letter: a newsletter has some twenty, together a few hundred kB."""
_STEP = 4 * 65_536
"""Characters of base64 that are decoded at once; a multiple of four."""


def load_conversation(client: GmailClient, key: str, job: Job) -> tuple[Letter, ...]:
    """The letters of a conversation. Raises MAIL_GONE."""
    call = Call(
        method="GET",
        path=f"threads/{reference(key)}",
        purpose=Purpose.GMAIL_READ,
        units=10,
        params={"fields": _fields()},
    )
    thread = client.call(call, Thread, job)
    return tuple(_letter(each, key) for each in sorted(thread.messages, key=moment))


def load_body(client: GmailClient, key: str, job: Job) -> Body:
    """The texts of a letter and its inline images. Raises MAIL_GONE."""
    payload = _message(client, key, job).payload
    leaves = list(_leaves(payload))
    texts = [each for each in leaves if not _is_file(each)]
    text = next((each for each in texts if each.mime_type == "text/plain"), None)
    html = next((each for each in texts if each.mime_type == "text/html"), None)
    return Body(
        text=_text(client, key, text, job) if text else None,
        html=_text(client, key, html, job) if html else None,
        images=dict(_images(client, key, leaves, job)) if html else {},
    )


def copy_part(client: GmailClient, key: str, part: str, into: BinaryIO, job: Job) -> None:
    """Write the content of a part. Raises MAIL_GONE for a letter or a part that does not exist (any more)."""
    payload = _message(client, key, job).payload
    for leaf in _leaves(payload):
        if _key(leaf) == part:
            data = _data(client, key, leaf.body, job)
            for at in range(0, len(data), _STEP):
                job.checkpoint()
                into.write(_decoded(data[at : at + _STEP]))
            return
    raise KnownError(ErrorCode.MAIL_GONE)


def _fields() -> str:
    """The members of a whole message without the texts, to a depth of five parts."""
    part = "partId,mimeType,filename,headers,body(size,attachmentId)"
    for _ in range(5):
        part = f"partId,mimeType,filename,headers,body(size,attachmentId),parts({part})"
    return f"id,messages(id,threadId,labelIds,snippet,internalDate,payload({part}))"


def _message(client: GmailClient, key: str, job: Job) -> Message:
    call = Call(method="GET", path=f"messages/{reference(key)}", purpose=Purpose.GMAIL_READ, units=5, is_transfer=True)
    return client.call(call, Message, job)


def _letter(message: Message, conversation: str) -> Letter:
    ids = header_ids(header(message, "message-id"))
    references = header_ids(f"{header(message, 'references')} {header(message, 'in-reply-to')}")
    return Letter(
        key=message.id,
        conversation=conversation,
        message_id=ids[0] if ids else "",
        references=references,
        sender=header_people(header(message, "from")),
        reply_to=header_people(header(message, "reply-to")),
        to=header_people(header(message, "to")),
        cc=header_people(header(message, "cc")),
        bcc=header_people(header(message, "bcc")),
        when=moment(message),
        subject=header_text(header(message, "subject")),
        folders=frozenset(message.label_ids),
        unread="UNREAD" in message.label_ids,
        parts=tuple(_part(each) for each in _leaves(message.payload) if _is_file(each)),
        preview=one_line(unescape(message.snippet)),
    )


def _leaves(payload: Payload) -> Iterator[Payload]:
    """The parts that have content; an attached message is one, whatever is inside."""
    if not payload.mime_type.startswith("multipart/"):
        yield payload
        return
    for part in payload.parts:
        yield from _leaves(part)


def _is_file(part: Payload) -> bool:
    """Whether a part is an attachment or an inline image, and no text of the letter."""
    is_text = part.mime_type in ("text/plain", "text/html")
    return bool(part.filename) or not is_text or _header(part, "content-disposition").startswith("attachment")


def _part(part: Payload) -> Part:
    return Part(
        key=_key(part),
        kind=part.mime_type,
        name=header_text(part.filename),
        size=part.body.size,
        inline_id=_header(part, "content-id").strip("<> ") or None,
    )


def _key(part: Payload) -> str:
    return part.part_id or WHOLE


def _header(part: Payload, name: str) -> str:
    return one_line(next((each.value for each in part.headers if each.name.lower() == name), ""))


def _text(client: GmailClient, key: str, part: Payload, job: Job) -> EncodedText:
    content = _decoded(_data(client, key, part.body, job)[: _MAX_TEXT * 4 // 3])
    return EncodedText(content, _charset(content, part))


def _charset(content: bytes, part: Payload) -> str:
    """UTF-8 wherever the bytes are: Gmail converts texts, and leaves the header that names their former charset."""
    try:
        content.decode()
    except UnicodeDecodeError as error:
        # A text that was cut may end inside of a character.
        if error.start < len(content) - 3:
            return _declared(part)
    return "utf-8"


def _declared(part: Payload) -> str:
    _, _, after = _header(part, "content-type").lower().partition("charset=")
    return after.partition(";")[0].strip("\"' ")


def _images(client: GmailClient, key: str, leaves: list[Payload], job: Job) -> Iterator[tuple[str, bytes]]:
    left = _MAX_IMAGE_BYTES
    inline = (each for each in leaves if each.mime_type.startswith("image/") and _header(each, "content-id"))
    for part in islice(inline, _MAX_IMAGES):
        left -= part.body.size
        if left < 0:
            return
        yield _header(part, "content-id").strip("<> "), _decoded(_data(client, key, part.body, job))


def _data(client: GmailClient, key: str, content: Content, job: Job) -> str:
    """The base64 of a content, which a large part only refers to, by an id that changes at each reading."""
    if not content.attachment_id:
        return content.data
    path = f"messages/{reference(key)}/attachments/{reference(content.attachment_id)}"
    call = Call(method="GET", path=path, purpose=Purpose.GMAIL_READ, units=5, is_transfer=True)
    return client.call(call, Content, job).data


def _decoded(data: str) -> bytes:
    """Base64 for addresses, with or without its padding."""
    plain = data.rstrip("=")
    try:
        return urlsafe_b64decode(plain + "=" * (-len(plain) % 4))
    except ValueError:
        raise KnownError(ErrorCode.MAIL_PROVIDER_BROKEN, host="gmail.googleapis.com") from None
