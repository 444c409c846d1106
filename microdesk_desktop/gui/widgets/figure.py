"""A figure that leads to what explains it."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton

from microdesk_desktop.gui.theme.apply import MEDIUM, SEMIBOLD, font
from microdesk_desktop.gui.theme.tokens import CAPTION, FIGURE
from microdesk_desktop.gui.widgets.buttons import Act


class Figure(QPushButton):
    """An amount, or one per line, in tabular figures; pressing it calls `act`.

    `is_second`: it stands below another one, small and muted.
    """

    def __init__(self, act: Act, *, size: int = FIGURE, at_start: bool = False, is_second: bool = False) -> None:
        super().__init__()
        self.setProperty("look", "figure")
        self.setProperty("rank", "second" if is_second else "first")
        self.setProperty("at", "start" if at_start else "end")
        weight = MEDIUM if is_second else SEMIBOLD
        self.setFont(font(CAPTION if is_second else size, weight, tabular=True))
        self.setAutoDefault(False)
        self.clicked.connect(lambda: act())

    def fill(self, text: str, name: str, definition: str) -> None:
        """Show the amounts; a screen reader reads `name` and `definition`, which is the tool tip too."""
        self.setText(text)
        self.setAccessibleName(name)
        self.setAccessibleDescription(definition)
        self.setToolTip(definition)

    def minimumSizeHint(self) -> QSize:
        """All of it: the least height of the style is that of body text, and would cut a larger figure."""
        return self.sizeHint()
