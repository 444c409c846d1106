"""The ceilings of the micro regime and of the VAT franchise: how much is used, and what follows from it."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QBoxLayout, QFrame, QProgressBar, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.layout.tiles import Tiles
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import BODY, MIDDLE, SMALL, TIGHT, WIDE
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.buttons import Act
from microdesk_desktop.gui.widgets.figure import Figure
from microdesk_desktop.gui.widgets.fitted import Fitted
from microdesk_desktop.gui.widgets.labels import set_tone
from microdesk_desktop.gui.widgets.strip import empty_layout
from microdesk_desktop.views.books.outlook import Outlooks
from microdesk_desktop.views.books.thresholds import Thresholds
from microdesk_desktop.views.books.words import (
    GaugeRow,
    card_title,
    definition,
    gauge_rows,
    pace_basis,
    remark_lines,
)

LEAST_NAME = 96
"""Width of a gauge's name beside its amount: « prestations », and a line above it."""
LEAST_WIDTH = 300
"""Of a gauge: two amounts of some hundred thousand euros, and their bar."""


class ThresholdsCard(QFrame):
    """The gauges beside one another, or below one another where there is no room, then what is not known.

    `explain` opens the turnover that the gauges measure.
    """

    def __init__(self, explain: Act) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._explain = explain
        self._shown: object = None
        self._title = labels.heading("")
        self._inside = QVBoxLayout()
        self._inside.setSpacing(SMALL)
        self._basis = labels.caption("", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MIDDLE, WIDE, MIDDLE)
        column.setSpacing(SMALL)
        column.addWidget(self._title)
        column.addLayout(self._inside)
        column.addWidget(self._basis)

    def show_thresholds(self, thresholds: Thresholds, outlooks: Outlooks) -> None:
        """Show the gauges of this year with where they get at this pace, and what is unknown or unsure."""
        rows, remarks = gauge_rows(thresholds, outlooks), remark_lines(thresholds)
        basis = " ".join(filter(None, (definition(), pace_basis(thresholds, outlooks))))
        shown = (card_title(thresholds), tuple(rows), tuple(remarks), basis)
        if shown == self._shown:
            return
        self._shown = shown
        self._title.setText(card_title(thresholds))
        self._basis.setText(basis)
        empty_layout(self._inside)
        if rows:
            views = (_GaugeView(row, self._explain) for row in rows)
            self._inside.addWidget(Tiles(*views, least=LEAST_WIDTH, at_top=True, gap=2 * WIDE))
        for remark in remarks:
            self._inside.addWidget(labels.body(remark))


class _GaugeView(QWidget):
    """A name, the amount and its ceiling, the bar, and what follows now and at this pace."""

    def __init__(self, row: GaugeRow, explain: Act) -> None:
        super().__init__()
        name = labels.body(row.name)
        amount = Figure(explain, size=BODY)
        amount.fill(row.used, tr("{name} : {used}").format(name=row.name, used=row.used), "")
        set_tone(amount, row.tone)
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setRange(0, 100)
        bar.setValue(row.percent)
        bar.setAccessibleName(row.name)
        bar.setAccessibleDescription(row.spoken)
        set_tone(bar, row.tone)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(_Head(name, amount))
        column.addWidget(bar)
        for text in filter(None, (row.meaning, row.outlook)):
            column.addWidget(labels.caption(text, wraps=True))


class _Head(Fitted, QWidget):
    """A name with its amount at its right, or below it where that would be cut."""

    def __init__(self, name: QWidget, amount: QWidget) -> None:
        super().__init__()
        self._amount = amount
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self._line.addWidget(name, 1)
        self._line.addWidget(amount)

    def minimumSizeHint(self) -> QSize:
        """The width of the amount: the name wraps."""
        return QSize(self._amount.sizeHint().width(), super().minimumSizeHint().height())

    def fit(self) -> None:
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        fits = self.width() - self._amount.sizeHint().width() >= scaled(LEAST_NAME)
        if self._line.direction() is not (beside if fits else below):
            self._line.setDirection(beside if fits else below)
