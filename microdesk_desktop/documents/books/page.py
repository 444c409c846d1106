"""What the printed pages of a book show: texts ready to set, cut into pages with the totals carried between them.

lines ─▶ columns that the book needs ─▶ rows of known height ─▶ pages: report, rows, à reporter
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from microdesk_desktop.base.text import one_line
from microdesk_desktop.documents.books.columns import COLUMN_GAP, Column, columns_of, measures
from microdesk_desktop.documents.books.sheets import Row, RowKind, Sheet, sheets_of
from microdesk_desktop.documents.books.words import (
    LANGUAGE,
    activity_text,
    book_words,
    period_text,
    span_text,
    text,
)
from microdesk_desktop.documents.books.wrapping import wrapped
from microdesk_desktop.documents.render.formats import Formats
from microdesk_desktop.documents.render.glyphs import missing_character
from microdesk_desktop.documents.render.page import Page
from microdesk_desktop.documents.render.parties import footer_text, seller_texts
from microdesk_desktop.documents.render.words import words_of
from microdesk_desktop.domain.books.declared_periods import DeclaredPeriod
from microdesk_desktop.domain.books.lines import Book, BookLine
from microdesk_desktop.domain.books.totals import PeriodTotal, Sums, activity_totals, by_period, sums_of
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.company import DeclarationPeriod
from microdesk_desktop.domain.documents.parties import Seller
from microdesk_desktop.domain.money import EUR

_NO_GLYPH = "□"
"""In place of a character that no font has, which would fail the whole PDF/A: a book is printed all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedBook:
    """A book to print: its lines in their order; `closed_until` is the last day that is validated."""

    book: Book
    span: Span
    lines: Sequence[BookLine]
    seller: Seller
    rhythm: DeclarationPeriod
    closed_until: date | None
    today: date


def book_page(printed: PrintedBook) -> Page:
    """The texts of a book's pages."""
    return _Setter(printed).page()


class _Setter:
    """Formats one book."""

    def __init__(self, printed: PrintedBook) -> None:
        self.printed = printed
        self.words = words_of(LANGUAGE)
        self.formats = Formats(language=LANGUAGE, currency=EUR, words=self.words)
        self.columns = columns_of(printed.book, printed.lines)

    def page(self) -> Page:
        printed = self.printed
        seller = seller_texts(printed.seller, self.words, self.formats)
        sheets = sheets_of(self.rows())
        return {
            "is_book": True,
            "language": LANGUAGE,
            "words": self.words,
            "title": book_words()["titles"][printed.book],
            "number": span_text(printed.span),
            "seller": {**seller, "name": _legible(seller["name"]), "address": [_legible(t) for t in seller["address"]]},
            "payment": None,
            "period": text("period", period=span_text(printed.span)),
            "remarks": list(self.remarks()),
            "footer": _legible(footer_text(printed.seller, self.words)),
            "printed": text("printed", day=self.formats.day(printed.today)),
            "measures": measures(),
            "columns": [
                {"name": each.header(printed.book), "width": width, "is_sum": each.is_sum}
                for each, width in self.columns.widths
            ],
            "sheets": [self.sheet(sheet) for sheet in sheets],
        }

    def remarks(self) -> Iterator[str]:
        """What the law asks of the book, and how much of it stands."""
        printed = self.printed
        yield book_words()["law"][printed.book]
        yield text("euros")
        if any(line.currency != EUR for line in printed.lines):
            yield text("foreign")
        if printed.closed_until is None or printed.closed_until < printed.span.since:
            yield text("open")
            return
        yield text("closed", day=self.formats.day(min(printed.closed_until, printed.span.until)))
        if any(line.entry is None for line in printed.lines):
            yield text("pending")

    def rows(self) -> Iterator[Row]:
        """All rows of the book, in their order."""
        printed, before = self.printed, Sums()
        if not printed.lines:
            yield Row(RowKind.HEADING, ((text("empty"),),), before)
            return
        grand: list[PeriodTotal] = []
        for period, lines in by_period(printed.lines, printed.rhythm):
            yield Row(RowKind.HEADING, ((period_text(period),),), before)
            for line in lines:
                before = _added(before, sums_of((line,)))
                yield Row(RowKind.LINE, self.line(line), before)
            totals = activity_totals(period, lines)
            grand += totals
            yield from self.totals(totals, text("total", period=period_text(period)), period, before)
        yield from self.grand_totals(grand, before)

    def totals(self, totals: Sequence[PeriodTotal], name: str, period: DeclaredPeriod, before: Sums) -> Iterator[Row]:
        """The rows below a period: each activity where there are several, then all."""
        if len(totals) > 1:
            for each in totals:
                label = f"{text('total', period=period_text(period))} · {activity_text(each.activity)}"
                yield Row(RowKind.PART, (self.sums(label, each.sums),), before)
        whole = _all_of(each.sums for each in totals)
        alone = f"{name} · {activity_text(totals[0].activity)}" if self.shows_activity(totals) else name
        yield Row(RowKind.TOTAL, (self.sums(alone, whole),), before)

    def grand_totals(self, totals: Sequence[PeriodTotal], before: Sums) -> Iterator[Row]:
        """The rows at the end: what the whole span comes to, by activity and in all."""
        name = text("total", period=span_text(self.printed.span))
        activities = dict.fromkeys(each.activity for each in totals)
        if len(activities) > 1:
            for activity in activities:
                part = _all_of(each.sums for each in totals if each.activity is activity)
                yield Row(RowKind.PART, (self.sums(f"{name} · {activity_text(activity)}", part),), before)
        yield Row(RowKind.GRAND, (self.sums(name, _all_of(each.sums for each in totals)),), before)

    def shows_activity(self, totals: Sequence[PeriodTotal]) -> bool:
        """Whether a total of one activity names it: where the book has several."""
        return len(totals) == 1 and self.columns.has_activities

    def line(self, line: BookLine) -> Sequence[Sequence[str]]:
        """One line of the book, as the lines of its cells."""
        cells = [self.cell(column, line, width) for column, width in self.columns.widths]
        height = max(map(len, cells))
        return tuple(tuple(cell[at] if at < len(cell) else "" for cell in cells) for at in range(height))

    def cell(self, column: Column, line: BookLine, width: float) -> Sequence[str]:
        value = column.value(line)
        if isinstance(value, int):
            return (self.amount(value, line.currency) if value or column.shows_zero else "",)
        return wrapped(_legible(value), (width - COLUMN_GAP) / measures()["em"])

    def sums(self, label: str, sums: Sums) -> Sequence[str]:
        """A row of totals: its label, then the columns that add up."""
        amounts = [column.total(sums) for column, _ in self.columns.widths if column.total is not None]
        return (label, *(self.amount(each) for each in amounts))

    def amount(self, cents: int, currency: str = EUR) -> str:
        """« 1 234,50 »: the head states that amounts are in euros; another currency is named."""
        written = self.formats.amount(cents, currency)
        return written.removesuffix("€").rstrip("\u00a0\u202f ") if currency == EUR else written

    def sheet(self, sheet: Sheet) -> Page:
        """A page as data: the totals brought from the page before, the rows, and those carried to the next one."""
        brought, carried = sheet.brought, sheet.carried
        items: list[Any] = []
        if brought is not None:
            items.append([RowKind.CARRY.value, [self.sums(text("brought_forward"), brought)]])
        items += [[row.kind.value, row.cells] for row in sheet.rows]
        if carried is not None:
            items.append([RowKind.CARRY.value, [self.sums(text("carried_forward"), carried)]])
        return {"items": items}


def _legible(content: str) -> str:
    """The text on one line, with a sign in the place of what no font has."""
    shown = one_line(content)
    if not missing_character(shown):
        return shown
    return "".join(_NO_GLYPH if missing_character(each) else each for each in shown)


def _added(one: Sums, other: Sums) -> Sums:
    return Sums(*map(sum, zip(one, other, strict=True)))


def _all_of(parts: Iterator[Sums]) -> Sums:
    whole = Sums()
    for each in parts:
        whole = _added(whole, each)
    return whole
