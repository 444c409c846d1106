"""The amounts that are expected in a month; each leads to the document, the series or the duty that it comes from."""

from collections.abc import Mapping, Sequence
from datetime import date

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.calendar.spans import month_of
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.records.cash import Flow
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.shared.list_page import ListPage
from microdesk_desktop.views.dashboard.outlook.forecast_rows import (
    ForecastQuery,
    ForecastRow,
    forecast_row_words,
    load_forecast_rows,
)
from microdesk_desktop.views.dashboard.outlook.forecast_words import certainty_word, expected_reason, forecast_name
from microdesk_desktop.views.dashboard.words import span_name
from microdesk_desktop.views.exports.content import ListColumn
from microdesk_desktop.views.exports.lists.forecast import forecast_columns
from microdesk_desktop.views.exports.words import search_words


class ForecastPage(ListPage[ForecastRow]):
    """What a figure of the forecast adds up, the earliest first."""

    key = "forecast"
    icon = "coins"
    behind = "dashboard"
    shows_one = True
    flags = Changes.INVOICES | Changes.MATCHES | Changes.LEDGER | Changes.CLIENTS | Changes.RECURRING | Changes.COMPANY

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._query = ForecastQuery(Flow.RECEIVED, month_of(workspace.clock.today()))
        self.table.activated.connect(lambda _: self._open_selected())
        self.body.addWidget(self.card, 1)

    @staticmethod
    def title() -> str:
        return tr("Prévision")

    def activate(self, wanted: object = None) -> None:
        if isinstance(wanted, ForecastQuery) and wanted != self._query:
            self._query = wanted
            self.reload()
        super().activate()

    def place(self) -> object:
        return self._query

    def reload(self) -> None:
        query, today = self._query, self.workspace.clock.today()
        self.read_rows(lambda reader: load_forecast_rows(reader, query, today))

    def filter_rows(self) -> None:
        super().filter_rows()
        period = span_name(self._query.span, self.workspace.clock.today())
        self.set_title(f"{forecast_name(self._query.flow)} · {period}")
        self.set_subtitle(tr("Estimation : {words}").format(words=forecast_row_words(self.kept)))

    def export_columns(self) -> Sequence[ListColumn[ForecastRow]]:
        return forecast_columns()

    def filter_words(self) -> Sequence[str]:
        period = span_name(self._query.span, self.workspace.clock.today())
        return forecast_name(self._query.flow), period, search_words(self.card.search.text())

    def totals(self, rows: Sequence[ForecastRow], sums: Mapping[str, int]) -> tuple[str, str]:
        return forecast_row_words(rows) if rows else "", ""

    def columns(self) -> Sequence[Column[ForecastRow]]:
        return _columns(self.workspace.clock.today())

    @staticmethod
    def search_text(row: ForecastRow) -> str:
        return f"{row.expected.party} {row.expected.label}"

    def empty_state(self) -> EmptyState:
        return EmptyState("coins", tr("Rien d'attendu"))

    def no_match_state(self) -> EmptyState:
        return EmptyState("search", tr("Rien ne correspond"), tr("Essayez un nom ou un objet."))

    def _open_selected(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.workspace.navigate(row.expected.page, row.expected.wanted)


def _columns(today: date) -> Sequence[Column[ForecastRow]]:
    return (
        Column(
            header=tr("Vers le"),
            text=lambda row: dates.short_day(row.expected.on),
            detail=lambda row: dates.year_unless(row.expected.on, today),
            kind=CellKind.MUTED,
            sample="28/08",
            spoken=lambda row: dates.long_day(row.expected.on),
        ),
        Column(
            header=tr("Client ou fournisseur"),
            text=lambda row: row.expected.party,
            detail=lambda row: row.expected.label,
            share=3,
        ),
        Column(
            header=tr("Pourquoi"),
            text=lambda row: expected_reason(row.expected),
            detail=lambda row: certainty_word(row.expected.certainty),
            kind=CellKind.MUTED,
            share=2,
            gives_way=1,
        ),
        Column(
            header=tr("Montant"),
            text=lambda row: money.amount(row.expected.amount.cents, row.expected.amount.currency),
            kind=CellKind.AMOUNT,
        ),
    )
