"""The quotes: waiting for an answer, accepted or declined; nothing is due of them."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.money import sums_of
from microdesk_desktop.domain.records.documents import DocumentStatus
from microdesk_desktop.gui.page import PageAction
from microdesk_desktop.gui.table.filter_bar import Chip
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.pages.documents.columns import client_column, day_column, due_column, total_column
from microdesk_desktop.pages.documents.list import DocumentListPage
from microdesk_desktop.pages.shared.row_index import Amount, RowIndex
from microdesk_desktop.views.exports.content import ListColumn
from microdesk_desktop.views.exports.documents import ListedDocument, quote_columns
from microdesk_desktop.views.messages.values import sums_text
from microdesk_desktop.views.records.document_words import (
    document_state,
    quote_states,
    quote_tone,
    quotes_count,
    quotes_text,
)
from microdesk_desktop.views.records.documents import has_quotes
from microdesk_desktop.views.records.rows import InvoiceRow, load_quote_rows


class Shown(StrEnum):
    """Which quotes the list keeps."""

    ALL = "all"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"


KEPT_BY: Mapping[DocumentStatus, str] = {
    DocumentStatus.ISSUED: Shown.WAITING,
    DocumentStatus.ACCEPTED: Shown.ACCEPTED,
    DocumentStatus.DECLINED: Shown.DECLINED,
    DocumentStatus.CANCELLED: Shown.DECLINED,
}


class QuotesPage(DocumentListPage):
    """Every quote; the entry is there while there is one."""

    key = "quotes"
    icon = "pencil"
    in_use = staticmethod(has_quotes)

    @staticmethod
    def title() -> str:
        return tr("Devis")

    @staticmethod
    def section() -> str:
        return tr("Vendre")

    def panel_words(self) -> tuple[str, str]:
        return tr("Devis choisi"), tr("Choisissez un devis : ses dates et son client s'affichent ici.")

    def reload(self) -> None:
        today = self.workspace.clock.today()
        self.read_rows(lambda reader: load_quote_rows(reader, today))

    @classmethod
    def page_actions(cls) -> Sequence[PageAction]:
        return (PageAction(text=tr("Importer des devis…"), do=cls.choose_files, icon="upload"),)

    def export_columns(self) -> Sequence[ListColumn[ListedDocument]]:
        return quote_columns()

    def columns(self) -> Sequence[Column[InvoiceRow]]:
        today = self.workspace.clock.today()
        return (
            client_column(tr("devis").capitalize(), lambda row: row.number),
            day_column(tr("Émis le"), today),
            due_column(tr("Valable jusqu'au"), today),
            total_column(),
            Column(
                header=tr("État"),
                text=document_state,
                kind=CellKind.CHIP,
                tone=quote_tone,
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
            (Shown.DECLINED, tr("Refusés ou annulés"), Tone.NEUTRAL),
        )
        return [Chip(key=shown, text=text, tone=tone, count=counts[shown]) for shown, text, tone in texts]

    @staticmethod
    def chips_of(row: InvoiceRow) -> Sequence[str]:
        return Shown.ALL, KEPT_BY[row.status]

    def show_index(self, index: RowIndex[InvoiceRow]) -> None:
        super().show_index(index)
        self.set_subtitle(quotes_text(index.rows) if index.rows else "")

    @staticmethod
    def amount_of(row: InvoiceRow) -> Amount:
        return row.currency, row.total_cents

    def totals(self, rows: Sequence[InvoiceRow], sums: Mapping[str, int]) -> tuple[str, str]:
        return quotes_count(rows), sums_text(sums_of(sums))

    def empty_state(self) -> EmptyState:
        return EmptyState(
            "pencil",
            tr("Vos devis s'afficheront ici"),
            tr("Importez un fichier de l'outil qui les a faits : un devis n'est jamais compté comme dû."),
            (tr("Importer…"), self.choose_files),
        )

    def no_match_state(self) -> EmptyState:
        if self.is_narrowed:
            return EmptyState("search", tr("Rien ne correspond"), tr("Essayez un numéro ou un nom de client."))
        return EmptyState("circle-check", tr("Aucun devis dans cet état."))
