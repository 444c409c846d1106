"""A link among texts, such as the name of a client: flush with them, and cut to the width that is left."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from microdesk_desktop.base.text import visible
from microdesk_desktop.gui.theme.apply import SEMIBOLD, font
from microdesk_desktop.gui.theme.tokens import BODY
from microdesk_desktop.gui.widgets.buttons import Act, literal
from microdesk_desktop.gui.widgets.labels import plain_tip

LEAST_WIDTH = 40
SLACK = 6  # the border, and glyphs that reach beyond their advance


class InlineLink(QPushButton):
    """The text may come from outside: it is shown as it is written; `name` precedes it for a screen reader."""

    def __init__(self, text: str, act: Act, *, name: str = "") -> None:
        super().__init__()
        self._name = name
        self._whole = ""
        self.setProperty("look", "inline")
        self.setFont(font(BODY, SEMIBOLD))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: act())
        self.set_words(text)

    def set_words(self, text: str) -> None:
        """Show another text."""
        self._whole = visible(text)
        self.setAccessibleName(" : ".join(filter(None, (self._name, self._whole))))
        self.updateGeometry()
        self._cut()

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._whole) + SLACK
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        width = max(self.width() - 2, LEAST_WIDTH)
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, width)
        self.setText(literal(shown))
        self.setToolTip(plain_tip(self._whole if shown != self._whole else ""))
