"""What came in and was spent this month, this year and in a chosen period; each figure leads to its amounts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.records.cash import Flow
from microdesk_desktop.domain.spans import Span, month_of, year_of
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.table.period import PeriodSwitcher
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import FIGURE, LEAD, MIDDLE, SMALL, WIDE
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.figure import Figure
from microdesk_desktop.gui.widgets.fitted import Fitted
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

LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
COLUMNS = 3
"""This month, this year, and the chosen period."""
LEAST_NAME = 96
"""Width of the names beside the figures: « Différence », and two words a line of what it is."""


class FlowsCard(Fitted, QFrame):
    """Three columns of figures, or one below the other where an amount would be cut.

    `switcher` chooses the period of the third.
    """

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
        self._amounts: Sequence[Sequence[QWidget]] = (
            *([self.figures[flow, column] for column in range(COLUMNS)] for flow in Flow),
            self._differences,
        )
        self._names = [_named(flow_name(flow), flow_summary(flow), flow_definition(flow)) for flow in Flow]
        self._names.append(_named(difference_name(), difference_summary()))
        words = (*map(flow_name, Flow), difference_name())
        self._short_names = [[labels.muted(word, wraps=False) for _ in range(COLUMNS)] for word in words]
        self._rules = [rule() for _ in words]
        for each in (*self._names, *self._rules, *(short for named in self._short_names for short in named)):
            each.setParent(self)  # what is shown before it has a parent is a window of its own
        self._is_stacked = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(WIDE, MIDDLE, WIDE, MIDDLE)
        self._grid.setHorizontalSpacing(WIDE)
        self._grid.setVerticalSpacing(SMALL)
        for column in range(COLUMNS + 1):
            self._grid.setColumnStretch(column, 2 if column else 5)
        self._arrange()

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

    def sizeHint(self) -> QSize:
        """The width of the columns, even while they are stacked: else they would never return."""
        return QSize(self._width_of_columns(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The width of the figures below one another."""
        inside = max(amount.sizeHint().width() for amounts in self._amounts for amount in amounts)
        names = max(name.sizeHint().width() for named in self._short_names for name in named)
        return QSize(inside + names + 3 * WIDE, super().minimumSizeHint().height())

    def _width_of_columns(self) -> int:
        heads = (self._month, self._year, self.switcher)
        columns: Iterable[Sequence[QWidget]] = zip(heads, *self._amounts, strict=True)
        widths = (max(each.sizeHint().width() for each in column) for column in columns)
        return sum(widths) + scaled(LEAST_NAME) + (COLUMNS + 2) * WIDE

    def fit(self) -> None:
        is_stacked = self.width() < self._width_of_columns()
        if is_stacked != self._is_stacked:
            self._is_stacked = is_stacked
            self._arrange()
            self.updateGeometry()

    def _arrange(self) -> None:
        """Put every figure into its place, and name it as its place asks."""
        while self._grid.count():
            self._grid.takeAt(0)
        if self._is_stacked:
            self._stack()
        else:
            self._put_beside()
        # Once they have their places: without one, each would be shown as a window of its own.
        for name in self._names:
            name.setVisible(not self._is_stacked)
        for named in self._short_names:
            for short in named:
                short.setVisible(self._is_stacked)
        self._rules[-1].setVisible(not self._is_stacked)

    def _put_beside(self) -> None:
        for column, head in enumerate((self._month, self._year, self.switcher), 1):
            self._grid.addWidget(head, 0, column, RIGHT)
        for row, (line, name, amounts) in enumerate(zip(self._rules, self._names, self._amounts, strict=True)):
            self._grid.addWidget(line, 2 * row + 1, 0, 1, COLUMNS + 1)
            self._grid.addWidget(name, 2 * row + 2, 0)
            for column, amount in enumerate(amounts, 1):
                self._grid.addWidget(amount, 2 * row + 2, column, RIGHT)

    def _stack(self) -> None:
        place = 0
        for column, head in enumerate((self._month, self._year, self.switcher)):
            if column:
                self._grid.addWidget(self._rules[column - 1], place, 0, 1, COLUMNS + 1)
            self._grid.addWidget(head, place + 1, 0, 1, COLUMNS + 1, LEFT)
            for row, amounts in enumerate(self._amounts, place + 2):
                self._grid.addWidget(self._short_names[row - place - 2][column], row, 0)
                self._grid.addWidget(amounts[column], row, 1, 1, COLUMNS, RIGHT)
            place += 2 + len(self._amounts)


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
