"""A sentence with the buttons that answer it: at its right, or below it where the sentence would get too narrow."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL
from microdesk_desktop.gui.widgets.fitted import Fitted
from microdesk_desktop.gui.widgets.wrapping import Wrapping

LEAST_SENTENCE = 240
"""The width that is left to the sentence beside its buttons: about forty characters to a line."""


class Answered(Fitted, QWidget):
    """`texts` holds labels that wrap; buttons that are hidden take no room."""

    def __init__(self, texts: QLayout, *answers: QWidget) -> None:
        super().__init__()
        self._answers = Wrapping(*answers)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(MIDDLE)
        self._line.addLayout(texts, 1)
        self._line.addWidget(self._answers)

    def minimumSizeHint(self) -> QSize:
        """The width of the widest button: the sentence wraps."""
        return QSize(self._answers.minimumSizeHint().width(), super().minimumSizeHint().height())

    def fit(self) -> None:
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        taken = self._answers.sizeHint().width()
        direction = below if taken and self.width() - taken - MIDDLE < scaled(LEAST_SENTENCE) else beside
        if direction is not self._line.direction():
            self._line.setDirection(direction)
            self._line.setSpacing(MIDDLE if direction is beside else SMALL)
