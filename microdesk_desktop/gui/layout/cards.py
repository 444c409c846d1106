"""Cards: framed panels, the lines between their parts, and widgets side by side."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from microdesk_desktop.gui.theme.tokens import MIDDLE, WIDE


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


def row(*widgets: QWidget, spacing: int = MIDDLE) -> QWidget:
    """Widgets side by side, sharing the width."""
    made = QWidget()
    layout = QHBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        layout.addWidget(widget)
    return made
