"""A frame that shows where files may be dropped, and which; the whole window takes them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from microdesk_desktop.gui.theme.apply import roles
from microdesk_desktop.gui.theme.icons import Picture
from microdesk_desktop.gui.theme.tokens import CARD_RADIUS, ROOMY, SMALL, WIDE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.answered import Answered

ICON_SIZE = 28


class DropZone(QWidget):
    """An icon, what to drop, the formats, and the button that chooses files instead."""

    def __init__(self, text: str, formats: str, button_text: str, choose: buttons.Act) -> None:
        super().__init__()
        button = buttons.primary(button_text, choose)
        self.setFocusProxy(button)
        texts = QVBoxLayout()
        texts.setSpacing(SMALL)
        texts.addWidget(labels.lead(text))
        texts.addWidget(labels.muted(formats))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(ROOMY, ROOMY, ROOMY, ROOMY)
        layout.setSpacing(WIDE)
        layout.addWidget(Picture("file-up", "accent", size=ICON_SIZE), alignment=Qt.AlignmentFlag.AlignTop)
        layout.addWidget(Answered(texts, button), 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(colours.panel))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), CARD_RADIUS, CARD_RADIUS)
        painter.end()
