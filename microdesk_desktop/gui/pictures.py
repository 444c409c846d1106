"""Pictures from outside, decoded within bounds: one reader for each format, its size known first, memory limited."""

from collections.abc import Mapping

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from microdesk_desktop.domain.records.vouchers import MediaType

FORMATS: Mapping[MediaType, bytes] = {MediaType.JPEG: b"jpeg", MediaType.PNG: b"png", MediaType.WEBP: b"webp"}
MOST_PIXELS = 50_000_000
"""The largest photographs of telephones; a file of some kilobytes may claim a thousand times as many."""
MOST_MEGABYTES = 256
"""What one picture may take while it is decoded: PNG and WebP are decoded whole, with four bytes a pixel."""


def decode_picture(content: bytes, media_type: MediaType, bounds: QSize) -> QImage | None:
    """The picture made small enough for `bounds`; None for what cannot be read, or is too large to be."""
    return decode_format(content, FORMATS[media_type], bounds)


def decode_format(content: bytes, name: bytes, bounds: QSize) -> QImage | None:
    """As `decode_picture`, for a format by Qt's name.

    No other format is tried than the one named, and the picture is upright as its camera noted it.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(MOST_MEGABYTES)
    reader = QImageReader(buffer, QByteArray(name))
    reader.setAutoDetectImageFormat(False)
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        return None
    is_turned = bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)
    fitting = size.scaled(bounds.transposed() if is_turned else bounds, Qt.AspectRatioMode.KeepAspectRatio)
    if fitting.width() < size.width():
        reader.setScaledSize(fitting.expandedTo(QSize(1, 1)))
    image = reader.read()
    return None if image.isNull() else image
