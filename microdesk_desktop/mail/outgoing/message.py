"""Builds a message: its headers, its text, its attachments, in RFC 5322 form with CR LF at the end of each line."""

import re
import secrets
from base64 import encodebytes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from quopri import encodestring

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.text import one_line, well_formed
from microdesk_desktop.domain.mail.addresses import without_repeats
from microdesk_desktop.domain.mail.types import Letter, Person
from microdesk_desktop.mail.outgoing.addresses import wire_address
from microdesk_desktop.mail.outgoing.headers import (
    ids_field,
    name_parameters,
    parameters_field,
    people_field,
    text_field,
)

_MOST_REFERENCES = 20
"""Message-IDs of a conversation that are repeated: the first and the last ones are enough for every program, and some
servers refuse fields of more than 1,000 characters (RFC 5322, 3.6.4, allows to leave some out)."""
_LONGEST_NAME = 150
"""Characters of an attachment's name; file systems allow 255 bytes."""
_KIND = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,60}")
_ANY_KIND = "application/octet-stream"
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,900}>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file of a message: its name, its MIME type and its bytes."""

    name: str
    kind: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMessage:
    """What the user wrote. `answers` is the letter that it replies to; `message_id` from `new_message_id`.

    The same `message_id` is kept for every attempt to send the same text: a copy of it is found by this id.
    """

    message_id: str
    at: datetime
    sender: Person
    to: Sequence[Person] = ()
    cc: Sequence[Person] = ()
    bcc: Sequence[Person] = ()
    reply_to: Sequence[Person] = ()
    subject: str = ""
    text: str = field(default="", repr=False)
    attachments: Sequence[Attachment] = ()
    answers: Letter | None = None


def new_message_id(sender: str) -> str:
    """A Message-ID that no other message has; of the computer or the moment it contains nothing."""
    domain = wire_address(sender).rpartition("@")[2]
    return f"<{secrets.token_hex(16)}@{domain}>"


def build_message(message: NewMessage, *, is_draft: bool = False) -> bytes:
    """The whole message; hidden recipients are in its Bcc field, which `strip_bcc` removes before it is sent.

    Lines are ASCII, unless a local part has other letters. Raises MAIL_ADDRESS_UNUSABLE, and MAIL_NO_RECIPIENT where
    nobody is written to, unless it `is_draft`.
    """
    parts = [_text_part(message.text), *map(_attachment_part, message.attachments)]
    lines = [*_headers(message, is_draft), "MIME-Version: 1.0"]
    if len(parts) == 1:
        return "\r\n".join(lines).encode() + b"\r\n" + parts[0]
    # « =_ » never follows from base64 or quoted-printable, so no part contains the boundary (RFC 2045, 6.7).
    boundary = f"=_{secrets.token_hex(16)}"
    lines.append(parameters_field("Content-Type", "multipart/mixed", [f'boundary="{boundary}"']))
    between = f"--{boundary}\r\n".encode()
    body = b"".join(between + part for part in parts)
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body + f"--{boundary}--\r\n".encode()


def _headers(message: NewMessage, is_draft: bool) -> Iterator[str]:
    to, cc, bcc = _recipients(message)
    if not (to or cc or bcc or is_draft):
        raise KnownError(ErrorCode.MAIL_NO_RECIPIENT)
    yield f"Date: {format_datetime(message.at)}"
    yield people_field("From", [message.sender])
    if message.reply_to:
        yield people_field("Reply-To", message.reply_to)
    # A message to hidden recipients alone still needs a recipient's field that is not empty (RFC 5322, 3.6.3).
    if to:
        yield people_field("To", to)
    elif not cc and not is_draft:
        yield "To: undisclosed-recipients:;"
    if cc:
        yield people_field("Cc", cc)
    if bcc:
        yield people_field("Bcc", bcc)
    yield text_field("Subject", message.subject)
    yield ids_field("Message-ID", [message.message_id])
    if message.answers is not None:
        yield from _threading(message.answers)


def _recipients(message: NewMessage) -> tuple[Sequence[Person], Sequence[Person], Sequence[Person]]:
    """The people of To, Cc and Bcc, each address once, in the first field that names it."""
    everybody = without_repeats((*message.to, *message.cc, *message.bcc))
    to = [each for each in everybody if each in message.to]
    cc = [each for each in everybody if each not in to and each in message.cc]
    return to, cc, [each for each in everybody if each not in to and each not in cc]


def _threading(answered: Letter) -> Iterator[str]:
    """In-Reply-To and References (RFC 5322, 3.6.4); ids of a form that would break the fields are left out."""
    ids = [each for each in (*answered.references, answered.message_id) if _MESSAGE_ID.fullmatch(each)]
    ids = list(dict.fromkeys(ids))
    if len(ids) > _MOST_REFERENCES:
        ids = [ids[0], *ids[1 - _MOST_REFERENCES :]]
    if answered.message_id in ids:
        yield ids_field("In-Reply-To", [answered.message_id])
    if ids:
        yield ids_field("References", ids)


def _text_part(text: str) -> bytes:
    lines = well_formed(text).replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    # A text without its last line end, a NUL or a lone carriage return is refused or changed by servers on the way.
    written = "\n".join(line.replace("\0", "") for line in lines) + "\n"
    encoded = encodestring(written.encode()).replace(b"\n", b"\r\n")
    return b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + encoded


def _attachment_part(attachment: Attachment) -> bytes:
    name = _file_name(attachment.name)
    headers = (
        parameters_field("Content-Type", _kind(attachment.kind), name_parameters(name, old="name")),
        parameters_field("Content-Disposition", "attachment", name_parameters(name, old="filename")),
        "Content-Transfer-Encoding: base64",
    )
    content = encodebytes(attachment.content).replace(b"\n", b"\r\n")
    return "\r\n".join(headers).encode() + b"\r\n\r\n" + content


def _file_name(name: str) -> str:
    """The name of the file without its folders; a long one keeps its extension."""
    base = one_line(re.split(r"[/\\]", name)[-1]) or "document"
    if len(base) <= _LONGEST_NAME:
        return base
    stem, dot, extension = base.rpartition(".")
    kept = f"{dot}{extension}" if dot and len(extension) <= 10 else ""
    return (stem or base)[: _LONGEST_NAME - len(kept)] + kept


def _kind(kind: str) -> str:
    """The MIME type; messages inside a message may not be in base64 (RFC 2046, 5.2.1), so they go as plain files."""
    lower = kind.lower()
    return lower if _KIND.fullmatch(lower) and not lower.startswith(("message/", "multipart/")) else _ANY_KIND
