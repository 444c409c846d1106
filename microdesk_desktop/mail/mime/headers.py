"""The headers of a message as values: text, people, message ids, a moment; whatever bytes a sender put there."""

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import getaddresses, parsedate_to_datetime
from quopri import decodestring

from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.mail.types import Person
from microdesk_desktop.mail.mime.charsets import decode_text

_LONGEST = 20_000
"""Characters of a header that are read: a mail to 300 people has 15,000 in one."""
_MOST_PEOPLE = 500
_ENCODED = re.compile(r"=\?([^?*\s]{1,40})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]*)\?=")
_BETWEEN = re.compile(r"(\?=)\s+(?==\?)")
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,998}>")


_PLAIN_NAME = re.compile(r"[A-Za-z0-9_' -]*+")
_PLAIN_QUOTED = re.compile(r"[A-Za-z0-9_' ,.()&-]*+")
_PLAIN_ATOMS = re.compile(r"[A-Za-z0-9_+.-]++")


def header_text(raw: str | bytes) -> str:
    """A header on one line: encoded words (RFC 2047) decoded, in quotes too; undeclared bytes read by their look."""
    return one_line(_decoded(_unfolded(raw)))


def header_people(raw: str | bytes) -> tuple[Person, ...]:
    """The people of an address header. The addresses are split before names are decoded, so that a name adds none."""
    text = _unfolded(raw)
    plain = _plain_person(text)
    if plain is not None:
        return (plain,)
    try:
        pairs = getaddresses([text])
    except (ValueError, IndexError, TypeError, RecursionError):
        return ()
    people = (_person(name, address) for name, address in pairs[:_MOST_PEOPLE])
    return tuple(person for person in people if person.address or person.name)


def header_ids(raw: str | bytes) -> tuple[str, ...]:
    """The message ids of a header, each once, in their order, with angle brackets."""
    return tuple(dict.fromkeys(_MESSAGE_ID.findall(_unfolded(raw))))


def header_moment(raw: str | bytes) -> datetime | None:
    """The moment of a date header in UTC; None where it is missing or cannot be read."""
    try:
        moment = parsedate_to_datetime(one_line(_unfolded(raw)))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _plain_person(text: str) -> Person | None:
    """The person of a header that has one, and neither comments nor anything to be decoded; None for any other.

    Reading such a header by the whole grammar takes 60 µs, and the first page of a list has 450 of them.
    """
    name, bracket, rest = text.partition("<")
    name, address = (name.strip(" "), rest.removesuffix(">")) if bracket else ("", text)
    is_quoted = len(name) > 1 and name[0] == name[-1] == '"'
    is_plain = _PLAIN_QUOTED.fullmatch(name[1:-1]) if is_quoted else _PLAIN_NAME.fullmatch(name)
    local, _, domain = address.partition("@")
    if not is_plain or (bracket and not rest.endswith(">")) or not (_is_dotted(local) and _is_dotted(domain)):
        return None
    return _person(name[1:-1] if is_quoted else name, address)


def _is_dotted(text: str) -> bool:
    return _PLAIN_ATOMS.fullmatch(text) is not None and "" not in text.split(".")


def _person(name: str, address: str) -> Person:
    shown = one_line(_decoded(name)).strip("\"' ")
    plain = one_line(address).replace(" ", "")
    return Person(name=shown if shown != plain else "", address=plain)


def _unfolded(raw: str | bytes) -> str:
    """The header as text of at most `_LONGEST` characters."""
    if isinstance(raw, bytes):
        return decode_text(raw[:_LONGEST])
    # The email package keeps undeclared bytes as halves of surrogate pairs.
    return decode_text(raw[:_LONGEST].encode("utf-8", "surrogateescape")) if not raw.isascii() else raw[:_LONGEST]


def _decoded(text: str) -> str:
    if "=?" not in text:
        return text
    return "".join(_pieces(_BETWEEN.sub(r"\1", text)))


def _pieces(text: str) -> Iterator[str]:
    """The text with its encoded words decoded; neighbours of one charset together, since a character may be split."""
    end, charset, content = 0, "", b""
    for found in _ENCODED.finditer(text):
        is_neighbour = found.start() == end and found[1].lower() == charset
        if not is_neighbour:
            yield decode_text(content, charset)
            yield text[end : found.start()]
            content = b""
        end, charset = found.end(), found[1].lower()
        content += _word_bytes(found[2], found[3])
    yield decode_text(content, charset)
    yield text[end:]


def _word_bytes(encoding: str, text: str) -> bytes:
    plain = text.encode("utf-8", "replace")
    if encoding in "qQ":
        return decodestring(plain.replace(b"_", b"=20"))
    try:
        return b64decode(plain + b"=" * (-len(plain) % 4))
    except (binascii.Error, ValueError):
        return plain
