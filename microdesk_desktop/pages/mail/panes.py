"""Folders, conversations and the reading pane side by side, as many of them as the window has room for."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL

THREE_FROM, TWO_FROM = 1_340, 940
"""Widths of the window from which three panes, or two, leave a line of text its sixty letters."""
FOLDERS_WIDTH = 208
LIST_SHARE, LEAST_LIST, MOST_LIST = 0.28, 348, 480
"""Of the window's width: a list of mail is read by its subjects, a letter by lines of sixty to ninety letters."""

_UNBOUNDED = 16_777_215
"""The largest width that Qt takes."""


class Panes(QWidget):
    """The bar stands above the reading pane.

    In a narrow window the reading pane takes the place of the list once `open_reading` was called.
    `arranged` comes when another number of panes is in sight.
    """

    arranged = Signal()

    def __init__(self, folders: QWidget, conversations: QWidget, bar: QWidget, reading: QWidget) -> None:
        super().__init__()
        self._folders = QFrame()
        self._folders.setProperty("look", "card")
        inside = QVBoxLayout(self._folders)
        inside.setContentsMargins(1, SMALL, 1, SMALL)
        inside.addWidget(folders)
        self._list, self._reading = conversations, QWidget()
        column = QVBoxLayout(self._reading)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addWidget(bar)
        column.addWidget(reading, 1)
        self._is_reading = False
        self.count = 0
        """How many panes are side by side: 1, 2 or 3; 0 before the first arrangement."""
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(MIDDLE)
        line.addWidget(self._folders)
        line.addWidget(conversations)
        line.addWidget(self._reading, 1)
        self._folders.setFixedWidth(scaled(FOLDERS_WIDTH))

    @property
    def is_reading_alone(self) -> bool:
        """Whether the reading pane stands in the place of the list."""
        return self.count == 1 and self._is_reading

    def open_reading(self) -> None:
        """Bring the reading pane into sight."""
        self._is_reading = True
        self._arrange()

    def close_reading(self) -> bool:
        """Bring the list back; False where it is in sight already."""
        was_alone, self._is_reading = self.is_reading_alone, False
        self._arrange()
        if was_alone:
            self._list.setFocus()
        return was_alone

    def _arrange(self) -> None:
        width = self.window().width()
        count = 3 if width >= scaled(THREE_FROM) else 2 if width >= scaled(TWO_FROM) else 1
        self._folders.setVisible(count == 3)
        self._list.setVisible(count > 1 or not self._is_reading)
        self._reading.setVisible(count > 1 or self._is_reading)
        if count != self.count:
            self.count = count
            self.arranged.emit()
        fixed = max(scaled(LEAST_LIST), min(round(width * LIST_SHARE), scaled(MOST_LIST))) if count > 1 else 0
        self._list.setMinimumWidth(fixed)
        self._list.setMaximumWidth(fixed or _UNBOUNDED)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._arrange()
        return super().event(event)
