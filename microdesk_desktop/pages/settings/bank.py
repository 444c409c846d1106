"""Settings: the user's own keys at a bank provider."""

from functools import partial

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.form import Field, Form
from microdesk_desktop.gui.forms.text_fields import passphrase_field, text_field
from microdesk_desktop.gui.page import Context
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.settings_card import SettingsCard
from microdesk_desktop.gui.window.dialogs import Sheet
from microdesk_desktop.operations.bank.set_provider import set_provider
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.views.bank.providers import ChosenProvider, known_providers, load_chosen_provider
from microdesk_desktop.views.messages.errors import error_text


class BankSettings(SettingsCard):
    """One line per provider: whether its keys are there, and how to enter them."""

    def __init__(self, context: Context) -> None:
        super().__init__(tr("Connexion bancaire"))
        self._context = context
        self._chosen: ChosenProvider | None = None
        self._states = {}
        for provider in known_providers():
            state = self._states[provider.name] = labels.caption("", wraps=True)
            enter = buttons.plain(tr("Entrer mes clés…"), partial(self._ask, provider.name))
            enter.setAccessibleName(tr("Entrer mes clés {provider}").format(provider=provider.title))
            self.add_line(provider.title, state, enter)
        self.add(
            labels.caption(
                tr(
                    "MicroDesk n’a pas de serveur : il interroge la banque avec vos propres clés, "
                    "obtenues chez le fournisseur et gardées dans le trousseau du système."
                ),
                wraps=True,
            )
        )

    def reload(self) -> None:
        """Read again which provider is chosen."""
        self._context.load(load_chosen_provider, owner=self, on_success=self._show)

    def _show(self, chosen: ChosenProvider | None) -> None:
        self._chosen = chosen
        for name, state in self._states.items():
            is_chosen = chosen is not None and chosen.name == name
            state.setText(tr("Clés enregistrées dans le trousseau.") if is_chosen else tr("Pas encore de clés."))

    def _ask(self, name: str) -> None:
        KeysForm(self, self._context, name, self._chosen)


class KeysForm:
    """The sheet where keys are entered; they are never shown again."""

    def __init__(self, host: SettingsCard, context: Context, name: str, chosen: ChosenProvider | None) -> None:
        info = next(each for each in known_providers() if each.name == name)
        self._context = context
        self._name = name
        self._url = text_field(tr("Adresse"), required=True, hint=tr("Celle du fournisseur, sauf pour un essai."))
        self._url.set_value(chosen.base_url if chosen and chosen.name == name else info.default_url)
        self._secrets: dict[str, Field[str]] = {each: passphrase_field(_words(each)) for each in info.secrets}
        form = Form()
        form.add_widget(labels.muted(tr("Vos clés vont dans le trousseau du système, jamais dans un fichier.")))
        for field in self._secrets.values():
            form.add(field)
        form.add(self._url)
        title = tr("Clés {provider}").format(provider=info.title)
        self._sheet = Sheet(host, title, form, tr("Enregistrer"), self._save)

    def _save(self) -> None:
        typed = {each: field.value().strip() for each, field in self._secrets.items()}
        for each, value in typed.items():
            if not value:
                self._secrets[each].show_error(tr("À remplir."))
        if all(typed.values()):
            name, url = self._name, self._url.value()
            self._context.perform(
                lambda session: set_provider(session, name, url, typed),
                owner=None,
                on_success=self._saved,
                on_error=self._refuse,
            )

    def _saved(self, done: ChangeResult) -> None:
        self._sheet.close_sheet()

    def _refuse(self, error: KnownError) -> None:
        field = self._url if error.code is ErrorCode.ADDRESS_REFUSED else next(iter(self._secrets.values()))
        field.show_error(error_text(error))


def _words(secret: str) -> str:
    words = {
        "secret_id": tr("Secret ID"),
        "secret_key": tr("Secret key"),
        "client_id": tr("Client ID"),
        "client_secret": tr("Client secret"),
        "application_id": tr("Application ID"),
        "private_key": tr("Clé privée"),
    }
    return words[secret]
