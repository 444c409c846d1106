"""Settings: the user's own keys at a bank provider."""

from collections.abc import Sequence
from functools import partial

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.settings_card import SettingsCard
from microdesk_desktop.gui.window.dialogs import Sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.connect.keys_form import KeysForm
from microdesk_desktop.views.bank.providers import ProviderView, list_providers, load_providers


class BankSettings(SettingsCard):
    """One line per provider: whether its keys are there, and how to enter them."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(tr("Connexion bancaire"))
        self._workspace = workspace
        self._providers = {each.name: each for each in list_providers()}
        self._states = {}
        for provider in self._providers.values():
            state = self._states[provider.name] = labels.caption("", wraps=True)
            enter = buttons.plain(tr("Entrer mes clés…"), partial(self._ask, provider.name))
            enter.setObjectName(f"enter_keys.{provider.name}")
            enter.setAccessibleName(tr("Entrer mes clés {provider}").format(provider=provider.title))
            self.add_line(provider.title, state, enter)
        self.add(
            labels.caption(
                tr(
                    "MicroDesk n'a pas de serveur : il interroge la banque avec vos propres clés, "
                    "obtenues auprès du service bancaire et gardées dans le trousseau du système."
                ),
                wraps=True,
            )
        )

    def reload(self) -> None:
        """Read again which provider is chosen."""
        self._workspace.load(load_providers, owner=self, on_success=self._show)

    def _show(self, providers: Sequence[ProviderView]) -> None:
        self._providers = {each.name: each for each in providers}
        for each in providers:
            has_keys = each.is_chosen or each.is_connected  # those of the connected one stay, to revoke its consent
            self._states[each.name].setText(
                tr("Clés enregistrées dans le trousseau du système.") if has_keys else tr("Pas encore de clés.")
            )

    def _ask(self, name: str) -> None:
        form = KeysForm(self._workspace, self._providers[name], lambda: sheet.close_sheet(), has_address=True)
        title = tr("Clés {provider}").format(provider=self._providers[name].title)
        sheet = Sheet(self, title, form, tr("Enregistrer"), form.save)
