"""Table widget for up to 100,000 rows: keyboard, selection kept by identifier, empty state."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStackedLayout, QTableView, QWidget

from microdesk_desktop.gui.table.delegate import RowDelegate
from microdesk_desktop.gui.table.model import CellKind, Column, EditableRowsModel, Index, RowsModel
from microdesk_desktop.gui.table.pages import Page, Pages
from microdesk_desktop.gui.theme.apply import SEMIBOLD, font, roles
from microdesk_desktop.gui.theme.tokens import CAPTION, ROW_HEIGHT, SMALL
from microdesk_desktop.gui.widgets.empty import EmptyState

R = TypeVar("R")
AMOUNT_SAMPLE = "+10 000,00 €"
LEAST_SHARED_WIDTH, SIDEWAYS_SHARE = 96, 60


class Table(QWidget, Generic[R]):
    """Rows under columns, one selected; `selected` and `activated` carry its identifier (None when nothing is).

    `selected` carries None for a row that is awaited; `row_arrived` comes once the selected row has been read.
    Enter and a double click activate a row, but correct a cell in place where its column has `edit`, as F2 does;
    `edited` then carries the row's identifier, the column's number and the text.
    """

    selected = Signal(object)
    row_arrived = Signal()
    activated = Signal(object)
    edited = Signal(object, int, str)

    def __init__(self, name: str, columns: Sequence[Column[R]], empty: EmptyState) -> None:
        super().__init__()
        model = EditableRowsModel if any(column.edit for column in columns) else RowsModel
        self.model: RowsModel[R] = model(columns, self)
        self.view: _View[R] = _View(self.model)
        self.view.setAccessibleName(name)
        self._current: Hashable | None = None
        self._empty = empty
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(empty)
        self._show_rows_or_empty()
        self.view.selectionModel().currentRowChanged.connect(lambda current, _: self._take_current(current.row()))
        self.view.row_activated.connect(lambda row: self.activated.emit(self.model.id_at(row)))
        self.model.edited.connect(self.edited)
        self.model.dataChanged.connect(lambda first, last: self._take_arrived(range(first.row(), last.row() + 1)))

    @property
    def in_sight(self) -> range:
        """The positions of the rows that there is room for; some may be outside of the list."""
        height = self.view.verticalHeader().defaultSectionSize()
        top = self.view.verticalScrollBar().value() // height
        return range(top, top + self.height() // height + 2)

    @property
    def is_awaiting(self) -> bool:
        """Whether the selected row has not been read yet."""
        return self.model.is_awaited(self.view.currentIndex().row())

    def set_pages(self, pages: Pages[R], key: Callable[[R], Hashable], place: int | None) -> None:
        """Show these rows, with the one at `place` selected."""
        self._replace(lambda: self.model.set_pages(pages, key), lambda: -1 if place is None else place)

    def set_rows(self, rows: Iterable[R], key: Callable[[R], Hashable]) -> None:
        """Show rows that are all in memory; the selected one stays, or the one that took its place is selected."""
        number, current = self.view.currentIndex().row(), self._current

        def place() -> int:
            kept = self.model.number_of(current) if current is not None else -1
            return kept if kept >= 0 else min(number, self.model.rowCount() - 1)

        self._replace(lambda: self.model.set_rows(rows, key), place)

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

    def _replace(self, change: Callable[[], None], place_after: Callable[[], int]) -> None:
        top, current = self.view.verticalScrollBar().value(), self._current
        change()
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


class _View(QTableView, Generic[R]):
    """The Qt view: selects whole rows, sizes columns by sample and share, handles Enter, Home and End."""

    row_activated = Signal(int)

    def __init__(self, model: RowsModel[R]) -> None:
        super().__init__()
        self._rows = model
        self._top = 0
        self._delegate = RowDelegate(self)
        self._widths = [self._sample_width(column) for column in model.columns]
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self._set_behaviour()
        self._set_headers()
        model.looked_at.connect(self._grow, Qt.ConnectionType.QueuedConnection)
        self.verticalScrollBar().valueChanged.connect(self._look_ahead)
        self.doubleClicked.connect(lambda index: None if _can_edit(index) else self.row_activated.emit(index.row()))
        self.entered.connect(lambda index: self._hover(index.row()))

    def select_row(self, number: int) -> None:
        """Make this row the current one and bring it into sight; nothing for -1."""
        if number < 0:
            return
        index = self._rows.index(number, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def _set_behaviour(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        can_edit = any(column.edit for column in self._rows.columns)
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed if can_edit else triggers.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)

    def _set_headers(self) -> None:
        height = self._delegate.row_height()
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(height)
        rows.setDefaultSectionSize(height)
        rows.hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setFont(font(CAPTION, SEMIBOLD))
        header.setFixedHeight(max(ROW_HEIGHT - SMALL, header.fontMetrics().height() + SMALL))
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _sample_width(self, column: Column[R]) -> int:
        sample = column.sample or (AMOUNT_SAMPLE if column.kind is CellKind.AMOUNT else "")
        if not sample:
            return 0
        return max(self._delegate.width_of(column.kind, sample), self._delegate.width_of(CellKind.TEXT, column.header))

    def _look_ahead(self, top: int) -> None:
        """Have the next screen read in the direction of scrolling; not after a leap, which has none."""
        step, self._top = top - self._top, top
        screen = self.viewport().height()
        if 0 < abs(step) <= screen:
            ahead = top + 2 * screen if step > 0 else top - screen
            self._rows.look_ahead(min(max(0, ahead // self._delegate.row_height()), self._rows.rowCount() - 1))

    def _grow(self, page: Page[R]) -> None:
        before = list(self._widths)
        for number, column in enumerate(self._rows.columns):
            if column.kind is CellKind.AMOUNT:
                longest = max((column.text(row) for row in page if row is not None), key=len, default="")
                self._widths[number] = max(before[number], self._delegate.width_of(CellKind.AMOUNT, longest))
        if self._widths != before:
            self._lay_out_columns()

    def _lay_out_columns(self) -> None:
        columns = self._rows.columns
        shares = sum(column.share for column, width in zip(columns, self._widths, strict=True) if not width) or 1
        left = self.viewport().width() - sum(self._widths)
        for number, (column, width) in enumerate(zip(columns, self._widths, strict=True)):
            self.setColumnWidth(number, width or max(self._least_width(column), left * column.share // shares))

    def _least_width(self, column: Column[R]) -> int:
        """The width below which a shared column does not shrink: wider where the table scrolls sideways."""
        scrolls = self.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if not scrolls:
            return LEAST_SHARED_WIDTH
        header = self._delegate.width_of(CellKind.TEXT, column.header)
        return max(LEAST_SHARED_WIDTH, SIDEWAYS_SHARE * column.share, header)

    def _hover(self, row: int) -> None:
        before, self._delegate.hovered_row = self._delegate.hovered_row, row
        for each in {before, row} - {-1}:
            top = self.rowViewportPosition(each)
            self.viewport().update(0, top, self.viewport().width(), self.rowHeight(each))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = self._rows.rowCount() - 1
        if self.state() is QAbstractItemView.State.EditingState:
            return  # the Enter that closes the editor comes here too
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and _can_edit(self.currentIndex()):
            self.edit(self.currentIndex())
        elif is_enter and self.currentIndex().isValid():
            self.row_activated.emit(self.currentIndex().row())
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.select_row(0 if event.key() == Qt.Key.Key_Home else last)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Disabled: letters are shortcuts of the page."""

    def paintEvent(self, event: QPaintEvent) -> None:
        self._delegate.use(roles())  # once for all cells: the theme is read from the system's palette
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out_columns()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)


def _can_edit(index: Index) -> bool:
    return bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
