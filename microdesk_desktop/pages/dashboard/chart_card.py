"""What came in and was spent in each of the last twelve months, as a chart or as a table."""

import os
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.records.cash import Flow
from microdesk_desktop.domain.spans import Span
from microdesk_desktop.gui.forms.choice import Choice
from microdesk_desktop.gui.layout.cards import row
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.theme.apply import roles
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL, TIGHT, WIDE
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.wrapping import Wrapping
from microdesk_desktop.gui.window.menu_button import Switcher
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.dashboard.months_table import MonthsTable
from microdesk_desktop.views.dashboard.cash import CashQuery
from microdesk_desktop.views.dashboard.figures import Dashboard, FlowSums
from microdesk_desktop.views.dashboard.words import flow_name, month_spoken

if TYPE_CHECKING:  # heavy: loaded once there is something to draw
    from microdesk_desktop.pages.dashboard.chart import MonthsChart

CHART, TABLE = "chart", "table"
LEAST_HEIGHT = 200
SWATCH = 12


class ChartCard(QFrame):
    """A chart, its table, and the line with the figures of the month that is pointed at."""

    def __init__(self, workspace: Workspace, explain: Callable[[CashQuery], object]) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._workspace = workspace
        self._explain = explain
        self._months: Mapping[Span, FlowSums] = {}
        self._currency = EUR
        self._offered: Sequence[str] = ()
        self._is_loading = False
        self.chart: MonthsChart | None = None
        self.table = MonthsTable()
        self.table.opened.connect(lambda month, flow: explain(CashQuery(flow, month)))
        self.forms = Choice(tr("Montrer"), ((CHART, tr("Graphique")), (TABLE, tr("Tableau"))), CHART)
        self.forms.chosen.connect(self.show_form)
        self._currencies = Switcher(tr("Devise"))
        self._currencies.chosen.connect(self._choose_currency)
        self.reading = labels.caption("")
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(LEAST_HEIGHT)
        self._place = QWidget()
        """Stands where the chart comes."""
        self._stack.addWidget(self._place)
        self._stack.addWidget(self.table)
        self._lay_out()

    def show_figures(self, shown: Dashboard) -> None:
        """Show the months, in the currency chosen before if there is still something in it."""
        self._months = shown.months
        currencies = shown.currencies or [EUR]
        if self._currency not in currencies:
            self._currency = currencies[0]
        self._offered = currencies
        self._currencies.setVisible(len(currencies) > 1)
        self._show_months()
        if self.chart is None and not self._is_loading:
            self._is_loading = True
            self._workspace.runner.run(
                lambda _: _import_numpy(), lane=Lane.READ, on_success=lambda _: self._add_chart(), owner=self
            )

    def show_form(self, form: str) -> None:
        """Show the chart, or the table."""
        self._stack.setCurrentWidget(self.table if form == TABLE else self.chart or self._place)
        self.reading.setVisible(form == CHART)

    def _add_chart(self) -> None:
        """Put the chart in the place that was kept for it."""
        # On the main thread: PySide6 is not thread-safe while it creates the classes of pyqtgraph.
        from microdesk_desktop.pages.dashboard.chart import MonthsChart

        self.chart = MonthsChart(tr("Encaissé et dépensé par mois"))
        self.chart.pointed.connect(self._read_month)
        self.chart.opened.connect(lambda month, flow: self._explain(CashQuery(flow, month)))
        self._stack.addWidget(self.chart)
        if self._stack.currentWidget() is self._place:
            self._stack.setCurrentWidget(self.chart)
        self._show_months()

    def _show_months(self) -> None:
        self._currencies.set_choices([(each, each, "") for each in self._offered], self._currency)
        self.table.show_months(self._months, self._currency)
        if self.chart is not None:
            self.chart.show_months(self._months, self._currency)

    def _choose_currency(self, currency: str) -> None:
        self._currency = currency
        self._show_months()

    def _read_month(self, month: Span) -> None:
        self.reading.setText(month_spoken(month, self._months[month], self._currency))

    def _lay_out(self) -> None:
        title, legends = labels.heading(tr("Douze derniers mois")), map(_legend, Flow)
        head = QHBoxLayout()
        head.setSpacing(MIDDLE)
        head.addWidget(Wrapping(title, self._currencies, *legends, spacing=MIDDLE), 1)
        head.addWidget(self.forms)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MIDDLE, WIDE, MIDDLE)
        column.setSpacing(SMALL)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        column.addWidget(self.reading, alignment=Qt.AlignmentFlag.AlignHCenter)


def _import_numpy() -> None:
    """Import the half of what pyqtgraph needs that knows nothing of Qt; a tenth of a second, for a worker thread."""
    # Nothing here solves equations: without this, numpy's library would start one idle thread per processor.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import_module("numpy")


def _legend(flow: Flow) -> QWidget:
    return row(_Swatch(is_filled=flow is Flow.RECEIVED), labels.caption(flow_name(flow)), spacing=TIGHT)


class _Swatch(QWidget):
    """A small bar as the chart draws it: filled for what came in, outlined for what was spent."""

    def __init__(self, *, is_filled: bool) -> None:
        super().__init__()
        self._is_filled = is_filled
        self.setFixedSize(SWATCH, SWATCH)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = roles()
        painter = QPainter(self)
        painter.setPen(QPen(QColor(colours.accent if self._is_filled else colours.text_muted), 1.5))
        painter.setBrush(QColor(colours.accent if self._is_filled else colours.panel))
        painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        painter.end()
