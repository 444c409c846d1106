"""The bytes of one statement and their text."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from microdesk_desktop.base.files.encodings import decode, detect_encoding, open_lines


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
