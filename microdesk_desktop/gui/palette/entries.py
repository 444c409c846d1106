"""The entries of the command palette: an icon, a text with its detail, and an amount or a shortcut at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.theme.apply import MEDIUM, font, roles, scaled
from microdesk_desktop.gui.theme.icons import icon, icon_size
from microdesk_desktop.gui.theme.tokens import BODY, CAPTION, MIDDLE, SMALL
from microdesk_desktop.gui.window.commands import Command

Index = QModelIndex | QPersistentModelIndex
ENTRY_HEIGHT = 36
# As many as the eye takes in; the others are a few letters away.
IN_SIGHT = 12
# Longer texts are cut anyway, and take long to measure.
MEASURED = 300
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PaletteList(QListWidget):
    """Entries of which one is selected; the focus stays in the field above, which moves the selection."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFont(font(BODY))
        self.setIconSize(icon_size())
        self.setItemDelegate(_EntryDelegate(self))
        self.setAccessibleName(tr("Résultats"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.itemClicked.connect(lambda _: self.chosen.emit())

    @property
    def current(self) -> Command | None:
        """The selected entry."""
        item = self.currentItem()
        entry: Command | None = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return entry

    @property
    def wanted_height(self) -> int:
        """The height of all entries, or of those in sight at once."""
        return min(self.count(), IN_SIGHT) * scaled(ENTRY_HEIGHT)

    def show_entries(self, entries: Sequence[Command], place: int) -> None:
        """Show these entries, with the one at `place` selected."""
        self.clear()
        for entry in entries:
            item = QListWidgetItem(icon(entry.icon), entry.text, self)
            item.setData(Qt.ItemDataRole.UserRole, entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, entry.spoken)
        self.setCurrentRow(place)

    def move_by(self, key: int) -> None:
        """Move the selection by a key: Up and Down go round, Home and End to the ends, Page Up and Down by a screen."""
        last, row = self.count() - 1, self.currentRow()
        if last < 0:
            return
        screen = max(1, self.viewport().height() // scaled(ENTRY_HEIGHT) - 1)
        places = {
            Qt.Key.Key_Up: row - 1 if row > 0 else last,
            Qt.Key.Key_Down: row + 1 if row < last else 0,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
            Qt.Key.Key_PageUp: max(0, row - screen),
            Qt.Key.Key_PageDown: min(last, row + screen),
        }
        self.setCurrentRow(places[Qt.Key(key)])
        self.announce()

    def announce(self) -> None:
        """Have a screen reader read the selected entry and its place, as the focus is elsewhere."""
        entry = self.current
        if entry is not None:
            place = tr("{place} sur {count}").format(place=self.currentRow() + 1, count=self.count())
            screen_reader.announce(self, f"{entry.spoken}, {place}")


class _EntryDelegate(QStyledItemDelegate):
    """Paints an entry; its detail is cut before its text, its amount never."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._text, self._detail = font(BODY, MEDIUM), font(CAPTION)
        self._figures = font(BODY, tabular=True)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, scaled(ENTRY_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Command = index.data(Qt.ItemDataRole.UserRole)
        self._paint_ground(painter, option, index)
        rect: QRect = option.rect
        area = rect.adjusted(MIDDLE + icon_size().width() + MIDDLE, 0, -MIDDLE, 0)
        colours = roles()
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        quiet = QColor(colours.on_accent_soft if is_selected else colours.text_muted)
        painter.setPen(QColor(colours.on_accent_soft if is_selected else colours.text) if entry.amount else quiet)
        area = _draw_right(
            painter, area, self._figures if entry.amount else self._detail, entry.amount or entry.shortcut
        )
        painter.setPen(QColor(colours.on_accent_soft if is_selected else colours.text))
        area = _draw_left(painter, area, self._text, entry.text)
        painter.setPen(quiet)
        _draw_left(painter, area, self._detail, entry.detail)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground and the icon, as the style paints those of any list."""
        blank = QStyleOptionViewItem(option)
        self.initStyleOption(blank, index)
        blank.text = ""
        blank.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, blank, painter, blank.widget)


def _draw_right(painter: QPainter, area: QRect, typeface: QFont, text: str) -> QRect:
    """Draw a text whole at the right; returns what is left of the area."""
    painter.setFont(typeface)
    painter.drawText(area, _RIGHT, text)
    width = QFontMetrics(typeface).horizontalAdvance(text)
    return area.adjusted(0, 0, -width - MIDDLE, 0) if text else area


def _draw_left(painter: QPainter, area: QRect, typeface: QFont, text: str) -> QRect:
    """Draw a text at the left, cut to the area; returns what is left of it."""
    metrics = QFontMetrics(typeface)
    shown = metrics.elidedText(visible(text[:MEASURED]), Qt.TextElideMode.ElideRight, area.width())
    painter.setFont(typeface)
    painter.drawText(area, _LEFT, shown)
    return area.adjusted(metrics.horizontalAdvance(shown) + SMALL, 0, 0, 0)
