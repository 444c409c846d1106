"""The base of the steps of the welcome."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.gui.theme.tokens import MIDDLE


class WelcomeStep(QWidget):
    """Fields or texts in a column; `title` stands above it, `button_text` on the button that goes on."""

    def __init__(self, title: str, button_text: str) -> None:
        super().__init__()
        self.title = title
        self.button_text = button_text
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(MIDDLE)

    def check(self) -> bool:
        """Whether the step is complete; if not, it shows what is missing."""
        return True
