"""Decode files of unknown encoding, which is detected from their bytes and not from what a header declares."""

import codecs
import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.regular import read_regular
from microdesk_desktop.base.files.western import western_encoding
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.pieces import join

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_STEP = 1 << 17
"""Bytes decoded in one call, which keeps the GIL: a few milliseconds, also where every byte is wrong."""
_SAMPLE = 1 << 22
MAX_BYTES = 50_000_000
"""Largest file that is read; a camt statement of a hundred thousand entries has about 35 MB."""
LONGEST_LINE = 65_520
"""Characters of a line that are read at once; a multiple of 120, because a CFONB file may be one line of records."""
_C1_CONTROLS = bytes(range(0x80, 0xA0))


def read_foreign(path: Path, job: Job | None = None) -> bytes:
    """The bytes of a file that another program wrote. Raises as `read_regular` does."""
    return read_regular(path, MAX_BYTES, job)


def check_size(size: int) -> None:
    """Raise FILE_TOO_LARGE beyond MAX_BYTES."""
    if size > MAX_BYTES:
        raise KnownError(ErrorCode.FILE_TOO_LARGE)


def detect_encoding(data: bytes) -> str:
    """The encoding of a text: by its byte order mark, else UTF-16 by its zeros, UTF-8 if valid, else one of 8 bits.

    A few invalid bytes among many valid UTF-8 sequences do not make a text cp1252.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    head = data[:2000]
    if head.count(0) > len(head) // 4:
        return "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"
    if _is_utf8(data) or _is_mostly_utf8(data):
        return "utf-8"
    # 0xA4 is the euro sign in ISO-8859-15, and in cp1252 the generic currency sign, which nobody writes.
    if b"\xa4" in data and len(data.translate(None, _C1_CONTROLS)) == len(data):
        return "iso-8859-15"
    return western_encoding(data)


def decode(data: bytes, encoding: str) -> str:
    """The whole text; invalid bytes become U+FFFD."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    steps = range(0, len(data), _STEP)
    return join(decoder.decode(data[at : at + _STEP], at + _STEP >= len(data)) for at in steps)


def open_lines(data: bytes, encoding: str) -> Iterator[str]:
    """The text line by line, each with its own line ending, decoded as it is read.

    A line of more than LONGEST_LINE characters comes in pieces of that length.
    """
    stream = io.TextIOWrapper(io.BytesIO(data), encoding, errors="replace", newline="")
    return iter(partial(stream.readline, LONGEST_LINE), "") if _has_long_line(data) else iter(stream)


def _has_long_line(data: bytes) -> bool:
    """Whether so many bytes have no line end; true of every line of at least twice the limit."""
    starts = range(0, len(data) - LONGEST_LINE, LONGEST_LINE)
    return any(data.find(b"\n", at, at + LONGEST_LINE) < 0 > data.find(b"\r", at, at + LONGEST_LINE) for at in starts)


def _is_utf8(data: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    try:
        for at in range(0, len(data), _STEP):
            decoder.decode(data[at : at + _STEP])
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_utf8(data: bytes) -> bool:
    broken = foreign = 0
    for at in range(0, min(len(data), _SAMPLE), _STEP):
        sample = data[at : at + _STEP].decode("utf-8", "replace")
        broken += sample.count("\ufffd")
        foreign += len(sample) - len(sample.encode("ascii", "ignore"))
    return broken * 4 <= foreign
