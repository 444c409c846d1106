"""The Qt view of a table: columns, keys, bands, check boxes."""

from bisect import bisect_left, bisect_right
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from microdesk_desktop.gui.table.bands import paint_band
from microdesk_desktop.gui.table.checks import Checks
from microdesk_desktop.gui.table.delegate import BOX, PADDING, RowDelegate
from microdesk_desktop.gui.table.header import SortHeader
from microdesk_desktop.gui.table.model import CellKind, Column, Index, RowsModel
from microdesk_desktop.gui.table.pages import Page
from microdesk_desktop.gui.table.widths import Width, share_out
from microdesk_desktop.gui.theme.apply import SEMIBOLD, font, roles, scaled
from microdesk_desktop.gui.theme.tokens import CAPTION, ROW_HEIGHT, SMALL, TIGHT

R = TypeVar("R")
AMOUNT_SAMPLE = "+10 000,00 €"
LEAST_NAME, LEAST_TEXT = 220, 96
"""Widths that shared columns keep while others can give way: about twenty-five letters for who stands opposite."""
LEAST_NAME_TO_CORRECT, LEAST_TO_CORRECT = 120, 88
"""The same in a table whose cells are corrected one by one, where every column of a file has to be in sight."""
NAME_SHARE = 3
"""Parts from which a shared column holds names."""
LEAST_ROWS = 4
"""Rows for which a page that is too low scrolls, rather than let the list shrink further."""
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down)


class RowsView(QTableView, Generic[R]):
    """The Qt view: selects whole rows, sizes columns by sample and share, handles keys, paints bands and check boxes.

    `checked_between` carries two places and whether the rows between them are checked; `all_wanted` asks to check all.
    """

    row_activated = Signal(int)
    checked_between = Signal(int, int, bool)
    all_wanted = Signal()

    def __init__(self, model: RowsModel[R]) -> None:
        super().__init__()
        self._rows = model
        self._top = 0
        self._anchor = -1
        self._band_places: list[int] = []
        self._delegate = RowDelegate(self)
        self._delegate.is_tall = any(column.kind is CellKind.WHO for column in model.columns)
        self._widths = [self._sample_width(column) for column in model.columns]
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.header = SortHeader(self, model)
        self.setHorizontalHeader(self.header)
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

    def select_only(self, number: int) -> None:
        """Make this row the current one, or none for -1."""
        if number < 0:
            self.selectionModel().clear()
        self.select_row(number)

    def set_checkable(self, checks: Checks) -> None:
        """Show check boxes: under the pointer, and everywhere once one is checked."""
        self._rows.checks = checks
        self._delegate.has_boxes = True
        checks.changed.connect(self._show_checks)
        self._widths = [self._sample_width(column) for column in self._rows.columns]
        self._lay_out_columns()

    def show_bands(self) -> None:
        """Make room for the bands above the first rows of the sections."""
        rows, height = self.verticalHeader(), self._delegate.row_height()
        before, self._band_places = self._band_places, sorted(self._rows.bands)
        if before == self._band_places == []:
            return
        rows.setUpdatesEnabled(False)  # each change of one height would otherwise lay out all of them
        for place in before:  # Qt keeps the heights when the rows are replaced
            if place < self._rows.rowCount():
                rows.resizeSection(place, height)
        for place in self._band_places:
            rows.resizeSection(place, height + self._delegate.band_height)
        rows.setUpdatesEnabled(True)
        self.updateGeometries()

    def _show_checks(self) -> None:
        checks = self._rows.checks
        self._delegate.are_boxes_shown = bool(checks)
        self.viewport().update()

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
        header = self.header
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(PADDING)  # the style would make a column of marks wider
        header.setFont(font(CAPTION, SEMIBOLD))
        header.setFixedHeight(max(ROW_HEIGHT - SMALL, header.fontMetrics().height() + SMALL))

    def _sample_width(self, column: Column[R]) -> int:
        sample = column.sample or (AMOUNT_SAMPLE if column.kind is CellKind.AMOUNT else "")
        if not sample:
            return 0
        box = self._delegate.box_width(column) if column is self._rows.columns[0] else 0
        arrow = scaled(CAPTION) + TIGHT if column.sort_key is not None else 0
        header = self._delegate.width_of(CellKind.TEXT, column.header) + arrow
        widest = max(self._delegate.width_of(column.kind, text) for text in sample.splitlines())
        return max(widest + box, header)

    def _look_ahead(self, top: int) -> None:
        """Have the next screen read in the direction of scrolling; not after a leap, which has none."""
        step, self._top = top - self._top, top
        screen = self.viewport().height()
        if 0 < abs(step) <= screen:
            number = self.rowAt(2 * screen if step > 0 else -screen)
            end = self._rows.rowCount() - 1 if step > 0 else 0
            self._rows.look_ahead(number if number >= 0 else end)

    def _grow(self, page: Page[R]) -> None:
        before = list(self._widths)
        for number, column in enumerate(self._rows.columns):
            if column.kind is CellKind.AMOUNT:
                longest = max((column.text(row) for row in page if row is not None), key=len, default="")
                self._widths[number] = max(before[number], self._delegate.width_of(CellKind.AMOUNT, longest))
        if self._widths != before:
            self._lay_out_columns()

    def _lay_out_columns(self) -> None:
        can_scroll = self.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        asked = [
            Width(
                own=own,
                share=column.share,
                least=_least(column, can_scroll=can_scroll),
                gives_way=column.gives_way,
            )
            for column, own in zip(self._rows.columns, self._widths, strict=True)
        ]
        widths = share_out(self.viewport().width(), asked)
        self._rows.left_out = tuple(number for number, width in enumerate(widths) if not width)
        for number, width in enumerate(widths):
            self.setColumnHidden(number, not width)
            if width:
                least = asked[number].least if can_scroll and not asked[number].own else 0
                self.setColumnWidth(number, max(width, least))

    def minimumSizeHint(self) -> QSize:
        """Room for some rows below the header."""
        return QSize(0, self.header.height() + LEAST_ROWS * self._delegate.row_height())

    def _hover(self, row: int) -> None:
        before, self._delegate.hovered_row = self._delegate.hovered_row, row
        for each in {before, row} - {-1}:
            top = self.rowViewportPosition(each)
            self.viewport().update(0, top, self.viewport().width(), self.rowHeight(each))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = self._rows.rowCount() - 1
        if self.state() is QAbstractItemView.State.EditingState:
            return  # the Enter that closes the editor comes here too
        if self._rows.checks is not None and self._check_by_key(event):
            return
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and _can_edit(self.currentIndex()):
            self.edit(self.currentIndex())
        elif is_enter and self.currentIndex().isValid():
            self.row_activated.emit(self.currentIndex().row())
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.select_row(0 if event.key() == Qt.Key.Key_Home else last)
        elif event.key() in _STEPS and self._select_unselected():
            return
        else:
            super().keyPressEvent(event)

    def _select_unselected(self) -> bool:
        """Select the current row where none is selected, as after a focus: Qt would step over it."""
        current = self.currentIndex().row()
        if current < 0 or self.selectionModel().hasSelection():
            return False
        self.selectionModel().clearCurrentIndex()  # so that the selection is reported
        self.select_row(current)
        return True

    def _check_by_key(self, event: QKeyEvent) -> bool:
        """Space checks the current row, Shift with an arrow the rows on its way, Ctrl+A all of them."""
        current, shifts = self.currentIndex().row(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.all_wanted.emit()
        elif event.key() == Qt.Key.Key_Space and current >= 0:
            self._toggle(current)
        elif shifts and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and current >= 0:
            self._extend(current, current + (1 if event.key() == Qt.Key.Key_Down else -1))
        else:
            if event.key() in _MOVES:
                self._anchor = -1
            return False
        return True

    def _toggle(self, number: int) -> None:
        row = self._rows.row(number)
        if row is not None:
            self._anchor = number
            self.checked_between.emit(number, number, not self._rows.is_checked(row))

    def _extend(self, current: int, following: int) -> None:
        """Check from where Shift was pressed to the following row; a row that is left again is checked no longer."""
        if not 0 <= following < self._rows.rowCount():
            return
        if self._anchor < 0:
            self._anchor = current
        if abs(following - self._anchor) > abs(current - self._anchor):
            self.checked_between.emit(current, following, True)
        else:
            self.checked_between.emit(current, current, False)
        self.select_row(following)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        number = self.rowAt(at.y())
        if self._is_on_band(number, at.y()):
            return
        if number >= 0 and self._rows.checks is not None and self._check_by_mouse(number, at, event.modifiers()):
            return
        super().mousePressEvent(event)

    def _check_by_mouse(self, number: int, at: QPoint, keys: Qt.KeyboardModifier) -> bool:
        """A click on the box or with Ctrl checks a row, one with Shift all from the last one checked."""
        if keys & Qt.KeyboardModifier.ShiftModifier:
            start = self._anchor if self._anchor >= 0 else self.currentIndex().row()
            self.checked_between.emit(min(start, number), max(start, number), True)
        elif keys & Qt.KeyboardModifier.ControlModifier or at.x() < PADDING + scaled(BOX) + SMALL:
            self._toggle(number)
        else:
            self._anchor = -1
            return False
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        return True

    def _is_on_band(self, number: int, y: int) -> bool:
        return number in self._rows.bands and y < self.rowViewportPosition(number) + self._delegate.band_height

    def keyboardSearch(self, search: str) -> None:
        """Disabled: letters are shortcuts of the page."""

    def paintEvent(self, event: QPaintEvent) -> None:
        self._delegate.use(roles())  # once for all cells: the theme is read from the system's palette
        super().paintEvent(event)
        if self._band_places:
            self._paint_bands()

    def _paint_bands(self) -> None:
        """Paint the bands in sight over the rows that made room for them."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        start = bisect_left(self._band_places, first)
        stop = bisect_right(self._band_places, last if last >= 0 else self._rows.rowCount())
        if start == stop:
            return
        painter = QPainter(self.viewport())
        width, height = self.viewport().width(), self._delegate.band_height
        for place in self._band_places[start:stop]:
            paint_band(painter, QRect(0, self.rowViewportPosition(place), width, height), self._rows.bands[place])
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        current = self.currentIndex()
        was_whole = self.visualRect(current).bottom() < event.oldSize().height()
        super().resizeEvent(event)
        self._lay_out_columns()
        if current.isValid() and was_whole and self.visualRect(current).bottom() >= event.size().height():
            self.scrollTo(current)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)


def _least(column: Column[R], *, can_scroll: bool) -> int:
    """The width of a shared column below which others give way, or the table scrolls sideways."""
    is_name = column.kind is CellKind.WHO or column.share >= NAME_SHARE
    if can_scroll:
        return scaled(LEAST_NAME_TO_CORRECT if is_name else LEAST_TO_CORRECT)
    return scaled(LEAST_NAME if is_name else LEAST_TEXT)


def _can_edit(index: Index) -> bool:
    return bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
