"""The invoices that were brought in: what is open, late, paid, and what paid it."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.matching import DocumentType, TargetKind
from microdesk_desktop.domain.text import fold
from microdesk_desktop.gui import buttons, formats
from microdesk_desktop.gui.chips import Chip, Chips
from microdesk_desktop.gui.empty import EmptyState
from microdesk_desktop.gui.list_card import ListCard
from microdesk_desktop.gui.page import Context, Page
from microdesk_desktop.gui.palette import Command
from microdesk_desktop.gui.roles import Tone
from microdesk_desktop.gui.rows import Column, Kind
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.side_panel import SideBySide
from microdesk_desktop.gui.table import Table
from microdesk_desktop.pages.import_csv import choose_and_import, import_csv
from microdesk_desktop.pages.invoices_panel import InvoicePanel
from microdesk_desktop.views.payments import PaymentRow, load_payments
from microdesk_desktop.views.records import InvoiceRow, Settled, load_invoice_rows


class Shown(StrEnum):
    """Which invoices the list keeps."""

    ALL = "all"
    OPEN = "open"
    LATE = "late"
    PAID = "paid"


KEPT = {
    Shown.ALL: frozenset(Settled),
    Shown.OPEN: frozenset((Settled.OPEN, Settled.PARTLY, Settled.LATE)),
    Shown.LATE: frozenset((Settled.LATE,)),
    Shown.PAID: frozenset((Settled.PAID,)),
}


class InvoicesPage(Page):
    """A list to read, with a panel that tells each payment and where it comes from."""

    key = "invoices"
    icon = "file-text"
    flags = Changes.INVOICES | Changes.MATCHES | Changes.CLIENTS

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._loading: Task[list[InvoiceRow]] | None = None
        self._reading: Task[list[PaymentRow]] | None = None
        self._rows: Sequence[InvoiceRow] = ()
        self.table: Table[InvoiceRow] = Table(tr("Factures"), _columns(context.clock.today()), self._nothing())
        self.panel = InvoicePanel()
        self.chips = Chips(tr("Factures à montrer"), _chips(()))
        self._card = ListCard(self.table, self.chips)
        self._split = SideBySide(self._card, self.panel)
        self._card.search.textChanged.connect(lambda _: self._filter())
        self.chips.chosen.connect(lambda _: self._filter())
        self.table.selected.connect(lambda _: self._show_selected())
        self.table.activated.connect(lambda _: self._split.open_panel())
        self.table.view.clicked.connect(lambda _: self._split.open_panel())
        self.panel.transaction_wanted.connect(lambda id_: context.navigate("bank", id_))
        self.body.addWidget(self._split, 1)
        self.add_action(buttons.primary(tr("Importer…"), self._import))
        self.setFocusProxy(self.table)

    @staticmethod
    def title() -> str:
        return tr("Factures")

    @staticmethod
    def section() -> str:
        return tr("Activité")

    def reload(self) -> None:
        if self._loading is not None:
            self._loading.forget()
        today = self.context.clock.today()
        self._loading = self.context.load(
            lambda reader: load_invoice_rows(reader, today), owner=self, on_success=self._show
        )

    def activate(self, wanted: object = None) -> None:
        self.table.setFocus()

    def search_field(self) -> QWidget:
        return self._card.search

    def commands(self) -> Sequence[Command]:
        return (Command(text=tr("Importer des factures…"), act=self._import, icon="upload"),)

    def on_escape(self) -> bool:
        return self._split.close_panel()

    def import_file(self, path: Path) -> None:
        """Bring in a CSV file of documents."""
        import_csv(self, self.context, "documents", path)

    def _import(self) -> None:
        choose_and_import(self, self.context, "documents")

    def _show(self, rows: Sequence[InvoiceRow]) -> None:
        self._rows = rows
        self.chips.set_chips(_chips(rows))
        due = sum(row.remaining_cents for row in rows if row.remaining_cents > 0)
        late = sum(row.remaining_cents for row in rows if row.settled is Settled.LATE)
        self.set_subtitle(
            tr("{due} à encaisser, dont {late} en retard").format(due=formats.amount(due), late=formats.amount(late))
            if rows
            else ""
        )
        self._filter()
        self._show_selected()

    def _filter(self) -> None:
        words = fold(self._card.search.text()).split()
        settled = KEPT[Shown(self.chips.current)]
        kept = [row for row in self._rows if row.settled in settled and all(word in _text(row) for word in words)]
        self.table.set_empty(self._no_result() if self._rows else self._nothing())
        self.table.set_rows(kept, key=lambda row: row.id)
        if self.table.current_id() is None and kept:
            self.table.view.select_row(0)

    def _show_selected(self) -> None:
        row = self.table.current_row()
        if self._reading is not None:
            self._reading.forget()
        self.panel.show_invoice(row)
        if row is not None:
            self._reading = self.context.load(
                lambda reader: load_payments(reader, TargetKind.INVOICE, row.id),
                owner=self,
                on_success=self.panel.show_payments,
            )

    def _nothing(self) -> EmptyState:
        return EmptyState(
            "file-text",
            tr("Vos factures s'afficheront ici"),
            tr("Importez un fichier CSV de l'outil qui les a émises : chaque paiement les retrouvera."),
            (tr("Importer…"), self._import),
        )

    def _no_result(self) -> EmptyState:
        if self._card.search.text():
            return EmptyState("search", tr("Rien ne correspond"), tr("Essayez un numéro ou un nom de client."))
        return EmptyState("circle-check", tr("Aucune facture dans cet état."))


def _text(row: InvoiceRow) -> str:
    return fold(f"{row.number} {row.client}")


def _chips(rows: Sequence[InvoiceRow]) -> Sequence[Chip]:
    texts = (
        (Shown.ALL, tr("Toutes"), Tone.POSITIVE),
        (Shown.OPEN, tr("Ouvertes"), Tone.PROPOSAL),
        (Shown.LATE, tr("En retard"), Tone.DANGER),
        (Shown.PAID, tr("Payées"), Tone.POSITIVE),
    )
    return [
        Chip(key=shown, text=text, tone=tone, count=sum(row.settled in KEPT[shown] for row in rows))
        for shown, text, tone in texts
    ]


def _columns(today: date) -> Sequence[Column[InvoiceRow]]:
    return (
        Column(header=tr("Facture"), text=lambda row: row.client, detail=_number),
        Column(
            header=tr("Échéance"),
            text=lambda row: formats.short_day(row.due_on) if row.due_on else "—",
            detail=lambda row: formats.year_unless(row.due_on, today) if row.due_on else "",
            kind=Kind.MUTED,
            sample=tr("Échéance"),
            spoken=lambda row: formats.long_day(row.due_on) if row.due_on else "",
        ),
        Column(header=tr("Total"), text=lambda row: formats.amount(row.total_cents, row.currency), kind=Kind.AMOUNT),
        Column(
            header=tr("Reste dû"),
            text=lambda row: formats.amount(row.remaining_cents, row.currency) if row.remaining_cents else "—",
            kind=Kind.AMOUNT,
        ),
        Column(header=tr("État"), text=settled_words, kind=Kind.CHIP, tone=settled_tone, sample=tr("Payée en partie")),
    )


def _number(row: InvoiceRow) -> str:
    return " · ".join(filter(None, (row.number, type_words(row))))


def type_words(row: InvoiceRow) -> str:
    """What the document is, when it is not an ordinary invoice."""
    words = {
        DocumentType.DEPOSIT: tr("acompte"),
        DocumentType.FINAL: tr("solde"),
        DocumentType.CREDIT_NOTE: tr("avoir"),
    }
    return words.get(row.type, "")


def settled_words(row: InvoiceRow) -> str:
    """How far the document is paid."""
    words = {
        Settled.OPEN: tr("Ouverte"),
        Settled.LATE: tr("En retard"),
        Settled.PARTLY: tr("Payée en partie"),
        Settled.PAID: tr("Payée"),
    }
    return words[row.settled]


def settled_tone(row: InvoiceRow) -> Tone:
    """The colour of the chip."""
    tones = {
        Settled.OPEN: Tone.NEUTRAL,
        Settled.LATE: Tone.DANGER,
        Settled.PARTLY: Tone.PROPOSAL,
        Settled.PAID: Tone.POSITIVE,
    }
    return tones[row.settled]
