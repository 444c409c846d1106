"""Settings: the privacy statement that was accepted, and the journal of what left this computer."""

from collections.abc import Sequence

from microdesk_desktop.base.format import counts, dates
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.gui.output.button import OutputButton
from microdesk_desktop.gui.output.list_output import ListOutput
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.settings.pane import Line, Pane
from microdesk_desktop.views.exports.content import AnyContent, ListContent, rows_in_memory
from microdesk_desktop.views.exports.others import connection_columns
from microdesk_desktop.views.messages.actions import Goal
from microdesk_desktop.views.mileage.settings import Kept, load_kept
from microdesk_desktop.views.mileage.words import kept_text
from microdesk_desktop.views.privacy.journal import ConnectionRow, PrivacyState, load_connections, load_privacy_state
from microdesk_desktop.views.privacy.statement import agreed_text

JOURNAL_WIDTH = 640


class PrivacyPane(Pane):
    """The accepted statement, and the journal by which it can be checked."""

    key = "privacy"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._accepted = labels.caption("", wraps=True)
        self._connections = labels.caption("", wraps=True)
        read = buttons.plain(tr("Lire…"), self.read_statement)
        read.setAccessibleName(tr("Lire la déclaration de confidentialité"))
        journal = buttons.plain(tr("Voir le journal…"), self.read_journal)
        card = self.add_card()
        self.add_line(card, "statement", self._accepted, read)
        self.add_line(card, "journal", self._connections, journal)
        text = tr("Ni objet, ni texte, ni pièce jointe n'est gardé ici ; retirer une boîte efface ses réglages.")
        self.add_line(card, "mail", text, buttons.plain(tr("Voir les boîtes"), self.see_mailboxes))
        self._trips = labels.caption("", wraps=True)
        keeping = buttons.plain(tr("Voir les durées"), self.see_keeping)
        self.add_line(card, "trips", self._trips, keeping)

    @staticmethod
    def title() -> str:
        return tr("Confidentialité")

    @staticmethod
    def lines() -> Sequence[Line]:
        return (
            Line(
                key="statement",
                name=tr("Déclaration de confidentialité"),
                synonyms=tr("RGPD vie privée données personnelles accord"),
            ),
            Line(
                key="journal",
                name=tr("Ce qui est sorti de cet ordinateur"),
                synonyms=tr("journal connexions réseau internet traçage"),
            ),
            Line(
                key="mail",
                name=tr("Vos messages restent sur leur serveur"),
                synonyms=tr("courrier mail e-mail message boîte retirer effacer"),
            ),
            Line(
                key="trips",
                name=tr("Vos trajets, gardés le temps que vous voulez"),
                synonyms=tr("kilomètres déplacements effacement automatique conservation durée"),
            ),
        )

    def see_mailboxes(self) -> None:
        """Show the mailboxes that are connected."""
        self.workspace.pursue(Goal.MAIL_SETTINGS)

    def see_keeping(self) -> None:
        """Show how long trips, and all else, are kept."""
        self.workspace.navigate("retention", "trips")

    def reload(self) -> None:
        today = self.workspace.clock.today()
        self.readings.load("state", load_privacy_state, self._show)
        self.readings.load("trips", lambda reader: load_kept(reader, today), self._show_trips)

    def read_statement(self) -> None:
        """Open the statement in force."""
        self.workspace.navigate("statement")

    def read_journal(self) -> None:
        """Open the journal of connections, which can be exported and printed like any list."""
        table, output = journal_table(), self.workspace.controller(ListOutput)
        sheet = SideSheet(self, tr("Ce qui est sorti de cet ordinateur"), table, width=JOURNAL_WIDTH)
        export, print_out = (lambda: output.export(_content(table))), (lambda: output.print_out(_content(table)))
        sheet.add_button(OutputButton(export, print_out))

        def show(rows: Sequence[ConnectionRow]) -> None:
            table.set_rows(rows, lambda row: row.number)

        self.workspace.load(load_connections, owner=table, on_success=show)

    def _show(self, state: PrivacyState) -> None:
        self._accepted.setText(agreed_text(state.agreed))
        self._connections.setText(_connections_text(state.connections))

    def _show_trips(self, kept: Kept) -> None:
        self._trips.setText(kept_text(kept))


def _connections_text(count: int) -> str:
    if not count:
        return tr("Aucune connexion.")
    text = ntr("{count} connexion notée, jamais son contenu.", "{count} connexions notées, jamais leur contenu.", count)
    return text.format(count=counts.count(count))


def _content(table: Table[ConnectionRow]) -> AnyContent:
    rows = table.rows_in_order()
    return ListContent(
        title=tr("Journal des connexions"),
        columns=connection_columns(),
        total=len(rows),
        chunks=rows_in_memory(rows),
    )


def journal_table() -> Table[ConnectionRow]:
    """When, where to, why, how much, with what outcome."""
    columns = (
        Column[ConnectionRow](
            header=tr("Quand"), text=lambda row: dates.moment(row.at), kind=CellKind.MUTED, sample="23/11/2026 09:00"
        ),
        Column[ConnectionRow](header=tr("Vers"), text=lambda row: row.host, detail=lambda row: row.purpose),
        Column[ConnectionRow](
            header=tr("Octets"),
            text=lambda row: "—" if row.bytes is None else counts.count(row.bytes),
            kind=CellKind.AMOUNT,
            sample="1 000 000",
        ),
        Column[ConnectionRow](
            header=tr("Résultat"),
            text=lambda row: row.failure or tr("Réussie"),
            kind=CellKind.CHIP,
            tone=lambda row: Tone.ATTENTION if row.failure else Tone.POSITIVE,
            sample=tr("Panne du service ({status})").format(status=503),
        ),
    )
    empty = EmptyState("shield-check", tr("Rien n'est sorti de cet ordinateur"), tr("Aucune connexion n'a été faite."))
    return Table(tr("Journal des connexions"), columns, empty)
