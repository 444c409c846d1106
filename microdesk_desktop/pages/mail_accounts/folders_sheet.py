"""Which folder of a mailbox keeps sent letters, drafts and the rest, for servers that do not show it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mail.account import Account
from microdesk_desktop.domain.mail.types import Folder, Role
from microdesk_desktop.gui.forms.form import Field, Form
from microdesk_desktop.gui.forms.inputs import choice_field
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.window.dialogs import Sheet, can_open_sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.mail.conversations.folder_roles import can_be_chosen, choose_folder, missing_roles
from microdesk_desktop.operations.mail.conversations.listing import list_folders
from microdesk_desktop.operations.session import Session
from microdesk_desktop.views.messages.errors import error_text


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The folders of a mailbox have other roles."""

    changes: Changes = Changes.MAIL


def ask_folders(host: QWidget, workspace: Workspace, account: Account, was_read: Callable[[], None]) -> None:
    """Read the folders of a mailbox from its server, then open the sheet; `was_read` is called however that ends."""

    def read(session: Session, job: Job) -> Sequence[Folder]:
        return list_folders(session, account.id, job)

    opened = partial(_open, host, workspace, account)
    workspace.examine(read, owner=host, lane=Lane.NET, on_success=opened, on_end=was_read)


class FoldersForm(Form):
    """One choice for each role; a role that no folder has is empty, and stays so unless one is chosen."""

    def __init__(self, account: Account, folders: Sequence[Folder]) -> None:
        super().__init__()
        self._current = {folder.role: folder.key for folder in folders}
        found = [folder for folder in folders if can_be_chosen(folder)]
        self.add_widget(labels.elided(account.address))
        self.add_widget(
            labels.muted(
                tr(
                    "MicroDesk reconnaît ces dossiers à ce qu'en indique le serveur, ou à leur nom. Corrigez ici ce "
                    "qu'il n'a pas trouvé."
                )
            )
        )
        missing = missing_roles(folders)
        self.fields: Mapping[Role, Field[str]] = {
            role: choice_field(
                name,
                [("", tr("Aucun")), *((folder.key, visible(folder.name)) for folder in found)],
                hint=tr("Aucun dossier n'a été reconnu : choisissez-le.") if role in missing else "",
            )
            for role, name in _names()
        }
        for role, field in self.fields.items():
            field.set_value(self._current.get(role, ""))
            self.add(field)

    def chosen(self) -> Mapping[Role, str]:
        """The folders that the user chose anew, by their roles."""
        return {
            role: field.value()
            for role, field in self.fields.items()
            if field.value() and field.value() != self._current.get(role)
        }

    def check(self) -> bool:
        """Whether no folder has two roles; the second one shows it."""
        seen: set[str] = set()
        for field in self.fields.values():
            if field.value() and field.value() in seen:
                field.show_error(tr("Ce dossier est déjà choisi plus haut."))
                field.setFocus()
                return False
            seen.add(field.value())
        return super().check()


def _open(host: QWidget, workspace: Workspace, account: Account, folders: Sequence[Folder]) -> None:
    if not can_open_sheet(host):
        return
    form = FoldersForm(account, folders)

    def save() -> None:
        sheet.hold()
        chosen = form.chosen()

        def act(session: Session, job: Job) -> _Chosen:
            for role, folder in chosen.items():
                choose_folder(session, account.id, role, folder, job)
            return _Chosen()

        workspace.work(
            act,
            owner=sheet,
            on_success=lambda _: sheet.close_sheet(),
            on_error=lambda error: sheet.refuse(error_text(error)),
        )

    sheet = Sheet(host, tr("Dossiers de la boîte"), form, tr("Enregistrer"), save)


def _names() -> Sequence[tuple[Role, str]]:
    return (
        (Role.SENT, tr("Messages envoyés")),
        (Role.DRAFTS, tr("Brouillons")),
        (Role.TRASH, tr("Corbeille")),
        (Role.ARCHIVE, tr("Messages archivés")),
        (Role.SPAM, tr("Indésirables")),
    )
