"""Command palette (Ctrl+K): every available action, searched by words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.text import fold
from microdesk_desktop.gui.theme.apply import font, roles
from microdesk_desktop.gui.theme.icons import icon
from microdesk_desktop.gui.theme.tokens import BODY, FIGURE, MIDDLE, SMALL

WIDTH, TOP = 520, 96
ICON = QSize(16, 16)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """An action with its text, its icon and its shortcut as text."""

    text: str
    act: Callable[[], object]
    icon: str = "arrow-right"
    shortcut: str = ""


class CommandPalette(QFrame):
    """Filters as the user types; Enter runs the selected action, Esc or a click elsewhere closes."""

    def __init__(self, front: QWidget) -> None:
        super().__init__(front)
        self._front = front
        self.setProperty("look", "popup")
        self._commands: Sequence[Command] = ()
        self._field = QLineEdit()
        self._field.setFont(font(FIGURE))
        self._field.setPlaceholderText(tr("Que voulez-vous faire ?"))
        self._field.setAccessibleName(tr("Rechercher une action"))
        self._field.textChanged.connect(self._filter)
        self._field.installEventFilter(self)
        self._list = QListWidget()
        self._list.setFont(font(BODY))
        self._list.setIconSize(ICON)
        self._list.setItemDelegate(_CommandDelegate(self._list))
        self._list.setAccessibleName(tr("Actions"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.itemClicked.connect(lambda _: self._run())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SMALL, SMALL, SMALL, SMALL)
        layout.setSpacing(SMALL)
        layout.addWidget(self._field)
        layout.addWidget(self._list)
        self.hide()

    def open_with(self, commands: Sequence[Command]) -> None:
        """Open with these actions."""
        self._commands = commands
        self._field.clear()
        self._filter("")
        self.place()
        self.show()
        self.raise_()
        self._field.setFocus()

    def place(self) -> None:
        """Set position and size: centred, as tall as the list of actions, within the window."""
        room, rows = self._front.rect(), max(1, len(self._commands)) * self._list.sizeHintForRow(0)
        height = self._field.sizeHint().height() + 4 * SMALL + rows
        self.setGeometry((room.width() - WIDTH) // 2, TOP, WIDTH, min(height, room.height() - 2 * TOP))

    def _filter(self, typed: str) -> None:
        words = fold(typed).split()
        self._list.clear()
        for command in self._commands:
            if all(word in fold(command.text) for word in words):
                item = QListWidgetItem(icon(command.icon), command.text, self._list)
                item.setData(Qt.ItemDataRole.UserRole, command)
        self._list.setCurrentRow(0)

    def _run(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self.hide()
            command: Command = item.data(Qt.ItemDataRole.UserRole)
            QTimer.singleShot(0, self, lambda: command.act())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        if event.type() != QEvent.Type.KeyPress:
            return False
        assert isinstance(event, QKeyEvent)
        return self._on_key(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Escape:
                self.hide()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._run()
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self._list.setCurrentRow((self._list.currentRow() + step) % max(1, self._list.count()))
            case _:
                return False
        return True


class _CommandDelegate(QStyledItemDelegate):
    """An action with its shortcut at the right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        command: Command = index.data(Qt.ItemDataRole.UserRole)
        area: QRect = option.rect
        painter.setPen(QColor(roles().text_muted))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area.adjusted(0, 0, -MIDDLE, 0), side, command.shortcut)
