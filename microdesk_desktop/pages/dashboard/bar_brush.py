"""How a bar is painted, in the chart and beside its name: filled, outlined, soft or hatched."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from microdesk_desktop.gui.theme.apply import roles
from microdesk_desktop.gui.theme.tokens import Palette
from microdesk_desktop.views.dashboard.charts import BarLook

SWATCH = 12


def bar_brush(look: BarLook, colours: Palette) -> QBrush:
    """What fills a bar."""
    match look:
        case BarLook.FULL:
            return QBrush(QColor(colours.accent))
        case BarLook.OUTLINED:
            return QBrush(QColor(colours.panel))
        case BarLook.SOFT:
            return QBrush(QColor(colours.accent_soft))
        case BarLook.HATCHED:
            return QBrush(QColor(colours.accent), Qt.BrushStyle.BDiagPattern)
        case BarLook.HATCHED_OUTLINE:
            return QBrush(QColor(colours.text_muted), Qt.BrushStyle.BDiagPattern)


def bar_line(look: BarLook, colours: Palette) -> QColor:
    """The colour of its outline."""
    is_muted = look in (BarLook.OUTLINED, BarLook.HATCHED_OUTLINE)
    return QColor(colours.text_muted if is_muted else colours.accent)


class Swatch(QWidget):
    """A small bar as the chart draws it."""

    def __init__(self, look: BarLook) -> None:
        super().__init__()
        self._look = look
        self.setFixedSize(SWATCH, SWATCH)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = roles()
        painter = QPainter(self)
        painter.setPen(QPen(bar_line(self._look, colours), 1.5))
        painter.setBrush(bar_brush(self._look, colours))
        painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        painter.end()
