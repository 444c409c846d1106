"""The lines of one book in a card: filtered by words, by state and by activity, with the totals of what is shown."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Signal

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.domain.calendar.periods import ALWAYS
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.text import fold
from microdesk_desktop.gui.output.button import OutputButton
from microdesk_desktop.gui.table.filter_bar import Chip, Chips
from microdesk_desktop.gui.table.list_card import ListCard
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.pages.books.columns import Shape, book_columns, period_sections
from microdesk_desktop.pages.books.spans import SpanSwitchers
from microdesk_desktop.pages.shared.row_index import Facets, RowIndex
from microdesk_desktop.views.books.register import Register, RegisterRow
from microdesk_desktop.views.books.register_words import (
    activity_short,
    book_name,
    method_text,
    nature_text,
    span_name,
    totals_texts,
    why_text,
)
from microdesk_desktop.views.exports.content import AnyContent, ListContent, rows_in_memory
from microdesk_desktop.views.exports.lists.books import register_columns
from microdesk_desktop.views.exports.words import chip_words, search_words
from microdesk_desktop.views.records.words import day_and_amount

ALL, PENDING, CORRECTIONS, CASH, UNKNOWN = "all", "pending", "corrections", "cash", "unknown"
Index = RowIndex[RegisterRow]
Texts = tuple[str, str, str]


class ReadBook(NamedTuple):
    """A book that was read, what its lines are filtered by, and what stands below all of them."""

    register: Register
    rows: Index
    totals: Texts


def read_book(register: Register) -> "ReadBook":
    """A book with all that is shown of it and takes long to find; a worker makes it."""
    return ReadBook(register, index_of(register.rows), totals_of(register, register.rows))


def totals_of(register: Register, rows: Sequence[RegisterRow]) -> Texts:
    """What stands below these lines of a book."""
    return totals_texts(register.book, [row.line for row in rows], register.company.declares)


def index_of(rows: Sequence[RegisterRow]) -> Index:
    """What the rows are filtered by; a worker makes it."""
    facets: Facets[RegisterRow] = Facets(
        text=_search_text, day=lambda row: row.line.on, chips=_chips_of, amount=lambda _: ("", 0)
    )
    return RowIndex(rows, facets, has_days=False)


class RegisterList(ListCard):
    """One book; `shown` comes whenever other rows are in sight."""

    shown = Signal()

    def __init__(self, shape: Shape, today: date, output: OutputButton) -> None:
        self.shape = shape
        self.table: Table[RegisterRow] = Table(
            book_name(shape.book), book_columns(shape, today), _loading(), sections=period_sections()
        )
        self.spans = SpanSwitchers(today)
        self.chips = Chips(tr("Lignes à montrer"), _chips(Counter()))
        super().__init__(self.table, self.spans, self.chips)
        self.add_output(output)
        self.search.textChanged.connect(lambda _: self.filter_rows())
        self.chips.chosen.connect(lambda _: self.filter_rows())
        self.register: Register | None = None
        self._index: Index = index_of(())
        self._whole = self._totals = "", "", ""

    def show_book(self, read: ReadBook) -> None:
        """Show these lines; the selected one stays selected."""
        register = read.register
        is_first = self.register is None or self.register.span != register.span
        self.register, self._index, self._whole = read
        self.spans.show_span(register.span, register.first_year, register.company.declares)
        self.filter_rows()
        if is_first and not self.table.has_selection and (layout := self.layout()) is not None:
            layout.activate()  # with the totals, which take room from the rows
            self.table.view.select_row(self.table.model.rowCount() - 1)  # where the next line comes

    def filter_rows(self) -> None:
        """Apply the words and the chip to the rows."""
        register, index = self.register, self._index
        if register is None:
            return
        found = index.find(fold(self.search.text()).split(), ALWAYS)
        self.chips.set_chips(_chips(index.count(found)))
        self.chips.setVisible(bool(index.rows))
        kept = index.at(index.keep(found, self.chips.current))
        if not kept:
            self.table.set_empty(_no_match() if index.rows else _empty(register))
        self.table.set_rows(kept, key=lambda row: row.key)
        self._show_totals(register, kept)
        self.shown.emit()

    def select(self, key: Hashable) -> bool:
        """Select a line; the filters that hide it are reset."""
        if not self.table.select(key) and any(row.key == key for row in self._index.rows):
            self.search.clear()
            self.chips.choose(ALL)
        return self.table.select(key)

    def current_row(self) -> RegisterRow | None:
        """The selected line."""
        return self.table.current_row() if self.table.has_selection else None

    def content(self) -> AnyContent:
        """The lines that are shown, for a file or a printer."""
        rows, register = self.table.rows_in_order(), self.register
        assert register is not None, "read before anything is exported"
        is_whole = self.chips.current == ALL
        filters = (
            span_name(register.span),
            "" if is_whole else chip_words(self.chips.text_of(self.chips.current)),
            search_words(self.search.text()),
        )
        return ListContent(
            title=book_name(register.book),
            columns=register_columns(register.book, has_vat=self.shape.has_vat),
            total=len(rows),
            chunks=rows_in_memory(rows),
            filters=tuple(filter(None, filters)),
            count=self._totals[0],
            totals=self._totals[1],
        )

    def _show_totals(self, register: Register, rows: Sequence[RegisterRow]) -> None:
        is_whole = len(rows) == len(register.rows)
        self._totals = self._whole if is_whole else totals_of(register, rows)
        self.set_totals(*self._totals)


def _search_text(row: RegisterRow) -> str:
    line = row.line
    typed = day_and_amount(line.on, line.amount_cents)
    words = (line.party, nature_text(line), line.reference, line.document, activity_short(line.activity))
    return f"{' '.join(words)} {method_text(line)} {typed} {row.period.name}"


def _chips_of(row: RegisterRow) -> Sequence[str]:
    line = row.line
    kept = {
        PENDING: line.entry is None,
        CORRECTIONS: line.is_correction,
        CASH: line.method is Method.CASH,
        UNKNOWN: line.activity is None and line.kind is not TargetKind.EXPENSE,
    }
    return (ALL, *(key for key, is_so in kept.items() if is_so))


def _chips(counts: Mapping[str, int]) -> Sequence[Chip]:
    return (
        Chip(key=ALL, text=tr("Toutes"), tone=Tone.POSITIVE, count=counts[ALL]),
        Chip(key=PENDING, text=tr("À valider"), tone=Tone.ATTENTION, count=counts[PENDING]),
        Chip(
            key=CORRECTIONS,
            text=tr("Corrections"),
            tone=Tone.ATTENTION,
            count=counts[CORRECTIONS],
            is_shown=counts[CORRECTIONS] > 0,
        ),
        Chip(
            key=UNKNOWN,
            text=tr("Activité à préciser"),
            tone=Tone.ATTENTION,
            count=counts[UNKNOWN],
            is_shown=counts[UNKNOWN] > 0,
        ),
        Chip(key=CASH, text=tr("Espèces"), tone=Tone.NEUTRAL, count=counts[CASH], is_shown=counts[CASH] > 0),
    )


def _loading() -> EmptyState:
    return EmptyState("book-open", tr("Lecture du livre…"))


def _no_match() -> EmptyState:
    return EmptyState("search", tr("Rien ne correspond"), tr("Essayez un nom, une référence ou un montant."))


def _empty(register: Register) -> EmptyState:
    nothing = (
        tr("Aucune recette pendant cette période")
        if register.book is Book.RECEIPTS
        else tr("Aucun achat pendant cette période")
    )
    return EmptyState("book-open", nothing, why_text(register.book, register.company))
