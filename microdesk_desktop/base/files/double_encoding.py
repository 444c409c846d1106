"""Undo the error of a program that read UTF-8 as cp1252 and wrote it as UTF-8 again: « IntÃ©rÃªts »."""

import re
from collections.abc import Iterator

from microdesk_desktop.base.jobs import Job

_TRACES = (b"\xc3\x82", b"\xc3\x83", b"\xc3\x85\xe2\x80", b"\xc3\xa2\xe2")
"""The letters that every doubly encoded character of French begins with."""
_LONGEST_TRACE = max(map(len, _TRACES))
_ASCII = bytes(range(0x80))
_STEP = 1 << 16
"""Bytes that are read in one call, which keeps the GIL."""
_NEAR = 100
_BOUNDARY = re.compile(rb"[\x00-\x7f]")
_FIRST_BYTE = re.compile(rb"[^\x80-\xbf]")


def _as_read(byte: int) -> str:
    """The character that a program reads in a byte of UTF-8; five bytes have none in cp1252 and stay as they are."""
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_READ_AS = {_as_read(byte): byte for byte in range(0x80, 0x100)}
_FOLLOWING = "".join(re.escape(_as_read(byte)) for byte in range(0x80, 0xC0))
_DOUBLE = re.compile(rf"[ÂÃ][{_FOLLOWING}]|Å[“’]|â[{_FOLLOWING}]{{2}}")


def undo_double_encoding(data: bytes, job: Job) -> bytes:
    """The text with each doubly encoded character written once; unchanged when it has none or is no UTF-8.

    Raises Cancelled.
    """
    parts = (data[at : at + _STEP + _LONGEST_TRACE] for at in range(0, len(data), _STEP))
    if data.isascii() or not any(map(_has_trace, parts)):
        return data
    try:
        return b"".join(_DOUBLE.sub(_once, part.decode("utf-8")).encode() for part in _parts(data, job))
    except UnicodeDecodeError:
        return data


def _has_trace(part: bytes) -> bool:
    """Whether a doubly encoded character may begin in this part of a text."""
    if part.isascii():
        return False
    # Searched in the few letters with accents first: the whole text takes ten times as long.
    accents = part.translate(None, _ASCII)
    return any(trace in accents for trace in _TRACES) and any(trace in part for trace in _TRACES)


def _once(found: re.Match[str]) -> str:
    written = bytes(_READ_AS[char] for char in found[0])
    return written.decode("utf-8", "replace")


def _parts(data: bytes, job: Job) -> Iterator[bytes]:
    """The text in parts that begin with an ASCII character where one is near, else with a whole character."""
    at = 0
    while at < len(data):
        job.checkpoint()
        end = at + _STEP
        found = _BOUNDARY.search(data, end, end + _NEAR) or _FIRST_BYTE.search(data, end, end + _NEAR)
        end = found.start() if found else len(data)
        yield data[at:end]
        at = end
