"""The ceilings of the micro regime and of the VAT franchise: how much is used, and what follows from it."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from microdesk_desktop.gui.layout.tiles import Tiles
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL, TIGHT, WIDE
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.labels import set_tone
from microdesk_desktop.gui.widgets.strip import empty_layout
from microdesk_desktop.views.books.thresholds import Thresholds
from microdesk_desktop.views.books.words import GaugeRow, card_title, definition, gauge_rows, remark_lines

LEAST_WIDTH = 300
"""Of a gauge: two amounts of some hundred thousand euros, and their bar."""


class ThresholdsCard(QFrame):
    """The gauges beside one another, or below one another where there is no room, then what is not known."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._shown: object = None
        self._title = labels.heading("")
        self._inside = QVBoxLayout()
        self._inside.setSpacing(SMALL)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MIDDLE, WIDE, MIDDLE)
        column.setSpacing(SMALL)
        column.addWidget(self._title)
        column.addLayout(self._inside)
        column.addWidget(labels.caption(definition(), wraps=True))

    def show_thresholds(self, thresholds: Thresholds) -> None:
        """Show the gauges of this year, and what is unknown or unsure."""
        rows, remarks = gauge_rows(thresholds), remark_lines(thresholds)
        shown = (card_title(thresholds), tuple(rows), tuple(remarks))
        if shown == self._shown:
            return
        self._shown = shown
        self._title.setText(card_title(thresholds))
        empty_layout(self._inside)
        if rows:
            self._inside.addWidget(Tiles(*map(_GaugeView, rows), least=LEAST_WIDTH, at_top=True, gap=2 * WIDE))
        for remark in remarks:
            self._inside.addWidget(labels.body(remark))


class _GaugeView(QWidget):
    """A name, the amount and its ceiling, the bar, and a sentence."""

    def __init__(self, row: GaugeRow) -> None:
        super().__init__()
        name = labels.body(row.name)
        amount = labels.amount(row.used, row.tone)
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setRange(0, 100)
        bar.setValue(row.percent)
        bar.setAccessibleName(row.name)
        bar.setAccessibleDescription(row.spoken)
        set_tone(bar, row.tone)
        head = QHBoxLayout()
        head.addWidget(name, 1)
        head.addWidget(amount)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addLayout(head)
        column.addWidget(bar)
        column.addWidget(labels.caption(row.meaning, wraps=True))
