"""The quiet page before the vault is open: the program's name, one card in the middle, one thing to do."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from microdesk_desktop.gui.theme.tokens import MIDDLE, ROOMY, WIDE
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.cards import card
from microdesk_desktop.gui.widgets.scroll import Scroll

NARROW, BROAD = 420, 560


class CenteredCard(Scroll):
    """A card in the middle of the window; it scrolls rather than clips when the text is large."""

    def __init__(self, width: int = NARROW) -> None:
        inside = QWidget()
        super().__init__(inside)
        frame, self.body = card(ROOMY, MIDDLE)
        frame.setFixedWidth(width)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(WIDE, ROOMY, WIDE, ROOMY)
        layout.setSpacing(WIDE)
        layout.addStretch(2)
        layout.addLayout(_centred(*labels.brand(22)))
        layout.addLayout(_centred(frame))
        layout.addStretch(3)


def _centred(*widgets: QWidget) -> QHBoxLayout:
    """Stretches rather than an alignment, which would forget that wrapped texts need height."""
    line = QHBoxLayout()
    line.setSpacing(0)
    line.addStretch()
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch()
    return line
