"""« Destinataires »: who was reached in the last twelve months, and what each may learn."""

from collections.abc import Sequence
from typing import Any

from microdesk_desktop.base.format import counts, dates, sizes
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.text import fold
from microdesk_desktop.gui.layout.side_panel import SideBySide
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.privacy.recipients_panel import RecipientPanel, begun, where_text
from microdesk_desktop.pages.shared.list_page import ListPage
from microdesk_desktop.pages.shared.row_index import RowIndex
from microdesk_desktop.views.exports.content import ListColumn
from microdesk_desktop.views.exports.lists.others import recipient_columns
from microdesk_desktop.views.privacy.network.recipients import RecipientRow, Recipients, load_recipients, since_text


class RecipientsPage(ListPage[RecipientRow]):
    """One line for each host and group of purposes, the one reached last first."""

    key = "network_recipients"
    icon = "users"
    behind = "network_journal"
    flags = Changes.NETWORK

    def __init__(self, workspace: Workspace) -> None:
        self.panel = RecipientPanel()
        super().__init__(workspace)
        self._split = SideBySide(self.card, self.panel)
        self.body.addWidget(self._split, 1)
        self.table.selected.connect(lambda _: self.panel.show_recipient(self.table.current_row()))
        self.table.activated.connect(lambda _: self._split.open_panel())

    @staticmethod
    def title() -> str:
        return tr("Destinataires des douze derniers mois")

    def reload(self) -> None:
        index_of, now = self.index_of, self.workspace.clock.now()

        def load(reader: Any) -> tuple[RowIndex[RecipientRow], Recipients]:
            found = load_recipients(reader, now)
            return index_of(found.rows), found

        self.read(load, self._show)

    def _show(self, loaded: tuple[RowIndex[RecipientRow], Recipients]) -> None:
        index, found = loaded
        number = ntr("{count} destinataire.", "{count} destinataires.", len(found.rows))
        text = number.format(count=counts.count(len(found.rows))) if found.rows else ""
        since = since_text(found.since) if found.since is not None else ""
        self.set_subtitle(" ".join(filter(None, (text, since))))
        self.show_index(index)

    def filter_rows(self) -> None:
        super().filter_rows()
        self._split.set_has_panel(bool(self.rows))
        if self.table.model.rowCount() and not self.table.has_selection:
            self.table.view.select_row(0)
        self.panel.show_recipient(self.table.current_row())

    def on_escape(self) -> bool:
        return self._split.close_panel()

    def columns(self) -> Sequence[Column[RecipientRow]]:
        return (
            Column(
                header=tr("Vers"), text=lambda row: row.host, detail=lambda row: begun(row.who or row.what_for), share=3
            ),
            Column(
                header=tr("Peut apprendre"),
                text=lambda row: begun(row.learns),
                detail=lambda row: begun(where_text(row)),
                share=3,
                gives_way=3,
            ),
            Column(
                header=tr("Connexions"),
                text=lambda row: counts.count(row.requests),
                kind=CellKind.AMOUNT,
                sample="10 000",
            ),
            Column(
                header=tr("Échangé"),
                text=lambda row: sizes.size(row.bytes_out + row.bytes_in),
                kind=CellKind.AMOUNT,
                sample="100,5 Mo",
                gives_way=1,
            ),
            Column(
                header=tr("Dernière fois"),
                text=lambda row: dates.moment(row.last_at),
                kind=CellKind.MUTED,
                sample="23/11/2026 09:00",
                gives_way=2,
            ),
        )

    def export_columns(self) -> Sequence[ListColumn[RecipientRow]]:
        return recipient_columns()

    @staticmethod
    def search_text(row: RecipientRow) -> str:
        return fold(f"{row.host} {row.what_for} {row.who} {row.learns} {row.where}")

    def empty_state(self) -> EmptyState:
        return EmptyState("shield-check", tr("Personne n'a été joint"), tr("Aucune connexion n'est notée."))

    def no_match_state(self) -> EmptyState:
        return EmptyState("search", tr("Aucun destinataire ne correspond"), tr("Essayez un autre mot."))
