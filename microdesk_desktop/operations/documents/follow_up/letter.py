"""The pages of a reminder as a letter: on the screen, and as a PDF."""

from collections.abc import Iterator, Mapping, Sequence

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.render.glyphs import missing_character
from microdesk_desktop.documents.render.page import Page
from microdesk_desktop.documents.render.press import Order
from microdesk_desktop.domain.identifiers import Flaw, FlawKind
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.documents.look import load_look


def letter_pages(session: Session, page: Page) -> Sequence[bytes]:
    """One SVG for each page of a letter, in the look of the documents.

    Blocks while Typst works: call it on a worker thread. Raises PAGES_FAILED.
    """
    return session.press.svg(page, session.read(load_look))


def letter_pdf(session: Session, page: Page) -> bytes:
    """The letter as PDF/A-3b. Blocks like `letter_pages`.

    Raises INVALID_VALUE (`field`: letter, `flaw`) for a character that no font has, PAGES_FAILED.
    """
    missing = next(filter(None, map(missing_character, _texts(page))), "")
    if missing:
        flaw = Flaw(kind=FlawKind.NO_GLYPH, found=missing)
        raise KnownError(ErrorCode.INVALID_VALUE, field="letter", flaw=flaw)
    author = page["seller"]["name"]
    order = Order(page=page, look=session.read(load_look), author=author, at=session.clock.now())
    return session.press.files(order)["pdf"]


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
