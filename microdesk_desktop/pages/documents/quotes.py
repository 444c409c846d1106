"""The quotes: waiting for an answer, accepted or declined; nothing is due of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.domain.money import sums_of
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.gui.table.filter_bar import Chip
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.pages.documents.columns import client_column, day_column, due_column, total_column
from microdesk_desktop.pages.documents.list import DRAFTS, DocumentListPage, drafts_chip
from microdesk_desktop.pages.shared.row_index import Amount, RowIndex
from microdesk_desktop.views.documents.draft_rows import load_draft_rows
from microdesk_desktop.views.exports.content import ListColumn
from microdesk_desktop.views.exports.lists.documents import ListedDocument, quote_columns
from microdesk_desktop.views.messages.values import sums_text
from microdesk_desktop.views.records.document_words import (
    document_state,
    document_tone,
    quote_states,
    quotes_count,
    quotes_text,
)
from microdesk_desktop.views.records.rows import InvoiceRow, load_quote_rows


class Shown(StrEnum):
    """Which quotes the list keeps."""

    ALL = "all"
    DRAFTS = DRAFTS
    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"


KEPT_BY: Mapping[DocumentState, str] = {
    DocumentState.DRAFT: Shown.DRAFTS,
    DocumentState.ISSUED: Shown.WAITING,
    DocumentState.SENT: Shown.WAITING,
    DocumentState.ACCEPTED: Shown.ACCEPTED,
    DocumentState.DECLINED: Shown.DECLINED,
    DocumentState.EXPIRED: Shown.DECLINED,
    DocumentState.CANCELLED: Shown.DECLINED,
}


class QuotesPage(DocumentListPage):
    """Every quote."""

    key = "quotes"
    new_type = DocumentType.QUOTE
    icon = "pencil"

    @staticmethod
    def title() -> str:
        return tr("Devis")

    @staticmethod
    def new_words() -> str:
        return tr("Nouveau devis")

    @staticmethod
    def import_words() -> str:
        return tr("Importer des devis…")

    def panel_words(self) -> tuple[str, str]:
        return tr("Devis choisi"), tr("Choisissez un devis : ses dates et son client s'affichent ici.")

    @staticmethod
    def load_rows(reader: Any, today: date) -> Sequence[InvoiceRow]:
        return [*load_draft_rows(reader, today, settled_by_money=False), *load_quote_rows(reader, today)]

    def export_columns(self) -> Sequence[ListColumn[ListedDocument]]:
        return quote_columns()

    def columns(self) -> Sequence[Column[InvoiceRow]]:
        today = self.workspace.clock.today()
        return (
            client_column(tr("devis").capitalize(), lambda row: row.number if row.draft_id is None else row.subject),
            day_column(tr("Émis le"), today),
            due_column(tr("Valable jusqu'au"), today),
            total_column(),
            Column(
                header=tr("État"),
                text=document_state,
                kind=CellKind.CHIP,
                tone=document_tone,
                sample=max(quote_states().values(), key=len),
                sort_key=document_state,
                gives_way=1,
            ),
        )

    def chips_name(self) -> str:
        return tr("Devis à montrer")

    def chips_for(self, counts: Mapping[str, int]) -> Sequence[Chip]:
        texts = (
            (Shown.ALL, tr("Tous"), Tone.POSITIVE),
            (Shown.WAITING, tr("En attente"), Tone.ATTENTION),
            (Shown.ACCEPTED, tr("Acceptés"), Tone.POSITIVE),
            (Shown.DECLINED, tr("Refusés ou expirés"), Tone.NEUTRAL),
        )
        whole, *others = (Chip(key=shown, text=text, tone=tone, count=counts[shown]) for shown, text, tone in texts)
        return [whole, drafts_chip(counts), *others]

    @staticmethod
    def chip_of_state(state: DocumentState) -> str:
        return KEPT_BY[state]

    @staticmethod
    def chips_of(row: InvoiceRow) -> Sequence[str]:
        return Shown.ALL, KEPT_BY[row.state]

    def show_index(self, index: RowIndex[InvoiceRow]) -> None:
        super().show_index(index)
        self.set_subtitle(quotes_text([row for row in index.rows if row.draft_id is None]) if index.rows else "")

    @staticmethod
    def amount_of(row: InvoiceRow) -> Amount:
        return row.currency, 0 if row.draft_id is not None else row.total_cents

    def totals(self, rows: Sequence[InvoiceRow], sums: Mapping[str, int]) -> tuple[str, str]:
        return quotes_count(rows), sums_text(sums_of(sums))

    def empty_state(self) -> EmptyState:
        return EmptyState(
            "pencil",
            tr("Vos devis s'afficheront ici"),
            tr("Écrivez le premier, ou importez ceux d'un autre outil : un devis n'est jamais compté comme dû."),
        )

    @staticmethod
    def none_words() -> str:
        return tr("Aucun devis dans cet état.")
