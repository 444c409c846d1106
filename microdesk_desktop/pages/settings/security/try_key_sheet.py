"""The sheet that tries the recovery key: it opens nothing and changes nothing."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.text_fields import passphrase_field
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.window.dialogs import Sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.vault.security import try_recovery_key
from microdesk_desktop.views.messages.errors import error_text


class TryKeySheet:
    """Asks for the key that the user noted, and shows whether it opens the vault."""

    def __init__(self, host: QWidget, workspace: Workspace, tried: Callable[[], object]) -> None:
        self._workspace = workspace
        self._tried = tried
        self.key = passphrase_field(tr("Clé de récupération"), required=True)
        form = Form()
        form.add_widget(
            labels.muted(
                tr(
                    "Recopiez celle que vous avez notée. MicroDesk vérifie qu'elle ouvre ce coffre, sans rien changer "
                    "et sans la garder."
                )
            )
        )
        form.add(self.key)
        self.sheet = Sheet(host, tr("Essayer la clé de récupération"), form, tr("Essayer"), self.save)

    def save(self) -> None:
        """Try the key."""
        key = self.key.value()
        self.sheet.hold()
        self._workspace.perform(
            lambda session: try_recovery_key(session, key),
            owner=self.sheet,
            on_success=lambda _: self._close(),
            on_error=self._refuse,
        )

    def _close(self) -> None:
        self.sheet.close_sheet()
        self._workspace.notices.toast(lambda: Toast(text=tr("Cette clé ouvre le coffre.")))
        self._tried()

    def _refuse(self, error: KnownError) -> None:
        self.sheet.refuse(error_text(error))
        self.key.setFocus()
