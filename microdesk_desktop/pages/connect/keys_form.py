"""The form of a provider's keys, made of what the provider declares; used by the connect sheet and by the settings."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PySide6.QtGui import QGuiApplication

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.form import Field, Form
from microdesk_desktop.gui.forms.path_field import path_field
from microdesk_desktop.gui.forms.text_fields import key_field, text_field
from microdesk_desktop.gui.layout.cards import at_left
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.bank.set_provider import set_provider
from microdesk_desktop.views.bank.connections.providers import KeyView, ProviderView
from microdesk_desktop.views.messages.errors import error_text


class KeysForm(Form):
    """What to do at the provider, then its keys; they are saved to the keyring and never shown again.

    `has_address` adds the field of the provider's address, for a trial or another host. `pages` are those of the
    provider, which `open_page` opens.
    """

    def __init__(
        self,
        workspace: Workspace,
        provider: ProviderView,
        saved: Callable[[], None],
        *,
        has_address: bool = False,
        pages: Sequence[str] = (),
        open_page: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._provider = provider
        self._saved = saved
        self._add_explanations(pages, open_page)
        self.fields: dict[str, Field[Any]] = {key.name: _key_field(key) for key in provider.keys}
        for field in self.fields.values():
            self.add(field)
        self.address = text_field(
            tr("Adresse"), required=True, hint=tr("Celle du service bancaire, sauf pour un essai.")
        )
        self.address.set_value(provider.base_url)
        if has_address:
            self.add(self.address)

    def save(self) -> None:
        """Keep the keys when all are filled in; the first that is refused shows why."""
        if not self.check():
            return
        name, address = self._provider.name, self.address.value()
        keys: dict[str, str | Path] = {name: field.value() for name, field in self.fields.items()}
        self._workspace.perform(
            lambda session: set_provider(session, name, address, keys),
            owner=self,
            on_success=lambda _: self._saved(),
            on_error=self._refuse,
        )

    def _add_explanations(self, pages: Sequence[str], open_page: Callable[[str], object]) -> None:
        if self._provider.warning:
            self.add_widget(labels.body(self._provider.warning))
        for number, step in enumerate(self._provider.steps, 1):
            self.add_widget(labels.muted(f"{number}. {step}"))
        for page in pages:
            link = buttons.link(tr("Ouvrir {site}").format(site=urlsplit(page).netloc), partial(open_page, page))
            self.add_widget(at_left(link))
        for address in self._provider.return_addresses:
            self.add_widget(labels.muted(tr("Adresse de retour à y enregistrer, telle quelle :")))
            self.add_widget(labels.secret(address))
            copy = buttons.plain(tr("Copier"), partial(QGuiApplication.clipboard().setText, address))
            copy.setObjectName("copy_address")
            copy.setAccessibleName(tr("Copier l'adresse de retour"))
            self.add_widget(at_left(copy))

    def _refuse(self, error: KnownError) -> None:
        named = self.fields.get(str(error.params.get("key")), next(iter(self.fields.values())))
        field = self.address if error.code is ErrorCode.ADDRESS_REFUSED else named
        field.show_error(error_text(error))
        field.setFocus()


def _key_field(key: KeyView) -> Field[Any]:
    if key.is_file:
        return path_field(key.label)
    return key_field(key.label) if key.is_secret else text_field(key.label, required=True)
