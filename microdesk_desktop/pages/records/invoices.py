"""The imported invoices: open, late or paid, and the payments of each."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.imports.types import ImportKind
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.table.filter_bar import Chip
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.widgets.side_panel import SideBySide
from microdesk_desktop.gui.window.command_palette import Command
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.records.invoices_panel import InvoicePanel
from microdesk_desktop.pages.shared.list_page import ImportListPage
from microdesk_desktop.views.records.payments import PaymentRow, load_payments
from microdesk_desktop.views.records.rows import InvoiceRow, Settled, load_invoice_rows
from microdesk_desktop.views.records.words import (
    document_kind,
    document_state,
    document_states,
    document_tone,
    due_text,
)


class Shown(StrEnum):
    """Which invoices the list keeps."""

    ALL = "all"
    OPEN = "open"
    LATE = "late"
    PAID = "paid"


KEPT: Mapping[str, frozenset[Settled]] = {
    Shown.ALL: frozenset(Settled),
    Shown.OPEN: frozenset((Settled.OPEN, Settled.PARTLY, Settled.LATE)),
    Shown.LATE: frozenset((Settled.LATE,)),
    Shown.PAID: frozenset((Settled.PAID,)),
}


class InvoicesPage(ImportListPage[InvoiceRow]):
    """A read-only list, with a panel that shows each payment and its origin."""

    key = "invoices"
    icon = "file-text"
    flags = Changes.INVOICES | Changes.MATCHES | Changes.CLIENTS

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._reading: Task[list[PaymentRow]] | None = None
        self.panel = InvoicePanel()
        self._split = SideBySide(self.card, self.panel)
        self.table.selected.connect(lambda _: self._show_selected())
        self.table.activated.connect(lambda _: self._split.open_panel())
        self.table.view.clicked.connect(lambda _: self._split.open_panel())
        self.panel.transaction_wanted.connect(lambda id_: workspace.navigate("bank", id_))
        self.body.addWidget(self._split, 1)
        self.add_action(buttons.primary(tr("Importer…"), self.choose_files))

    @staticmethod
    def title() -> str:
        return tr("Factures")

    @staticmethod
    def section() -> str:
        return tr("Activité")

    def reload(self) -> None:
        today = self.workspace.clock.today()
        self.read(lambda reader: load_invoice_rows(reader, today), self.show_rows)

    def commands(self) -> Sequence[Command]:
        return (Command(text=tr("Importer des factures…"), act=self.choose_files, icon="upload"),)

    def on_escape(self) -> bool:
        return self._split.close_panel()

    def import_kind(self) -> ImportKind:
        return ImportKind.DOCUMENTS

    def columns(self) -> Sequence[Column[InvoiceRow]]:
        return _columns(self.workspace.clock.today())

    def search_text(self, row: InvoiceRow) -> str:
        return f"{row.number} {row.client}"

    def chips_name(self) -> str:
        return tr("Factures à montrer")

    def chips_for(self, rows: Sequence[InvoiceRow]) -> Sequence[Chip]:
        texts = (
            (Shown.ALL, tr("Toutes"), Tone.POSITIVE),
            (Shown.OPEN, tr("À encaisser"), Tone.PROPOSAL),
            (Shown.LATE, tr("En retard"), Tone.DANGER),
            (Shown.PAID, tr("Payées"), Tone.POSITIVE),
        )
        return [
            Chip(key=shown, text=text, tone=tone, count=sum(self.keeps(row, shown) for row in rows))
            for shown, text, tone in texts
        ]

    def keeps(self, row: InvoiceRow, chip: str) -> bool:
        return row.settled in KEPT[chip]

    def show_rows(self, rows: Sequence[InvoiceRow]) -> None:
        super().show_rows(rows)
        self.set_subtitle(due_text(rows) if rows else "")
        self._show_selected()

    def filter_rows(self) -> None:
        super().filter_rows()
        if self.table.model.rowCount() and not self.table.has_selection:
            self.table.view.select_row(0)

    def _show_selected(self) -> None:
        row = self.table.current_row()
        if self._reading is not None:
            self._reading.forget()
        self.panel.show_invoice(row)
        if row is not None:
            self._reading = self.workspace.load(
                lambda reader: load_payments(reader, row.id),
                owner=self,
                on_success=self.panel.show_payments,
            )

    def empty_state(self) -> EmptyState:
        return EmptyState(
            "file-text",
            tr("Vos factures s'afficheront ici"),
            tr("Importez un fichier CSV de l'outil qui les a émises : chaque paiement les retrouvera."),
            (tr("Importer…"), self.choose_files),
        )

    def no_match_state(self) -> EmptyState:
        if self.card.search.text():
            return EmptyState("search", tr("Rien ne correspond"), tr("Essayez un numéro ou un nom de client."))
        return EmptyState("circle-check", tr("Aucune facture dans cet état."))


def _columns(today: date) -> Sequence[Column[InvoiceRow]]:
    return (
        Column(header=tr("Facture"), text=lambda row: row.client, detail=_number),
        Column(
            header=tr("Échéance"),
            text=lambda row: dates.short_day(row.due_on) if row.due_on else "—",
            detail=lambda row: dates.year_unless(row.due_on, today) if row.due_on else "",
            kind=CellKind.MUTED,
            sample=tr("Échéance"),
            spoken=lambda row: dates.long_day(row.due_on) if row.due_on else "",
        ),
        Column(header=tr("Total"), text=lambda row: money.amount(row.total_cents, row.currency), kind=CellKind.AMOUNT),
        Column(
            header=tr("Reste dû"),
            text=lambda row: money.amount(row.remaining_cents, row.currency) if row.remaining_cents else "—",
            kind=CellKind.AMOUNT,
        ),
        Column(
            header=tr("État"),
            text=document_state,
            kind=CellKind.CHIP,
            tone=document_tone,
            sample=max(document_states().values(), key=len),
        ),
    )


def _number(row: InvoiceRow) -> str:
    return " · ".join(filter(None, (row.number, document_kind(row))))
