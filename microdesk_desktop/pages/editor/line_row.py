"""A line of the document while the user is elsewhere: text in columns, which becomes a form when it gets the focus."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.gui.theme.apply import MEDIUM, REGULAR, SEMIBOLD, font, roles, scaled
from microdesk_desktop.gui.theme.tokens import BODY, CAPTION, MIDDLE, ROW_HEIGHT, SMALL
from microdesk_desktop.views.documents.editor.lines import LineTexts
from microdesk_desktop.views.documents.editor.words import detail_of, price_of, quantity_of, spoken_line

QUANTITY_WIDTH, PRICE_WIDTH, NET_WIDTH = 92, 104, 112
"""A quantity with its unit, a price with six digits, an amount with seven."""
COLUMNS_FROM = 500
"""The width from which quantities and prices have columns of their own; below, they stand under the label."""
SECOND_LINE = 16
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of the table stand in a row of this size; empty rectangles for those that are left out."""

    label: QRect
    quantity: QRect
    price: QRect
    net: QRect

    @property
    def are_whole(self) -> bool:
        """Whether quantity and price have columns of their own."""
        return not self.quantity.isEmpty()


def columns_of(rect: QRect) -> Columns:
    """The columns of a row."""
    net = QRect(rect.right() + 1 - scaled(NET_WIDTH), rect.top(), scaled(NET_WIDTH), rect.height())
    if rect.width() < scaled(COLUMNS_FROM):
        label = QRect(rect.left(), rect.top(), net.left() - rect.left() - SMALL, rect.height())
        return Columns(label, QRect(), QRect(), net)
    price = net.translated(-scaled(PRICE_WIDTH), 0)
    price.setWidth(scaled(PRICE_WIDTH))
    quantity = price.translated(-scaled(QUANTITY_WIDTH), 0)
    quantity.setWidth(scaled(QUANTITY_WIDTH))
    label = QRect(rect.left(), rect.top(), quantity.left() - rect.left() - SMALL, rect.height())
    return Columns(label, quantity, price, net)


class LinesHead(QWidget):
    """The names of the columns."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(0, QFontMetrics(font(CAPTION)).height() + SMALL)

    def paintEvent(self, event: QPaintEvent) -> None:
        columns, painter = columns_of(self.rect()), QPainter(self)
        painter.setFont(font(CAPTION))
        painter.setPen(QColor(roles().text_muted))
        painter.drawText(columns.label, _LEFT, tr("Désignation"))
        if columns.are_whole:
            painter.drawText(columns.quantity, _RIGHT, tr("Quantité"))
            painter.drawText(columns.price, _RIGHT, tr("Prix unitaire"))
        painter.drawText(columns.net, _RIGHT, tr("Total"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(roles().line))
        painter.end()


class LineRow(QWidget):
    """`wanted` comes when the row gets the focus, or is clicked, with whether it was reached backwards."""

    wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._texts = LineTexts()
        self._net = ""
        self._number = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_line(self, number: int, texts: LineTexts, net: str) -> None:
        """Show a line by its number from 1, and its amount."""
        if (number, texts, net) == (self._number, self._texts, self._net):
            return
        had_detail = bool(self._detail())
        self._number, self._texts, self._net = number, texts, net
        self.setAccessibleName(spoken_line(number, texts, net))
        if bool(self._detail()) is not had_detail:
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, scaled(ROW_HEIGHT + (SECOND_LINE if self._detail() else 0)))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(NET_WIDTH) + MIDDLE, self.sizeHint().height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.wanted.emit(event.reason() is Qt.FocusReason.BacktabFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.wanted.emit(False)

    def resizeEvent(self, event: object) -> None:
        self.updateGeometry()  # without columns there is more in the second line

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, painter, texts = roles(), QPainter(self), self._texts
        first = self.rect().adjusted(0, 0, 0, -1)
        detail = self._detail()
        if detail:
            first.setBottom(self.height() - scaled(SECOND_LINE) - SMALL // 2)
        columns = columns_of(first)
        painter.setPen(QColor(colours.danger if texts.flaws else colours.text))
        painter.setFont(font(BODY))
        name = visible(texts.label) or tr("Sans désignation")
        painter.drawText(columns.label, _LEFT, self._cut(painter, name, columns.label))
        painter.setFont(font(BODY, REGULAR, tabular=True))
        if columns.are_whole:
            painter.drawText(columns.quantity, _RIGHT, self._cut(painter, quantity_of(texts), columns.quantity))
            painter.drawText(columns.price, _RIGHT, self._cut(painter, price_of(texts), columns.price))
        painter.setFont(font(BODY, SEMIBOLD, tabular=True))
        painter.drawText(columns.net, _RIGHT, self._net)
        if detail:
            self._paint_detail(painter, detail, QRect(0, first.bottom() - SMALL, self.width(), scaled(SECOND_LINE)))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(colours.line))
        painter.end()

    def _paint_detail(self, painter: QPainter, detail: str, rect: QRect) -> None:
        painter.setFont(font(CAPTION, MEDIUM if self._texts.flaws else REGULAR))
        painter.setPen(QColor(roles().danger if self._texts.flaws else roles().text_muted))
        painter.drawText(rect, _LEFT, self._cut(painter, detail, rect))

    def _cut(self, painter: QPainter, text: str, rect: QRect) -> str:
        return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())

    def _detail(self) -> str:
        return detail_of(self._texts, has_columns=self.width() >= scaled(COLUMNS_FROM))
