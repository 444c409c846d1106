"""The legal books of some days: their lines, and the turnover that they state."""

from collections.abc import Sequence

from microdesk_desktop.domain.books.lines import Book, BookLine
from microdesk_desktop.domain.spans import Span
from microdesk_desktop.domain.turnover import Turned
from microdesk_desktop.store.books.lines import load_lines
from microdesk_desktop.store.books.turned import load_turned_sums
from microdesk_desktop.store.database import Reader


def load_book(reader: Reader, book: Book, span: Span) -> Sequence[BookLine]:
    """The lines of a book that are dated in these days, in the order of the book.

    What has no value in euros is there in its currency. Lines of documents in euros alone have VAT by rate.
    """
    return load_lines(reader, book, span)


def load_turned(reader: Reader, span: Span) -> Sequence[Turned]:
    """The turnover that the receipts book states for each of these days and activities, in cents of euros."""
    return load_turned_sums(reader, span)
