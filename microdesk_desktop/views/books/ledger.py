"""The legal books of some days: their lines, and the turnover that they state.

validated lines · corrections of them that wait · lines as the money stands, after the last closing
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.lines import Book, BookLine
from microdesk_desktop.domain.books.turnover import Turned
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.store.books.changes import load_corrections
from microdesk_desktop.store.books.entries import closed_until, load_validated
from microdesk_desktop.store.books.lines import load_lines
from microdesk_desktop.store.books.turned import load_turned_after, load_turned_validated
from microdesk_desktop.store.database import Reader


def load_book(reader: Reader, book: Book, span: Span) -> Sequence[BookLine]:
    """The lines of a book that are dated in these days, in the order of the book.

    What has no value in euros is there in its currency. A line that corrects what was validated is dated on the day of
    the change.
    """
    closed = closed_until(reader)
    if closed is None:
        return load_lines(reader, book, span)
    corrections = [each.line for each in load_corrections(reader, book, span)]
    since = _first_open(span, closed)
    pending = load_lines(reader, book, Span(since, span.until)) if since <= span.until else []
    if corrections:
        pending = sorted([*corrections, *pending], key=lambda line: line.on)
    return [*load_validated(reader, book, span), *pending]


def load_turned(reader: Reader, span: Span) -> Sequence[Turned]:
    """The turnover that the receipts book states for each of these days and activities, in cents of euros."""
    closed = closed_until(reader)
    if closed is None:
        return load_turned_after(reader, span)
    sums: Counter[tuple[date, Activity | None]] = Counter()
    for on, activity, cents in load_turned_validated(reader, span):
        sums[on, activity] += cents
    for _, line in load_corrections(reader, Book.RECEIPTS, span):
        if line.currency == EUR:
            sums[line.on, line.activity] += line.amount_cents
    for on, activity, cents in load_turned_after(reader, Span(_first_open(span, closed), span.until)):
        sums[on, activity] += cents
    turned = (Turned(on, activity, cents) for (on, activity), cents in sums.items() if cents)
    return sorted(turned, key=lambda each: (each.on, each.activity or ""))


def _first_open(span: Span, closed: date) -> date:
    return max(span.since, closed + timedelta(days=1))
