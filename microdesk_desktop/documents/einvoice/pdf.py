"""Factur-X: the e-invoice inside its PDF."""

from io import BytesIO
from typing import Any


def attach_xml(pdf: bytes, xml: bytes, *, title: str, author: str, language: str) -> bytes:
    """The PDF/A-3b with the e-invoice attached as its alternative form.

    All in memory: the library's own function for bytes would write the document to a temporary file in clear.
    """
    # Imported here: it takes half a second.
    from facturx import generate_from_file

    file = _Rewritten(pdf)
    generate_from_file(
        file,
        xml,
        flavor="factur-x",
        level="en16931",
        check_xsd=False,
        check_schematron=False,
        pdf_metadata={"title": title, "author": author, "subject": title, "keywords": "Factur-X"},
        lang=language,
        afrelationship="alternative",
    )
    return file.getvalue()


class _Rewritten(BytesIO):
    """A file that is read, then written anew: the library would append the new document to the former one."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self._is_written = False

    def write(self, data: Any) -> int:
        if not self._is_written:
            self._is_written = True
            self.seek(0)
            self.truncate()
        return super().write(data)
