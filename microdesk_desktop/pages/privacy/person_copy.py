"""Save the copy of all that the vault holds about one client, in a folder that the user chooses."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.books.folder import FolderPlan
from microdesk_desktop.gui.file_dialogs import choose_new_file
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.exports.accountant.write import write_folder
from microdesk_desktop.operations.privacy.person_data import load_person_data
from microdesk_desktop.operations.session import Session
from microdesk_desktop.views.privacy.person.copy import STEP, load_copy_plan


def choose_copy(host: QWidget, workspace: Workspace, client_id: int, name: str, *, is_portable: bool = False) -> None:
    """Ask for the folder to write; `is_portable`: only what the client gave."""
    choose_new_file(
        host,
        tr("Enregistrer la copie dans un nouveau dossier"),
        tr("Données de {name}").format(name=visible(name)),
        partial(_write, workspace, client_id, is_portable),
        last=workspace.last_folder,
    )


def _write(workspace: Workspace, client_id: int, is_portable: bool, folder: Path) -> None:
    today = workspace.clock.today()
    place = QUrl.fromLocalFile(str(folder))

    def act(session: Session, job: Job) -> None:
        def plan(reader: Any) -> FolderPlan:
            data = load_person_data(reader, client_id)
            return load_copy_plan(reader, data.portable() if is_portable else data, today)

        write_folder(session, session.read(plan), folder, job, step=STEP)

    def written(_: None) -> None:
        text = tr("« {name} » est enregistré. Ce dossier n'est pas chiffré.").format(name=visible(folder.name))
        action = (tr("Ouvrir le dossier"), lambda: QDesktopServices.openUrl(place))
        workspace.notices.toast(lambda: Toast(text=text, action=action))

    workspace.work(act, lane=Lane.NET, progress=tr("Préparation de la copie…"), on_success=written)
