"""The list of folders or labels of an account: name, colour, unread letters; arrows and clicks choose one."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from microdesk_desktop.base.format.counts import count
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.mail.types import FolderKind, Role
from microdesk_desktop.gui.theme.apply import MEDIUM, SEMIBOLD, font, roles, scaled
from microdesk_desktop.gui.theme.icons import SIDE, icon
from microdesk_desktop.gui.theme.tokens import BODY, CAPTION, MIDDLE, SMALL, TIGHT
from microdesk_desktop.views.mail.conversations.folders import FolderRow

ICONS: Mapping[Role, str] = {
    Role.INBOX: "inbox",
    Role.SENT: "send",
    Role.DRAFTS: "pencil",
    Role.TRASH: "trash-2",
    Role.SPAM: "ban",
    Role.ARCHIVE: "archive",
    Role.ALL: "mail",
}
_DOT, _RADIUS, _FOCUS = 10, 6, 3
_ROW = Qt.ItemDataRole.UserRole


class FolderList(QListView):
    """`chosen` carries the key of the folder that the user has gone to; `menu_wanted` that of one, and a point."""

    chosen = Signal(str)
    menu_wanted = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Dossiers"))
        self._rows = _Rows(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        self.selectionModel().currentChanged.connect(self._take_current)

    @property
    def rows(self) -> Sequence[FolderRow]:
        """The folders, from top to bottom."""
        return self._rows.rows

    def set_rows(self, rows: Sequence[FolderRow], current: str | None) -> None:
        """Show these folders, with the one of this key marked, or none."""
        top = self.verticalScrollBar().value()
        self._rows.set_rows(rows)
        self.choose(current)
        self.verticalScrollBar().setValue(top)

    def choose(self, key: str | None) -> None:
        """Mark the folder of this key, without going to it; None marks none."""
        number = next((at for at, row in enumerate(self._rows.rows) if row.folder.key == key), -1)
        with QSignalBlocker(self):
            self.setCurrentIndex(self._rows.index(number))

    def _take_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(_ROW).folder.key)

    def _ask_menu(self, point: QPoint) -> None:
        index = self.indexAt(point)
        if index.isValid():
            self.menu_wanted.emit(index.data(_ROW).folder.key, self.viewport().mapToGlobal(point))


class _Rows(QAbstractListModel):
    """The folders; a list of a thousand costs nothing but what is in sight."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: Sequence[FolderRow] = ()

    def set_rows(self, rows: Sequence[FolderRow]) -> None:
        """Replace the folders."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return visible(row.name)
        return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None


class _Delegate(QStyledItemDelegate):
    """Paints an icon or the colour of a label, the name, and the number of unread letters at the right."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._usual, self._strong = font(BODY, MEDIUM), font(BODY, SEMIBOLD)
        self._number = font(CAPTION, SEMIBOLD, tabular=True)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, QFontMetrics(self._usual).height() + 2 * SMALL)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: FolderRow = index.data(_ROW)
        colours = roles()
        area: QRect = option.rect.adjusted(TIGHT, 1, -TIGHT, -1)
        state: QStyle.StateFlag = option.state
        is_current = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if is_current or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(colours.accent_soft if is_current else colours.hover))
            painter.drawRoundedRect(QRectF(area), _RADIUS, _RADIUS)
        if is_current and self._view.hasFocus():
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(QRectF(area.left(), area.top() + 4, _FOCUS, area.height() - 8), 1.5, 1.5)
        inner = area.adjusted(SMALL + row.depth * MIDDLE, 0, -SMALL, 0)
        side = scaled(SIDE)
        self._paint_sign(painter, row, QRect(inner.left(), inner.center().y() - side // 2, side, side), is_current)
        room = inner.adjusted(side + SMALL, 0, -self._paint_number(painter, inner, row), 0)
        strong = bool(row.folder.unread) and row.folder.role not in (Role.DRAFTS, Role.SPAM, Role.TRASH)
        painter.setFont(self._strong if strong else self._usual)
        painter.setPen(QColor(colours.on_accent_soft if is_current else colours.text))
        text = painter.fontMetrics().elidedText(visible(row.name), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()

    def _paint_sign(self, painter: QPainter, row: FolderRow, place: QRect, is_current: bool) -> None:
        folder = row.folder
        if folder.role is Role.NONE and folder.colour is not None:
            dot = QRectF(0, 0, scaled(_DOT), scaled(_DOT))
            dot.moveCenter(QRectF(place).center())
            painter.setPen(QColor(roles().control))
            painter.setBrush(QColor(folder.colour))
            painter.drawEllipse(dot)
            return
        own = "tag" if folder.kind is FolderKind.LABEL else "folder"
        icon(ICONS.get(folder.role, own), "accent" if is_current else "text_muted").paint(painter, place)

    def _paint_number(self, painter: QPainter, area: QRect, row: FolderRow) -> int:
        """Paint the unread letters, and return the width that this took."""
        if not row.folder.unread:
            return 0
        text = count(row.folder.unread)
        painter.setFont(self._number)
        painter.setPen(QColor(roles().text_muted))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
        return int(painter.fontMetrics().horizontalAdvance(text)) + SMALL
