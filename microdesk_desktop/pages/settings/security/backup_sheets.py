"""Two sheets about one backup: check it and see what is in it, or restore it beside today's vault."""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.text_fields import passphrase_field
from microdesk_desktop.gui.runner import Lane, Task
from microdesk_desktop.gui.theme.tokens import MIDDLE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.strip import Strip, WorkStrip, empty_layout
from microdesk_desktop.gui.window.dialogs import SideSheet, scrolled
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.backups.examine import examine_backup, is_of_this_vault
from microdesk_desktop.operations.vault.backups.restore import restore_beside
from microdesk_desktop.operations.vault.backups.try_latest import try_latest_backup
from microdesk_desktop.operations.vault.verify import faults, verify
from microdesk_desktop.views.messages.errors import error_text
from microdesk_desktop.views.messages.steps import step_text
from microdesk_desktop.views.messages.values import path_text
from microdesk_desktop.views.vault.backups import BackupContent, content_lines
from microdesk_desktop.views.vault.security import RestoreTest, restore_test_lines
from microdesk_desktop.views.vault.status import check_line

T = TypeVar("T")
WIDTH = 480


class _BackupSheet(SideSheet):
    """Texts in a column, and the work on one backup with its progress, which closing the sheet stops."""

    def __init__(self, host: QWidget, workspace: Workspace, path: Path, title: str) -> None:
        self.workspace = workspace
        self.path = path
        self._task: Task[Any] | None = None
        body = QWidget()
        self.texts = QVBoxLayout()
        self._outcome = QVBoxLayout()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.texts, self._outcome):
            part.setSpacing(MIDDLE)
            column.addLayout(part)
        super().__init__(host, title, scrolled(body), width=WIDTH)
        self.texts.addWidget(labels.caption(path_text(path), wraps=True))
        self.closed.connect(self._stop)

    @property
    def is_working(self) -> bool:
        """Whether the work is under way."""
        return self._task is not None

    def run(self, act: Callable[[Session, Job], T], show: Callable[[T], None], step: str) -> None:
        """Work on the backup; `show` gets the result."""
        session, strip = self.workspace.session, WorkStrip(self._stop)
        strip.show_progress(step_text(step), 0, 0)
        self.show_outcome(strip)
        self._task = self.workspace.runner.run(
            lambda job: act(session, job),
            lane=Lane.READ,
            owner=self,
            on_end=self._end,
            on_success=show,
            on_error=self.refuse,
            on_progress=lambda done, total, key: strip.show_progress(step_text(key), done, total),
        )

    def show_outcome(self, *widgets: QWidget) -> None:
        """Show these in place of the former outcome."""
        empty_layout(self._outcome)
        for widget in widgets:
            self._outcome.addWidget(widget)

    def refuse(self, error: KnownError) -> None:
        """Show why it failed."""
        self.show_outcome(Strip(error_text(error), Tone.DANGER))

    def _end(self) -> None:
        """The work has ended; what follows replaces these words, unless it was stopped."""
        self._task = None
        self.show_outcome(labels.muted(tr("Arrêté. Rien n'a été changé.")))

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()


class ExamineSheet(_BackupSheet):
    """Checks every page of a backup of this vault at once, and shows what is in it."""

    def __init__(self, host: QWidget, workspace: Workspace, path: Path) -> None:
        super().__init__(host, workspace, path, tr("Vérifier une sauvegarde"))
        self.texts.addWidget(
            labels.muted(
                tr(
                    "MicroDesk en ouvre une copie chiffrée, relit chaque page et compte ce qu'elle contient. La "
                    "sauvegarde et le coffre d'aujourd'hui restent tels quels."
                )
            )
        )
        self.add_button(buttons.plain(tr("Fermer"), self.close_sheet))
        self.run(lambda session, job: examine_backup(session, path, job), self._show, "examine")

    def _show(self, content: BackupContent) -> None:
        good = Strip(tr("Cette sauvegarde est entière : elle peut être restaurée."), Tone.POSITIVE)
        self.show_outcome(good, *map(labels.body, content_lines(content)))


class TryRestoreSheet(_BackupSheet):
    """Opens the latest backup in a scratch copy, checks and counts it at once, and leaves nothing of it."""

    def __init__(self, host: QWidget, workspace: Workspace, folder: Path) -> None:
        super().__init__(host, workspace, folder, tr("Essai de restauration"))
        self.texts.addWidget(
            labels.muted(
                tr(
                    "MicroDesk ouvre une copie chiffrée de la dernière sauvegarde, relit chaque page, compare ce "
                    "qu'elle contient au coffre d'aujourd'hui, puis la retire."
                )
            )
        )
        self.add_button(buttons.plain(tr("Fermer"), self.close_sheet))
        self.run(try_latest_backup, self._show, "examine")

    def _show(self, tested: RestoreTest) -> None:
        tone = Tone.POSITIVE if tested.opens_as_today else Tone.ATTENTION
        first, *others = restore_test_lines(tested)
        self.show_outcome(Strip(first, tone), *map(labels.body, others))


class VerifySheet(SideSheet):
    """Checks every page of today's vault, its schema, its links and its files, and shows each verdict."""

    def __init__(self, host: QWidget, workspace: Workspace) -> None:
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(MIDDLE)
        super().__init__(host, tr("Vérifier le coffre"), scrolled(body), width=WIDTH)
        self._column.addWidget(labels.muted(tr("Chaque page est relue : cela prend un instant.")))
        self.add_button(buttons.plain(tr("Fermer"), self.close_sheet))
        workspace.examine(lambda session, _: _verified(session), owner=self, on_success=self._show)

    def _show(self, found: tuple[Mapping[str, bool], Sequence[KnownError]]) -> None:
        checks, wrong = found
        empty_layout(self._column)
        if not wrong:
            self._column.addWidget(Strip(tr("Le coffre est entier et en ordre."), Tone.POSITIVE))
        for error in wrong:
            self._column.addWidget(Strip(error_text(error), Tone.DANGER))
        for name, holds in checks.items():
            self._column.addWidget(labels.body(check_line(name, holds)))


def _verified(session: Session) -> tuple[Mapping[str, bool], Sequence[KnownError]]:
    checks = verify(session)
    return checks, faults(session, checks)


class RestoreSheet(_BackupSheet):
    """Restores a backup into a new folder; one of another vault asks for the passphrase that opens it."""

    def __init__(self, host: QWidget, workspace: Workspace, path: Path) -> None:
        super().__init__(host, workspace, path, tr("Restaurer une sauvegarde"))
        self._is_ours = is_of_this_vault(workspace.session, path)
        self.passphrase = passphrase_field(tr("Phrase secrète de cette sauvegarde"), required=True)
        self.texts.addWidget(
            labels.body(
                tr(
                    "Le coffre d'aujourd'hui n'est ni remplacé ni modifié : la sauvegarde est remise dans un nouveau "
                    "dossier, à côté. Vous pourrez l'ouvrir, comparer, et décider ensuite."
                )
            )
        )
        self.texts.addWidget(labels.muted(self._opening_words()))
        if not self._is_ours:
            form = Form()
            form.add(self.passphrase)
            self.texts.addWidget(form)
        self._close = self.add_button(buttons.plain(tr("Annuler"), self.close_sheet))
        self._start = self.add_button(buttons.primary(tr("Restaurer à côté"), self.submit))

    def submit(self) -> None:
        """Start, unless it is done or under way."""
        if self.is_working or not self._start.isVisible() or not (self._is_ours or self.passphrase.check()):
            return
        path, passphrase = self.path, None if self._is_ours else self.passphrase.value()
        self.run(
            lambda session, job: restore_beside(session, path, passphrase, job),
            self._show,
            "examine" if self._is_ours else "restore",
        )

    def _opening_words(self) -> str:
        if self._is_ours:
            return tr("Elle s'ouvrira avec la phrase secrète qui était la vôtre quand elle a été faite ou mise à jour.")
        return tr("Elle vient d'un autre coffre : donnez la phrase secrète qui l'ouvrait ce jour-là.")

    def _show(self, folder: Path) -> None:
        self._start.hide()
        self._close.setText(tr("Fermer"))
        text = tr("La sauvegarde est restaurée dans {folder}. Le coffre d'aujourd'hui n'a pas été touché.")
        how = tr("Ou dans un terminal : microdesk --profile {folder}")
        self.show_outcome(
            Strip(text.format(folder=path_text(folder)), Tone.POSITIVE),
            buttons.plain(tr("L'ouvrir dans une autre fenêtre"), lambda: open_vault(folder)),
            labels.caption(how.format(folder=path_text(folder)), wraps=True),
        )


def open_vault(folder: Path) -> None:
    """Start the program on another vault, in a process of its own."""
    program = [] if getattr(sys, "frozen", False) else ["-m", "microdesk_desktop"]
    QProcess.startDetached(sys.executable, [*program, "--profile", str(folder)])
