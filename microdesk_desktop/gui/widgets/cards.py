"""Cards: framed panels, and small ones that show one figure."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from microdesk_desktop.gui.theme.tokens import MIDDLE, TIGHT, WIDE
from microdesk_desktop.gui.widgets import labels


def card(padding: int = WIDE, spacing: int = MIDDLE) -> tuple[QFrame, QVBoxLayout]:
    """An empty card and its column."""
    made = QFrame()
    made.setProperty("look", "card")
    layout = QVBoxLayout(made)
    layout.setContentsMargins(padding, padding, padding, padding)
    layout.setSpacing(spacing)
    return made, layout


def rule() -> QFrame:
    """A fine horizontal line."""
    made = QFrame()
    made.setProperty("look", "rule")
    return made


class FigureCard(QFrame):
    """A figure under its caption; a screen reader reads both together."""

    def __init__(self, text: str, value: str = "") -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._caption = labels.caption(text)
        self._figure = labels.figure(value)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(WIDE, MIDDLE, WIDE, MIDDLE)
        layout.setSpacing(TIGHT)
        layout.addWidget(self._caption)
        layout.addWidget(self._figure)

    def set_value(self, value: str) -> None:
        """Show a new figure."""
        self._figure.setText(value)
        self.setAccessibleName(f"{self._caption.text()} : {value}")


def row(*widgets: QWidget, spacing: int = MIDDLE) -> QWidget:
    """Widgets side by side, sharing the width."""
    made = QWidget()
    layout = QHBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        layout.addWidget(widget)
    return made
