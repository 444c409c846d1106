"""One page in the sidebar, with its badge at the right; and the heading of a section, which collapses it."""

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QToolTip, QWidget

from microdesk_desktop.base.format import counts
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.gui.accessible_roles import LINK, mark
from microdesk_desktop.gui.theme.apply import MEDIUM, SEMIBOLD, font, roles, scaled
from microdesk_desktop.gui.theme.icons import icon, icon_size
from microdesk_desktop.gui.theme.tokens import BODY, CAPTION
from microdesk_desktop.gui.widgets.labels import in_capitals, restyle

ICON, CHEVRON = 18, 12
BADGE_PADDING = 7
EDGE = 10
MOST_SHOWN = 999


class Entry(QPushButton):
    """Leads to a page. In a narrow sidebar it is the icon alone, and its name appears at once beside it."""

    def __init__(self, text: str, icon_name: str) -> None:
        super().__init__(text)
        self._words = text
        self._icon_name = icon_name
        self._shortcut = ""
        self._count = 0
        self.is_current = False
        self.setProperty("look", "entry")
        mark(self, LINK)
        self.setAutoDefault(False)
        self.setIcon(icon(icon_name))
        self.setIconSize(icon_size(ICON))
        self.setFont(font(BODY, MEDIUM))
        self._badge_font = font(CAPTION, SEMIBOLD, tabular=True)
        self._name()

    @property
    def count(self) -> int:
        """The number in the badge; 0 without one."""
        return self._count

    def set_current(self, current: bool) -> None:
        """Mark the page that is in sight."""
        self.is_current = current
        self.setIcon(icon(self._icon_name, "accent" if current else "text_muted"))
        restyle(self, "current", current)
        self._name()

    def set_badge(self, count: int) -> None:
        """Set the number in the badge; 0 hides it."""
        self._count = count
        self._name()
        self.update()

    def set_shortcut(self, shortcut: str) -> None:
        """Name the keys that lead to the page; empty without any."""
        self._shortcut = shortcut
        self._name()

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon alone, or with its text."""
        self.setText("" if narrow else f" {self._words}")
        restyle(self, "narrow", narrow)

    def _name(self) -> None:
        waiting = ntr("{count} élément à traiter", "{count} éléments à traiter", self._count)
        waiting = waiting.format(count=counts.count(self._count))
        self.setAccessibleName(f"{self._words}, {waiting}" if self._count else self._words)
        self.setAccessibleDescription(tr("Page affichée") if self.is_current else "")
        self.setToolTip(f"{self._words} ({self._shortcut})" if self._shortcut else self._words)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._show_name()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._show_name()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        QToolTip.hideText()

    def _show_name(self) -> None:
        """Show the name of a narrow entry at once, not after the delay of a tool tip."""
        if not self.text():
            QToolTip.showText(self.mapToGlobal(QPoint(self.width(), 0)), self.toolTip(), self, self.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._count:
            paint_badge(self, self._count, self._badge_font, is_strong=self.is_current, is_dot=not self.text())


class SectionHeading(QPushButton):
    """The name of a group of entries; a click collapses the group, or shows it again."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._words = text
        self._count = 0
        self.is_collapsed = False
        self.setProperty("look", "section")
        self.setAutoDefault(False)
        self.setFont(in_capitals(font(CAPTION, MEDIUM)))
        self._badge_font = font(CAPTION, SEMIBOLD, tabular=True)
        self.set_collapsed(False, 0)

    def set_collapsed(self, collapsed: bool, count: int) -> None:
        """Mark the group as collapsed, with the sum of the badges that this hides."""
        self.is_collapsed, self._count = collapsed, count if collapsed else 0
        self.setAccessibleName(self._words)
        self.setAccessibleDescription(tr("Section repliée") if collapsed else tr("Section dépliée"))
        self.setToolTip(tr("Déplier") if collapsed else tr("Replier"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._count:
            paint_badge(self, self._count, self._badge_font)
        elif self.is_collapsed or self.underMouse() or self.hasFocus():
            self._paint_chevron()

    def _paint_chevron(self) -> None:
        painter = QPainter(self)
        side = scaled(CHEVRON)
        area = QRect(self.width() - side - EDGE, (self.height() - side) // 2, side, side)
        icon("chevron-right" if self.is_collapsed else "chevron-down").paint(painter, area)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)


def paint_badge(widget: QWidget, count: int, typeface: QFont, *, is_strong: bool = False, is_dot: bool = False) -> None:
    """Paint a number at the right edge of a widget, or a dot in its corner where there is no room for it."""
    colours = roles()
    ground, ink = (colours.accent, colours.on_accent) if is_strong else (colours.neutral_soft, colours.neutral)
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if is_dot:
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(QRect(widget.width() - 14, 5, 8, 8))
    else:
        painter.setBrush(QColor(ground))
        _paint_count(painter, widget.rect(), str(count) if count <= MOST_SHOWN else f"{MOST_SHOWN}+", typeface, ink)
    painter.end()


def _paint_count(painter: QPainter, room: QRect, text: str, typeface: QFont, ink: str) -> None:
    metrics = QFontMetrics(typeface)
    height = metrics.height() + 2
    width = max(height, metrics.horizontalAdvance(text) + 2 * BADGE_PADDING)
    badge = QRect(room.width() - width - EDGE, (room.height() - height) // 2, width, height)
    painter.drawRoundedRect(badge, height / 2, height / 2)
    painter.setFont(typeface)
    painter.setPen(QColor(ink))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)
