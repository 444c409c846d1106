"""Settings: the copies of the vault."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.file_dialogs import choose_folder
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.theme.tokens import SMALL
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.cards import row
from microdesk_desktop.gui.widgets.settings_card import SettingsCard
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.vault.back_up import back_up, own_backups
from microdesk_desktop.views.vault.backups import KeptBackups, latest_text
from microdesk_desktop.views.vault.status import load_status

KEY = "backup"


class BackupSettings(SettingsCard):
    """When the vault was last copied, and how to copy it elsewhere."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(tr("Sauvegardes"))
        self._workspace = workspace
        self._state = labels.caption("", wraps=True)
        self._open = buttons.plain(tr("Ouvrir le dossier"), self._open_folder)
        copy = buttons.plain(tr("Sauvegarder ailleurs…"), self.choose_folder)
        self.add_line(tr("Sauvegardes de ce coffre"), self._state, row(self._open, copy, spacing=SMALL))

    def reload(self) -> None:
        """Read which copies there are."""
        profile, today = self._workspace.host.profile, self._workspace.session.clock.today()
        self._workspace.runner.run(
            lambda _: load_status(profile, today).backups, lane=Lane.READ, on_success=self._show, owner=self
        )

    def _show(self, backups: KeptBackups) -> None:
        self._open.setEnabled(backups.latest is not None)
        self._state.setText(latest_text(backups))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(own_backups(self._workspace.host.profile))))

    def choose_folder(self) -> None:
        """Ask where to write a copy."""
        choose_folder(self, tr("Où sauvegarder le coffre ?"), self.copy_to, last=self._workspace.last_folder)

    def copy_to(self, folder: Path) -> None:
        """Write a verified copy into the user's folder."""
        self._workspace.work(
            lambda session, job: back_up(session, folder, job),
            lane=Lane.READ,
            progress=tr("Sauvegarde du coffre…"),
            on_success=partial(_show_copied, self._workspace),
        )


def _show_copied(workspace: Workspace, path: Path) -> None:
    workspace.notices.dismiss(ErrorCode.COMMITS_LOST)  # this copy has settled it

    def banner() -> Banner:
        text = tr("Coffre sauvegardé et vérifié : {name}").format(name=path.name)
        return Banner(key=KEY, text=text, tone=Tone.POSITIVE)

    workspace.notices.show(banner)
