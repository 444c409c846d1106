"""Rare fields behind a button that unfolds them."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.theme.tokens import MIDDLE
from microdesk_desktop.gui.widgets import buttons


class Fold(QWidget):
    """A button with the name of what it unfolds, and the content below; folded at first."""

    def __init__(self, text: str, content: QWidget) -> None:
        super().__init__()
        self._text = text
        self._content = content
        self.button = buttons.link("", self._toggle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MIDDLE)
        layout.addWidget(self.button)
        layout.addWidget(content)
        self.set_open(False)

    @property
    def is_open(self) -> bool:
        """Whether the content is in sight."""
        return not self._content.isHidden()

    def set_open(self, is_open: bool) -> None:
        """Show the content or put it away."""
        self._content.setVisible(is_open)
        self.button.setText(tr("{part} : masquer").format(part=self._text) if is_open else f"{self._text}…")

    def _toggle(self) -> None:
        self.set_open(not self.is_open)
