"""The turnover that the receipts book states, by day and activity."""

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.domain.books.turnover import Turned
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.store.converters import day
from microdesk_desktop.store.database import Reader


def load_turned_validated(reader: Reader, span: Span) -> list[Turned]:
    """The turnover that the validated lines of these days state, in euros, the earliest first."""
    return _turned(
        reader,
        f"SELECT \"on\", activity, sum(amount_cents) FROM book_entry WHERE book = '{Book.RECEIPTS}'"
        f" AND currency = '{EUR}' AND \"on\" BETWEEN ? AND ? GROUP BY 1, 2 HAVING sum(amount_cents) <> 0 ORDER BY 1, 2",
        span,
    )


def load_turned_after(reader: Reader, span: Span) -> list[Turned]:
    """The turnover of these days in euros as the money stands now, the earliest first."""
    return _turned(
        reader,
        f'SELECT "on", activity, sum(cents) FROM turnover_sum WHERE currency = \'{EUR}\' AND "on" BETWEEN ? AND ?'
        " GROUP BY 1, 2 HAVING sum(cents) <> 0 ORDER BY 1, 2",
        span,
    )


def _turned(reader: Reader, sql: str, span: Span) -> list[Turned]:
    rows = reader.iterate(sql, (span.since.isoformat(), span.until.isoformat()))
    return [Turned(day(on), Activity(activity) if activity else None, cents) for on, activity, cents in rows]
