"""The content of one letter: its texts within limits, and its parts as a stream; nothing is marked as read."""

import binascii
import quopri
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.types import Body, EncodedText
from microdesk_desktop.mail.imap.connection import Session
from microdesk_desktop.mail.imap.headers import section
from microdesk_desktop.mail.imap.keys import LetterKey
from microdesk_desktop.mail.imap.structure import Leaf, leaves
from microdesk_desktop.mail.mime.charsets import decode_text
from microdesk_desktop.mail.mime.message import read_message
from microdesk_desktop.mail.mime.preview import first_words

_WHOLE_BYTES = 256 << 10
"""Letters up to this size are fetched whole, in one round trip, and read by the tolerant parser."""
_TEXT_BYTES = 2 << 20
_IMAGES_BYTES = 8 << 20
"""Of all inline images of a letter together; photographs of a signature have 100 kB each."""
_PIECE = 1 << 18
_PREVIEW_BYTES = 1 << 10
"""Of the text of a letter, for its first words."""
_BASE64_LINE = 4


def body(session: Session, key: LetterKey, job: Job) -> Body:
    """The texts and inline images of a letter. Raises MAIL_GONE."""
    session.at(key.folder, key.validity)
    head = session.fetch([key.uid], (f"BODY.PEEK[]<0.{_WHOLE_BYTES}>",))
    raw = section(head[0], b"BODY[]") if head else None
    if raw is None:
        raise KnownError(ErrorCode.MAIL_GONE)
    if len(raw) < _WHOLE_BYTES:
        return read_message(raw).body
    parts = structure(session, key)
    texts = [leaf for leaf in parts if leaf.is_text]
    if not texts:
        return read_message(raw).body
    return Body(
        text=_joined(session, key, [leaf for leaf in texts if leaf.kind == "text/plain"], job),
        html=_joined(session, key, [leaf for leaf in texts if leaf.kind == "text/html"], job),
        images=_images(session, key, parts, job),
    )


def previews(session: Session, texts: Mapping[LetterKey, Leaf], job: Job) -> Mapping[LetterKey, str]:
    """The first words of letters by their plain texts, in one command for all of a folder with the same part."""
    found: dict[LetterKey, str] = {}
    groups: dict[tuple[bytes, int, str], list[LetterKey]] = {}
    for key, leaf in texts.items():
        groups.setdefault((key.folder, key.validity, leaf.number), []).append(key)
    for (folder, validity, number), keys in groups.items():
        job.checkpoint()
        session.at(folder, validity)
        for data in session.fetch([key.uid for key in keys], (f"BODY.PEEK[{number}]<0.{_PREVIEW_BYTES}>",)):
            key = LetterKey(folder, validity, data[b"UID"])
            piece = section(data, f"BODY[{number}]".encode())
            if piece and key in texts:
                content = b"".join(_decoded(iter((piece,)), texts[key].encoding))
                found[key] = first_words(decode_text(content, texts[key].charset))
    return found


def structure(session: Session, key: LetterKey) -> tuple[Leaf, ...]:
    """The parts of a letter. Raises MAIL_GONE."""
    session.at(key.folder, key.validity)
    found = session.fetch([key.uid], ("BODYSTRUCTURE",))
    if not found:
        raise KnownError(ErrorCode.MAIL_GONE)
    return leaves(found[0].get(b"BODYSTRUCTURE"))


def write_part(session: Session, key: LetterKey, number: str, into: BinaryIO, job: Job) -> None:
    """Write the decoded content of one part piece by piece. Raises MAIL_GONE for a part that the letter has not."""
    leaf = next((each for each in structure(session, key) if each.number == number), None)
    if leaf is None:
        raise KnownError(ErrorCode.MAIL_GONE)
    pieces = _pieces(session, key, leaf, job)
    for content in _decoded(pieces, leaf.encoding):
        into.write(content)


def _images(session: Session, key: LetterKey, parts: Sequence[Leaf], job: Job) -> dict[str, bytes]:
    images: dict[str, bytes] = {}
    left = _IMAGES_BYTES
    for leaf in parts:
        if leaf.inline_id and leaf.kind.startswith("image/") and leaf.size <= left:
            left -= leaf.size
            images[leaf.inline_id] = b"".join(_decoded(_pieces(session, key, leaf, job), leaf.encoding))
    return images


def _joined(session: Session, key: LetterKey, texts: Sequence[Leaf], job: Job) -> EncodedText | None:
    """The texts of one kind, cut at the limit; several (around an attachment) become one."""
    contents: list[tuple[bytes, str]] = []
    left = _TEXT_BYTES
    for leaf in texts:
        if left > 0:
            pieces = _pieces(session, key, leaf, job, most=left)
            contents.append((b"".join(_decoded(pieces, leaf.encoding)), leaf.charset))
            left -= leaf.size
    if len(contents) == 1:
        return EncodedText(*contents[0])
    joined = "\n\n".join(decode_text(*each) for each in contents)
    return EncodedText(joined.encode("utf-8", "replace"), "utf-8") if contents else None


def _pieces(session: Session, key: LetterKey, leaf: Leaf, job: Job, most: int | None = None) -> Iterator[bytes]:
    """The encoded content of a part in pieces, until the server has no more."""
    start = 0
    while most is None or start < most:
        job.checkpoint()
        length = _PIECE if most is None else min(_PIECE, most - start)
        found = session.fetch([key.uid], (f"BODY.PEEK[{leaf.number}]<{start}.{length}>",))
        piece = section(found[0], f"BODY[{leaf.number}]".encode()) if found else None
        if piece is None:
            raise KnownError(ErrorCode.MAIL_GONE)
        yield piece
        if len(piece) < length:
            return
        start += len(piece)


def _decoded(pieces: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    match encoding:
        case "base64":
            return _from_base64(pieces)
        case "quoted-printable":
            return _from_quoted(pieces)
    return pieces


def _from_base64(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The decoded pieces; what is no base64 between the characters is skipped, a cut end decoded as far as it goes."""
    waiting = b""
    for piece in pieces:
        waiting += piece.translate(None, b"\r\n\t ")
        whole = len(waiting) - len(waiting) % _BASE64_LINE
        yield _b64(waiting[:whole])
        waiting = waiting[whole:]
    yield _b64(waiting + b"=" * (-len(waiting) % _BASE64_LINE))


def _b64(content: bytes) -> bytes:
    try:
        return b64decode(content)
    except (binascii.Error, ValueError):
        return b""


def _from_quoted(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The decoded pieces, each up to its last whole line."""
    waiting = b""
    for piece in pieces:
        waiting += piece
        end = waiting.rfind(b"\n") + 1
        yield quopri.decodestring(waiting[:end])
        waiting = waiting[end:]
    yield quopri.decodestring(waiting)
