"""Paints the cells of a table: two lines, chips, and amounts that are never cut."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from microdesk_desktop.base.caches import personal_cache
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.text import visible
from microdesk_desktop.gui.table.bands import band_height
from microdesk_desktop.gui.table.model import CellKind, Column, Index, RowsModel
from microdesk_desktop.gui.theme.apply import REGULAR, SEMIBOLD, font, roles, scaled
from microdesk_desktop.gui.theme.icons import icon
from microdesk_desktop.gui.theme.tokens import (
    BODY,
    CAPTION,
    MIDDLE,
    ROW_HEIGHT,
    SMALL,
    TALL_ROW_HEIGHT,
    WHO,
    Palette,
)

PADDING = MIDDLE
CHIP_HEIGHT = 20
FOCUS_BAR = 3
BOX, BOX_RADIUS = 16, 4
TEXTS_KEPT = 1024  # about the texts of the last dozen screens
PLACEHOLDER_HEIGHT = 8
MEASURED = 1_000
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTER = Qt.AlignmentFlag.AlignCenter


def _placeholder(rect: QRect, kind: CellKind) -> QRect:
    """Half of the cell, where the text of an awaited row will stand."""
    width = rect.width() // 2
    left = rect.right() - width if kind in (CellKind.AMOUNT, CellKind.NUMBER) else rect.left()
    return QRect(left, rect.center().y() - PLACEHOLDER_HEIGHT // 2, width, PLACEHOLDER_HEIGHT)


def _box(rect: QRect) -> QRect:
    """The place of the check box in the first cell of a row."""
    side = scaled(BOX)
    return QRect(rect.left() + PADDING, rect.center().y() - side // 2, side, side)


def _fitting(metrics: QFontMetrics) -> Callable[[str, int], str]:
    """Cut a text to a width, with escapes for what would be invisible.

    A row that scrolls through the view is cut once, not in each frame. No column shows more than the characters that
    are measured: a text of any length takes the same time.
    """
    return personal_cache(maxsize=TEXTS_KEPT)(
        lambda text, width: metrics.elidedText(visible(text[:MEASURED]), Qt.TextElideMode.ElideRight, width)
    )


def _plain(lines: Sequence[str]) -> str:
    """A tool tip that shows lines as they are: Qt reads one that looks like HTML as such."""
    return "<br>".join(f"<span>{escape(line)}</span>" for line in lines)


class RowDelegate(QStyledItemDelegate):
    """Paints each kind of cell; fonts and metrics are made once, not in each frame."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.hovered_row = -1
        self.is_tall = False
        """Whether rows have a name and a line below, which need more height."""
        self.has_boxes = False
        """Whether each row has a check box at its left."""
        self.are_boxes_shown = False
        """Whether every row shows its check box, not only the one under the pointer."""
        self.band_height = band_height()
        self.use(roles())
        self._body = font(BODY)
        self._who = font(WHO, SEMIBOLD)
        self._who_quiet = font(WHO, REGULAR)
        self._strong = font(BODY, SEMIBOLD, tabular=True)
        self._small = font(CAPTION, REGULAR)
        self._chip = font(CAPTION, SEMIBOLD)
        self._body_metrics = QFontMetrics(self._body)
        self._who_metrics = QFontMetrics(self._who)
        self._strong_metrics = QFontMetrics(self._strong)
        self._small_metrics = QFontMetrics(self._small)
        self._chip_metrics = QFontMetrics(self._chip)
        self._fit_body = _fitting(self._body_metrics)
        self._fit_who = _fitting(self._who_metrics)
        self._fit_quiet = _fitting(QFontMetrics(self._who_quiet))
        self._fit_small = _fitting(self._small_metrics)
        self._fit_chip = _fitting(self._chip_metrics)

    def row_height(self) -> int:
        """Room for two lines, whatever the text size."""
        first = self._who_metrics if self.is_tall else self._body_metrics
        least = TALL_ROW_HEIGHT if self.is_tall else ROW_HEIGHT
        return max(least, first.height() + self._small_metrics.height() + MIDDLE)

    def box_width(self, column: Column[Any]) -> int:
        """The width before the first column's texts that is kept for the check boxes."""
        return scaled(BOX) + SMALL if self.has_boxes and column.kind is not CellKind.MARK else 0

    def width_of(self, kind: CellKind, text: str) -> int:
        """The width of a cell that shows `text` whole."""
        if kind is CellKind.MARK:
            return PADDING + max(scaled(BOX), self._chip_metrics.horizontalAdvance(text))
        if kind is CellKind.CHIP:
            return self._chip_metrics.horizontalAdvance(text) + 2 * SMALL + 2 * PADDING
        metrics = {CellKind.AMOUNT: self._strong_metrics, CellKind.TONED: self._chip_metrics}.get(
            kind, self._body_metrics
        )
        return metrics.horizontalAdvance(text[:MEASURED]) + 2 * PADDING + 2

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Show what the cell does not: its hint, what is cut of it, and the columns for which there is no room."""
        model = index.model()
        assert isinstance(model, RowsModel)
        row = model.row(index.row())
        if event.type() != QEvent.Type.ToolTip or row is None:
            return super().helpEvent(event, view, option, index)
        column: Column[object] = model.columns[index.column()]
        width = option.rect.width() - 2 * PADDING - (self.box_width(column) if index.column() == 0 else 0)
        lines = (column.hint(row) if column.hint else "", *self._cut(column, row, width), *model.texts_left_out(row))
        QToolTip.showText(event.globalPos(), _plain([visible(line) for line in lines if line]), view)
        return True

    def _cut(self, column: Column[object], row: object, width: int) -> Sequence[str]:
        """The lines of a cell that this width cuts, whole."""
        detail = column.detail(row) if column.detail else ""
        lines = ((self._type_of(column.kind)[1], column.text(row)), (self._small_metrics, detail))
        is_cut = column.kind not in (CellKind.AMOUNT, CellKind.CHIP, CellKind.MARK)
        return [text for metrics, text in lines if is_cut and metrics.horizontalAdvance(text[:MEASURED]) > width]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self.row_height())

    def use(self, colours: Palette) -> None:
        """Paint in these colours from now on."""
        self.colours, self._line = colours, QColor(colours.line)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = self.colours
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        model = index.model()
        assert isinstance(model, RowsModel)
        number = index.row()
        if number in model.bands:
            rect = rect.adjusted(0, self.band_height, 0, 0)
        self._paint_ground(painter, rect, state, index, colours)
        row = model.row(number)
        column = model.columns[index.column()]
        is_first = index.column() == 0
        inner = rect.adjusted(PADDING + (self.box_width(column) if is_first else 0), 0, -PADDING, 0)
        if row is None:
            if model.is_awaited(number):
                painter.fillRect(_placeholder(inner, column.kind), self._line)
            return
        shows_box = is_first and self.has_boxes and (self.are_boxes_shown or number == self.hovered_row)
        if shows_box:
            self._paint_box(painter, rect, model.is_checked(row), colours)
        if column.kind is CellKind.MARK:
            if not shows_box:
                self._paint_mark(painter, rect, column, row, colours)
        elif column.kind is CellKind.AMOUNT:
            self._paint_amount(painter, inner, column, row, colours)
        elif column.kind is CellKind.CHIP:
            self._paint_chip(painter, inner, column, row, colours)
        else:
            self._paint_text(painter, inner, column, row, colours)
        if column.edit and state & QStyle.StateFlag.State_HasFocus and column.edit(row) is not None:
            painter.setPen(QColor(colours.accent))
            painter.drawRect(rect.adjusted(0, 0, -1, -2))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QLineEdit:
        editor = QLineEdit(parent)
        editor.setFont(self._body)
        header = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(str(header))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the text to correct; what has been typed stays when the rows are read again meanwhile."""
        assert isinstance(editor, QLineEdit)
        if not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        height = min(editor.sizeHint().height(), rect.height() - 1)
        editor.setGeometry(rect.left(), rect.top() + (rect.height() - 1 - height) // 2, rect.width(), height)

    def _paint_ground(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, index: Index, colours: Palette
    ) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.accent_soft))
            if index.column() == 0 and state & QStyle.StateFlag.State_Active:
                painter.fillRect(QRect(rect.left(), rect.top(), FOCUS_BAR, rect.height()), QColor(colours.accent))
        elif index.row() == self.hovered_row:
            painter.fillRect(rect, QColor(colours.hover))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), self._line)

    def _paint_text(
        self, painter: QPainter, rect: QRect, column: Column[object], row: object, colours: Palette
    ) -> None:
        detail = column.detail(row) if column.detail else ""
        typeface, metrics, fit = self._type_of(column.kind)
        if column.is_strong is not None and not column.is_strong(row):
            typeface, fit = self._who_quiet, self._fit_quiet
        painter.setFont(typeface)
        ink = colours.ink(column.tone(row)) if column.tone else colours.text
        painter.setPen(QColor(colours.text_muted if column.kind in (CellKind.MUTED, CellKind.NUMBER) else ink))
        text = fit(column.text(row), rect.width())
        if not detail:
            painter.drawText(rect, _RIGHT if column.kind is CellKind.NUMBER else _LEFT, text)
            return
        upper, lower = metrics.height(), self._small_metrics.height()
        top = rect.top() + (rect.height() - upper - lower) // 2
        painter.drawText(QRect(rect.left(), top, rect.width(), upper), _LEFT, text)
        painter.setFont(self._small)
        painter.setPen(QColor(colours.text_muted))
        detail = self._fit_small(detail, rect.width())
        painter.drawText(QRect(rect.left(), top + upper, rect.width(), lower), _LEFT, detail)

    def _type_of(self, kind: CellKind) -> tuple[QFont, QFontMetrics, Callable[[str, int], str]]:
        """The typeface of a cell's first line, its measures, and what cuts a text to a width."""
        if kind is CellKind.WHO:
            return self._who, self._who_metrics, self._fit_who
        if kind is CellKind.TONED:
            return self._chip, self._chip_metrics, self._fit_chip
        return self._body, self._body_metrics, self._fit_body

    def _paint_mark(
        self, painter: QPainter, rect: QRect, column: Column[object], row: object, colours: Palette
    ) -> None:
        painter.setFont(self._chip)
        painter.setPen(QColor(colours.ink(column.tone(row)) if column.tone else colours.text))
        painter.drawText(_box(rect), _CENTER | Qt.TextFlag.TextDontClip, column.text(row))

    def _paint_box(self, painter: QPainter, rect: QRect, is_checked: bool, colours: Palette) -> None:
        box = _box(rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent if is_checked else colours.control), 1.2))
        painter.setBrush(QColor(colours.accent if is_checked else colours.panel))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), BOX_RADIUS, BOX_RADIUS)
        if is_checked:
            icon("check", "on_accent").paint(painter, box.adjusted(2, 2, -2, -2))
        painter.restore()

    def _paint_amount(
        self, painter: QPainter, rect: QRect, column: Column[object], row: object, colours: Palette
    ) -> None:
        painter.setFont(self._strong)
        painter.setPen(QColor(colours.ink(column.tone(row)) if column.tone else colours.text))
        detail = column.detail(row) if column.detail else ""
        if not detail:
            painter.drawText(rect, _RIGHT | Qt.TextFlag.TextDontClip, column.text(row))
            return
        upper, lower = self._strong_metrics.height(), self._small_metrics.height()
        top = rect.top() + (rect.height() - upper - lower) // 2
        painter.drawText(
            QRect(rect.left(), top, rect.width(), upper), _RIGHT | Qt.TextFlag.TextDontClip, column.text(row)
        )
        painter.setFont(self._small)
        painter.setPen(QColor(colours.text_muted))
        painter.drawText(
            QRect(rect.left(), top + upper, rect.width(), lower), _RIGHT | Qt.TextFlag.TextDontClip, detail
        )

    def _paint_chip(
        self, painter: QPainter, rect: QRect, column: Column[object], row: object, colours: Palette
    ) -> None:
        text = column.text(row)
        if not text:
            return
        tone = column.tone(row) if column.tone else Tone.NEUTRAL
        height = max(CHIP_HEIGHT, self._chip_metrics.height() + 4)
        width = min(rect.width(), self._chip_metrics.horizontalAdvance(text) + 2 * SMALL)
        chip = QRectF(rect.left(), rect.top() + (rect.height() - height) / 2, width, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_outlined = tone is Tone.PLAIN
        painter.setPen(QPen(QColor(colours.neutral), 1, Qt.PenStyle.DashLine) if is_outlined else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if is_outlined else QColor(colours.ground(tone)))
        painter.drawRoundedRect(chip.adjusted(0.5, 0.5, -0.5, -0.5), height / 2, height / 2)
        painter.setFont(self._chip)
        painter.setPen(QColor(colours.neutral if is_outlined else colours.ink(tone)))
        painter.drawText(chip, _CENTER, text)
        painter.restore()
