"""A page with one searchable list: loading, filtering by period, words and chip, and the text of an empty list."""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from microdesk_desktop.domain.calendar.periods import ALWAYS
from microdesk_desktop.domain.text import fold
from microdesk_desktop.gui.output.button import OutputButton
from microdesk_desktop.gui.output.when_read import WhenRead
from microdesk_desktop.gui.page import Page
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.table.bands import Sections
from microdesk_desktop.gui.table.filter_bar import Chip, Chips
from microdesk_desktop.gui.table.list_card import ListCard
from microdesk_desktop.gui.table.model import Column
from microdesk_desktop.gui.table.period import PeriodSwitcher
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.shared.row_index import Amount, Facets, RowIndex
from microdesk_desktop.views.exports.content import AnyContent, Chunks, ListColumn, ListContent, rows_in_memory
from microdesk_desktop.views.exports.words import chip_words, period_words, search_words


class Listed(Protocol):
    """A row of a list, with an id."""

    @property
    def id(self) -> Hashable: ...


T = TypeVar("T")
Row = TypeVar("Row", bound=Listed)


class ListPage(Page, Generic[Row]):
    """A table in its card; a page gives columns, chips and texts, and puts `self.card` into `self.body`.

    Rows arrive as an index, which a worker makes of them: `search_text`, `day_of` and `chips_of` are static.
    """

    is_checkable: ClassVar[bool] = False
    """Whether the user can check rows, to act on them together."""
    has_period: ClassVar[bool] = False
    """Whether the list can be narrowed to a period; a page gives the day of a row in `day_of`."""

    has_list = True

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._when_read = WhenRead()
        self._loading: Task[Any] | None = None
        self._index = self.index_of(())
        self.kept: Sequence[Row] = ()
        """The rows that the period, the words and the chip keep."""
        self._totals = ("", "")
        self._wanted: Hashable | None = None
        chips = self.chips_for(Counter())
        self.chips = Chips(self.chips_name(), chips) if chips else None
        self.table: Table[Row] = Table(
            self.title(),
            self.columns(),
            self.empty_state(),
            sections=self.sections(),
            is_checkable=self.is_checkable,
        )
        self.period = PeriodSwitcher(workspace.clock.today()) if self.has_period else None
        self._filters = [each for each in (self.period, *self.own_filters(), self.chips) if each is not None]
        self.card = ListCard(self.table, *self._filters)
        self.card.add_output(OutputButton(self.export_list, self.print_list))
        self.card.search.textChanged.connect(lambda _: self.filter_rows())
        if self.chips is not None:
            self.chips.chosen.connect(lambda _: self.filter_rows())
        if self.period is not None:
            self.period.changed.connect(lambda _: self.filter_rows())
        self.setFocusProxy(self.table)

    def columns(self) -> Sequence[Column[Row]]:
        """The columns of the table; called once, while the page is built."""
        raise NotImplementedError

    def export_columns(self) -> Sequence[ListColumn[Any]]:
        """The columns of an exported or printed list, of what `export_chunks` yields."""
        raise NotImplementedError

    def export_chunks(self, rows: Sequence[Row]) -> Chunks:
        """The rows of an exported or printed list, with what is only read for it."""
        return rows_in_memory(rows)

    def sections(self) -> Sections[Row] | None:
        """How the rows are cut into sections, such as months; None for a list without sections."""
        return None

    def totals(self, rows: Sequence[Row], sums: Mapping[Any, int]) -> tuple[str, str]:
        """How many rows are listed and what they add up to, for the line below the list; empty for none.

        `sums` are those of `amount_of` over these rows.
        """
        return "", ""

    def totals_detail(self, sums: Mapping[Any, int]) -> str:
        """What the totals are made of, for a line below them; empty for none."""
        return ""

    @staticmethod
    def search_text(row: Any) -> str:
        """The text that the search looks in; case and accents are folded by the caller."""
        raise NotImplementedError

    def empty_state(self) -> EmptyState:
        """The empty state without any row; first called while the page is built."""
        raise NotImplementedError

    def no_match_state(self) -> EmptyState:
        """The empty state when the chip and the words keep no row."""
        raise NotImplementedError

    def chips_name(self) -> str:
        """The name of the group of chips, for a screen reader."""
        return ""

    def chips_for(self, counts: Mapping[str, int]) -> Sequence[Chip]:
        """The chips with these counts by key, with the same keys at each call; none for a list without chips."""
        return ()

    def own_filters(self) -> Sequence[QWidget]:
        """What else the list is filtered by, between the period and the chips; called once, while it is built."""
        return ()

    @staticmethod
    def chips_of(row: Any) -> Sequence[str]:  # noqa: ARG004 - for the pages that have chips
        """The keys of the chips that keep the row."""
        return ("",)

    @staticmethod
    def amount_of(row: Any) -> Amount:  # noqa: ARG004 - for the pages that have totals
        """The key of a sum that the row is part of, and its cents; the sums below the list are made of them."""
        return "", 0

    @staticmethod
    def day_of(row: Any) -> date:
        """The day by which a period keeps the row."""
        raise NotImplementedError

    @classmethod
    def index_of(cls, rows: Sequence[Row]) -> RowIndex[Row]:
        """The index of these rows; a worker calls it, since it takes some microseconds for each."""
        facets: Facets[Row] = Facets(text=cls.search_text, day=cls.day_of, chips=cls.chips_of, amount=cls.amount_of)
        return RowIndex(rows, facets, has_days=cls.has_period)

    def id_of(self, row: Row) -> Hashable:
        """The key by which a row stays selected when the list is read again."""
        return row.id

    @property
    def rows(self) -> Sequence[Row]:
        """All the rows, whatever is kept of them."""
        return self._index.rows

    @property
    def chip(self) -> str:
        """The key of the chosen chip; empty for a list without chips."""
        return self.chips.current if self.chips is not None else ""

    def read(self, view: Callable[[Any], T], on_success: Callable[[T], None]) -> None:
        """Read a view; the result of an earlier read still running is dropped. `on_success` calls `show_index`."""
        self._when_read.reading()

        def show(value: T) -> None:
            on_success(value)
            self._when_read.read()

        self._loading = self.workspace.load(view, owner=self, on_success=show, instead_of=self._loading)

    def read_rows(self, load: Callable[[Any], Sequence[Row]]) -> None:
        """Read the rows and show them."""
        index_of = self.index_of
        self.read(lambda reader: index_of(load(reader)), self.show_index)

    def show_index(self, index: RowIndex[Row]) -> None:
        """Show these rows, filtered by the period, the words and the chip."""
        self._index = index
        self.filter_rows()
        self._select_wanted()
        self._wanted = None

    def filter_rows(self) -> None:
        """Apply the period, the words and the chip to the rows; the chips count what the first two keep."""
        self._show_filters(bool(self.rows))
        index, words = self._index, fold(self.card.search.text()).split()
        found = index.find(words, self.period.period if self.period is not None else ALWAYS)
        if self.chips is not None:
            self.chips.set_chips(self.chips_for(index.count(found)))
        kept = index.keep(found, self.chip)
        self.kept = index.at(kept)
        if not self.kept:
            self.table.set_empty(self.no_match_state() if self.rows else self.empty_state())
        self.table.set_rows(self.kept, key=self.id_of)
        sums = index.add_up(kept)
        self._totals = self.totals(self.kept, sums) if kept else ("", "")
        self.card.set_totals(*self._totals, self.totals_detail(sums) if kept else "")

    def _show_filters(self, are_useful: bool) -> None:
        """Show the period, the chips and what else filters, or nothing of them on an empty vault."""
        for each in self._filters:
            each.setVisible(are_useful)

    @property
    def is_narrowed(self) -> bool:
        """Whether words or a period hide rows, whatever the chip."""
        return bool(self.card.search.text()) or (self.period is not None and self.period.period != ALWAYS)

    def give_list(self, take: Callable[[AnyContent], object]) -> None:
        self._when_read.run(lambda: take(self._content()))

    def _content(self) -> AnyContent:
        rows = self.table.rows_in_order()
        count, totals = self._totals
        return ListContent(
            title=self.list_title(),
            columns=self.export_columns(),
            total=len(rows),
            chunks=self.export_chunks(rows),
            filters=tuple(filter(None, self.filter_words())),
            count=count,
            totals=totals,
        )

    def filter_words(self) -> Sequence[str]:
        """What narrows the list, in words: the period, the chip and the search; some may be empty."""
        is_whole = self.chips is None or self.chip == self.chips_for(Counter())[0].key
        return (
            period_words(self.period.period) if self.period is not None else "",
            "" if is_whole or self.chips is None else chip_words(self.chips.text_of(self.chip)),
            search_words(self.card.search.text()),
        )

    def activate(self, wanted: object = None) -> None:
        """Select the row that is wanted by its id, now or once the list has been read again."""
        self._wanted = wanted if isinstance(wanted, Hashable) else None
        self._select_wanted()
        self.table.setFocus()

    def place(self) -> object:
        return self.table.current_id()

    def _select_wanted(self) -> None:
        """Select the wanted row; the chip and the words that hide it are reset."""
        wanted = self._wanted
        if wanted is None or not any(self.id_of(row) == wanted for row in self.rows):
            return
        if not any(self.id_of(row) == wanted for row in self.kept):
            self._show_all()
        self.table.select(wanted)

    def _show_all(self) -> None:
        self.card.search.clear()
        if self.period is not None:
            self.period.choose(ALWAYS)
        if self.chips is not None:
            self.chips.choose(self.chips_for(Counter())[0].key)

    def search_field(self) -> QWidget:
        return self.card.search


class ImportListPage(ListPage[Row]):
    """A list into which files can be imported; a page gives `import_kind`."""

    def choose_files(self) -> None:
        """Ask for files of what the page lists, on the import page."""
        self.workspace.navigate("imports", self.import_kind())
