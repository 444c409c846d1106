"""Settings: the privacy statement that was accepted, and the journal of what left this computer."""

from collections.abc import Sequence

from microdesk_desktop.base.format import counts
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.settings.pane import Line, Pane
from microdesk_desktop.views.messages.actions import Goal
from microdesk_desktop.views.mileage.settings import Kept, load_kept
from microdesk_desktop.views.mileage.words import kept_text
from microdesk_desktop.views.privacy.network.journal import PrivacyState, load_privacy_state
from microdesk_desktop.views.privacy.statement import agreed_text


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
        """Go to the journal of connections."""
        self.workspace.navigate("network_journal")

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
