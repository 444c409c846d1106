"""The months of the chart as a table: the same figures, for whoever does not see bars."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.records.cash import Flow
from microdesk_desktop.domain.spans import Span
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.views.dashboard.figures import FlowSums
from microdesk_desktop.views.dashboard.words import cents_in, difference_name, flow_name


@dataclass(frozen=True, slots=True, kw_only=True)
class _MonthRow:
    """One month in one currency, in cents."""

    month: Span
    received: int
    spent: int
    currency: str


class MonthsTable(QWidget):
    """The latest month first; `opened` carries the month and the flow to explain."""

    opened = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.table: Table[_MonthRow] = Table(tr("Encaissé et dépensé par mois"), _columns(), EmptyState("coins", ""))
        self.table.activated.connect(lambda month: self.opened.emit(month, Flow.RECEIVED))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)

    def show_months(self, months: Mapping[Span, FlowSums], currency: str) -> None:
        """Show the months in one currency."""
        rows = [
            _MonthRow(
                month=month,
                received=cents_in(flows[Flow.RECEIVED], currency),
                spent=cents_in(flows[Flow.SPENT], currency),
                currency=currency,
            )
            for month, flows in months.items()
        ]
        self.table.set_rows(reversed(rows), key=lambda row: row.month)


def _columns() -> Sequence[Column[_MonthRow]]:
    return (
        Column(header=tr("Mois"), text=lambda row: dates.month_name(row.month.since)),
        _amount(flow_name(Flow.RECEIVED), lambda row: row.received),
        _amount(flow_name(Flow.SPENT), lambda row: row.spent),
        _amount(difference_name(), lambda row: row.received - row.spent),
    )


def _amount(header: str, cents: Callable[[_MonthRow], int]) -> Column[_MonthRow]:
    return Column(header=header, text=lambda row: money.amount(cents(row), row.currency), kind=CellKind.AMOUNT)
