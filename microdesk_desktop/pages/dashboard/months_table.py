"""The months of a chart as a table: the same figures, for whoever does not see bars."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.views.dashboard.charts import Chart, ChartKind, ChartMonth

_ALWAYS_SHOWN = 2
"""Amounts that stay where there is no room for all; the last ones give way first, and the row's tool tip has them."""


class MonthsTable(QWidget):
    """The months of one chart: what was, the latest first; what is to come, in its order. `opened` carries a query."""

    opened = Signal(object)

    def __init__(self, chart: Chart, name: str) -> None:
        super().__init__()
        self._chart = chart
        self.table: Table[ChartMonth] = Table(name, self._columns(chart.headers), EmptyState("coins", ""))
        self.table.activated.connect(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)

    def show_chart(self, chart: Chart) -> None:
        """Show the months in the currency of the chart."""
        self._chart = chart
        rows = reversed(chart.months) if chart.kind is ChartKind.FLOWS else chart.months
        self.table.set_rows(list(rows), key=lambda row: row.month)

    def _open(self, month: Span) -> None:
        shown = next(each for each in self._chart.months if each.month == month)
        self.opened.emit(shown.opens[0])

    def _columns(self, headers: Sequence[str]) -> Sequence[Column[ChartMonth]]:
        month = Column[ChartMonth](header=tr("Mois"), text=lambda row: dates.month_name(row.month.since))
        return (month, *(self._amount(header, place) for place, header in enumerate(headers)))

    def _amount(self, header: str, place: int) -> Column[ChartMonth]:
        return Column(
            header=header,
            text=lambda row: self._chart.amount(row.cells[place]),
            kind=CellKind.AMOUNT,
            gives_way=max(0, place + 1 - _ALWAYS_SHOWN),
        )
