"""A whole message as values: its headers, its texts, its files; a part that cannot be read never loses the others."""

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from typing import Any

from microdesk_desktop.domain.mail.types import Body, EncodedText, Person
from microdesk_desktop.mail.mime.charsets import decode_text
from microdesk_desktop.mail.mime.headers import header_ids, header_moment, header_people, header_text
from microdesk_desktop.mail.mime.names import attachment_name

MOST_TEXT_BYTES = 2 << 20
"""Of all texts of a message together; what is beyond is not shown."""
_MOST_PARTS = 1_000
_DEEPEST = 50
"""Levels of parts in parts: a mail that was forwarded ten times has thirty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedFile:
    """A part that is no text of the letter; `inline_id` is its Content-ID without angle brackets, if it has one."""

    name: str
    kind: str
    content: bytes = field(repr=False)
    inline_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedMessage:
    """What a message holds. `when` is None where the date header cannot be read."""

    message_id: str
    references: tuple[str, ...]
    sender: tuple[Person, ...]
    reply_to: tuple[Person, ...]
    to: tuple[Person, ...]
    cc: tuple[Person, ...]
    bcc: tuple[Person, ...]
    when: datetime | None
    subject: str
    body: Body
    files: tuple[AttachedFile, ...]


@dataclass(frozen=True, slots=True)
class _Leaf:
    part: "Message[str, str]"
    is_alternative: bool


def read_message(raw: bytes) -> ParsedMessage:
    """The message that these bytes hold; bytes that are no message give one whose text they are."""
    try:
        message = message_from_bytes(raw)
        leaves = tuple(_leaves(message))
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError, IndexError, AssertionError):
        # The parser of Python fails on some malformed messages, each in its own way.
        message = message_from_bytes(raw.partition(b"\n\n")[0].partition(b"\r\n\r\n")[0] + b"\n\n")
        del message["Content-Type"], message["Content-Transfer-Encoding"]
        message.set_payload(raw[:MOST_TEXT_BYTES].decode("latin-1"))
        leaves = (_Leaf(message, is_alternative=False),)
    texts, files = _sorted_leaves(leaves)
    references = header_ids(_header(message, "References")) or header_ids(_header(message, "In-Reply-To"))
    return ParsedMessage(
        message_id=next(iter(header_ids(_header(message, "Message-ID"))), ""),
        references=references,
        **{name: header_people(_header(message, header)) for name, header in _PEOPLE},
        when=header_moment(_header(message, "Date")),
        subject=header_text(_header(message, "Subject")),
        body=_body(texts, files),
        files=files,
    )


_PEOPLE = (("sender", "From"), ("reply_to", "Reply-To"), ("to", "To"), ("cc", "Cc"), ("bcc", "Bcc"))


def _header(message: "Message[str, str] | Any", name: str) -> str:
    try:
        return str(message.get(name, ""))
    except (ValueError, LookupError, UnicodeError):
        return ""


def _leaves(message: "Message[str, str]") -> Iterator[_Leaf]:
    """The parts that have a content of their own, in their order; those too deep or too many are left out."""
    waiting = [(message, 0, False)]
    count = 0
    while waiting and count < _MOST_PARTS:
        part, depth, is_alternative = waiting.pop()
        count += 1
        children = part.get_payload()
        kind = part.get_content_type()
        if not isinstance(children, list) or kind == "message/rfc822":
            yield _Leaf(part, is_alternative)
        elif depth < _DEEPEST:
            inside = is_alternative or kind == "multipart/alternative"
            waiting.extend((child, depth + 1, inside) for child in reversed(children) if isinstance(child, Message))


def _sorted_leaves(leaves: tuple[_Leaf, ...]) -> tuple[list[tuple[_Leaf, EncodedText]], tuple[AttachedFile, ...]]:
    """The texts of the letter, and everything else as files."""
    texts: list[tuple[_Leaf, EncodedText]] = []
    files: list[AttachedFile] = []
    room = MOST_TEXT_BYTES
    for leaf in leaves:
        content = part_content(leaf.part)
        name = _name(leaf.part)
        if _is_text(leaf.part, name):
            text = EncodedText(content[:room], leaf.part.get_param("charset", "") and _charset(leaf.part))
            room -= len(text.content)
            texts.append((leaf, text))
        elif content or name:
            files.append(_file(leaf.part, name, content))
    return texts, tuple(files)


def _is_text(part: "Message[str, str]", name: str) -> bool:
    disposition = str(part.get("Content-Disposition", "")).strip().lower()
    is_attached = disposition.startswith("attachment") or (bool(name) and not disposition.startswith("inline"))
    return part.get_content_type() in {"text/plain", "text/html"} and not is_attached


def _charset(part: "Message[str, str]") -> str:
    return parameter(part, "content-type", "charset")


def _body(texts: list[tuple[_Leaf, EncodedText]], files: tuple[AttachedFile, ...]) -> Body:
    """Plain texts beside the alternatives, such as the footer of a list, belong to the HTML text too."""
    has_html = any(leaf.part.get_content_type() == "text/html" for leaf, _ in texts)
    plain: list[str] = []
    marked: list[str] = []
    for leaf, (content, charset) in texts:
        text = decode_text(content, charset)
        if leaf.part.get_content_type() == "text/html":
            marked.append(text)
            continue
        plain.append(text)
        if has_html and not leaf.is_alternative:
            marked.append(f"<p>{html.escape(text).replace(chr(10), '<br>')}</p>")
    return Body(
        text=_encoded("\n\n".join(plain)) if plain else None,
        html=_encoded("<br>".join(marked)) if has_html else None,
        images={file.inline_id: file.content for file in files if file.inline_id and file.kind.startswith("image/")},
    )


def _encoded(text: str) -> EncodedText:
    return EncodedText(text.encode("utf-8", "replace"), "utf-8")


def _file(part: "Message[str, str]", name: str, content: bytes) -> AttachedFile:
    kind = part.get_content_type()
    inline_id = header_text(_header(part, "Content-ID")).strip("<> ") or None
    if not name and kind == "message/rfc822":
        inner = part.get_payload()
        subject = _header(inner[0], "Subject") if isinstance(inner, list) and inner else ""
        name = f"{header_text(subject) or 'message'}.eml"
    return AttachedFile(name=name, kind=kind, content=content, inline_id=inline_id)


def part_content(part: "Message[str, str]") -> bytes:
    """The decoded content of one part; what its transfer encoding cannot decode stays as it was sent."""
    try:
        payload = part.get_payload()
        if isinstance(payload, list):
            return payload[0].as_bytes() if payload and isinstance(payload[0], Message) else b""
        content = part.get_payload(decode=True)
        return content if isinstance(content, bytes) else b""
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError, IndexError):
        return b""


def _name(part: "Message[str, str]") -> str:
    return attachment_name(_parameters(part, "content-disposition"), _parameters(part, "content-type"))


def parameter(part: "Message[str, str]", header: str, name: str) -> str:
    """One parameter of a header of a part as it was sent; empty where there is none."""
    value = _parameters(part, header).get(name, "")
    return value if isinstance(value, str) else value.decode("latin-1")


def _parameters(part: "Message[str, str]", header: str) -> dict[str, str | bytes]:
    """The parameters of a header, undecoded; the package decodes them too, but fails on some."""
    pieces = _split_parameters(_header(part, header))
    pairs = (piece.partition("=") for piece in pieces[1:])
    return {name.strip().lower(): _unquoted(value.strip()) for name, sign, value in pairs if sign}


def _split_parameters(header: str) -> list[str]:
    """The header cut at the semicolons that stand outside of quotes."""
    pieces, start, is_quoted, is_escaped = [], 0, False, False
    for at, character in enumerate(header[:_LONGEST_HEADER]):
        if is_escaped:
            is_escaped = False
        elif character == "\\" and is_quoted:
            is_escaped = True
        elif character == '"':
            is_quoted = not is_quoted
        elif character == ";" and not is_quoted:
            pieces.append(header[start:at])
            start = at + 1
    return [*pieces, header[start:_LONGEST_HEADER]]


_LONGEST_HEADER = 20_000


def _unquoted(value: str) -> str:
    if value.startswith('"'):
        value = value[1:].removesuffix('"').replace('\\"', '"').replace("\\\\", "\\")
    return value
