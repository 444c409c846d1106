"""The copy of a sealed PDF that is marked as a duplicate; the original stays as it was sealed."""

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdf import PageObject

_MARGIN_PT, _SIZE_PT, _PADDING_PT = 28, 9, 5
"""Above the margin in which the templates write nothing, and legible on a copy of a copy."""
_WIDTH_OF_SIZE = 0.56
"""Mean width of a letter of bold Helvetica, as a part of its size."""


def marked_as_duplicate(pdf: bytes, mark: str) -> bytes:
    """The pages with a mark in the upper right corner of each; `mark` has letters of Windows-1252 only.

    The e-invoice that the original holds is left out: a program that reads the copy must not book it a second time.
    """
    # Imported here: it takes a quarter of a second.
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for page in PdfReader(BytesIO(pdf)).pages:
        added = writer.add_page(page)
        added.merge_page(_stamp(float(page.mediabox.width), float(page.mediabox.height), mark))
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def _stamp(width: float, height: float, mark: str) -> "PageObject":
    """A page that holds nothing but the mark, in a frame."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    page = PdfWriter().add_blank_page(width, height)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica-Bold", "/Encoding": "/WinAnsiEncoding"}
    fonts = {NameObject("/Mark"): DictionaryObject({NameObject(k): NameObject(v) for k, v in font.items()})}
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject(fonts)})
    content = DecodedStreamObject()
    content.set_data(_drawing(width, height, mark))
    page[NameObject("/Contents")] = content
    return page


def _drawing(width: float, height: float, mark: str) -> bytes:
    """The operators that draw the frame and the mark in it."""
    length = len(mark) * _SIZE_PT * _WIDTH_OF_SIZE
    left, bottom = width - _MARGIN_PT - length - 2 * _PADDING_PT, height - _MARGIN_PT
    frame = f"{left:.1f} {bottom:.1f} {length + 2 * _PADDING_PT:.1f} {_SIZE_PT + 2 * _PADDING_PT} re S"
    text = mark.encode("cp1252", "replace").hex()
    place = f"{left + _PADDING_PT:.1f} {bottom + _PADDING_PT + 1:.1f} Td"
    return f"q 0.6 0.1 0.1 RG 0.6 0.1 0.1 rg 1 w {frame} BT /Mark {_SIZE_PT} Tf {place} <{text}> Tj ET Q".encode()
