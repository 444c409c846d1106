"""A book as PDF/A, in French as the law asks, with the totals of its periods."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from microdesk_desktop.base.files.atomic import write_atomic
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.books.page import PrintedBook, book_page
from microdesk_desktop.documents.complete import seller_of
from microdesk_desktop.documents.render.press import Order
from microdesk_desktop.domain.books.lines import Book, BookLine
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.documents.look import Look
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.vault.company import load_company


def book_pdf(session: Session, book: Book, span: Span, lines: Sequence[BookLine], closed_until: date | None) -> bytes:
    """The PDF of these lines of a book; `closed_until` is the last day that is validated.

    Blocks while Typst works: call it on a worker thread. Raises PAGES_FAILED.
    """
    company = session.read(load_company)
    printed = PrintedBook(
        book=book,
        span=span,
        lines=lines,
        seller=seller_of(company),
        rhythm=company.declares,
        closed_until=closed_until,
        today=session.clock.today(),
    )
    page = book_page(printed)
    return session.press.files(Order(page=page, look=Look(), author=company.name, at=session.clock.now()))["pdf"]


def write_book_pdf(
    session: Session,
    book: Book,
    span: Span,
    lines: Sequence[BookLine],
    closed_until: date | None,
    path: Path,
    job: Job,
) -> int:
    """Write the PDF of a book into a file, which is replaced; returns its number of bytes.

    Blocks like `book_pdf`. Raises PAGES_FAILED, DISK_FULL, READ_ONLY or another error of the file, and Cancelled.
    """
    content = book_pdf(session, book, span, lines, closed_until)
    job.checkpoint()
    write_atomic(path, content)
    return len(content)
