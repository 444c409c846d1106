"""A card with a group of settings."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from microdesk_desktop.gui.theme.tokens import MIDDLE, TIGHT, WIDE
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.cards import rule


class SettingsCard(QFrame):
    """Lines of settings in a card."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        self._column.setSpacing(MIDDLE)
        self._column.addWidget(labels.heading(title))

    def add_line(self, name: str, explanation: str | QLabel, control: QWidget) -> None:
        """Add a setting: name and explanation at the left, control at the right."""
        if self._column.count() > 1:
            self._column.addWidget(rule())
        if isinstance(explanation, str):
            explanation = labels.caption(explanation, wraps=True)
        texts = QVBoxLayout()
        texts.setSpacing(TIGHT)
        texts.addWidget(labels.body(name))
        texts.addWidget(explanation)
        line = QHBoxLayout()
        line.setSpacing(WIDE)
        line.addLayout(texts, 1)
        line.addWidget(control)
        self._column.addLayout(line)

    def add(self, widget: QWidget) -> None:
        """Add a widget over the whole width."""
        self._column.addWidget(widget)
