"""Table widget for up to 100,000 rows: selection kept by identifier, sorting, checked rows, empty state."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from microdesk_desktop.base.format.counts import count
from microdesk_desktop.base.i18n import ntr
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.table.bands import Bands, Sections
from microdesk_desktop.gui.table.checks import Checks
from microdesk_desktop.gui.table.model import Column, EditableRowsModel, RowsModel
from microdesk_desktop.gui.table.pages import Pages
from microdesk_desktop.gui.table.rows_view import RowsView
from microdesk_desktop.gui.widgets.empty import EmptyState

R = TypeVar("R")
IdsWanted = Callable[[range | None, Callable[[Sequence[Hashable]], None]], object]
"""Finds the identifiers at these places, or all of the list for None, and later passes them on."""


class Table(QWidget, Generic[R]):
    """Rows under columns, one selected; `selected` and `activated` carry its identifier (None when nothing is).

    `selected` carries None for a row that is awaited; `row_arrived` comes once the selected row has been read.
    Enter and a double click activate a row, but correct a cell in place where its column has `edit`, as F2 does;
    `edited` then carries the row's identifier, the column's number and the text.

    The header sorts rows in memory by a column that has a `sort_key`; for pages `sort_changed` asks their owner for
    others, with the column and whether from last to first, None for the usual order. `sections` puts bands between
    rows in memory while they are in their usual order. With `is_checkable` the user checks rows: see `checks`.
    """

    sort_changed = Signal(object)
    selected = Signal(object)
    row_arrived = Signal()
    activated = Signal(object)
    edited = Signal(object, int, str)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[R]],
        empty: EmptyState,
        *,
        sections: Sections[R] | None = None,
        is_checkable: bool = False,
    ) -> None:
        super().__init__()
        model = EditableRowsModel if any(column.edit for column in columns) else RowsModel
        self.model: RowsModel[R] = model(columns, self)
        self.view: RowsView[R] = RowsView(self.model)
        self.view.setAccessibleName(name)
        self._current: Hashable | None = None
        self._sections = sections
        self._given: tuple[Sequence[R], Callable[[R], Hashable]] | None = None
        self.checks = Checks(self)
        self.find_ids: IdsWanted = self._find_ids
        """How the identifiers of a range, or of the whole list, are found; the owner of pages sets its own."""
        self._empty = empty
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(empty)
        self._show_rows_or_empty()
        if is_checkable:
            self.view.set_checkable(self.checks)
        self.view.header.sort_wanted.connect(self._sort_next)
        self.view.checked_between.connect(self._check_between)
        self.view.all_wanted.connect(self.check_all)
        self.view.selectionModel().currentRowChanged.connect(lambda current, _: self._take_current(current.row()))
        self.view.row_activated.connect(lambda row: self.activated.emit(self.model.id_at(row)))
        self.model.edited.connect(self.edited)
        self.model.dataChanged.connect(lambda first, last: self._take_arrived(range(first.row(), last.row() + 1)))

    @property
    def in_sight(self) -> range:
        """The positions of the rows that there is room for; some may be outside of the list."""
        height = self.view.verticalHeader().defaultSectionSize()
        top = max(0, self.view.rowAt(0))
        return range(top, top + self.height() // height + 2)

    @property
    def is_awaiting(self) -> bool:
        """Whether the selected row has not been read yet."""
        return self.model.is_awaited(self.view.currentIndex().row())

    def set_pages(
        self, pages: Pages[R], key: Callable[[R], Hashable], place: int | None, bands: Bands | None = None
    ) -> None:
        """Show these rows, with the one at `place` selected, and bands between them."""
        self._given = None
        self._replace(lambda: self.model.set_pages(pages, key, bands), lambda: -1 if place is None else place)

    def set_rows(self, rows: Iterable[R], key: Callable[[R], Hashable]) -> None:
        """Show rows that are all in memory; the selected one stays, or the next one that is still there is selected.

        They are sorted as the user chose; those checked that are not among them are checked no longer.
        """
        current, former, number = self._current, self._given, self.view.currentIndex().row()
        given = tuple(rows)
        self._given = given, key
        ordered = self._sorted(given)
        bands = self._sections.bands(ordered) if self._sections and self.model.sorted_by is None else None

        def place() -> int:
            kept = self.model.number_of(current) if current is not None else -1
            if kept < 0 and current is not None and former is not None:
                kept = self._place_after(current, former)
            return kept if kept >= 0 else min(number, self.model.rowCount() - 1)

        self._replace(lambda: self.model.set_rows(ordered, key, bands), place)
        if self.checks:
            self.checks.keep_only(map(key, given))

    def rows_in_order(self) -> Sequence[R]:
        """The rows that are all in memory, in the order on the screen; none for pages."""
        return self._sorted(self._given[0]) if self._given is not None else ()

    def sort(self, sorted_by: tuple[int, bool] | None) -> None:
        """Sort by a column, from the last to the first where the second value is true; None for the usual order."""
        if self.model.sorted_by == sorted_by:
            return
        self.model.set_sorted(sorted_by)
        if self._given is not None:
            self.set_rows(*self._given)
        else:
            self.sort_changed.emit(sorted_by)

    def check_all(self) -> None:
        """Check every row of the list."""
        self.find_ids(None, lambda ids: self._check(ids, is_checked=True))

    def renew_rows(self, rows: Sequence[R]) -> None:
        """Show new values of the same rows, in the same order; selection, scroll and an open editor stay."""
        self.model.renew_rows(rows)

    def edit_cell(self, wanted: Hashable, column: int) -> None:
        """Open the editor of a cell that can be corrected."""
        self.view.setCurrentIndex(self.model.index(self.model.number_of(wanted), column))
        self.view.edit(self.view.currentIndex())

    def set_empty(self, empty: EmptyState) -> None:
        """Set the widget shown while there is no row."""
        before, self._empty = self._empty, empty
        self._stack.addWidget(empty)
        self._show_rows_or_empty()
        self._stack.removeWidget(before)
        before.deleteLater()

    def current_id(self) -> Hashable | None:
        """The identifier of the selected row; None when nothing is selected or the row has never been read."""
        return self._current

    def current_row(self) -> R | None:
        """The selected row."""
        number = self.view.currentIndex().row()
        return self.model.row(number) if number >= 0 else None

    @property
    def has_selection(self) -> bool:
        """Whether a row is selected; on focus Qt makes the first one current without selecting it."""
        return self.view.selectionModel().hasSelection()

    def select(self, wanted: Hashable) -> bool:
        """Select a row by its identifier and scroll to it; False when it is not among the rows that have arrived."""
        number = self.model.number_of(wanted)
        self.view.select_row(number)
        return number >= 0

    def _sort_next(self, number: int) -> None:
        """Sort by a column, then the other way round, then as usual."""
        now = self.model.sorted_by
        if now is None or now[0] != number:
            self.sort((number, False))
        else:
            self.sort(None if now[1] else (number, True))

    def _sorted(self, rows: Sequence[R]) -> Sequence[R]:
        if self.model.sorted_by is None:
            return rows
        number, is_reversed = self.model.sorted_by
        key = self.model.columns[number].sort_key
        return sorted(rows, key=key, reverse=is_reversed) if key else rows

    def _place_after(self, gone: Hashable, former: tuple[Sequence[R], Callable[[R], Hashable]]) -> int:
        """Where the first of the former rows after the one that is gone is now; -1 where none of them is left."""
        rows, key = former
        ids = iter([key(row) for row in self._sorted(rows)])
        for each in ids:
            if each == gone:
                break
        return next((place for each in ids if (place := self.model.number_of(each)) >= 0), -1)

    def _check_between(self, first: int, last: int, is_checked: bool) -> None:
        places = range(min(first, last), max(first, last) + 1)
        self.find_ids(places, lambda ids: self._check(ids, is_checked=is_checked))

    def _check(self, ids: Sequence[Hashable], *, is_checked: bool) -> None:
        self.checks.set(ids, is_checked=is_checked)
        number = len(self.checks)
        words = ntr("{count} ligne cochée", "{count} lignes cochées", number).format(count=count(number))
        screen_reader.announce(self.view, words)

    def _find_ids(self, places: range | None, take: Callable[[Sequence[Hashable]], None]) -> None:
        found = (self.model.id_at(number) for number in places or range(self.model.rowCount()))
        take([each for each in found if each is not None])

    def _replace(self, change: Callable[[], None], place_after: Callable[[], int]) -> None:
        top, current = self.view.verticalScrollBar().value(), self._current
        change()
        self.view.show_bands()
        self._current = None
        self._show_rows_or_empty()
        place = place_after()
        self.view.verticalScrollBar().setValue(top)
        if place >= 0:
            self.view.select_row(place)
        elif current is not None:
            self.selected.emit(None)

    def _take_current(self, number: int) -> None:
        self._current = self.model.id_at(number)
        self.selected.emit(self._current)

    def _take_arrived(self, places: range) -> None:
        number = self.view.currentIndex().row()
        if number in places:
            self._current = self.model.id_at(number)
            self.row_arrived.emit()

    def _show_rows_or_empty(self) -> None:
        shown = self.view if self.model.rowCount() else self._empty
        focused = self.window().focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        self._stack.setCurrentWidget(shown)
        self.setFocusProxy(shown)
        if had_focus:
            shown.setFocus()
