"""The diagnostic in the window: made on demand, shown whole before it is copied or saved, without personal data."""

from pathlib import Path

import PySide6
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import language, tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.file_dialogs import choose_new_file
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.widgets.long_text import long_text
from microdesk_desktop.gui.widgets.strip import empty_layout
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.diagnose import diagnose, save_diagnostic
from microdesk_desktop.views.vault.diagnostic import diagnostic_text
from microdesk_desktop.views.vault.status import load_status

WIDTH = 760
FILE_NAME = "MicroDesk-diagnostic.txt"


class DiagnosticSheet(SideSheet):
    """Checks every page of the vault, then shows the text; nothing is written unless the user asks for it."""

    def __init__(self, host: QWidget, workspace: Workspace) -> None:
        self._workspace = workspace
        self.text = ""
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(long_text(tr("Chaque page est relue : cela prend un instant."), tr("Diagnostic")))
        super().__init__(host, tr("Diagnostic"), body, width=WIDTH)
        self.add_button(buttons.plain(tr("Copier"), self.copy))
        self._save = self.add_button(buttons.primary(tr("Enregistrer…"), self.choose_file))
        self._save.setEnabled(False)
        more, profile, today = _facts_of_window(workspace), workspace.host.profile, workspace.clock.today()
        workspace.examine(
            lambda session, _: diagnostic_text(diagnose(session), load_status(profile, today), more),
            owner=self,
            on_success=self._show,
        )

    def copy(self) -> None:
        """Put the text on the clipboard."""
        if self.text:
            QApplication.clipboard().setText(self.text)
            self._workspace.notices.toast(lambda: Toast(text=tr("Diagnostic copié dans le presse-papiers.")))

    def choose_file(self) -> None:
        """Ask where to save the text that is in sight."""
        title = tr("Où enregistrer le diagnostic ?")
        choose_new_file(self, title, FILE_NAME, self.save, last=self._workspace.last_folder)

    def save(self, path: Path) -> None:
        """Write the text that is in sight."""
        text = self.text

        def write(_: Session) -> ChangeResult:
            save_diagnostic(text, path)
            return ChangeResult(changes=Changes.NOTHING)

        done = tr("Diagnostic enregistré : {name}").format(name=path.name)
        self._workspace.perform(
            write, owner=self, on_success=lambda _: self._workspace.notices.toast(lambda: Toast(text=done))
        )

    def _show(self, text: str) -> None:
        self.text = text
        empty_layout(self._column)
        self._column.addWidget(long_text(text, tr("Diagnostic")))
        self._save.setEnabled(True)


def _facts_of_window(workspace: Workspace) -> dict[str, str]:
    settings, screen = workspace.host.preferences.settings, QGuiApplication.primaryScreen()
    size = screen.availableGeometry()
    return {
        "PySide6": f"{PySide6.__version__}, Qt {qVersion()}, {QGuiApplication.platformName()}",
        "Screen": f"{size.width()} × {size.height()}, scale {screen.devicePixelRatio():g}",
        "Settings": f"{language()}, {settings.theme}, lock after {settings.lock_after_minutes} min",
    }
