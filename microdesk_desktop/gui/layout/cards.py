"""Cards: framed panels, the lines between their parts, and widgets side by side or below one another."""

from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

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
    return _holding(QHBoxLayout(), widgets, spacing)


def stacked(*widgets: QWidget, spacing: int = MIDDLE) -> QWidget:
    """Widgets below one another."""
    return _holding(QVBoxLayout(), widgets, spacing)


def at_left(widget: QWidget) -> QWidget:
    """A widget as wide as it needs, at the left of its line."""
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(widget)
    line.addStretch()
    return made


def _holding(layout: QBoxLayout, widgets: Sequence[QWidget], spacing: int) -> QWidget:
    made = QWidget()
    made.setLayout(layout)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        layout.addWidget(widget)
    return made
