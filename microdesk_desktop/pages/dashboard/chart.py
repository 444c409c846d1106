"""The chart of the months: two sides each. The only file that needs pyqtgraph, which takes a third of a second to load.

`ChartCard` loads it once there is something to draw.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyqtgraph
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.theme.apply import font, roles
from microdesk_desktop.gui.theme.tokens import CAPTION, SMALL
from microdesk_desktop.pages.dashboard.bar_brush import bar_brush, bar_line
from microdesk_desktop.views.dashboard.charts import Bar, BarLook, Chart, ChartMonth

BAR = 0.36
"""Width of a bar, of the place of its month: two bars, and as much room between months as one of them has."""
LEAST_TOP = 10.0
"""Units of the currency up to which the axis goes at least, so that its marks are whole amounts."""
HEADROOM = 1.08
"""How far the axis goes beyond the highest bar."""


class MonthsChart(pyqtgraph.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """The bars of each month; the mouse or the arrows point at one month, and a click or Enter opens one of its sides.

    `pointed` carries the month that is pointed at, `opened` the query of the side.
    """

    pointed = Signal(object)
    opened = Signal(object)

    def __init__(self) -> None:
        self._amounts = _AmountAxis(orientation="left")
        super().__init__(axisItems={"left": self._amounts})
        self.setProperty("look", "chart")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setMouseEnabled(x=False, y=False)
        self.setAntialiasing(False)
        self._chart: Chart | None = None
        self._place = 0
        self._band: Any = pyqtgraph.BarGraphItem(x=[0], height=[0], width=1)
        self._bars: Mapping[BarLook, Any] = {
            look: pyqtgraph.BarGraphItem(x=[], height=[], width=BAR) for look in BarLook
        }
        for item in (self._band, *self._bars.values()):
            self.addItem(item)
        self._paint()

    def show_chart(self, chart: Chart, name: str, place: int) -> None:
        """Draw a chart, and point at the month of this place."""
        self._chart = chart
        self._amounts.currency = chart.currency
        self._place = place
        drawn: dict[BarLook, list[tuple[float, float, float]]] = {look: [] for look in BarLook}
        for at, month in enumerate(chart.months):
            for bar, base in _stacked(month.bars):
                drawn[bar.look].append((at + (bar.side - 0.5) * BAR, base / 100, bar.cents / 100))
        for look, bars in self._bars.items():
            x, y0, height = ([each[part] for each in drawn[look]] for part in range(3))
            bars.setOpts(x=x, y0=y0, height=height)
        self._set_ranges()
        self.getAxis("bottom").setTicks([[(at, self._tick(at)) for at in range(len(chart.months))]])
        self.setAccessibleName(name)
        self.setAccessibleDescription(" ".join(map(chart.spoken, chart.months)))
        self._show_place()

    def _set_ranges(self) -> None:
        tops = [0.0]
        for bars in self._bars.values():
            tops += [base + height for base, height in zip(bars.opts["y0"] or (), bars.opts["height"], strict=True)]
        low, high = min(tops) * HEADROOM, max(LEAST_TOP, *tops) * HEADROOM
        self.setXRange(-0.5, len(self._months()) - 0.5, padding=0)
        self.setYRange(low, high, padding=0)
        self._band.setOpts(y0=[low], height=[high - low])

    def _months(self) -> Sequence[ChartMonth]:
        return self._chart.months if self._chart else ()

    def _tick(self, place: int) -> str:
        """The month below the axis, with its year where that changes."""
        day = self._months()[place].month.since
        return f"{dates.short_month(day)}\n{day.year}" if place == 0 or day.month == 1 else dates.short_month(day)

    def _point_at(self, place: int) -> None:
        """Point at the month of this place, if there is one."""
        if 0 <= place < len(self._months()) and place != self._place:
            self._place = place
            self._show_place()

    def _show_place(self) -> None:
        self._band.setOpts(x=[self._place])
        self.pointed.emit(self._months()[self._place])

    def _place_at(self, position: QPointF) -> tuple[int, int]:
        """The month and the side at a position of the widget."""
        x = self.getViewBox().mapSceneToView(self.mapToScene(position.toPoint())).x()
        return round(x), 0 if x < round(x) else 1

    def _open(self, place: int, side: int) -> None:
        self.opened.emit(self._months()[place].opens[side])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point_at(self._place_at(event.position())[0])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place, side = self._place_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and 0 <= place < len(self._months()):
            self._open(place, side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End point at a month; Enter opens its left side, Shift+Enter its right one."""
        moves = {
            Qt.Key.Key_Left: self._place - 1,
            Qt.Key.Key_Right: self._place + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._months()) - 1,
        }
        if event.key() in moves:
            self._point_at(moves[Qt.Key(event.key())])
            screen_reader.announce(self, self._spoken())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._months():
            is_shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._open(self._place, 1 if is_shifted else 0)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._months():
            screen_reader.announce(self, self._spoken())

    def wheelEvent(self, event: QEvent) -> None:
        event.ignore()  # so that the page scrolls

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_bars"):
            self._paint()

    def _spoken(self) -> str:
        return self._chart.spoken(self._months()[self._place]) if self._chart else ""

    def _paint(self) -> None:
        """Take the colours and the typeface of the theme."""
        colours = roles()
        self.setBackground(colours.panel)
        self._band.setOpts(brush=colours.hover, pen=None)
        for look, bars in self._bars.items():
            bars.setOpts(brush=bar_brush(look, colours), pen=bar_line(look, colours))
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(colours.line)
            axis.setTextPen(colours.text_muted)
            axis.setTickFont(font(CAPTION, tabular=True))
            axis.setStyle(tickLength=0, tickTextOffset=SMALL)
        self._amounts.setZValue(-1)  # its lines pass behind the bars
        self.getAxis("bottom").setHeight(2 * QFontMetrics(font(CAPTION)).height() + SMALL)
        self._amounts.setGrid(_GRID_ALPHA)
        self._amounts.setTickPen(QColor(colours.line))


def _stacked(bars: Sequence[Bar]) -> Iterator[tuple[Bar, int]]:
    """The bars that have a height, each with the cents on which it stands; one of no height would still be a line."""
    bases = [0, 0]
    for bar in bars:
        if bar.cents:
            yield bar, bases[bar.side]
            bases[bar.side] += bar.cents


_GRID_ALPHA = 255
"""Opacity of the lines across: they already have the colour of fine lines."""


class _AmountAxis(pyqtgraph.AxisItem):  # type: ignore[misc]
    """An axis with amounts of money at its marks."""

    currency = "EUR"

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self.enableAutoSIPrefix(False)

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [money.whole_amount(round(value * 100), self.currency) for value in values]

    def tickSpacing(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, float]]:
        """The large steps only: more lines would hide the bars."""
        return list(super().tickSpacing(minVal, maxVal, size)[:1])
