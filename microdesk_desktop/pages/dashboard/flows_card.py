"""What came in and was spent this month, this year and in a chosen period; each figure leads to its amounts."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.records.cash import Flow
from microdesk_desktop.domain.spans import Span, month_of, year_of
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.table.period import PeriodSwitcher
from microdesk_desktop.gui.theme.tokens import FIGURE, LEAD, MIDDLE, SMALL, WIDE
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.figure import Figure
from microdesk_desktop.views.dashboard.cash import CashQuery
from microdesk_desktop.views.dashboard.figures import Dashboard, FlowSums
from microdesk_desktop.views.dashboard.words import (
    difference_name,
    difference_summary,
    differences,
    flow_definition,
    flow_name,
    flow_summary,
    span_name,
    sums_lines,
    sums_spoken,
)

RIGHT = Qt.AlignmentFlag.AlignRight
COLUMNS = 3
"""This month, this year, and the chosen period."""


class FlowsCard(QFrame):
    """Three columns of figures; `switcher` chooses the period of the third."""

    def __init__(self, explain: Callable[[CashQuery], object], today: date) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._explain = explain
        self._spans: list[Span] = []
        self._month, self._year = _head(), _head()
        self.switcher = PeriodSwitcher(today)
        self.figures: Mapping[tuple[Flow, int], Figure] = {
            (flow, column): self._figure(flow, column) for flow in Flow for column in range(COLUMNS)
        }
        self._differences = [_amount(FIGURE) for _ in range(COLUMNS)]
        self._lay_out()

    def show_figures(self, shown: Dashboard, chosen: Span) -> None:
        """Show the sums of this month, of this year and of the chosen days."""
        self._spans = [month_of(shown.today), year_of(shown.today), chosen]
        self._month.setText(dates.month_name(shown.today))
        self._year.setText(tr("Année {year}").format(year=shown.today.year))
        for column, span in enumerate(self._spans):
            self._show_column(column, shown.spans[span], span_name(span, shown.today))

    def _show_column(self, column: int, flows: FlowSums, period: str) -> None:
        for flow in Flow:
            name = tr("{flow}, {period} : {total}").format(
                flow=flow_name(flow), period=period, total=sums_spoken(flows[flow])
            )
            self.figures[flow, column].fill(sums_lines(flows[flow]), name, flow_definition(flow))
        left = differences(flows)
        self._differences[column].setText(sums_lines(left))
        self._differences[column].setAccessibleName(f"{difference_name()}, {period} : {sums_spoken(left)}")

    def _figure(self, flow: Flow, column: int) -> Figure:
        made = Figure(lambda: self._explain(CashQuery(flow, self._spans[column])), size=FIGURE if column else LEAD)
        made.setObjectName(f"{flow}.{column}")
        return made

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(WIDE, MIDDLE, WIDE, MIDDLE)
        grid.setHorizontalSpacing(WIDE)
        grid.setVerticalSpacing(SMALL)
        grid.setColumnStretch(0, 5)
        for column, head in enumerate((self._month, self._year, self.switcher), 1):
            grid.setColumnStretch(column, 2)
            grid.addWidget(head, 0, column, RIGHT)
        for row, flow in enumerate(Flow):
            grid.addWidget(_named(flow_name(flow), flow_summary(flow), flow_definition(flow)), 2 * row + 2, 0)
            grid.addWidget(rule(), 2 * row + 1, 0, 1, COLUMNS + 1)
            for column in range(COLUMNS):
                grid.addWidget(self.figures[flow, column], 2 * row + 2, column + 1, RIGHT)
        last = 2 * len(Flow) + 1
        grid.addWidget(rule(), last, 0, 1, COLUMNS + 1)
        grid.addWidget(_named(difference_name(), difference_summary()), last + 1, 0)
        for column, label in enumerate(self._differences, 1):
            grid.addWidget(label, last + 1, column, RIGHT)


def _head() -> QLabel:
    made = labels.caption("")
    made.setContentsMargins(0, 0, SMALL + 1, 0)  # in line with the text of the figures below
    return made


def _amount(size: int) -> QLabel:
    made = labels.amount("", size=size)
    made.setContentsMargins(0, 0, SMALL + 1, 0)  # in line with the text of the figures above
    return made


def _named(name: str, summary: str, definition: str = "") -> QWidget:
    made = QWidget()
    made.setToolTip(definition)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addStretch()
    column.addWidget(labels.heading(name))
    column.addWidget(labels.caption(summary, wraps=True))
    column.addStretch()
    return made
