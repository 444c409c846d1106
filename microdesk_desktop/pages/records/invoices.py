"""The imported documents: open, late or paid, the payments of each, and how to correct, settle or remove one."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import partial

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.table.filter_bar import Chip
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.widgets.side_panel import SideBySide
from microdesk_desktop.gui.window.command_palette import Command
from microdesk_desktop.gui.window.shortcuts import bind
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.records.document_edits import DocumentActions
from microdesk_desktop.pages.records.invoices_panel import KEYS, InvoicePanel
from microdesk_desktop.pages.shared.list_page import ImportListPage
from microdesk_desktop.views.records.document_actions import DocumentAction
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
    """Which documents the list keeps."""

    ALL = "all"
    OPEN = "open"
    LATE = "late"
    PAID = "paid"
    QUOTES = "quotes"


KEPT: Mapping[str, frozenset[Settled]] = {
    Shown.ALL: frozenset(Settled),
    Shown.OPEN: frozenset((Settled.OPEN, Settled.PARTLY, Settled.LATE)),
    Shown.LATE: frozenset((Settled.LATE,)),
    Shown.PAID: frozenset((Settled.PAID,)),
    Shown.QUOTES: frozenset((Settled.NOT_DUE,)),
}


class InvoicesPage(ImportListPage[InvoiceRow]):
    """The list, with a panel that shows each payment and its origin, and does the next action on Enter."""

    key = "invoices"
    icon = "file-text"
    flags = Changes.INVOICES | Changes.MATCHES | Changes.CLIENTS

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._reading: Task[list[PaymentRow]] | None = None
        self.panel = InvoicePanel()
        self._edits = DocumentActions(workspace, self.table)
        self._split = SideBySide(self.card, self.panel)
        self.table.selected.connect(lambda _: self._show_selected())
        self.table.activated.connect(lambda _: self._do_next())
        self.table.view.clicked.connect(lambda _: self._split.open_panel())
        self.panel.transaction_wanted.connect(lambda id_: workspace.navigate("bank", id_))
        self.panel.wanted.connect(self._edits.do)
        self.body.addWidget(self._split, 1)
        bind(self, {key: partial(self._do_if_offered, action) for action, keys in KEYS.items() for key in keys})
        self.add_action(buttons.primary(tr("Importer…"), self.choose_files))

    @staticmethod
    def title() -> str:
        return tr("Factures")

    @staticmethod
    def section() -> str:
        return tr("Vendre")

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
        return f"{row.number} {row.client} {row.subject}"

    def chips_name(self) -> str:
        return tr("Factures à montrer")

    def chips_for(self, rows: Sequence[InvoiceRow]) -> Sequence[Chip]:
        texts = (
            (Shown.ALL, tr("Toutes"), Tone.POSITIVE),
            (Shown.OPEN, tr("À encaisser"), Tone.PROPOSAL),
            (Shown.LATE, tr("En retard"), Tone.DANGER),
            (Shown.PAID, tr("Payées"), Tone.POSITIVE),
        )
        quotes = sum(self.keeps(row, Shown.QUOTES) for row in rows)
        return [
            *(
                Chip(key=shown, text=text, tone=tone, count=sum(self.keeps(row, shown) for row in rows))
                for shown, text, tone in texts
            ),
            Chip(key=Shown.QUOTES, text=tr("Devis"), tone=Tone.NEUTRAL, count=quotes, is_shown=quotes > 0),
        ]

    def keeps(self, row: InvoiceRow, chip: str) -> bool:
        if chip in (Shown.ALL, Shown.QUOTES) and row.type is DocumentType.QUOTE:
            return chip == Shown.QUOTES
        if chip == Shown.OPEN and row.remaining_cents < 0:
            return False  # a credit note is given back, not collected
        return row.settled in KEPT[chip]

    def show_rows(self, rows: Sequence[InvoiceRow]) -> None:
        super().show_rows(rows)
        self.set_subtitle(due_text(rows) if rows else "")
        self._show_selected()

    def filter_rows(self) -> None:
        super().filter_rows()
        if self.table.model.rowCount() and not self.table.has_selection:
            self.table.view.select_row(0)

    def _do_next(self) -> None:
        """Enter: the next action of the document in sight, else the panel that shows it."""
        if not self._split.is_panel_in_sight:
            self._split.open_panel()
        elif self.panel.actions_offered:
            self._edits.do(self.panel.actions_offered[0])

    def _do_if_offered(self, action: DocumentAction) -> None:
        if action in self.panel.actions_offered:
            self._edits.do(action)

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
