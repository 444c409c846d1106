"""The clients with what each was invoiced and still owes; add, correct, remove, import from a CSV file."""

from collections.abc import Mapping, Sequence

from microdesk_desktop.base.format import counts
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.money import EUR, Money
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.domain.text import fold
from microdesk_desktop.gui.page import PageAction
from microdesk_desktop.gui.table.filter_bar import Chip
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.window.dialogs import Sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.records.edit import put_client, remove_client
from microdesk_desktop.pages.clients.form import ClientForm
from microdesk_desktop.pages.shared.editable_list import EditableListPage, Editing, Removal
from microdesk_desktop.pages.shared.list_page import ImportListPage
from microdesk_desktop.pages.shared.row_index import RowIndex
from microdesk_desktop.views.exports.content import ListColumn
from microdesk_desktop.views.exports.lists.records import client_columns
from microdesk_desktop.views.messages.values import sums_text
from microdesk_desktop.views.records.rows import ClientRow, load_client_rows
from microdesk_desktop.views.records.words import client_kind, clients_text, clients_totals

ALL, OWING = "all", "owing"


class ClientsPage(EditableListPage[ClientRow], ImportListPage[ClientRow]):
    """The list of clients; one chip keeps those that owe something."""

    key = "clients"
    icon = "users"
    flags = Changes.CLIENTS | Changes.INVOICES | Changes.MATCHES

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.add_action(buttons.plain(tr("Importer…"), self.choose_files))
        self.add_action(buttons.primary(tr("Ajouter un client"), self.add))

    @staticmethod
    def title() -> str:
        return tr("Clients")

    @staticmethod
    def section() -> str:
        return tr("Vendre")

    def reload(self) -> None:
        self.read_rows(load_client_rows)

    def show_index(self, index: RowIndex[ClientRow]) -> None:
        super().show_index(index)
        self.set_subtitle(clients_text(index.rows) if index.rows else "")

    @classmethod
    def page_actions(cls) -> Sequence[PageAction]:
        return (
            PageAction(text=tr("Ajouter un client"), do=cls.add, icon="plus"),
            PageAction(text=tr("Importer des clients…"), do=cls.choose_files, icon="upload"),
        )

    def open_row(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.workspace.navigate("client", row.id)

    def editing(self, row: ClientRow | None) -> Editing:
        form = ClientForm(self.workspace)
        if row is not None:
            form.fill(row.client)

        def save(sheet: Sheet) -> None:
            client = form.client()
            self.save_and_close(
                sheet,
                lambda session: put_client(session, client, row.id if row else None),
                lambda: tr("{name} est enregistré.").format(name=client.name),
                row,
            )

        return Editing(title=row.client.name if row else tr("Nouveau client"), form=form, save=save)

    def removal(self, row: ClientRow) -> Removal:
        return Removal(
            act=lambda session: remove_client(session, row.id),
            message=lambda: tr("{name} est supprimé de vos clients.").format(name=row.client.name),
        )

    def import_kind(self) -> ImportKind:
        return ImportKind.CLIENTS

    def export_columns(self) -> Sequence[ListColumn[ClientRow]]:
        return client_columns()

    def columns(self) -> Sequence[Column[ClientRow]]:
        return _columns()

    def totals(self, rows: Sequence[ClientRow], sums: Mapping[str, int]) -> tuple[str, str]:
        return clients_totals(rows)

    @staticmethod
    def search_text(row: ClientRow) -> str:
        client = row.client
        return f"{client.name} {client.city} {client.email} {client.siren}"

    def chips_name(self) -> str:
        return tr("Clients à montrer")

    def chips_for(self, counts: Mapping[str, int]) -> Sequence[Chip]:
        return (
            Chip(key=ALL, text=tr("Tous"), tone=Tone.POSITIVE, count=counts[ALL]),
            Chip(key=OWING, text=tr("À encaisser"), tone=Tone.ATTENTION, count=counts[OWING]),
        )

    @staticmethod
    def chips_of(row: ClientRow) -> Sequence[str]:
        return (ALL, OWING) if row.owes else (ALL,)

    def empty_state(self) -> EmptyState:
        return EmptyState(
            "users",
            tr("Vos clients s'afficheront ici"),
            tr("Importez-les depuis un fichier, ou ajoutez le premier."),
        )

    def no_match_state(self) -> EmptyState:
        if self.card.search.text():
            return EmptyState("search", tr("Aucun client ne correspond"), tr("Essayez un autre nom ou une ville."))
        return EmptyState("circle-check", tr("Tout est encaissé. Aucun client ne vous doit rien."))


def _columns() -> Sequence[Column[ClientRow]]:
    return (
        Column(
            header=tr("Nom"),
            text=lambda row: row.client.name,
            kind=CellKind.WHO,
            detail=_place,
            share=3,
            sort_key=lambda row: fold(row.client.name),
        ),
        Column(
            header=tr("Type"),
            text=lambda row: client_kind(row.client),
            kind=CellKind.MUTED,
            sample=tr("Particulier"),
            gives_way=3,
        ),
        Column(
            header=tr("Documents"),
            text=lambda row: counts.count(row.invoices),
            sort_key=lambda row: row.invoices,
            kind=CellKind.NUMBER,
            sample=tr("Documents"),
            gives_way=2,
        ),
        Column(
            header=tr("Facturé"),
            text=lambda row: sums_text(row.invoiced),
            kind=CellKind.AMOUNT,
            sort_key=lambda row: _in_order(row.invoiced),
            gives_way=1,
        ),
        Column(
            header=tr("Reste dû"),
            text=lambda row: sums_text(row.remaining) if row.remaining else "—",
            kind=CellKind.AMOUNT,
            tone=lambda row: Tone.ATTENTION if row.owes else Tone.PLAIN,
            sort_key=lambda row: _in_order(row.remaining),
        ),
    )


def _place(row: ClientRow) -> str:
    return " · ".join(filter(None, (row.client.city, row.client.email)))


def _in_order(sums: Sequence[Money]) -> Sequence[tuple[bool, int]]:
    """The order of sums in several currencies, which are never added: by the euros, then by the others."""
    return [(each.currency == EUR, each.cents) for each in sums]
