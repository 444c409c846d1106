"""Pages as pixels: a PDF drawn by PDFium, an SVG painted as in the window, and the codes that a camera reads."""

from math import ceil
from typing import Any

import numpy as np
import pypdfium2
import zxingcpp
from PySide6.QtGui import QImage

from microdesk_desktop.gui.page_image import paint_page

Pixels = np.ndarray[Any, np.dtype[np.uint8]]
_A4_INCHES = 210 / 25.4
_BLOCK = 6
"""Pixels of a block that is compared as a whole: about a letter, which two programs smooth in two ways."""


def pdf_pages(pdf: bytes, dpi: float) -> list[Pixels]:
    """The pages of a PDF in grey."""
    document = pypdfium2.PdfDocument(pdf)
    return [np.ascontiguousarray(page.render(scale=dpi / 72, grayscale=True).to_numpy()) for page in document]


def svg_page(svg: bytes, dpi: float) -> Pixels:
    """One page of a preview in grey."""
    image = paint_page(svg, ceil(_A4_INCHES * dpi)).convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return np.ascontiguousarray(rows[:, : image.width()])


def difference(one: Pixels, other: Pixels) -> float:
    """How much the most different blocks of two pages differ in grey, from 0 to 255."""
    return float(np.abs(_blocks(one) - _blocks(other)).max())


def codes_on(page: Pixels) -> list[str]:
    """The texts of the QR codes on a page."""
    return [found.text for found in zxingcpp.read_barcodes(page)]


def _blocks(page: Pixels) -> Any:
    height, width = (size // _BLOCK for size in page.shape)
    cut = page[: height * _BLOCK, : width * _BLOCK].astype(np.float64)
    return cut.reshape(height, _BLOCK, width, _BLOCK).mean(axis=(1, 3))
