"""Header fields as bytes: encoded words (RFC 2047), parameters of file names (RFC 2231), folded lines (RFC 5322).

Written here because the standard library of Python 3.11 encodes the comma between two folded recipients, so that a
server reads one recipient instead of two (CVE-2025-1795), and knows only one of the two forms of a file name.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from itertools import pairwise
from urllib.parse import quote

from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.mail.types import Person
from microdesk_desktop.mail.outgoing.addresses import wire_address

_LINE = 76
"""Characters of a line with encoded words (RFC 2047, 2); RFC 5322 recommends 78 at most for any line."""
_WORD_BYTES = 39
"""Bytes of UTF-8 in one encoded word: in base64, with its delimiters and a field's name before it, they fill a line."""
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~ ]*")
_PIECE = 50
"""Characters of a piece of a file name in percent encoding, so that its line stays below `_LINE`."""


def text_field(name: str, text: str) -> str:
    """A field of free text, such as the subject: control characters become spaces."""
    words = one_line(text)
    if _is_plain(words):
        return _folded(name, words.split(" "))
    return _folded(name, encoded_words(words))


def people_field(name: str, people: Iterable[Person]) -> str:
    """A field of people; a domain is in Punycode, a local part as it is. Raises MAIL_ADDRESS_UNUSABLE."""
    parts: list[str] = []
    for person in people:
        if parts:
            parts[-1] += ","
        parts += _mailbox(person)
    return _folded(name, parts)


def ids_field(name: str, ids: Iterable[str]) -> str:
    """A field of Message-IDs, with their angle brackets."""
    return _folded(name, list(ids))


def parameters_field(name: str, value: str, parameters: Sequence[str]) -> str:
    """A field whose parameters have a line each."""
    return f"{name}: " + ";\r\n ".join((value, *parameters))


def name_parameters(file_name: str, *, old: str) -> list[str]:
    """The parameters of a file's name: `old` for programs that know no RFC 2231, then `filename*` where it is needed.

    `old` is the parameter's name: `name` of Content-Type, `filename` of Content-Disposition.
    """
    if _is_plain(file_name) and len(file_name) <= _PIECE:
        escaped = file_name.replace("\\", "\\\\").replace('"', '\\"')
        return [f'{old}="{escaped}"']
    lines = "\r\n ".join(encoded_words(file_name))
    found = [f'{old}="{lines}"']
    return found if old == "name" else found + _extended(old, file_name)


def encoded_words(text: str) -> list[str]:
    """The text as encoded words, none of which cuts a character."""
    words, piece = [], b""
    for character in text:
        encoded = character.encode()
        if len(piece) + len(encoded) > _WORD_BYTES:
            words.append(piece)
            piece = b""
        piece += encoded
    return [f"=?utf-8?B?{b64encode(word).decode()}?=" for word in (*words, piece)]


def _is_plain(text: str) -> bool:
    # What looks like an encoded word would be decoded on arrival.
    return text.isascii() and "=?" not in text and all(len(word) < _LINE for word in text.split(" "))


def _mailbox(person: Person) -> list[str]:
    """« Jeanne Martin <jeanne@x.example> » in parts between which a line may end."""
    address, shown = wire_address(person.address), one_line(person.name)
    if not shown:
        return [address]
    if not _is_plain(shown) or len(shown) > _PIECE:
        return [*encoded_words(shown), f"<{address}>"]
    if _ATOMS.fullmatch(shown):
        return [*shown.split(" "), f"<{address}>"]
    escaped = shown.replace("\\", "\\\\").replace('"', '\\"')
    return [f'"{escaped}"', f"<{address}>"]


def _folded(name: str, parts: Sequence[str]) -> str:
    lines = [f"{name}:"]
    for part in parts:
        # The first part stays beside the name: a line of nothing but a name is lost on the way.
        if len(lines[-1]) + 1 + len(part) > _LINE and lines[-1] != f"{name}:":
            lines.append("")
        lines[-1] += f" {part}"
    return "\r\n".join(lines)


def _extended(name: str, text: str) -> list[str]:
    """The parameter of RFC 2231, in numbered pieces where it is long; a piece cuts no character of percent encoding."""
    encoded = quote(text, safe="", encoding="utf-8")
    if len(encoded) <= _PIECE:
        return [f"{name}*=utf-8''{encoded}"]
    atoms = re.findall("%[0-9A-F]{2}|.", encoded)
    per_piece = _PIECE // 3
    cuts = [*range(0, len(atoms), per_piece), len(atoms)]
    pieces = ["".join(atoms[start:end]) for start, end in pairwise(cuts)]
    first, *others = pieces
    return [f"{name}*0*=utf-8''{first}", *(f"{name}*{number}*={piece}" for number, piece in enumerate(others, 1))]
