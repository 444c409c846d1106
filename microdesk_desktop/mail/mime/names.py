"""The name of an attached file from the parameters of its headers, in every form that senders use."""

import re
from collections.abc import Mapping
from urllib.parse import unquote_to_bytes

from microdesk_desktop.base.text import one_line
from microdesk_desktop.mail.mime.charsets import decode_text
from microdesk_desktop.mail.mime.headers import header_text

_MOST_PIECES = 100
_PIECE = re.compile(r"(\d{1,3})(\*?)")

Parameters = Mapping[str, str | bytes]


def attachment_name(disposition: Parameters, content_type: Parameters) -> str:
    """The decoded file name on one line, as it was sent; empty where there is none.

    The parameters have their names in any case, with the marks of RFC 2231: `filename*`, `filename*0`, `filename*1*`.
    """
    return parameter_text(disposition, "filename") or parameter_text(content_type, "name")


def parameter_text(parameters: Parameters, name: str) -> str:
    """The decoded value of a parameter: extended, in pieces (RFC 2231), as encoded words (RFC 2047), or raw bytes."""
    given = {key.strip().lower(): value for key, value in parameters.items()}
    if f"{name}*" in given:
        return one_line(_extended(_bytes(given[f"{name}*"])))
    pieces = _pieces(given, name)
    if not pieces:
        return header_text(given.get(name, ""))
    # The charset stands at the head of the first piece; only pieces with a star have percent signs.
    charset, first = _split_charset(pieces[0][0]) if pieces[0][1] else ("", pieces[0][0])
    contents = [(first, pieces[0][1]), *pieces[1:]]
    joined = b"".join(unquote_to_bytes(content) if is_encoded else content for content, is_encoded in contents)
    return one_line(decode_text(joined, charset)) if charset else header_text(joined)


def _pieces(given: Parameters, name: str) -> list[tuple[bytes, bool]]:
    """The pieces in the order of their numbers, up to the first gap, and whether each is percent-encoded."""
    numbered: dict[int, tuple[bytes, bool]] = {}
    for key, value in given.items():
        prefix, _, mark = key.partition("*")
        found = _PIECE.fullmatch(mark)
        if found and prefix == name:
            numbered[int(found[1])] = (_bytes(value), bool(found[2]))
    pieces = []
    for number in range(_MOST_PIECES):
        if number not in numbered:
            break
        pieces.append(numbered[number])
    return pieces


def _extended(value: bytes) -> str:
    charset, content = _split_charset(value)
    return decode_text(unquote_to_bytes(content), charset)


def _split_charset(value: bytes) -> tuple[str, bytes]:
    """The charset and the content of `charset'language'content`; a value without quotes has no charset."""
    parts = value.split(b"'", 2)
    return (parts[0].decode("ascii", "replace"), parts[2]) if len(parts) == 3 else ("", value)


def _bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode("utf-8", "surrogateescape")
