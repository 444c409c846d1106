"""Overlay shown while a file is dragged over the window."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.theme.apply import SEMIBOLD, font, roles
from microdesk_desktop.gui.theme.tokens import CARD_RADIUS, LEAD, WIDE

OPACITY = 235


class DropOverlay(QWidget):
    """Covers the window with the text of what dropping will do."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFont(font(LEAD, SEMIBOLD))
        self.hide()

    def set_visible(self, visible: bool) -> None:
        """Show it above everything, or hide it."""
        self.setVisible(visible)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(colours.surface)
        ground.setAlpha(OPACITY)
        painter.fillRect(self.rect(), ground)
        painter.setPen(QPen(QColor(colours.accent), 2, Qt.PenStyle.DashLine))
        frame = self.rect().adjusted(WIDE, WIDE, -WIDE, -WIDE)
        painter.drawRoundedRect(frame, CARD_RADIUS, CARD_RADIUS)
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, tr("Déposez vos fichiers pour les importer"))
        painter.end()
