"""Widgets side by side, or one below the other where the width does not suffice."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from microdesk_desktop.gui.theme.tokens import SMALL


class Beside(QWidget):
    """A row that becomes a column, so that a narrow window cuts nothing off."""

    def __init__(self, *widgets: QWidget, spacing: int = SMALL) -> None:
        super().__init__()
        self._widgets = widgets
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(spacing)
        for widget in widgets:
            self._line.addWidget(widget)

    def sizeHint(self) -> QSize:
        """The width of the row, even while it is a column: else it would not become a row again."""
        return QSize(self._row_width(), self._line.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The width of the widest widget."""
        widest = max((each.minimumSizeHint().width() for each in self._widgets), default=0)
        return QSize(widest, self._line.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fits = self.width() >= self._row_width()
        direction = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if self._line.direction() != direction:
            self._line.setDirection(direction)
            self.updateGeometry()

    def _row_width(self) -> int:
        gaps = self._line.spacing() * (len(self._widgets) - 1)
        return sum(each.sizeHint().width() for each in self._widgets) + gaps
