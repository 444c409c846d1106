"""Settings: the backups of the vault: made, listed, examined and restored."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.file_dialogs import choose_file, choose_folder
from microdesk_desktop.gui.layout.beside import Beside
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.system.opening import open_folder
from microdesk_desktop.gui.theme.tokens import MIDDLE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.strip import empty_layout
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.vault.backups.make import back_up, own_backups
from microdesk_desktop.pages.settings.pane import Card, Line, Pane
from microdesk_desktop.pages.settings.security.backup_sheets import (
    ExamineSheet,
    RestoreSheet,
    TryRestoreSheet,
    VerifySheet,
)
from microdesk_desktop.pages.settings.security.copies_card import CopiesCard
from microdesk_desktop.views.messages.values import path_text
from microdesk_desktop.views.vault.backups import BackupRow, KeptBackups, backup_detail, latest_text
from microdesk_desktop.views.vault.security import load_security, restore_text
from microdesk_desktop.views.vault.status import load_status


class BackupsPane(Pane):
    """When the vault was last copied, how to copy it elsewhere, and what to do with each copy."""

    key = "backups"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._state = labels.caption("", wraps=True)
        self._open = buttons.plain(tr("Ouvrir le dossier"), self._open_folder)
        copy = buttons.plain(tr("Sauvegarder ailleurs…"), self.choose_folder)
        choose = buttons.plain(tr("Choisir un fichier…"), self.choose_backup)
        card = self.add_card(tr("Sauvegardes"))
        self.add_line(card, "automatic", self._state, self._open)
        explanation = tr("Sur une clé USB ou un autre disque : c'est elle qui vous sauve si cet ordinateur disparaît.")
        self.add_line(card, "elsewhere", explanation, copy)
        explanation = tr("Une sauvegarde rangée ailleurs se restaure ici, à côté du coffre d'aujourd'hui.")
        self.add_line(card, "restore", explanation, choose)
        self._tested = labels.caption("", wraps=True)
        test = buttons.plain(tr("Essayer"), self.try_restore)
        test.setAccessibleName(tr("Essayer de restaurer la dernière sauvegarde"))
        self.add_line(card, "test", self._tested, test)
        verify = buttons.plain(tr("Vérifier le coffre"), self.verify_vault)
        self.add_line(card, "verify", tr("Relit chaque page du coffre ouvert, ses liens et ses fichiers."), verify)
        holder = QWidget()
        self._list = QVBoxLayout(holder)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(MIDDLE)
        self.column.addWidget(holder)
        self._copies = CopiesCard(workspace)
        self.column.addWidget(self._copies)

    @staticmethod
    def title() -> str:
        return tr("Sauvegardes et restauration")

    @staticmethod
    def lines() -> Sequence[Line]:
        return (
            Line(
                key="automatic",
                name=tr("Sauvegardes automatiques"),
                synonyms=tr("backup copie vérifier tester liste dossier quotidienne"),
            ),
            Line(
                key="elsewhere",
                name=tr("Sauvegarder ailleurs"),
                synonyms=tr("copie externe clé USB disque exporter coffre"),
            ),
            Line(
                key="restore",
                name=tr("Restaurer une sauvegarde"),
                synonyms=tr("récupérer retrouver restauration revenir ancien perdu backup fichier"),
            ),
            Line(
                key="test",
                name=tr("Essai de restauration"),
                synonyms=tr("tester restauration preuve sauvegarde bonne"),
            ),
            Line(
                key="verify",
                name=tr("Le coffre d'aujourd'hui"),
                synonyms=tr("vérifier contrôle intégrité abîmé corrompu réparer"),
            ),
        )

    def reload(self) -> None:
        profile, today = self.workspace.host.profile, self.workspace.session.clock.today()
        self.workspace.runner.run(
            lambda _: load_status(profile, today).backups, lane=Lane.READ, on_success=self._show, owner=self
        )
        self.readings.load("security", load_security, lambda found: self._tested.setText(restore_text(found)))
        self._copies.reload()

    def try_restore(self) -> None:
        """Open the sheet that tests the latest backup."""
        TryRestoreSheet(self, self.workspace, own_backups(self.workspace.host.profile)).closed.connect(self.reload)

    def choose_folder(self) -> None:
        """Ask where to write a copy."""
        choose_folder(self, tr("Où sauvegarder le coffre ?"), self.copy_to, last=self.workspace.last_folder)

    def copy_to(self, folder: Path) -> None:
        """Write a verified copy into the user's folder."""
        self.workspace.work(
            lambda session, job: back_up(session, folder, job),
            lane=Lane.READ,
            progress=tr("Sauvegarde du coffre…"),
            on_success=partial(_show_copied, self.workspace),
        )

    def choose_backup(self) -> None:
        """Ask for the file of a backup to restore."""
        filters = tr("Sauvegardes de MicroDesk (*.mdbackup)")
        title = tr("Quelle sauvegarde restaurer ?")
        choose_file(self, title, self.restore, last=self.workspace.last_folder, filters=filters)

    def verify_vault(self) -> None:
        """Open the sheet that checks today's vault."""
        VerifySheet(self, self.workspace)

    def restore(self, path: Path) -> None:
        """Open the sheet that restores this backup."""
        RestoreSheet(self, self.workspace, path)

    def examine(self, path: Path) -> None:
        """Open the sheet that checks this backup and shows what is in it."""
        ExamineSheet(self, self.workspace, path)

    def _show(self, backups: KeptBackups) -> None:
        self._open.setEnabled(bool(backups.rows))
        where = tr("Dossier : {folder}").format(folder=path_text(own_backups(self.workspace.host.profile)))
        self._state.setText(f"{latest_text(backups)}\n{where}")
        empty_layout(self._list)
        known = [each for each in backups.rows if each.is_known]
        if not known:
            return
        card = Card(tr("Sauvegardes sur cet ordinateur"))
        self._list.addWidget(card.frame)
        for each in sorted(known, key=lambda row: (row.made_on, row.name), reverse=True):
            self._add(card, each)

    def _add(self, card: Card, backup: BackupRow) -> None:
        path, day = own_backups(self.workspace.host.profile) / backup.name, dates.long_day(backup.made_on)
        examine = buttons.plain(tr("Vérifier"), partial(self.examine, path))
        examine.setObjectName(f"examine.{backup.name}")
        examine.setAccessibleName(tr("Vérifier la sauvegarde du {day}").format(day=day))
        restore = buttons.plain(tr("Restaurer…"), partial(self.restore, path))
        restore.setObjectName(f"restore.{backup.name}")
        restore.setAccessibleName(tr("Restaurer la sauvegarde du {day}").format(day=day))
        card.add_line(day, backup_detail(backup), Beside(examine, restore))

    def _open_folder(self) -> None:
        open_folder(own_backups(self.workspace.host.profile))


def _show_copied(workspace: Workspace, path: Path) -> None:
    workspace.notices.dismiss(ErrorCode.COMMITS_LOST)  # this copy has settled it
    text = tr("Coffre sauvegardé et vérifié : {name}")
    workspace.notices.toast(lambda: Toast(text=text.format(name=path.name)))
