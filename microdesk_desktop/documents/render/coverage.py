"""Which characters the fonts of documents have, read from their tables `cmap` (OpenType 1.9, formats 4 and 12)."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.paths import resource

FOLDERS = (("fonts",), ("fonts", "documents"))
"""Where the fonts of documents are; the first holds the one that all documents are set in."""
_UNICODE = {(0, 3), (0, 4), (3, 1), (3, 10)}
"""Platform and encoding of tables that map Unicode."""


@impersonal_cache(maxsize=1)
def covered() -> frozenset[int]:
    """The code points for which some font has a glyph: 45,000, read in a twentieth of a second."""
    fonts = [path for folder in FOLDERS for path in sorted(resource(*folder).glob("*.ttf"))]
    return frozenset(point for font in fonts for point in code_points(font))


def code_points(font: Path) -> Iterator[int]:
    """The code points of one font. Raises ValueError for a file without a table that this reads."""
    with font.open("rb") as file:
        table = _table(file, b"cmap")
    count = struct.unpack_from(">H", table, 2)[0]
    records = [struct.unpack_from(">HHI", table, 4 + 8 * each) for each in range(count)]
    offsets = [offset for platform, encoding, offset in records if (platform, encoding) in _UNICODE]
    # The table of the highest encoding maps all that the others do.
    formats = {struct.unpack_from(">H", table, offset)[0]: offset for offset in offsets}
    if 12 in formats:
        return _segmented(table, formats[12])
    if 4 in formats:
        return _deltas(table, formats[4])
    raise ValueError(font.name)


def _table(file: BinaryIO, tag: bytes) -> bytes:
    """One table of a font file, by its directory."""
    count = struct.unpack(">4xH6x", file.read(12))[0]
    for entry in struct.iter_unpack(">4s4xII", file.read(16 * count)):
        name, offset, length = entry
        if name == tag:
            file.seek(offset)
            return file.read(length)
    raise ValueError(tag)


def _segmented(table: bytes, offset: int) -> Iterator[int]:
    """Format 12: groups of code points with glyphs that follow one another."""
    groups = struct.unpack_from(">I", table, offset + 12)[0]
    for each in range(groups):
        first, last, glyph = struct.unpack_from(">III", table, offset + 16 + 12 * each)
        yield from range(first if glyph else first + 1, last + 1)


def _deltas(table: bytes, offset: int) -> Iterator[int]:
    """Format 4: segments whose glyphs are the code point plus a delta, or stand in an array."""
    twice = struct.unpack_from(">H", table, offset + 6)[0]
    ends, starts = offset + 14, offset + 16 + twice
    for at in range(0, twice, 2):
        last, first = struct.unpack_from(">H", table, ends + at)[0], struct.unpack_from(">H", table, starts + at)[0]
        delta = struct.unpack_from(">H", table, starts + twice + at)[0]
        place = starts + 2 * twice + at
        distance = struct.unpack_from(">H", table, place)[0]
        for point in range(first, min(last, 0xFFFE) + 1):
            glyph = struct.unpack_from(">H", table, place + distance + 2 * (point - first))[0] if distance else point
            if glyph and (glyph + delta) % 0x10000:
                yield point
