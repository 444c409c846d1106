"""The files in a winmail.dat, the archive that Outlook makes of its letters (MS-OXTNEF).

Nothing is unpacked: the files stand in it as they are, so that what is read is never larger than what came.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from microdesk_desktop.base.text import one_line
from microdesk_desktop.mail.mime.charsets import decode_text

MOST_BYTES = 5_000_000
"""Of an archive that is read: a larger one holds photographs or films."""
_SIGNATURE = b"\x78\x9f\x3e\x22"
_HEAD_BYTES = 6
_MOST_NAMES = 100
_MOST_PROPERTIES = 500
_LONGEST = 300
_BEGIN, _TITLE, _PROPERTIES, _DATA = 0x00069002, 0x00018010, 0x00069005, 0x0006800F
_LONG_NAME, _SHORT_NAME = 0x3707, 0x3704
_NAMED = 0x8000
_MANY = 0x1000
_TEXT_8, _TEXT_16 = 0x1E, 0x1F
_WIDTHS = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_VARIABLE = frozenset((0x0D, _TEXT_8, _TEXT_16, 0x102))


class _Reader:
    """Takes numbers and bytes off the front of a content. Raises EOFError where it ends before."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    @property
    def is_at_end(self) -> bool:
        return self._at >= len(self._content)

    def take(self, count: int) -> bytes:
        taken = self._content[self._at : self._at + count]
        if len(taken) < count:
            raise EOFError
        self._at += count
        return taken

    def number(self, width: int) -> int:
        return int.from_bytes(self.take(width), "little")

    def padded(self, count: int) -> bytes:
        """So many bytes, behind which the next one has an offset that 4 divides."""
        taken = self.take(count)
        self.take(min(-count % 4, len(self._content) - self._at))
        return taken


@dataclass(frozen=True, slots=True)
class EnclosedFile:
    """A file in an archive: its name as it was given, on one line, and what it holds."""

    name: str
    content: bytes


def enclosed_names(content: bytes) -> Sequence[str]:
    """The names of the enclosed files, on one line each; none where it is no such archive, or a broken one."""
    return [file.name for file in _files(content)]


def enclosed_files(content: bytes) -> Sequence[EnclosedFile]:
    """The enclosed files that are whole; of one that is empty or an object of another program there is no content."""
    return [file for file in _files(content) if file.content]


def _files(content: bytes) -> Sequence[EnclosedFile]:
    if not content.startswith(_SIGNATURE):
        return ()
    files: list[EnclosedFile] = []
    try:
        for attribute, data in _attributes(_Reader(content[_HEAD_BYTES:MOST_BYTES])):
            if attribute == _BEGIN:
                if len(files) == _MOST_NAMES:
                    break
                files.append(EnclosedFile("", b""))
            elif attribute == _TITLE and files and not files[-1].name:
                files[-1] = replace(files[-1], name=_text_8(data))
            elif attribute == _PROPERTIES and files:
                files[-1] = replace(files[-1], name=_name_in(data) or files[-1].name)
            elif attribute == _DATA and files:
                files[-1] = replace(files[-1], content=data)
    except EOFError:
        pass  # what was read before stands
    return [file for file in files if file.name]


def _attributes(reader: _Reader) -> Iterator[tuple[int, bytes]]:
    while not reader.is_at_end:
        reader.take(1)
        attribute, length = reader.number(4), reader.number(4)
        yield attribute, reader.take(length)
        reader.take(2)


def _name_in(data: bytes) -> str:
    """The name among the MAPI properties of a file, the long one first."""
    found: dict[int, str] = {}
    try:
        for key, value in _properties(_Reader(data)):
            found[key] = value
    except EOFError:
        pass
    return found.get(_LONG_NAME) or found.get(_SHORT_NAME, "")


def _properties(reader: _Reader) -> Iterator[tuple[int, str]]:
    """The properties that hold a text, by their id."""
    for _ in range(min(reader.number(4), _MOST_PROPERTIES)):
        kind, key = reader.number(2), reader.number(2)
        if key >= _NAMED:
            reader.take(16)
            is_text = reader.number(4) == 1
            reader.padded(reader.number(4)) if is_text else reader.take(4)
        base = kind & ~_MANY
        if base in _VARIABLE:
            values = [reader.padded(reader.number(4)) for _ in range(min(reader.number(4), _MOST_PROPERTIES))]
            if values and base == _TEXT_16:
                yield key, one_line(values[0].decode("utf-16-le", "replace").rstrip("\0"))[:_LONGEST]
            elif values and base == _TEXT_8:
                yield key, _text_8(values[0])
        elif base in _WIDTHS:
            for _ in range(min(reader.number(4), _MOST_PROPERTIES) if kind & _MANY else 1):
                reader.take(_WIDTHS[base])
        else:
            return


def _text_8(data: bytes) -> str:
    return one_line(decode_text(data.partition(b"\0")[0], "cp1252"))[:_LONGEST]
