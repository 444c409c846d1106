"""A field for a text of any length, as high as it is long: it is the page that scrolls."""

from math import ceil

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from microdesk_desktop.gui.theme.apply import font
from microdesk_desktop.gui.theme.tokens import BODY

_FRAME = 22
"""Padding and borders above and below the text, from the stylesheet."""


class GrowingText(QPlainTextEdit):
    """The text, with its name for a screen reader, and at least so many lines high; Tab leaves it."""

    def __init__(self, name: str, least_lines: int) -> None:
        super().__init__()
        self._least_lines = least_lines
        self._measured = (-1, -1)
        self._height = 0.0
        self.setFont(font(BODY))
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self.updateGeometry())

    def written(self) -> str:
        """The text with line feeds; its no-break spaces stay, which `toPlainText` replaces."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def minimumSizeHint(self) -> QSize:
        """The stylesheet's least height wins over `setMinimumHeight`, but not over the hint."""
        least = self._least_lines * self.fontMetrics().lineSpacing()
        margins = 2 * self.document().documentMargin()
        return QSize(super().minimumSizeHint().width(), ceil(max(least, self._text_height()) + margins) + _FRAME)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower field, such as beside the page's scroll bar, wraps its text into more lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _text_height(self) -> float:
        """The height of all blocks, added up once for each state of the text: layouts ask for it several times."""
        state = (self.document().revision(), self.viewport().width())
        if state != self._measured:
            layout, block, height = self.document().documentLayout(), self.document().begin(), 0.0
            while block.isValid():
                height += layout.blockBoundingRect(block).height()
                block = block.next()
            self._measured, self._height = state, height
        return self._height


class Grown(QWidget):
    """Holds such a field in a layout of Qt, where the stylesheet's least height would win over that of the text."""

    def __init__(self, text: GrowingText) -> None:
        super().__init__()
        self._text = text
        text.setParent(self)
        self.setFocusProxy(text)
        self.setSizePolicy(text.sizePolicy())

    def minimumSizeHint(self) -> QSize:
        return self._text.minimumSizeHint()

    def sizeHint(self) -> QSize:
        return self._text.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._text.setGeometry(self.rect())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)
