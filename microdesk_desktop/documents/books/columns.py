"""The columns of a printed book, and the measures that the pages and their template share; all in millimetres."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from microdesk_desktop.documents.books.words import activity_text, book_words, text
from microdesk_desktop.domain.books.lines import Book, BookLine
from microdesk_desktop.domain.books.totals import Sums, vat_of
from microdesk_desktop.domain.records.receipts_expenses import Method

TEXT_PT = 7.6
_MM_PER_PT = 25.4 / 72
PAGE_WIDTH, PAGE_HEIGHT = 273.0, 180.0
"""Of A4 on its side, inside of its margins."""
COLUMN_GAP = 2.5
_SLACK = 0.5
"""What the columns leave: they would not fit beside one another where their sum is rounded up."""


class Height(StrEnum):
    """The parts of a page whose heights are fixed; those of rows come in addition to their lines of text."""

    TEXT = "text"
    LINE = "line"
    HEADING = "heading"
    PART = "part"
    TOTAL = "total"
    GRAND = "grand"
    CARRY = "carry"
    NAMES = "names"
    HEAD = "head"
    FIRST_HEAD = "first_head"


HEIGHTS: Mapping[Height, float] = {
    Height.TEXT: 3.5,
    Height.LINE: 1.7,
    Height.HEADING: 3.0,
    Height.PART: 1.3,
    Height.TOTAL: 2.2,
    Height.GRAND: 4.0,
    Height.CARRY: 1.7,
    Height.NAMES: 6.5,
    Height.HEAD: 8.0,
    Height.FIRST_HEAD: 37.0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its name in `book.toml`, its cell, and which of the sums stands below it, if it adds up.

    A column without a width shares what the others leave, by its `share`.
    """

    name: str
    value: Callable[[BookLine], str | int]
    width: float = 0.0
    share: float = 0.0
    total: Callable[[Sums], int] | None = None
    shows_zero: bool = False

    @property
    def is_sum(self) -> bool:
        """Whether it holds amounts, which stand at the right."""
        return self.total is not None

    def header(self, book: Book) -> str:
        """Its name at the head of each page."""
        words = book_words()
        return words[self.name][book] if self.name in _BY_BOOK else words["columns"][self.name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of one book, each with its width."""

    widths: Sequence[tuple[Column, float]]
    has_activities: bool


def measures() -> Mapping[str, float]:
    """What the template must know to take exactly the room that pages were divided by."""
    heights = {each.value: height for each, height in HEIGHTS.items()}
    return {
        **heights,
        "em": TEXT_PT * _MM_PER_PT,
        "size": TEXT_PT,
        "gap": COLUMN_GAP,
        "width": PAGE_WIDTH,
        "page_height": PAGE_HEIGHT,
    }


def columns_of(book: Book, lines: Sequence[BookLine]) -> Columns:
    """The columns that the lines of a book need: VAT, disbursements, activities and cash only where there are some."""
    has_vat = any(vat_of(line) for line in lines)
    has_disbursements = any(line.disbursement_cents for line in lines)
    has_activities = book is Book.RECEIPTS and len({line.activity for line in lines}) > 1
    has_cash = any(line.method is Method.CASH for line in lines)
    is_split = has_vat or has_disbursements
    columns = [
        *(_ENTRY, _ON, _REFERENCE, _PARTY, _NATURE),
        *([_ACTIVITY] if has_activities else []),
        _METHOD,
        _AMOUNT if has_vat else _TURNOVER,
        *([_VAT] if has_vat else []),
        *([_DISBURSEMENT] if has_disbursements else []),
        *((_CASH, _OTHER) if has_cash else (_PAID,) if is_split else ()),
    ]
    left = PAGE_WIDTH - _SLACK - sum(each.width for each in columns)
    shares = sum(each.share for each in columns)
    widths = [(each, each.width or left * each.share / shares) for each in columns]
    return Columns(widths=widths, has_activities=has_activities)


_BY_BOOK = frozenset({"party", "turnover", "paid"})
"""Columns that each book names in its own way."""


def _nature(line: BookLine) -> str:
    if not line.is_correction:
        return line.nature
    correction = text("correction", day=f"{line.paid_on:%d/%m/%Y}")
    return f"{correction} · {line.nature}" if line.nature else correction


def _method(line: BookLine) -> str:
    return book_words()["methods"][line.method] if line.method else ""


_ENTRY = Column(name="entry", value=lambda line: str(line.entry) if line.entry is not None else "", width=11.0)
_ON = Column(name="on", value=lambda line: f"{line.on:%d/%m/%Y}", width=19.5)
_REFERENCE = Column(name="reference", value=lambda line: line.reference or line.document, width=27.0)
_PARTY = Column(name="party", value=lambda line: line.party, share=0.9)
_NATURE = Column(name="nature", value=_nature, share=1.0)
_ACTIVITY = Column(name="activity", value=lambda line: activity_text(line.activity), width=25.5)
_METHOD = Column(name="method", value=_method, width=21.0)
_AMOUNT = Column(
    name="amount", value=lambda line: line.amount_cents, width=22.0, total=lambda sums: sums.amount, shows_zero=True
)
_TURNOVER = Column(
    name="turnover", value=lambda line: line.amount_cents, width=22.0, total=lambda sums: sums.amount, shows_zero=True
)
_VAT = Column(name="vat", value=vat_of, width=18.0, total=lambda sums: sums.vat)
_DISBURSEMENT = Column(
    name="disbursement", value=lambda line: line.disbursement_cents, width=17.0, total=lambda sums: sums.disbursement
)
_PAID = Column(
    name="paid", value=lambda line: line.gross_cents, width=22.0, total=lambda sums: sums.gross, shows_zero=True
)
_CASH = Column(
    name="cash",
    value=lambda line: line.gross_cents if line.method is Method.CASH else 0,
    width=20.0,
    total=lambda sums: sums.cash,
)
_OTHER = Column(
    name="other",
    value=lambda line: 0 if line.method is Method.CASH else line.gross_cents,
    width=22.0,
    total=lambda sums: sums.other,
)
