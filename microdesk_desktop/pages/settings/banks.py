"""Settings: the connected account, the accounts that statements feed, rules, and the keys of bank services."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.layout.beside import Beside
from microdesk_desktop.gui.theme.tokens import MIDDLE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.strip import empty_layout
from microdesk_desktop.gui.window.dialogs import Sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.bank.provider_access import sync_blocked_until
from microdesk_desktop.pages.connect.disconnect import ask_disconnect
from microdesk_desktop.pages.connect.keys_form import KeysForm
from microdesk_desktop.pages.settings.pane import Card, Line, Pane
from microdesk_desktop.pages.shared.browser import browser_of
from microdesk_desktop.views.bank.connections.listed import (
    Connections,
    connected_text,
    files_text,
    load_connections,
    service_text,
)
from microdesk_desktop.views.bank.connections.providers import ProviderView, list_providers, load_providers
from microdesk_desktop.views.bank.connections.ways import way_of
from microdesk_desktop.views.messages.actions import Goal


class BanksPane(Pane):
    """What is connected or imported, how to go on or to end it, and the user's own keys."""

    key = "banks"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._providers = {each.name: each for each in list_providers()}
        self._states: dict[str, QLabel] = {}
        holder = QWidget()
        self._accounts = QVBoxLayout(holder)
        self._accounts.setContentsMargins(0, 0, 0, 0)
        self._accounts.setSpacing(MIDDLE)
        self.column.addWidget(holder)
        self._add_habits()
        self._add_ways()
        self._add_keys()

    @staticmethod
    def title() -> str:
        return tr("Banques")

    @staticmethod
    def lines() -> Sequence[Line]:
        return (
            Line(
                key="accounts",
                name=tr("Comptes suivis"),
                synonyms=tr("compte bancaire accord renouveler déconnecter effacer synchronisation relevé"),
            ),
            Line(
                key="habits",
                name=tr("Règles et habitudes"),
                synonyms=tr("automatique règle apprendre habitude oublier payeur"),
            ),
            Line(
                key="connect",
                name=tr("Ajouter une banque"),
                synonyms=tr("connecter connexion importer relevé ofx csv nouvelle banque"),
            ),
            Line(
                key="keys",
                name=tr("Clés des services bancaires"),
                synonyms=tr("GoCardless Enable Banking Tink Qonto secret API identifiant clé"),
            ),
        )

    def reload(self) -> None:
        self.readings.load("connections", load_connections, self._show)
        self.readings.load("providers", load_providers, self._show_providers)

    def disconnect_bank(self) -> None:
        """Ask before the bank is disconnected and its data erased."""
        ask_disconnect(self, self.workspace)

    def renew(self) -> None:
        """Open the sheet that renews the accord, on the page of the bank."""
        self.workspace.pursue(Goal.RENEW_CONSENT)

    def connect_bank(self) -> None:
        """Open the sheet that connects a bank, on its page."""
        self.workspace.pursue(Goal.CONNECT_BANK)

    def import_statement(self) -> None:
        """Open the page that takes statement files."""
        self.workspace.pursue(Goal.IMPORT_STATEMENT)

    def see_imports(self) -> None:
        """Open the list of past imports, each of which can be taken back."""
        self.workspace.navigate("imports")

    def see_habits(self) -> None:
        """Open the list of rules, and of what the user's decisions taught."""
        self.workspace.navigate("rules")

    def _show(self, connections: Connections) -> None:
        empty_layout(self._accounts)
        card = Card(tr("Comptes suivis"))
        self._accounts.addWidget(card.frame)
        if connections.connected is not None:
            self._add_connected(card, connections)
        for each in connections.others:
            card.add_line(each.title, files_text(each))
        if connections.others:
            see = buttons.plain(tr("Voir ou retirer les imports"), self.see_imports)
            card.add_line(tr("Relevés importés"), tr("Chaque import se retire d'un bloc."), see)
        if connections.connected is None and not connections.others:
            card.add(labels.muted(tr("Aucun compte pour l'instant : importez un relevé, ou connectez votre banque.")))

    def _add_connected(self, card: Card, connections: Connections) -> None:
        renew = buttons.plain(tr("Renouveler…"), self.renew)
        end = buttons.danger(tr("Déconnecter et effacer…"), self.disconnect_bank)
        renew.setHidden(connections.state.expires_at is None)
        actions = Beside(renew, end)
        title = connections.connected.title if connections.connected else ""
        now = self.workspace.clock.now()
        blocked_until = sync_blocked_until(list(connections.state.limits), now)
        texts = connected_text(connections, now), service_text(connections, blocked_until, now)
        card.add_line(title, "\n".join(filter(None, texts)), actions)
        self.register("accounts", renew)

    def _add_habits(self) -> None:
        text = tr("Ce qui règle les opérations sans document, et ce que vos décisions ont appris.")
        self.add_line(self.add_card(), "habits", text, buttons.plain(tr("Voir les règles"), self.see_habits))

    def _add_ways(self) -> None:
        card = self.add_card(tr("Ajouter une banque"))
        card.add(
            labels.muted(
                tr(
                    "Le plus simple, sans clé ni inscription : importez les relevés que votre banque vous laisse "
                    "télécharger (OFX, CSV, QIF, CAMT…). Pour les autres façons, avec ce que chacune demande et "
                    "permet, nommez votre banque."
                )
            )
        )
        first = buttons.primary(tr("Importer un relevé…"), self.import_statement)
        card.add_actions(first, buttons.plain(tr("Choisir ma banque…"), self.connect_bank))
        self.register("connect", first)

    def _add_keys(self) -> None:
        card = self.add_card(tr("Clés des services bancaires"))
        card.add(
            labels.muted(
                tr(
                    "MicroDesk n'a pas de serveur : il interroge la banque avec vos propres clés, "
                    "obtenues auprès du service bancaire et gardées dans le trousseau du système."
                )
            )
        )
        for provider in self._providers.values():
            state = self._states[provider.name] = labels.caption("", wraps=True)
            enter = buttons.plain(tr("Entrer mes clés…"), partial(self._ask, provider.name))
            enter.setObjectName(f"enter_keys.{provider.name}")
            enter.setAccessibleName(tr("Entrer mes clés {provider}").format(provider=provider.title))
            card.add_line(provider.title, state, enter)
            self.register("keys", enter)

    def _show_providers(self, providers: Sequence[ProviderView]) -> None:
        self._providers = {each.name: each for each in providers}
        for each in providers:
            has_keys = each.is_chosen or each.is_connected  # those of the connected one stay, to revoke its accord
            state = tr("Clés enregistrées dans le trousseau du système.") if has_keys else tr("Pas encore de clés.")
            way = way_of(each)
            self._states[each.name].setText(" ".join(filter(None, (state, way.warning or each.warning))))

    def _ask(self, name: str) -> None:
        provider = self._providers[name]
        pages = way_of(provider).pages
        form = KeysForm(
            self.workspace,
            provider,
            lambda: sheet.close_sheet(),
            has_address=True,
            pages=pages,
            open_page=browser_of(self, self.workspace),
        )
        title = tr("Clés {provider}").format(provider=provider.title)
        sheet = Sheet(self, title, form, tr("Enregistrer"), form.save)
