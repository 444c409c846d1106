"""The amounts that make up « encaissé » or « dépensé » in a period; each leads to its document or record."""

from collections.abc import Mapping, Sequence
from datetime import date

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.calendar.spans import month_of
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.records.cash import Flow
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.shared.list_page import ListPage
from microdesk_desktop.views.dashboard.cash import CashQuery, CashRow, cash_words, load_cash_rows
from microdesk_desktop.views.dashboard.words import (
    flow_name,
    line_explanation,
    span_name,
)
from microdesk_desktop.views.exports.content import ListColumn
from microdesk_desktop.views.exports.lists.records import cash_columns
from microdesk_desktop.views.exports.words import search_words

PAGES = {TargetKind.INVOICE: "invoice", TargetKind.RECEIPT: "receipts", TargetKind.EXPENSE: "expenses"}


class CashPage(ListPage[CashRow]):
    """What a figure of the dashboard adds up, latest first."""

    key = "cash"
    icon = "coins"
    behind = "dashboard"
    shows_one = True
    flags = Changes.INVOICES | Changes.MATCHES | Changes.LEDGER | Changes.CLIENTS

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._query = CashQuery(Flow.RECEIVED, month_of(workspace.clock.today()))
        self.table.activated.connect(lambda _: self._open_selected())
        self.body.addWidget(self.card, 1)

    @staticmethod
    def title() -> str:
        return tr("Encaissé et dépensé")

    def activate(self, wanted: object = None) -> None:
        if isinstance(wanted, CashQuery) and wanted != self._query:
            self._query = wanted
            self.reload()
        super().activate()

    def place(self) -> object:
        return self._query

    def reload(self) -> None:
        query, today = self._query, self.workspace.clock.today()
        self.read_rows(lambda reader: load_cash_rows(reader, query, today))

    def filter_rows(self) -> None:
        super().filter_rows()
        period = span_name(self._query.span, self.workspace.clock.today())
        self.set_title(f"{flow_name(self._query.flow)} · {period}")
        self.set_subtitle(cash_words(self.kept))

    def export_columns(self) -> Sequence[ListColumn[CashRow]]:
        return cash_columns()

    def filter_words(self) -> Sequence[str]:
        today = self.workspace.clock.today()
        return flow_name(self._query.flow), span_name(self._query.span, today), search_words(self.card.search.text())

    def totals(self, rows: Sequence[CashRow], sums: Mapping[str, int]) -> tuple[str, str]:
        return cash_words(rows) if rows else "", ""

    def columns(self) -> Sequence[Column[CashRow]]:
        return _columns(self.workspace.clock.today())

    @staticmethod
    def search_text(row: CashRow) -> str:
        return f"{row.line.party} {row.line.label} {row.line.reference}"

    def empty_state(self) -> EmptyState:
        return EmptyState("coins", tr("Rien dans cette période"))

    def no_match_state(self) -> EmptyState:
        return EmptyState("search", tr("Rien ne correspond"), tr("Essayez un nom, un objet ou une référence."))

    def _open_selected(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.workspace.navigate(PAGES[row.line.kind], row.line.target_id)


def _columns(today: date) -> Sequence[Column[CashRow]]:
    return (
        Column(
            header=tr("Date"),
            text=lambda row: dates.short_day(row.line.on),
            detail=lambda row: dates.year_unless(row.line.on, today),
            kind=CellKind.MUTED,
            sample="28/08",
            spoken=lambda row: dates.long_day(row.line.on),
        ),
        Column(
            header=tr("Client ou fournisseur"),
            text=lambda row: row.line.party,
            detail=lambda row: row.line.label,
            share=3,
        ),
        Column(
            header=tr("Ce qui l'explique"),
            text=lambda row: line_explanation(row.line),
            kind=CellKind.MUTED,
            share=2,
            gives_way=1,
        ),
        Column(
            header=tr("Montant"),
            text=lambda row: money.amount(row.line.cents, row.line.currency),
            kind=CellKind.AMOUNT,
        ),
    )
