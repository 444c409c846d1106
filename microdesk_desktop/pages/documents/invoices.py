"""The invoices and credit notes: to collect, late or paid."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.gui.table.filter_bar import Chip
from microdesk_desktop.gui.table.model import Column
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.pages.documents.columns import (
    client_column,
    due_column,
    number_and_kind,
    settlement_columns,
)
from microdesk_desktop.pages.documents.list import DRAFTS, DocumentListPage, drafts_chip
from microdesk_desktop.pages.shared.row_index import RowIndex
from microdesk_desktop.views.documents.draft_rows import load_draft_rows
from microdesk_desktop.views.exports.content import ListColumn
from microdesk_desktop.views.exports.lists.documents import ListedDocument, document_columns
from microdesk_desktop.views.records.document_words import (
    Due,
    due_of,
    due_words,
    invoices_count,
    late_words,
)
from microdesk_desktop.views.records.rows import InvoiceRow, load_invoice_rows


class Shown(StrEnum):
    """Which documents the list keeps."""

    ALL = "all"
    DRAFTS = DRAFTS
    OPEN = "open"
    LATE = "late"
    PAID = "paid"
    CREDIT_NOTES = "credit_notes"


KEPT_BY: Mapping[DocumentState, Sequence[str]] = {
    DocumentState.DRAFT: (Shown.ALL, Shown.DRAFTS),
    DocumentState.ISSUED: (Shown.ALL, Shown.OPEN),
    DocumentState.SENT: (Shown.ALL, Shown.OPEN),
    DocumentState.PARTLY_PAID: (Shown.ALL, Shown.OPEN),
    DocumentState.LATE: (Shown.ALL, Shown.OPEN, Shown.LATE),
    DocumentState.PAID: (Shown.ALL, Shown.PAID),
    DocumentState.WRITTEN_OFF: (Shown.ALL,),
    DocumentState.CANCELLED: (Shown.ALL,),
}


class InvoicesPage(DocumentListPage):
    """Every document that clients pay, and the credit notes."""

    key = "invoices"
    new_type = DocumentType.INVOICE
    icon = "file-text"

    @staticmethod
    def title() -> str:
        return tr("Factures")

    @staticmethod
    def new_words() -> str:
        return tr("Nouvelle facture")

    @staticmethod
    def import_words() -> str:
        return tr("Importer des factures…")

    def panel_words(self) -> tuple[str, str]:
        return tr("Facture choisie"), tr("Choisissez une facture : ses paiements s'affichent ici.")

    @staticmethod
    def load_rows(reader: Any, today: date) -> Sequence[InvoiceRow]:
        return [*load_draft_rows(reader, today, settled_by_money=True), *load_invoice_rows(reader, today)]

    def export_columns(self) -> Sequence[ListColumn[ListedDocument]]:
        return document_columns()

    def columns(self) -> Sequence[Column[InvoiceRow]]:
        return (
            client_column(tr("Facture"), number_and_kind),
            due_column(tr("Échéance"), self.workspace.clock.today()),
            *settlement_columns(),
        )

    def chips_name(self) -> str:
        return tr("Factures à montrer")

    def chips_for(self, counts: Mapping[str, int]) -> Sequence[Chip]:
        texts = (
            (Shown.OPEN, tr("À encaisser"), Tone.PROPOSAL),
            (Shown.LATE, tr("En retard"), Tone.DANGER),
            (Shown.PAID, tr("Payées"), Tone.POSITIVE),
        )
        credit_notes = counts[Shown.CREDIT_NOTES]
        return [
            Chip(key=Shown.ALL, text=tr("Toutes"), tone=Tone.POSITIVE, count=counts[Shown.ALL]),
            drafts_chip(counts),
            *(Chip(key=shown, text=text, tone=tone, count=counts[shown]) for shown, text, tone in texts),
            Chip(
                key=Shown.CREDIT_NOTES,
                text=tr("Avoirs"),
                tone=Tone.NEUTRAL,
                count=credit_notes,
                is_shown=credit_notes > 0,
            ),
        ]

    @staticmethod
    def chip_of_state(state: DocumentState) -> str:
        return {DocumentState.ISSUED: Shown.OPEN, DocumentState.LATE: Shown.LATE}.get(state, Shown.ALL)

    @staticmethod
    def chips_of(row: InvoiceRow) -> Sequence[str]:
        if row.type is DocumentType.CREDIT_NOTE and row.draft_id is None:
            return Shown.ALL, Shown.CREDIT_NOTES  # it is given back, neither collected nor paid
        return KEPT_BY[row.state]

    def show_index(self, index: RowIndex[InvoiceRow]) -> None:
        super().show_index(index)
        self.set_subtitle(due_words(index.total) if index.rows else "")

    amount_of = staticmethod(due_of)

    def totals(self, rows: Sequence[InvoiceRow], sums: Mapping[tuple[Due, str], int]) -> tuple[str, str]:
        return invoices_count(rows), due_words(sums)

    def totals_detail(self, sums: Mapping[tuple[Due, str], int]) -> str:
        return late_words(sums)

    def empty_state(self) -> EmptyState:
        return EmptyState(
            "file-text",
            tr("Vos factures s'afficheront ici"),
            tr("Écrivez la première, ou importez celles d'un autre outil : chaque paiement les retrouvera."),
        )

    @staticmethod
    def none_words() -> str:
        return tr("Aucune facture dans cet état.")
