"""The header of a table: a click on a column sorts by it, and so do Enter and Space once the header has the focus."""

from typing import Any

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.table.model import RowsModel
from microdesk_desktop.gui.theme.apply import roles, scaled
from microdesk_desktop.gui.theme.icons import icon
from microdesk_desktop.gui.theme.tokens import CAPTION, MIDDLE, TIGHT


class SortHeader(QHeaderView):
    """`sort_wanted` carries the number of a column; arrows move between the columns that sort.

    It takes the focus by Tab, where a column sorts. The model gives the words of each column's state.
    """

    sort_wanted = Signal(int)

    def __init__(self, view: QAbstractItemView, model: RowsModel[Any]) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self._rows = model
        self._at = -1
        self.setAccessibleName(tr("Colonnes : trier la liste"))
        self._sorting = [number for number, column in enumerate(model.columns) if column.sort_key is not None]
        self.setSectionsClickable(bool(self._sorting))
        self.setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if self._sorting else Qt.FocusPolicy.NoFocus)
        self.sectionClicked.connect(self._want)
        self.setMouseTracking(bool(self._sorting))

    def _want(self, number: int) -> None:
        if number in self._sorting:
            self._at = number
            self.sort_wanted.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right if self._sorting:
                step = 1 if event.key() == Qt.Key.Key_Right else -1
                shown = [number for number in self._sorting if not self.isSectionHidden(number)]
                place = shown.index(self._at) if self._at in shown else 0
                self._move_to(shown[(place + step) % len(shown)])
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self._want(self._at)
            case Qt.Key.Key_Down:
                self._view.setFocus()
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._at not in self._sorting and self._sorting:
            self._at = self._sorting[0]
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _move_to(self, number: int) -> None:
        self._at = number
        self.setCurrentIndex(self._rows.index(0, number))
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, number: int) -> None:
        painter.save()
        super().paintSection(painter, rect, number)
        painter.restore()
        if self._rows.sorted_by is not None and self._rows.sorted_by[0] == number:
            name = "chevron-down" if self._rows.sorted_by[1] else "chevron-up"
            icon(name).paint(painter, self._arrow(rect, number))
        if self.hasFocus() and number == self._at:
            painter.setPen(QColor(roles().accent))
            painter.drawRoundedRect(rect.adjusted(2, 2, -3, -3), TIGHT, TIGHT)

    def _arrow(self, rect: QRect, number: int) -> QRect:
        """The place of the arrow, beside the name of the column."""
        side = scaled(CAPTION)
        text = self.fontMetrics().horizontalAdvance(self._rows.columns[number].header)
        is_right = self._rows.is_right(number)
        left = rect.right() - MIDDLE - text - side - TIGHT if is_right else rect.left() + MIDDLE + text + TIGHT
        return QRect(left, rect.center().y() - side // 2, side, side)
