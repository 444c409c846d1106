"""The copy of what the vault holds about whoever asks: in a folder that the user chooses, or beside a mail."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.mail.compose.starts import StartFile
from microdesk_desktop.domain.privacy.person import PersonData
from microdesk_desktop.domain.privacy.requests import PersonRequest
from microdesk_desktop.gui.clipboard import SecretClipboard
from microdesk_desktop.gui.file_dialogs import choose_new_file
from microdesk_desktop.gui.notices import Banner, Toast
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.system.opening import open_folder
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.privacy.person_copy import attached_copy, new_password, write_copy
from microdesk_desktop.operations.privacy.person_data import load_requested_data
from microdesk_desktop.operations.session import Session
from microdesk_desktop.views.privacy.person.copy import copy_name, load_copy_plan

PASSWORD_KEY = "copy_password"


def choose_copy(host: QWidget, workspace: Workspace, request: PersonRequest) -> None:
    """Ask for the folder to write, once it is known that there is something to give."""

    def choose(data: PersonData) -> None:
        choose_new_file(
            host,
            tr("Enregistrer la copie dans un nouveau dossier"),
            copy_name(data.name, data.language),
            partial(_write, workspace, data),
            last=workspace.last_folder,
        )

    workspace.load(lambda reader: load_requested_data(reader, request), owner=host, on_success=choose)


def copy_beside_mail(workspace: Workspace, request: PersonRequest, name: str) -> StartFile:
    """The encrypted copy under this name, for a mail that is begun; its password stands in a banner until dismissed."""
    password = new_password()
    clipboard = SecretClipboard(workspace)
    text = tr(
        "Mot de passe de la copie jointe : {password}. Donnez-le par téléphone ou par SMS, jamais par courriel ; il "
        "n'est gardé nulle part."
    ).format(password=password)
    action = (tr("Copier"), lambda: clipboard.copy(password))
    workspace.notices.show(lambda: Banner(key=PASSWORD_KEY, text=text, tone=Tone.ATTENTION, action=action))
    return attached_copy(request, load_copy_plan, name=name, password=password)


def _write(workspace: Workspace, data: PersonData, folder: Path) -> None:

    def act(session: Session, job: Job) -> None:
        write_copy(session, data, load_copy_plan, folder, job)

    def written(_: None) -> None:
        text = tr("« {name} » est enregistré. Ce dossier n'est pas chiffré.").format(name=visible(folder.name))
        action = (tr("Ouvrir le dossier"), lambda: open_folder(folder))
        workspace.notices.toast(lambda: Toast(text=text, action=action))

    workspace.work(act, lane=Lane.NET, progress=tr("Préparation de la copie…"), on_success=written)
