"""Two sheets that ask for the passphrase of an open vault: to change it, or to allow unlocking with the keyring."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.text_fields import passphrase_field
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.window.dialogs import Sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.vault.keyring_unlock import remember
from microdesk_desktop.operations.vault.passphrase.change import change_passphrase
from microdesk_desktop.pages.shared.new_passphrase import NewPassphrase
from microdesk_desktop.pages.shared.outdated_backups import show_outdated
from microdesk_desktop.views.messages.errors import error_text


class _PassphraseSheet:
    """Asks for the current passphrase and runs work with it; closes on success, shows the error otherwise."""

    sheet: Sheet

    def __init__(self, workspace: Workspace, changed: Callable[[], object], name: str) -> None:
        self._workspace = workspace
        self._changed = changed
        self.current = passphrase_field(name)

    def _run(self, act: Callable[[], object], lane: Lane) -> None:
        self._workspace.runner.run(
            lambda _: act(),
            lane=lane,
            on_success=lambda _: self._close(),
            on_error=self._refuse,
            owner=self.sheet,
        )

    def _close(self) -> None:
        self.sheet.close_sheet()
        self._changed()

    def _refuse(self, error: KnownError) -> None:
        self.current.show_error(error_text(error))
        self.current.setFocus()


class ChangePassphraseSheet(_PassphraseSheet):
    """Asks for the current passphrase, and for the new one twice."""

    def __init__(self, host: QWidget, workspace: Workspace, changed: Callable[[], object]) -> None:
        super().__init__(workspace, changed, tr("Phrase secrète actuelle"))
        self.new = NewPassphrase(workspace.runner, self.save, tr("Nouvelle phrase secrète"))
        form = Form()
        form.add(self.current)
        form.add_widget(self.new)
        form.add_widget(
            labels.muted(tr("Les sauvegardes que vous avez rangées ailleurs s'ouvrent encore avec l'ancienne."))
        )
        self.sheet = Sheet(host, tr("Changer la phrase secrète"), form, tr("Changer"), self.save)

    def save(self) -> None:
        """Change the passphrase, if all fields are valid."""
        if not self.new.check():
            return
        session, current, new = self._workspace.session, self.current.value(), self.new.value()
        self._run(lambda: change_passphrase(session, current, new), Lane.WRITE)

    def _close(self) -> None:
        super()._close()
        show_outdated(self._workspace)

    def _refuse(self, error: KnownError) -> None:
        if error.code is ErrorCode.WEAK_PASSPHRASE:
            self.new.refuse(error_text(error))
        else:
            super()._refuse(error)


class RememberSheet(_PassphraseSheet):
    """Asks for the passphrase once, to allow unlocking with the keyring."""

    def __init__(self, host: QWidget, workspace: Workspace, changed: Callable[[], object]) -> None:
        super().__init__(workspace, changed, tr("Phrase secrète"))
        form = Form()
        form.add_widget(
            labels.muted(
                tr(
                    "Le trousseau du système garde vos mots de passe sous celui de votre session. Votre ordinateur "
                    "demandera peut-être de l'ouvrir, ou d'en créer un : c'est lui qui pose cette question, et vous "
                    "pouvez refuser sans rien perdre. Tout programme lancé dans votre session peut lire un trousseau "
                    "ouvert : sur un ordinateur partagé, gardez plutôt la phrase secrète."
                )
            )
        )
        form.add(self.current)
        self.sheet = Sheet(host, tr("Déverrouillage par le trousseau du système"), form, tr("Autoriser"), self.save)

    def save(self) -> None:
        """Allow unlocking with the keyring."""
        session, current = self._workspace.session, self.current.value()
        self._run(lambda: remember(session, current), Lane.NET)
