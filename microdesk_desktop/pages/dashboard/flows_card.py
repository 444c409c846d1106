"""What came in and was spent this month, this year and in a chosen period; each figure leads to its amounts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.calendar.spans import Span, month_of, year_of
from microdesk_desktop.domain.records.cash import Flow
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.table.period import PeriodSwitcher
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import FIGURE, LEAD, MIDDLE, SMALL, TIGHT, WIDE
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.buttons import Act
from microdesk_desktop.gui.widgets.figure import Figure
from microdesk_desktop.gui.widgets.fitted import Fitted
from microdesk_desktop.views.dashboard.cash import CashQuery
from microdesk_desktop.views.dashboard.figures import Before, Dashboard, FlowSums
from microdesk_desktop.views.dashboard.outlook.left_words import (
    left_amount,
    left_definition,
    left_name,
    left_summary,
    owed_amount,
    owed_parts,
    owed_summary,
    period_owed_name,
)
from microdesk_desktop.views.dashboard.words import (
    before_name,
    difference_name,
    difference_summary,
    differences,
    flow_definition,
    flow_name,
    flow_summary,
    span_name,
    sums_lines,
    sums_spoken,
    whole_before_words,
)

LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
COLUMNS = 3
"""This month, this year, and the chosen period."""
LEAST_NAME = 96
"""Width of the names beside the figures: « Différence », and two words a line of what it is."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One amount for each column, its name beside them, and the shorter ones that stand above one another."""

    name: QWidget
    amounts: Sequence[QWidget]
    short_names: Sequence[QWidget]
    rule: QWidget | None = None

    @property
    def is_before(self) -> bool:
        """Whether it is compared with the row above."""
        return self.rule is None


class FlowsCard(Fitted, QFrame):
    """Three columns of figures, or one below the other where an amount would be cut.

    `switcher` chooses the period of the third. `figures` are those of the periods, `before` those of a year before.
    `open_owed` opens what is `owed`, which `left` takes off; each of both has its figures of a year before.
    """

    def __init__(self, explain: Callable[[CashQuery], object], open_owed: Act, today: date) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._explain = explain
        self._open_owed = open_owed
        self._spans: list[Span | None] = []
        self._before_spans: list[Span | None] = []
        self._month, self._year = _head(), _head()
        self.switcher = PeriodSwitcher(today)
        places = [(flow, column) for flow in Flow for column in range(COLUMNS)]
        self.figures: Mapping[tuple[Flow, int], Figure] = {place: self._figure(*place) for place in places}
        self.before: Mapping[tuple[Flow, int], Figure] = {place: self._figure_before(*place) for place in places}
        self._differences = [_amount(FIGURE) for _ in range(COLUMNS)]
        self.owed, self.owed_before = self._owed("owed"), self._owed("owed", is_before=True)
        self.left, self.left_before = self._owed("left"), self._owed("left", is_before=True)
        self._rows = [
            *(row for flow in Flow for row in self._flow_rows(flow)),
            _row(difference_name(), difference_summary(), self._differences),
            _row(period_owed_name(), owed_summary(), self.owed),
            _before_row(self.owed_before),
            _row(left_name(), left_summary(), self.left),
            _before_row(self.left_before),
        ]
        for row in self._rows:
            for each in (row.name, *row.short_names, *filter(None, (row.rule,))):
                each.setParent(self)  # what is shown before it has a parent is a window of its own
        self._is_stacked = False
        self._is_compared = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(WIDE, MIDDLE, WIDE, MIDDLE)
        self._grid.setHorizontalSpacing(WIDE)
        self._grid.setVerticalSpacing(TIGHT)
        for column in range(COLUMNS + 1):
            self._grid.setColumnStretch(column, 2 if column else 5)
        self._arrange()

    def show_figures(self, shown: Dashboard, chosen: Span) -> None:
        """Show the sums of this month, of this year and of the chosen days, each with those of a year before."""
        spans = [month_of(shown.today), year_of(shown.today), chosen]
        before = [shown.before.get(span) for span in spans]
        self._spans = [*spans]
        self._before_spans = [each.days if each else None for each in before]
        self._month.setText(dates.month_name(shown.today))
        self._year.setText(tr("Année {year}").format(year=shown.today.year))
        self._compare(any(each and (*each.whole_flows.values(),) != ((), ()) for each in before))
        for column, (span, earlier) in enumerate(zip(spans, before, strict=True)):
            self._show_column(column, shown.spans[span], span_name(span, shown.today))
            self._show_before(column, earlier, shown.today)
            self._show_left(self.owed[column], self.left[column], shown, span)
            self._show_left(
                self.owed_before[column], self.left_before[column], shown, earlier.days if earlier else None
            )

    def _compare(self, is_compared: bool) -> None:
        """Show the figures of a year before, unless there is nothing in them."""
        if is_compared != self._is_compared:
            self._is_compared = is_compared
            self._arrange()

    def _show_column(self, column: int, flows: FlowSums, period: str) -> None:
        for flow in Flow:
            name = tr("{flow}, {period} : {total}").format(
                flow=flow_name(flow), period=period, total=sums_spoken(flows[flow])
            )
            self.figures[flow, column].fill(sums_lines(flows[flow]), name, flow_definition(flow))
        left = differences(flows)
        self._differences[column].setText(sums_lines(left))
        self._differences[column].setAccessibleName(f"{difference_name()}, {period} : {sums_spoken(left)}")

    def _show_before(self, column: int, before: Before | None, today: date) -> None:
        for flow in Flow:
            figure = self.before[flow, column]
            figure.setEnabled(before is not None)
            if before is None:
                figure.fill("", flow_name(flow), "")
                continue
            name = tr("{flow}, {period} : {total}").format(
                flow=flow_name(flow), period=span_name(before.days, today), total=sums_spoken(before.flows[flow])
            )
            figure.fill(sums_lines(before.flows[flow]), name, whole_before_words(before, flow, today))

    def _show_left(self, owed: Figure, left: Figure, shown: Dashboard, span: Span | None) -> None:
        for figure in (owed, left):
            figure.setEnabled(span is not None)
        if span is None:
            owed.fill("", period_owed_name(), "")
            left.fill("", left_name(), "")
            return
        found, period = shown.left.get(span), span_name(span, shown.today)
        text = tr("{flow}, {period} : {total}")
        amount = owed_amount(found)
        owed.fill(amount, text.format(flow=period_owed_name(), period=period, total=amount), owed_parts(found))
        amount = left_amount(found)
        left.fill(amount, text.format(flow=left_name(), period=period, total=amount), left_definition(found))

    def _owed(self, name: str, *, is_before: bool = False) -> Sequence[Figure]:
        made = [Figure(self._open_owed, size=FIGURE, is_second=is_before) for _ in range(COLUMNS)]
        for column, figure in enumerate(made):
            figure.setObjectName(f"{name}.{column}{'.before' if is_before else ''}")
        return made

    def _figure(self, flow: Flow, column: int) -> Figure:
        made = Figure(lambda: self._open(self._spans[column], flow), size=FIGURE if column else LEAD)
        made.setObjectName(f"{flow}.{column}")
        return made

    def _figure_before(self, flow: Flow, column: int) -> Figure:
        made = Figure(lambda: self._open(self._before_spans[column], flow), is_second=True)
        made.setObjectName(f"{flow}.{column}.before")
        return made

    def _open(self, span: Span | None, flow: Flow) -> None:
        if span is not None:
            self._explain(CashQuery(flow, span))

    def _flow_rows(self, flow: Flow) -> Sequence[_Row]:
        name = _named(flow_name(flow), flow_summary(flow), flow_definition(flow))
        figures, before = ([each[flow, column] for column in range(COLUMNS)] for each in (self.figures, self.before))
        return (
            _Row(name, figures, _short(flow_name(flow)), rule()),
            _before_row(before),
        )

    def sizeHint(self) -> QSize:
        """The width of the columns, even while they are stacked: else they would never return."""
        return QSize(self._width_of_columns(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The width of the figures below one another."""
        inside = max(amount.sizeHint().width() for row in self._rows for amount in row.amounts)
        names = max(name.sizeHint().width() for row in self._rows for name in row.short_names)
        return QSize(inside + names + 3 * WIDE, super().minimumSizeHint().height())

    def _width_of_columns(self) -> int:
        heads = (self._month, self._year, self.switcher)
        columns: Iterable[Sequence[QWidget]] = zip(heads, *(row.amounts for row in self._rows), strict=True)
        widths = (max(each.sizeHint().width() for each in column) for column in columns)
        names = max(scaled(LEAST_NAME), *(row.name.minimumSizeHint().width() for row in self._rows))
        return sum(widths) + names + (COLUMNS + 2) * WIDE

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
        for row in self._rows:
            is_shown = self._is_compared or not row.is_before
            row.name.setVisible(is_shown and not self._is_stacked)
            for short in row.short_names:
                short.setVisible(is_shown and self._is_stacked)
            for amount in row.amounts:
                amount.setVisible(is_shown)
        for line in self._rules()[COLUMNS - 1 :]:
            line.setVisible(not self._is_stacked)

    def _rules(self) -> Sequence[QWidget]:
        return [row.rule for row in self._rows if row.rule is not None]

    def _put_beside(self) -> None:
        for column, head in enumerate((self._month, self._year, self.switcher), 1):
            self._grid.addWidget(head, 0, column, RIGHT)
        place = 1
        for row in self._rows:
            if row.rule is not None:
                self._grid.addWidget(row.rule, place, 0, 1, COLUMNS + 1)
                place += 1
            self._grid.addWidget(row.name, place, 0)
            for column, amount in enumerate(row.amounts, 1):
                self._grid.addWidget(amount, place, column, RIGHT)
            place += 1

    def _stack(self) -> None:
        place = 0
        for column, head in enumerate((self._month, self._year, self.switcher)):
            if column:
                self._grid.addWidget(self._rules()[column - 1], place, 0, 1, COLUMNS + 1)
            self._grid.addWidget(head, place + 1, 0, 1, COLUMNS + 1, LEFT)
            place += 2
            for row in self._rows:
                self._grid.addWidget(row.short_names[column], place, 0)
                self._grid.addWidget(row.amounts[column], place, 1, 1, COLUMNS, RIGHT)
                place += 1


def _row(name: str, summary: str, amounts: Sequence[QWidget]) -> _Row:
    return _Row(_named(name, summary), amounts, _short(name), rule())


def _before_row(amounts: Sequence[QWidget]) -> _Row:
    return _Row(labels.caption(before_name()), amounts, _short(before_name(), is_caption=True))


def _short(name: str, *, is_caption: bool = False) -> Sequence[QLabel]:
    return [labels.caption(name) if is_caption else labels.muted(name, wraps=False) for _ in range(COLUMNS)]


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
