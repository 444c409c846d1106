"""The clients: what each was invoiced and still owes; add, correct, remove, bring in from a CSV file."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.parties import ClientKind
from microdesk_desktop.domain.text import fold
from microdesk_desktop.gui import buttons, formats
from microdesk_desktop.gui.chips import Chip, Chips
from microdesk_desktop.gui.dialogs import Sheet
from microdesk_desktop.gui.empty import EmptyState
from microdesk_desktop.gui.list_card import ListCard
from microdesk_desktop.gui.page import Context, Page
from microdesk_desktop.gui.palette import Command
from microdesk_desktop.gui.roles import Tone
from microdesk_desktop.gui.rows import Column, Kind
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.shortcuts import bind
from microdesk_desktop.gui.table import Table
from microdesk_desktop.operations.records import put_client, remove_client
from microdesk_desktop.pages.clients_form import ClientForm
from microdesk_desktop.pages.import_csv import choose_and_import, import_csv
from microdesk_desktop.views.records import ClientRow, load_client_rows

ALL, OWING = "all", "owing"


class ClientsPage(Page):
    """A list, a sheet to add and edit."""

    key = "clients"
    icon = "users"
    flags = Changes.CLIENTS | Changes.INVOICES | Changes.MATCHES

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._loading: Task[list[ClientRow]] | None = None
        self._rows: Sequence[ClientRow] = ()
        self.table: Table[ClientRow] = Table(tr("Clients"), _columns(), self._nothing())
        self.chips = Chips(tr("Clients à montrer"), _chips(()))
        self._card = ListCard(self.table, self.chips)
        self._card.search.textChanged.connect(lambda _: self._filter())
        self.chips.chosen.connect(lambda _: self._filter())
        self.table.activated.connect(lambda _: self.edit())
        self.body.addWidget(self._card, 1)
        self.add_action(buttons.plain(tr("Importer…"), self._import))
        self.add_action(buttons.primary(tr("Ajouter un client"), self.add))
        bind(self, {"Del": self.remove, "Backspace": self.remove})
        self.setFocusProxy(self.table)

    @staticmethod
    def title() -> str:
        return tr("Clients")

    @staticmethod
    def section() -> str:
        return tr("Activité")

    def reload(self) -> None:
        if self._loading is not None:
            self._loading.forget()
        self._loading = self.context.load(load_client_rows, owner=self, on_success=self._show)

    def activate(self, wanted: object = None) -> None:
        if wanted is not None:
            self.table.select(wanted)
        self.table.setFocus()

    def search_field(self) -> QWidget:
        return self._card.search

    def commands(self) -> Sequence[Command]:
        return (
            Command(text=tr("Ajouter un client"), act=self.add, icon="plus"),
            Command(text=tr("Importer des clients…"), act=self._import, icon="upload"),
        )

    def add(self) -> None:
        """Open an empty form."""
        self._open(None)

    def edit(self) -> None:
        """Open the form of the selected client."""
        row = self.table.current_row()
        if row is not None:
            self._open(row)

    def remove(self) -> None:
        """Remove the selected client; it can be undone."""
        row = self.table.current_row()
        if row is not None:
            self.context.perform(
                lambda session: remove_client(session, row.id),
                owner=None,
                said=tr("{name} est supprimé de vos clients.").format(name=row.client.name),
            )

    def import_file(self, path: Path) -> None:
        """Bring in a CSV file of clients."""
        import_csv(self, self.context, "clients", path)

    def _import(self) -> None:
        choose_and_import(self, self.context, "clients")

    def _open(self, row: ClientRow | None) -> None:
        form = ClientForm()
        if row is not None:
            form.fill(row.client)

        def save() -> None:
            client = form.client()
            sheet.close_sheet()
            self.context.perform(
                lambda session: put_client(session, client, row.id if row else None),
                owner=None,
                said=tr("Client enregistré."),
            )

        title = row.client.name if row else tr("Nouveau client")
        sheet = Sheet(self, title, form, tr("Enregistrer"), save)
        if row is not None:
            sheet.add_removal(tr("Supprimer"), self.remove)

    def _show(self, rows: Sequence[ClientRow]) -> None:
        self._rows = rows
        self.chips.set_chips(_chips(rows))
        self._filter()

    def _filter(self) -> None:
        words = fold(self._card.search.text()).split()
        kept = [
            row
            for row in self._rows
            if (self.chips.current == ALL or row.remaining_cents > 0) and all(word in _text(row) for word in words)
        ]
        self.table.set_empty(self._no_result() if self._rows else self._nothing())
        self.table.set_rows(kept, key=lambda row: row.id)

    def _nothing(self) -> EmptyState:
        return EmptyState(
            "users",
            tr("Vos clients s'afficheront ici"),
            tr("Importez-les depuis un fichier CSV, ou ajoutez le premier."),
            (tr("Importer…"), self._import),
        )

    def _no_result(self) -> EmptyState:
        if self._card.search.text():
            return EmptyState("search", tr("Aucun client ne correspond"), tr("Essayez un autre nom ou une ville."))
        return EmptyState("circle-check", tr("Tout est encaissé. Aucun client ne vous doit rien."))


def _text(row: ClientRow) -> str:
    client = row.client
    return fold(f"{client.name} {client.city} {client.email} {client.siren}")


def _chips(rows: Sequence[ClientRow]) -> Sequence[Chip]:
    owing = sum(row.remaining_cents > 0 for row in rows)
    return (
        Chip(key=ALL, text=tr("Tous"), tone=Tone.POSITIVE, count=len(rows)),
        Chip(key=OWING, text=tr("À encaisser"), tone=Tone.ATTENTION, count=owing),
    )


def _columns() -> Sequence[Column[ClientRow]]:
    return (
        Column(header=tr("Nom"), text=lambda row: row.client.name, detail=_place, share=3),
        Column(header=tr("Type"), text=_kind, kind=Kind.MUTED, sample=tr("Particulier")),
        Column(
            header=tr("Documents"),
            text=lambda row: formats.count(row.invoices),
            kind=Kind.MUTED,
            sample=tr("Documents"),
        ),
        Column(header=tr("Facturé"), text=lambda row: formats.amount(row.invoiced_cents), kind=Kind.AMOUNT),
        Column(
            header=tr("Reste dû"),
            text=lambda row: formats.amount(row.remaining_cents) if row.remaining_cents else "—",
            kind=Kind.AMOUNT,
            tone=lambda row: Tone.ATTENTION if row.remaining_cents > 0 else Tone.PLAIN,
        ),
    )


def _kind(row: ClientRow) -> str:
    return tr("Particulier") if row.client.kind is ClientKind.INDIVIDUAL else tr("Entreprise")


def _place(row: ClientRow) -> str:
    return " · ".join(filter(None, (row.client.city, row.client.email)))
