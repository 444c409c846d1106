"""Empty state of a list: why it is empty and what to do."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.icons import Picture
from microdesk_desktop.gui.theme.tokens import MIDDLE, ROOMY, SMALL
from microdesk_desktop.gui.widgets import buttons, labels

ICON_SIZE = 28
TEXT_WIDTH = 420


class EmptyState(QWidget):
    """An icon, one sentence, one explanation, and at most one action, in the middle."""

    def __init__(
        self,
        icon_name: str,
        text: str,
        explanation: str = "",
        action: tuple[str, Callable[[], object]] | None = None,
        *,
        width: int = TEXT_WIDTH,
    ) -> None:
        super().__init__()
        width = scaled(width)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(ROOMY, ROOMY, ROOMY, ROOMY)
        layout.setSpacing(SMALL)
        layout.addStretch(2)
        layout.addWidget(Picture(icon_name, size=ICON_SIZE), alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(SMALL)
        for label in (labels.lead(text), labels.muted(explanation)):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setFixedSize(width, max(0, label.heightForWidth(width)))
            layout.addWidget(label, alignment=Qt.AlignmentFlag.AlignHCenter)
            label.setVisible(bool(label.text()))
        if action:
            layout.addSpacing(MIDDLE)
            button = buttons.primary(*action)
            layout.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)
            self.setFocusProxy(button)
        layout.addStretch(3)
