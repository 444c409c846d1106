"""A list in its card: filter chips and a search line above, the table below."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.cards import rule
from microdesk_desktop.gui.icons import icon
from microdesk_desktop.gui.lines import line
from microdesk_desktop.gui.roles import MIDDLE, SMALL
from microdesk_desktop.gui.table import Table

SEARCH_WIDTH = 200


class SearchLine(QLineEdit):
    """What Ctrl+F goes to; Esc empties it, Down and Enter go to what was found."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFont(line().font())
        self.setPlaceholderText(tr("Rechercher… Ctrl F"))
        self.setAccessibleName(tr("Rechercher"))
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ListCard(QFrame):
    """A card with a table; `filters` are the widgets at the left of the search line."""

    def __init__(self, table: "Table[Any]", *filters: QWidget) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.search = SearchLine()
        self.search.setMinimumWidth(SEARCH_WIDTH)
        self.search.left.connect(table.setFocus)
        self.setFocusProxy(table)
        head = QHBoxLayout()
        head.setContentsMargins(MIDDLE, SMALL + 2, MIDDLE, SMALL + 2)
        head.setSpacing(MIDDLE)
        for each in filters:
            head.addWidget(each)
        head.addStretch(1)
        head.addWidget(self.search)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(rule())
        layout.addWidget(table, 1)
