"""A line edit that proposes while one types, in a list below it; the focus stays in the line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from microdesk_desktop.base.text import visible
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.theme.apply import REGULAR, font, roles, scaled
from microdesk_desktop.gui.theme.tokens import BODY, CAPTION, CONTROL_HEIGHT, CONTROL_RADIUS, MIDDLE, SMALL, TIGHT
from microdesk_desktop.gui.window.dialogs import front_of

MOST = 8
"""Proposals in sight: as many as one takes in at a glance."""
LEAST_WIDTH = 260
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_DETAIL = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A proposal: its text, a muted detail at the right, and what is taken when the user chooses it."""

    text: str
    value: object
    detail: str = ""


Suggest = Callable[[str], Sequence[Suggestion]]
"""From what is typed to what is proposed, best first; called at each key stroke, so within a few milliseconds."""


class SuggestingLine(QLineEdit):
    """`chosen` carries the value of a proposal, taken with Enter, Tab or the mouse; Esc closes the list.

    With `takes_first` the first proposal is selected from the beginning: for a field that takes nothing else.
    `entered` comes with an Enter that chooses nothing.
    """

    chosen = Signal(object)
    entered = Signal()

    def __init__(self, suggest: Suggest, *, takes_first: bool = False) -> None:
        super().__init__()
        self._suggest = suggest
        self._takes_first = takes_first
        self._popup: _Popup | None = None
        self.setFont(font(BODY))
        self.textEdited.connect(self._propose)

    def set_suggest(self, suggest: Suggest) -> None:
        """Take the proposals from elsewhere from now on."""
        self._suggest = suggest

    @property
    def proposals(self) -> Sequence[str]:
        """The texts in the list, empty while it is closed."""
        return self._popup.texts if self._popup is not None and self._popup.isVisible() else ()

    def show_list(self) -> None:
        """Open the list on what the field holds."""
        self._propose(self.text())

    def close_list(self) -> None:
        """Close the list, if it is open."""
        if self._popup is not None:
            self._popup.hide()

    def _propose(self, typed: str) -> None:
        found = self._suggest(typed)[:MOST]
        if not found or not self.hasFocus():
            self.close_list()
            return
        if self._popup is None:
            self._popup = _Popup(self)
            self._popup.clicked.connect(self._choose)
        self._popup.show_suggestions(found, self._takes_first and bool(typed.strip()))

    def _choose(self, suggestion: Suggestion) -> None:
        self.close_list()
        self.chosen.emit(suggestion.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self._popup if self._popup is not None and self._popup.isVisible() else None
        if popup is None and event.key() == Qt.Key.Key_Down and not event.modifiers():
            self._propose(self.text())
        elif popup is not None and event.key() in _STEPS and not event.modifiers():
            popup.step(_STEPS[Qt.Key(event.key())])
        elif popup is not None and event.key() == Qt.Key.Key_Escape:
            self.close_list()
        elif event.key() in _ENTER and not event.modifiers():
            self._on_enter(popup)
        else:
            super().keyPressEvent(event)

    def _on_enter(self, popup: "_Popup | None") -> None:
        current = popup.current if popup is not None else None
        if current is not None:
            self._choose(current)
        else:
            self.close_list()
            self.entered.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_open = self._popup is not None and self._popup.isVisible()
            if event.key() == Qt.Key.Key_Escape and is_open:
                event.accept()
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        popup = self._popup
        if popup is not None and popup.isVisible() and event.reason() == Qt.FocusReason.TabFocusReason:
            current = popup.current
            if current is not None:
                self._choose(current)
        super().focusOutEvent(event)
        self.close_list()


class _Popup(QFrame):
    """The list below the line, as a child of the window: it goes with the page, and no window manager moves it."""

    clicked = Signal(object)

    def __init__(self, line: SuggestingLine) -> None:
        super().__init__(front_of(line))
        self._line = line
        self._found: Sequence[Suggestion] = ()
        self.setProperty("look", "popup")
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.itemClicked.connect(lambda item: self.clicked.emit(self._found[self.list.row(item)]))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(TIGHT, TIGHT, TIGHT, TIGHT)
        layout.addWidget(self.list)
        self.hide()

    @property
    def texts(self) -> Sequence[str]:
        return [each.text for each in self._found]

    @property
    def current(self) -> Suggestion | None:
        """The proposal that is selected."""
        row = self.list.currentRow()
        return self._found[row] if 0 <= row < len(self._found) else None

    def show_suggestions(self, found: Sequence[Suggestion], is_first_selected: bool) -> None:
        self._found = found
        self.list.clear()
        for each in found:
            item = QListWidgetItem(visible(each.text))
            item.setData(_DETAIL, visible(each.detail))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, (each.text, each.detail))))
            self.list.addItem(item)
        self.list.setCurrentRow(0 if is_first_selected else -1)
        self._place()
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Select the next proposal; before the first one stands what was typed."""
        row = self.list.currentRow() + by
        self.list.setCurrentRow(row if -1 <= row < len(self._found) else -1)
        current = self.current
        if current is not None:
            screen_reader.announce(self._line, ", ".join(filter(None, (current.text, current.detail))))

    def _place(self) -> None:
        """Below the line, or above it where there is more room."""
        front, line = front_of(self._line), self._line
        at = line.mapTo(front, QPoint(0, 0))
        height = len(self._found) * scaled(CONTROL_HEIGHT) + 2 * (TIGHT + 1)
        width = min(max(line.width(), scaled(LEAST_WIDTH)), front.width() - 2 * SMALL)
        left = min(at.x(), front.width() - width - SMALL)
        below = at.y() + line.height() + TIGHT
        room = front.height() - below
        top = below if room >= height or room >= at.y() else max(0, at.y() - height - TIGHT)
        self.setGeometry(QRect(left, top, width, min(height, max(room, at.y()) - SMALL)))


class _Delegate(QStyledItemDelegate):
    """Paints the text at the left and its detail at the right, each cut where it has more than its room."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, scaled(CONTROL_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = roles()
        rect: QRect = option.rect
        view = self.parent()
        is_current = isinstance(view, QListWidget) and view.currentRow() == index.row()
        if is_current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(rect, CONTROL_RADIUS, CONTROL_RADIUS)
        inner = rect.adjusted(MIDDLE, 0, -MIDDLE, 0)
        text, detail = index.data(Qt.ItemDataRole.DisplayRole), index.data(_DETAIL)
        text_font, detail_font = font(BODY), font(CAPTION, REGULAR, tabular=True)
        widths = [_width(painter, *each) for each in ((text, text_font), (detail, detail_font))]
        text_room, detail_room = shared_room(inner.width(), *widths)
        text_colour, detail_colour = colours.text, colours.text_muted
        if is_current:
            text_colour = detail_colour = colours.on_accent_soft
        _draw(painter, inner, Qt.AlignmentFlag.AlignLeft, text, text_font, text_colour, text_room)
        _draw(painter, inner, Qt.AlignmentFlag.AlignRight, detail, detail_font, detail_colour, detail_room)


def shared_room(room: int, text: int, detail: int) -> tuple[int, int]:
    """How much of a line of this width its text and its detail take, from the widths that they want.

    Where both do not fit, the one that wants more than half takes what the other one leaves. All in pixels.
    """
    if not detail:
        return min(text, room), 0
    free = room - MIDDLE
    if text + detail <= free:
        return text, detail
    text_room = free - detail if detail < free // 2 else min(text, free - free // 2)
    return text_room, free - text_room


def _width(painter: QPainter, text: str, typeface: QFont) -> int:
    """What a text takes on this device; with a pixel more, as Qt cuts what is a fraction too wide."""
    painter.setFont(typeface)
    return painter.fontMetrics().horizontalAdvance(text) + 1 if text else 0


def _draw(
    painter: QPainter, rect: QRect, side: Qt.AlignmentFlag, text: str, typeface: QFont, colour: str, room: int
) -> None:
    painter.setFont(typeface)
    painter.setPen(QColor(colour))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, shown)
