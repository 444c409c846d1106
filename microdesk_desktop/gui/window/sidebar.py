"""The sidebar: one entry per page with its badge, and a foot with the state of the vault."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.gui.theme.apply import MEDIUM, SEMIBOLD, font, roles, scaled
from microdesk_desktop.gui.theme.icons import icon
from microdesk_desktop.gui.theme.tokens import BODY, CAPTION, MIDDLE, SMALL, TIGHT, WIDE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.cards import rule
from microdesk_desktop.gui.widgets.labels import restyle

WIDTH, NARROW_WIDTH = 212, 64
ICON = QSize(18, 18)
BADGE_PADDING = 7
FOOT_INDENT = 10


class Sidebar(QFrame):
    """Entries in sections; `chosen` carries the key of a page."""

    chosen = Signal(str)

    def __init__(self, lock: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("look", "sidebar")
        self._entries: dict[str, Entry] = {}
        self._group = QButtonGroup(self)
        self._wide_only: list[QWidget] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(TIGHT)
        self._countdown = labels.caption("", wraps=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MIDDLE, WIDE, MIDDLE, MIDDLE)
        layout.setSpacing(MIDDLE)
        layout.addWidget(self._brand())
        layout.addLayout(self._column)
        layout.addStretch()
        layout.addWidget(rule())
        self._footing = self._foot(lock)
        layout.addLayout(self._footing)
        self.set_narrow(False)

    def add_section(self, text: str) -> None:
        """Add a heading above the entries that follow."""
        label = labels.section(text)
        label.setContentsMargins(10, MIDDLE, 0, TIGHT)
        self._wide_only.append(label)
        self._column.addWidget(label)

    def add_entry(self, key: str, text: str, icon_name: str, shortcut: str) -> None:
        """Add a page."""
        entry = Entry(text, icon_name, shortcut)
        entry.clicked.connect(lambda: self.chosen.emit(key))
        self._group.addButton(entry)
        self._entries[key] = entry
        self._column.addWidget(entry)

    def check(self, key: str) -> None:
        """Mark the page that is in sight."""
        self._entries[key].setChecked(True)

    def focus(self, key: str) -> None:
        """Focus a page's entry, when the page has no widget that takes the focus."""
        self._entries[key].setFocus()

    def set_badge(self, key: str, count: int) -> None:
        """Set the number in a page's badge; 0 hides it."""
        self._entries[key].set_badge(count)

    def set_minutes_left(self, minutes: int) -> None:
        """Show in how many minutes the vault locks unless the user acts."""
        text = ntr("Verrouillage dans {count} min", "Verrouillage dans {count} min", minutes)
        self._countdown.setText(text.format(count=minutes))

    def set_narrow(self, narrow: bool) -> None:
        """Show icons alone, or icons and texts."""
        self.setFixedWidth(scaled(NARROW_WIDTH if narrow else WIDTH))
        self._footing.setContentsMargins(0 if narrow else FOOT_INDENT, 0, 0, TIGHT)
        for widget in self._wide_only:
            widget.setVisible(not narrow)
        for entry in self._entries.values():
            entry.set_narrow(narrow)

    def _brand(self) -> QWidget:
        holder = QWidget()
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(10, 0, 0, 0)
        layout.setSpacing(0)
        for label in labels.brand():
            layout.addWidget(label)
            self._wide_only.append(label)
        layout.addStretch()
        holder.setMinimumHeight(ICON.height() + SMALL)
        return holder

    def _foot(self, lock: Callable[[], object]) -> QHBoxLayout:
        state = labels.caption(tr("Coffre chiffré sur cet ordinateur"), wraps=True)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        for label in (state, self._countdown):
            texts.addWidget(label)
            self._wide_only.append(label)
        foot = QHBoxLayout()
        foot.setContentsMargins(FOOT_INDENT, 0, 0, TIGHT)
        foot.addLayout(texts, 1)
        foot.addWidget(buttons.bare("lock", tr("Verrouiller (Ctrl+L)"), lock), alignment=Qt.AlignmentFlag.AlignTop)
        return foot


class Entry(QPushButton):
    """One page in the sidebar, with its badge at the right."""

    def __init__(self, text: str, icon_name: str, shortcut: str) -> None:
        super().__init__(text)
        self._words = text
        self._shortcut = shortcut
        self._count = 0
        self.setProperty("look", "entry")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setIcon(icon(icon_name, checked_role="accent"))
        self.setIconSize(ICON)
        self.setFont(font(BODY, MEDIUM))
        self._badge_font = font(CAPTION, SEMIBOLD, tabular=True)
        self._name()

    def set_badge(self, count: int) -> None:
        """Set the number in the badge; 0 hides it."""
        self._count = count
        self._name()
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon alone, or with its text."""
        self.setText("" if narrow else f" {self._words}")
        restyle(self, "narrow", narrow)

    def _name(self) -> None:
        waiting = ntr("{count} élément à traiter", "{count} éléments à traiter", self._count).format(count=self._count)
        self.setAccessibleName(f"{self._words}, {waiting}" if self._count else self._words)
        self.setToolTip(f"{self._words} ({self._shortcut})" if self._shortcut else self._words)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._count:
            return
        colours = roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, ink = colours.neutral_soft, colours.neutral
        if self.isChecked():
            ground, ink = colours.accent, colours.on_accent
        painter.setBrush(QColor(ground))
        painter.setPen(Qt.PenStyle.NoPen)
        if self.text():
            self._paint_count(painter, ink)
        else:
            painter.drawEllipse(QRect(self.width() - 14, 6, 8, 8))
        painter.end()

    def _paint_count(self, painter: QPainter, ink: str) -> None:
        metrics = QFontMetrics(self._badge_font)
        text = str(self._count) if self._count < 1000 else "999+"
        height = metrics.height() + 2
        width = max(height, metrics.horizontalAdvance(text) + 2 * BADGE_PADDING)
        badge = QRect(self.width() - width - 10, (self.height() - height) // 2, width, height)
        painter.drawRoundedRect(badge, height / 2, height / 2)
        painter.setFont(self._badge_font)
        painter.setPen(QColor(ink))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)
