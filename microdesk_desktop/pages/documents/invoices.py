"""The invoices and credit notes: to collect, late or paid."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.gui.page import PageAction
from microdesk_desktop.gui.table.filter_bar import Chip
from microdesk_desktop.gui.table.model import Column
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.pages.documents.columns import (
    client_column,
    due_column,
    number_and_kind,
    settlement_columns,
)
from microdesk_desktop.pages.documents.list import DocumentListPage
from microdesk_desktop.pages.shared.row_index import RowIndex
from microdesk_desktop.views.exports.content import ListColumn
from microdesk_desktop.views.exports.documents import ListedDocument, document_columns
from microdesk_desktop.views.records.document_words import (
    Due,
    due_of,
    due_words,
    invoices_count,
)
from microdesk_desktop.views.records.rows import InvoiceRow, Settled, load_invoice_rows


class Shown(StrEnum):
    """Which documents the list keeps."""

    ALL = "all"
    OPEN = "open"
    LATE = "late"
    PAID = "paid"
    CREDIT_NOTES = "credit_notes"


KEPT_BY: Mapping[Settled, Sequence[str]] = {
    Settled.OPEN: (Shown.ALL, Shown.OPEN),
    Settled.PARTLY: (Shown.ALL, Shown.OPEN),
    Settled.LATE: (Shown.ALL, Shown.OPEN, Shown.LATE),
    Settled.PAID: (Shown.ALL, Shown.PAID),
    Settled.NOT_DUE: (Shown.ALL,),
}


class InvoicesPage(DocumentListPage):
    """Every document that clients pay, and the credit notes."""

    key = "invoices"
    icon = "file-text"

    def activate(self, wanted: object = None) -> None:
        """With a state, show the documents in that state only."""
        if isinstance(wanted, Settled):
            self._show_all()
            if self.chips is not None:
                self.chips.choose({Settled.OPEN: Shown.OPEN, Settled.LATE: Shown.LATE}.get(wanted, Shown.ALL))
            wanted = None
        super().activate(wanted)

    @staticmethod
    def title() -> str:
        return tr("Factures")

    @staticmethod
    def section() -> str:
        return tr("Vendre")

    def panel_words(self) -> tuple[str, str]:
        return tr("Facture choisie"), tr("Choisissez une facture : ses paiements s'affichent ici.")

    def reload(self) -> None:
        today = self.workspace.clock.today()
        self.read_rows(lambda reader: load_invoice_rows(reader, today))

    @classmethod
    def page_actions(cls) -> Sequence[PageAction]:
        return (PageAction(text=tr("Importer des factures…"), do=cls.choose_files, icon="upload"),)

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
            (Shown.ALL, tr("Toutes"), Tone.POSITIVE),
            (Shown.OPEN, tr("À encaisser"), Tone.PROPOSAL),
            (Shown.LATE, tr("En retard"), Tone.DANGER),
            (Shown.PAID, tr("Payées"), Tone.POSITIVE),
        )
        credit_notes = counts[Shown.CREDIT_NOTES]
        return [
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
    def chips_of(row: InvoiceRow) -> Sequence[str]:
        if row.type is DocumentType.CREDIT_NOTE:
            return Shown.ALL, Shown.CREDIT_NOTES  # it is given back, neither collected nor paid
        return KEPT_BY[row.settled]

    def show_index(self, index: RowIndex[InvoiceRow]) -> None:
        super().show_index(index)
        self.set_subtitle(due_words(index.total) if index.rows else "")

    amount_of = staticmethod(due_of)

    def totals(self, rows: Sequence[InvoiceRow], sums: Mapping[tuple[Due, str], int]) -> tuple[str, str]:
        return invoices_count(rows), due_words(sums)

    def empty_state(self) -> EmptyState:
        return EmptyState(
            "file-text",
            tr("Vos factures s'afficheront ici"),
            tr("Importez un fichier de l'outil qui les a émises : chaque paiement les retrouvera."),
            (tr("Importer…"), self.choose_files),
        )

    def no_match_state(self) -> EmptyState:
        if self.is_narrowed:
            return EmptyState("search", tr("Rien ne correspond"), tr("Essayez un numéro ou un nom de client."))
        return EmptyState("circle-check", tr("Aucune facture dans cet état."))
