"""The charts of the dashboard: twelve months, this year and the last, the months ahead; each also as a table."""

import os
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.calendar.spans import month_of
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.gui.forms.choice import Choice
from microdesk_desktop.gui.layout.cards import row
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL, TIGHT, WIDE
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.paragraph import Paragraph
from microdesk_desktop.gui.widgets.wrapping import Wrapping
from microdesk_desktop.gui.window.menu_button import Switcher
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.dashboard.bar_brush import Swatch
from microdesk_desktop.pages.dashboard.months_table import MonthsTable
from microdesk_desktop.views.dashboard.chart_words import chart_note
from microdesk_desktop.views.dashboard.charts import (
    BarLook,
    Chart,
    ChartKind,
    ChartMonth,
    Query,
    chart_currencies,
    chart_names,
    chart_of,
)
from microdesk_desktop.views.dashboard.figures import Dashboard

if TYPE_CHECKING:  # heavy: loaded once there is something to draw
    from microdesk_desktop.pages.dashboard.chart import MonthsChart

CHART, TABLE = "chart", "table"
LEAST_HEIGHT = 200


class ChartCard(QFrame):
    """A chart, its table, and the line with the figures of the month that is pointed at.

    `kinds` chooses which chart, `forms` whether it is drawn or a table.
    """

    def __init__(self, workspace: Workspace, explain: Callable[[Query], object]) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._workspace = workspace
        self._explain = explain
        self._shown: Dashboard | None = None
        self._kind = ChartKind.FLOWS
        self._currency = EUR
        self._form = CHART
        self._is_loading = False
        self.chart: MonthsChart | None = None
        self.tables: dict[ChartKind, MonthsTable] = {}
        self.kinds = Switcher(tr("Graphique"))
        self.kinds.chosen.connect(self.show_kind)
        self.forms = Choice(tr("Montrer"), ((CHART, tr("Graphique")), (TABLE, tr("Tableau"))), CHART)
        self.forms.chosen.connect(self.show_form)
        self._currencies = Switcher(tr("Devise"))
        self._currencies.chosen.connect(self._choose_currency)
        self._head = Wrapping(self.kinds, self._currencies, spacing=MIDDLE)
        self._legends: dict[ChartKind, Sequence[QWidget]] = {}
        self.reading = Paragraph(labels.caption("", wraps=True))
        self.note = Paragraph(labels.caption("", wraps=True))
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(LEAST_HEIGHT)
        self._place = QWidget()
        """Stands where the chart comes."""
        self._stack.addWidget(self._place)
        self._lay_out()

    def show_figures(self, shown: Dashboard) -> None:
        """Show the months, in the currency chosen before if there is still something in it."""
        self._shown = shown
        self._show()
        if self.chart is None and not self._is_loading:
            self._is_loading = True
            self._workspace.runner.run(
                lambda _: _import_numpy(), lane=Lane.READ, on_success=lambda _: self._add_chart(), owner=self
            )

    def show_kind(self, kind: ChartKind) -> None:
        """Show another chart."""
        self._kind = kind
        self._show()

    def show_form(self, form: str) -> None:
        """Show the chart, or its table."""
        self._form = form
        self._show()

    def _add_chart(self) -> None:
        """Put the chart in the place that was kept for it."""
        # On the main thread: PySide6 is not thread-safe while it creates the classes of pyqtgraph.
        from microdesk_desktop.pages.dashboard.chart import MonthsChart

        self.chart = MonthsChart()
        self.chart.pointed.connect(self._read_month)
        self.chart.opened.connect(self._explain)
        self._stack.addWidget(self.chart)
        self._show()

    def _show(self) -> None:
        """Show the chosen chart, drawn or as a table."""
        if self._shown is None:
            return
        offered = chart_currencies(self._shown) or [EUR]
        if self._currency not in offered:
            self._currency = offered[0]
        self._currencies.set_choices([(each, each, "") for each in offered], self._currency)
        self._currencies.setVisible(len(offered) > 1)
        names = chart_names()
        self.kinds.set_choices([(kind, name, "") for kind, name in names.items()], self._kind)
        chart = chart_of(self._kind, self._shown, self._currency)
        self._show_legends(chart)
        self.note.set_text(chart_note(chart, self._shown))
        if self.chart is not None:
            self.chart.show_chart(chart, names[self._kind], self._current_place(chart))
        table = self._table(chart, names[self._kind])
        table.show_chart(chart)
        is_table = self._form == TABLE
        self._stack.setCurrentWidget(table if is_table else self.chart or self._place)
        self.reading.setVisible(not is_table)

    def _current_place(self, chart: Chart) -> int:
        """The place of this month."""
        today = self._workspace.clock.today()
        return next(place for place, each in enumerate(chart.months) if each.month == month_of(today))

    def _table(self, chart: Chart, name: str) -> MonthsTable:
        if chart.kind not in self.tables:
            table = self.tables[chart.kind] = MonthsTable(chart, name)
            table.opened.connect(self._explain)
            self._stack.addWidget(table)
        return self.tables[chart.kind]

    def _show_legends(self, chart: Chart) -> None:
        if chart.kind not in self._legends:
            self._legends[chart.kind] = [_legend(look, name) for look, name in chart.legends]
            for legend in self._legends[chart.kind]:
                self._head.add(legend)
        for kind, legends in self._legends.items():
            for legend in legends:
                legend.setVisible(kind is chart.kind)

    def _choose_currency(self, currency: str) -> None:
        self._currency = currency
        self._show()

    def _read_month(self, month: ChartMonth) -> None:
        if self._shown is not None:
            self.reading.set_text(chart_of(self._kind, self._shown, self._currency).spoken(month))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(MIDDLE)
        head.addWidget(self._head, 1)
        head.addWidget(self.forms)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MIDDLE, WIDE, MIDDLE)
        column.setSpacing(SMALL)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        column.addWidget(self.reading)
        column.addWidget(self.note)


def _import_numpy() -> None:
    """Import the half of what pyqtgraph needs that knows nothing of Qt; a tenth of a second, for a worker thread."""
    # Nothing here solves equations: without this, numpy's library would start one idle thread per processor.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import_module("numpy")


def _legend(look: BarLook, name: str) -> QWidget:
    return row(Swatch(look), labels.caption(name), spacing=TIGHT)
