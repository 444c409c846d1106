"""Note what a transaction changes in the money of validated days: the books correct it on the day of the change.

Called at the end of every transaction of a session, so that no way of changing money escapes it. What is detached and
attributed again alike, or taken back before the next closing, is no change.
"""

from collections.abc import Callable
from datetime import date, timedelta

from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.operations.turnover_sums import sum_turnover
from microdesk_desktop.store.books.changes import find_changes, forget_purchases, note_changes, touched_purchases
from microdesk_desktop.store.books.entries import closed_until
from microdesk_desktop.store.database import Writer


def bring_books_up_to_date(writer: Writer, today: Callable[[], date]) -> None:
    """Sum what was received, and note the changes of validated days, of the days that the database noted.

    A change is dated `today`, or on the day after the last closing where the clock was set back.
    """
    receipts, purchases = sum_turnover(writer), touched_purchases(writer)
    if not receipts and not purchases:
        return
    closed = closed_until(writer)
    if closed is not None:
        changed_on = max(today(), closed + timedelta(days=1))
        for book, days in ((Book.RECEIPTS, receipts), (Book.PURCHASES, purchases)):
            for paid_on in days:
                if paid_on <= closed.isoformat():
                    note_changes(writer, book, paid_on, find_changes(writer, book, paid_on), changed_on)
    if purchases:
        forget_purchases(writer)
