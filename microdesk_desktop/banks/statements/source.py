"""The bytes of a statement file, unpacked, and their text."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from struct import error as StructError
from zlib import error as ZlibError

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.encodings import (
    MAX_BYTES,
    check_size,
    decode,
    detect_encoding,
    open_lines,
    read_foreign,
)
from microdesk_desktop.base.jobs import Job

_MEMBER = b"PK\x01\x02"
"""What begins each entry of an archive's list of members."""
_MOST_MEMBERS = 1_000
"""Entries that are listed, to find the only file among folders; listing a million takes a minute."""


@dataclass(frozen=True)
class Source:
    """The bytes of one statement file; its encoding and text are computed when first asked for."""

    data: bytes

    @cached_property
    def encoding(self) -> str:
        return detect_encoding(self.data)

    @cached_property
    def text(self) -> str:
        return decode(self.data, self.encoding)

    @cached_property
    def head(self) -> str:
        """The first 4,096 bytes as text: enough to recognise the format."""
        return decode(self.data[:4096], self.encoding)

    def lines(self) -> Iterator[str]:
        """The text line by line, decoded as it is read."""
        return open_lines(self.data, self.encoding)


def load(source: Path | bytes, job: Job) -> Source:
    """Read the file, and unpack it when it is a zip archive (Fortuneo exports one).

    Raises FILE_NOT_FOUND, PATH_UNUSABLE, FILE_TOO_LARGE, FILE_UNREADABLE, FILE_NOT_RECOGNISED or Cancelled.
    """
    data = source if isinstance(source, bytes) else read_foreign(source, job)
    check_size(len(data))
    return Source(_unwrap(data) if data.startswith(b"PK\x03\x04") else data)


def _unwrap(data: bytes) -> bytes:
    """The only member of an archive. Raises FILE_NOT_RECOGNISED for any other archive, such as a spreadsheet."""
    if data.count(_MEMBER) > _MOST_MEMBERS:
        raise KnownError(ErrorCode.FILE_NOT_RECOGNISED)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [each for each in archive.infolist() if not each.is_dir() and "/" not in each.filename]
            if len(members) != 1:
                raise KnownError(ErrorCode.FILE_NOT_RECOGNISED)
            check_size(members[0].file_size)
            with archive.open(members[0]) as member:
                inner = member.read(MAX_BYTES + 1)
    except (
        zipfile.BadZipFile,
        ZlibError,
        EOFError,
        OSError,
        RuntimeError,
        NotImplementedError,
        ValueError,
        StructError,
    ):
        raise KnownError(ErrorCode.FILE_UNREADABLE) from None
    check_size(len(inner))
    return inner


class LineFinder:
    """Returns the 1-based line number of a position in a text; rising positions take linear time in total."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at, self._line = 0, 1

    def __call__(self, at: int) -> int:
        if at < self._at:
            self._at, self._line = 0, 1
        self._line += self._text.count("\n", self._at, at)
        self._at = at
        return self._line
