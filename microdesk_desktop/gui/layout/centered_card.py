"""The layout of the screens before the vault is open: the program's name above one centred card."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from microdesk_desktop.gui.layout.cards import card
from microdesk_desktop.gui.layout.scroll import Scroll
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import MIDDLE, ROOMY, WIDE
from microdesk_desktop.gui.widgets import labels

NARROW, BROAD = 420, 560


class CenteredCard(Scroll):
    """A card in the middle of the window; it scrolls when the text is too large to fit."""

    def __init__(self, width: int = NARROW) -> None:
        inside = QWidget()
        super().__init__(inside)
        frame, self.body = card(ROOMY, MIDDLE)
        self._card, self._most = frame, width
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(WIDE, ROOMY, WIDE, ROOMY)
        layout.setSpacing(WIDE)
        layout.addStretch(2)
        layout.addLayout(_centred(*labels.brand(22)))
        layout.addLayout(_centred(frame))
        layout.addStretch(3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._card.setFixedWidth(min(scaled(self._most), self.viewport().width() - 2 * WIDE))
        super().resizeEvent(event)

    def holds_closing(self) -> bool:
        """Whether the window stays open for now: the screen asks the user first, and closes it again itself."""
        return False


def _centred(*widgets: QWidget) -> QHBoxLayout:
    """The widgets centred by stretches: an alignment would ignore the height that wrapped texts need."""
    line = QHBoxLayout()
    line.setSpacing(0)
    line.addStretch()
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch()
    return line
