"""The pages of an issued document, set again from what was sealed."""

from collections.abc import Sequence

from microdesk_desktop.documents.render.page import page_of
from microdesk_desktop.operations.documents.chain.load import require_issued
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.documents.look import load_look


def issued_pages(session: Session, number: str) -> Sequence[bytes]:
    """One SVG for each page of an issued document.

    Every text and amount is the sealed one; the template, the colour and the logo are those of today. The kept PDF is
    the original, and no part of Qt's free libraries shows a PDF. Blocks while Typst works: call it on a worker thread.
    Raises UNKNOWN_TARGET (`reference`), PAGES_FAILED.
    """
    issued = session.read(lambda reader: require_issued(reader, number))
    page = page_of(issued.document, issued.totals, issued.mentions, issued.number)
    return session.press.svg(page, session.read(load_look))
