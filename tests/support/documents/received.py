"""Files that suppliers send: made by our writer, changed as other writers do, and put into small PDFs."""

import re
from datetime import UTC, datetime
from io import BytesIO

from pypdf import PdfWriter

from microdesk_desktop.documents.einvoice.xml import Syntax, write_xml
from microdesk_desktop.documents.prepare import prepare
from microdesk_desktop.documents.render.page import Look
from microdesk_desktop.documents.render.typeset import Typesetter
from microdesk_desktop.domain.documents.types import Document
from tests.worlds.documents import SAMPLES

NUMBER = "F-2026-0043"


def cii(document: Document = SAMPLES["standard"], number: str = NUMBER) -> bytes:
    """The document as CII."""
    return _xml(document, number, Syntax.CII)


def ubl(document: Document = SAMPLES["standard"], number: str = NUMBER) -> bytes:
    """The document as UBL."""
    return _xml(document, number, Syntax.UBL)


def _xml(document: Document, number: str, syntax: Syntax) -> bytes:
    terms = prepare(document, number).terms
    assert terms is not None, "a type that has an e-invoice"
    return write_xml(terms, syntax)


def pdf(*attachments: tuple[str, bytes]) -> bytes:
    """A PDF of one page with these files attached, one after the other."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    for name, content in attachments:
        writer.add_attachment(name, content)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def pages_of(document: Document, number: str = NUMBER) -> bytes:
    """The document as a PDF without its e-invoice."""
    return Typesetter().pdf(prepare(document, number).page, Look(), datetime(2026, 11, 26, 9, 30, tzinfo=UTC))


def factur_x(document: Document = SAMPLES["standard"], number: str = NUMBER) -> bytes:
    """The document as CII in a PDF, under the name that Factur-X gives it."""
    return pdf(("factur-x.xml", cii(document, number)))


def with_text(xml: bytes, tag: str, text: str) -> bytes:
    """The XML with this text in the first element of a name; the element must be there."""
    changed, count = re.subn(
        rb"(<[\w:]*" + tag.encode() + rb"(?: [^>]*)?>)[^<]*", rb"\g<1>" + text.encode(), xml, count=1
    )
    assert count, tag
    return changed
