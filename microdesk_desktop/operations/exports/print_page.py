"""A page of texts, such as the report of a year of trips, as a PDF."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import write_atomic
from microdesk_desktop.documents.render.glyphs import missing_character
from microdesk_desktop.documents.render.page import Page
from microdesk_desktop.documents.render.press import Order
from microdesk_desktop.domain.documents.look import Look
from microdesk_desktop.domain.identifiers import Flaw, FlawKind
from microdesk_desktop.operations.session import Session


def page_pdf(session: Session, page: Page, field: str) -> bytes:
    """The page as PDF/A-3b. Blocks while Typst works: call it on a worker thread.

    Raises INVALID_VALUE (`field`, `flaw`) for a character that no font has, PAGES_FAILED.
    """
    missing = next(filter(None, map(missing_character, _texts(page))), "")
    if missing:
        flaw = Flaw(kind=FlawKind.NO_GLYPH, found=missing)
        raise KnownError(ErrorCode.INVALID_VALUE, field=field, flaw=flaw)
    order = Order(page=page, look=Look(), author=page["seller"]["name"], at=session.clock.now())
    return session.press.files(order)["pdf"]


def write_page(session: Session, page: Page, path: Path, *, field: str) -> int:
    """Write the PDF into a file, in place of a former one; returns its size. Raises as `page_pdf`, or DISK_FULL."""
    content = page_pdf(session, page, field)
    write_atomic(path, content)
    return len(content)


def _texts(content: object) -> Iterator[str]:
    """All texts of a page."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for value in content.values():
            yield from _texts(value)
    elif isinstance(content, Sequence):
        for value in content:
            yield from _texts(value)
