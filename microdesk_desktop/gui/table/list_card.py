"""A card with filter chips and a search field above a table."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.text_fields import new_line_edit
from microdesk_desktop.gui.forms.typed import SEARCH
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.icons import icon
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.fitted import Fitted
from microdesk_desktop.gui.widgets.floating_bar import FloatingBar

SEARCH_WIDTH, LEAST_SEARCH_WIDTH, FRAME = 200, 120, 56


class SearchLine(QLineEdit):
    """Search field; Esc clears it, Down and Enter move the focus to the results."""

    focused = Signal()
    left = Signal()
    entered = Signal()

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self.setFont(new_line_edit().font())
        self._placeholder = placeholder
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(tr("Rechercher"))
        self.setProperty(SEARCH, True)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)
        self._name_buttons()
        self.leaves_on_escape = True

    def _name_buttons(self) -> None:
        """Name the button that clears the field; the magnifying glass before it is none of its own."""
        glass, clear = self.findChildren(QToolButton)
        glass.setAccessibleName(tr("Rechercher"))
        clear.setAccessibleName(tr("Effacer la recherche"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fits = self.fontMetrics().horizontalAdvance(self._placeholder) < self.width() - scaled(FRAME)
        self.setPlaceholderText(self._placeholder if fits else tr("Rechercher…"))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Down or (event.key() == Qt.Key.Key_Escape and self.leaves_on_escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ListCard(Fitted, QFrame):
    """A card with a table; `filters` are the widgets at the left of the search field.

    In a sheet the search takes the whole width, and Esc is left to the sheet. `bar` floats over the list's foot while
    rows are checked.
    """

    def __init__(self, table: "Table[Any]", *filters: QWidget, in_sheet: bool = False) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.search = SearchLine(tr("Rechercher…") if in_sheet else tr("Rechercher… Ctrl+F"))
        self.search.leaves_on_escape = not in_sheet
        self.search.setMinimumWidth(scaled(LEAST_SEARCH_WIDTH))
        if not in_sheet:
            self.search.setMaximumWidth(scaled(SEARCH_WIDTH))
        self.search.left.connect(table.setFocus)
        self.setFocusProxy(table)
        self._filters = filters
        self._output: QWidget | None = None
        self._lower = 0
        self._first, self._below = QHBoxLayout(), QVBoxLayout()
        head = QVBoxLayout()
        head.setContentsMargins(MIDDLE, SMALL + 2, MIDDLE, SMALL + 2)
        head.setSpacing(SMALL)
        self._first.setSpacing(MIDDLE)
        self._below.setSpacing(SMALL)
        head.addLayout(self._first)
        head.addLayout(self._below)
        for each in filters:
            self._first.addWidget(each)
        if not in_sheet:
            self._first.addStretch(1)
        self._first.addWidget(self.search, 1_000)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(rule())
        layout.addWidget(table, 1)
        self._foot = _Foot()
        layout.addWidget(self._foot)
        self.bar = FloatingBar(table)

    def add_output(self, button: QWidget) -> None:
        """Put the button that exports and prints the list at the end of the toolbar."""
        self._output = button
        self._first.addWidget(button)

    def set_totals(self, count: str, totals: str = "", detail: str = "") -> None:
        """Show below the list its count, its totals and a line of detail; hidden while all are empty."""
        self._foot.set_texts(count, totals, detail)

    def fit(self) -> None:
        """Put the last filters on lines of their own where they do not fit beside the search."""
        lower = self._count_lower()
        if lower == self._lower:
            return
        self._lower = lower
        upper = len(self._filters) - lower
        for place, each in enumerate(self._filters[:upper]):
            self._first.insertWidget(place, each)
        for each in self._filters[upper:]:
            self._first.removeWidget(each)
            self._below.removeWidget(each)
            is_last = each is self._filters[-1]
            self._below.addWidget(each, 0, Qt.AlignmentFlag(0) if is_last else Qt.AlignmentFlag.AlignLeft)

    def _count_lower(self) -> int:
        """How many of the last filters stand below the search: none beside a wide one, else so many as one needs."""
        if not self._filters or self._fits(len(self._filters), scaled(SEARCH_WIDTH)):
            return 0
        least = scaled(LEAST_SEARCH_WIDTH)
        return next((n for n in range(1, len(self._filters)) if self._fits(len(self._filters) - n, least)), 1)

    def _fits(self, filters: int, search: int) -> bool:
        shown = [*self._filters[:filters], *([self._output] if self._output is not None else [])]
        gaps = (len(shown) + 2) * MIDDLE
        return sum(each.sizeHint().width() for each in shown) + search + gaps <= self.width()


class _Foot(QFrame):
    """The line below a list: how many rows it holds, and what they add up to."""

    def __init__(self) -> None:
        super().__init__()
        self._count = labels.muted_line("")
        self._totals = labels.amount("")
        self._detail = labels.caption("", wraps=True)
        line = QHBoxLayout()
        line.setContentsMargins(MIDDLE, SMALL, MIDDLE, SMALL)
        line.addWidget(self._count, 1)
        line.addWidget(self._totals)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(rule())
        layout.addLayout(line)
        below = QVBoxLayout()
        below.setContentsMargins(MIDDLE, 0, MIDDLE, SMALL)
        below.addWidget(self._detail)
        layout.addLayout(below)
        self._detail.hide()
        self.hide()

    def set_texts(self, count: str, totals: str, detail: str) -> None:
        for label, text in ((self._count, count), (self._totals, totals), (self._detail, detail)):
            label.setText(text)
        self._detail.setVisible(bool(detail))
        self.setVisible(bool(count or totals or detail))
