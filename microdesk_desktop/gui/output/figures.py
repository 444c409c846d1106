"""Numbers and days in figures of one width, so that they stand below one another.

They are placed glyph by glyph. The typeface has such figures too, but they are other glyphs, which no character names:
a number that is copied from a PDF with them, or read aloud, would be empty.
"""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QGlyphRun, QPagedPaintDevice, QRawFont

_DIGITS = "0123456789"


class Figures:
    """Writes numbers in one typeface on one device, in its pixels."""

    def __init__(self, typeface: QFont, device: QPagedPaintDevice) -> None:
        self._font = QRawFont.fromFont(typeface)
        self._font.setPixelSize(typeface.pointSizeF() * device.logicalDpiY() / 72)
        self._glyphs: dict[str, tuple[int, float]] = {}
        self._digit = max(self._glyph(each)[1] for each in _DIGITS)

    def width(self, text: str) -> float:
        """The width of a number."""
        return sum(map(self._room, text))

    def run(self, text: str) -> QGlyphRun | None:
        """The number as glyphs, each digit in the middle of its room; None where the typeface lacks a character."""
        glyphs, places, left = [], [], 0.0
        for character in text:
            glyph, wide = self._glyph(character)
            if not glyph:
                return None
            room = self._room(character)
            glyphs.append(glyph)
            places.append(QPointF(left + (room - wide) / 2, 0.0))
            left += room
        made = QGlyphRun()
        made.setRawFont(self._font)
        made.setGlyphIndexes(glyphs)
        made.setPositions(places)
        return made

    def _room(self, character: str) -> float:
        return self._digit if character in _DIGITS else self._glyph(character)[1]

    def _glyph(self, character: str) -> tuple[int, float]:
        """The number of the character's glyph, 0 where the typeface has none, and its width."""
        known = self._glyphs.get(character)
        if known is None:
            (glyph,) = self._font.glyphIndexesForString(character)
            (advance,) = self._font.advancesForGlyphIndexes([glyph])
            known = self._glyphs[character] = glyph, advance.x()
        return known
