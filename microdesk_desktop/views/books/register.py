"""A book as it is shown, printed and exported: its lines, their declaration periods, what they come to."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.declared_periods import DeclaredPeriod, period_holding
from microdesk_desktop.domain.books.lines import Book, BookLine
from microdesk_desktop.domain.books.totals import vat_of
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.company import Company
from microdesk_desktop.store.books.entries import closed_until
from microdesk_desktop.store.books.years import find_first_day
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.views.books.ledger import load_book


class RegisterRow(NamedTuple):
    """A line with its declaration period; `key` finds it again when the book is read anew."""

    key: Hashable
    line: BookLine
    period: DeclaredPeriod


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The lines of a book that are dated in a span; `closed_until` is the last validated day, of all years."""

    book: Book
    span: Span
    company: Company
    rows: Sequence[RegisterRow]
    closed_until: date | None
    first_year: int
    """The first year in which there is anything to enter into a book."""
    lines: Sequence[BookLine] = field(init=False)
    has_vat: bool = field(init=False)
    activities: Sequence[Activity | None] = field(init=False)
    """Those of the lines; None for lines whose activity is not known, at the end."""
    pending: int = field(init=False)
    """How many lines are not validated."""

    def __post_init__(self) -> None:
        # Found once, on the worker that reads the book: twenty thousand lines would be felt in the window.
        lines = [row.line for row in self.rows]
        found = {line.activity for line in lines}
        object.__setattr__(self, "lines", lines)
        object.__setattr__(self, "has_vat", any(map(vat_of, lines)))
        object.__setattr__(self, "activities", [*(each for each in (*Activity, None) if each in found)])
        object.__setattr__(self, "pending", sum(1 for line in lines if line.entry is None))

    def of_activity(self, activity: Activity | None) -> "Register":
        """The lines of one activity alone."""
        return replace(self, rows=[row for row in self.rows if row.line.activity is activity])


def load_register(reader: Reader, book: Book, span: Span) -> Register:
    """Read the lines of a book that are dated in these days."""
    company = load_company(reader)
    first_day = find_first_day(reader)
    return Register(
        book=book,
        span=span,
        company=company,
        rows=_rows(_with_activity(load_book(reader, book, span), book, company), company),
        closed_until=closed_until(reader),
        first_year=(first_day or span.since).year,
    )


def count_pending(reader: Reader, until: date) -> Mapping[Book, int]:
    """How many lines of each book a closing until this day would validate."""
    days = Span(date.min, until)
    return {book: sum(1 for line in load_book(reader, book, days) if line.entry is None) for book in Book}


def must_keep(book: Book, company: Company) -> bool:
    """Whether the law asks for a book: that of purchases only where goods, meals or lodging are the main activity.

    CGI art. 50-0.
    """
    return book is Book.RECEIPTS or company.activity is Activity.SALES


def _with_activity(lines: Sequence[BookLine], book: Book, company: Company) -> Sequence[BookLine]:
    """The lines with the company's activity where none is stated and it has only one; purchases have none."""
    if book is Book.PURCHASES or company.other_activities:
        return lines
    return [line._replace(activity=company.activity) if line.activity is None else line for line in lines]


def _rows(lines: Sequence[BookLine], company: Company) -> Sequence[RegisterRow]:
    seen: Counter[Hashable] = Counter()
    periods: dict[tuple[int, int], DeclaredPeriod] = {}
    rows = []
    for line in lines:
        month = line.on.year, line.on.month
        period = periods.get(month) or periods.setdefault(month, period_holding(line.on, company.declares))
        rows.append(RegisterRow(_key(line, seen), line, period))
    return rows


def _key(line: BookLine, seen: Counter[Hashable]) -> Hashable:
    """The number of a validated line, else what it is about, and which of the lines about it it is."""
    if line.entry is not None:
        return line.entry
    about = line.kind, line.target_id, line.activity, line.on
    seen[about] += 1
    return *about, seen[about]
