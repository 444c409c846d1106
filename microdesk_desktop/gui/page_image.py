"""Pages of documents as pixels, painted on a worker thread while the window goes on."""

import re

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

A4_RATIO = 297 / 210
"""The height of a page for its width."""
_TRANSPARENT = re.compile(rb'="#([0-9a-fA-F]{6})([0-9a-fA-F]{2})"')
"""A colour with its opacity, which Typst writes as one value and Qt does not know."""


def paint_page(svg: bytes, width: int) -> QImage:
    """A page, given as SVG, as an opaque image of so many pixels in width.

    QImageReader releases the interpreter's lock while it reads and paints, which takes 15 to 30 ms; QSvgRenderer, which
    it uses, keeps the lock when it is called from Python, and so stops the window for as long.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(_TRANSPARENT.sub(_as_opacity, svg)))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"svg"))
    reader.setBackgroundColor(Qt.GlobalColor.white)
    reader.setScaledSize(QSize(width, round(width * A4_RATIO)))
    return reader.read()


def _as_opacity(found: re.Match[bytes]) -> bytes:
    return b'="#%s" opacity="%.3f"' % (found[1], int(found[2], 16) / 255)
