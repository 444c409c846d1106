"""Creating, renaming, colouring and removing folders or labels, by the menu of the page and that of a folder."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.mail.types import Folder
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.theme.icons import icon
from microdesk_desktop.gui.widgets.buttons import literal
from microdesk_desktop.gui.window.commands import Command
from microdesk_desktop.gui.window.dialogs import Sheet, can_open_sheet, confirm
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.mail.conversations.folders import change_folder, create_folder, remove_folder
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.mail.controller import MailController
from microdesk_desktop.pages.mail.folder_form import FolderForm, are_labels
from microdesk_desktop.views.mail.conversations.folders import folder_name
from microdesk_desktop.views.messages.errors import error_text


class FolderAdmin:
    """Works on the folders of one account at a time; `go_to` shows the folder of a key, None the inbox."""

    def __init__(self, workspace: Workspace, host: QWidget, go_to: Callable[[str | None], object]) -> None:
        self._workspace = workspace
        self._mail = workspace.controller(MailController)
        self._host = host
        self._go_to = go_to

    def commands(self, account_id: str, folder: Folder | None) -> Sequence[Command]:
        """What can be done, with this folder where it is one of the user's own."""
        folders = self._mail.folders(account_id)
        if folders is None:
            return ()
        words = tr("Nouveau libellé…") if are_labels(folders) else tr("Nouveau dossier…")
        new = Command(text=words, act=partial(self.create, account_id), icon="folder-plus")
        if folder is None or not folder.writable:
            return (new,)
        name = visible(folder_name(folder))
        return (
            new,
            Command(
                text=tr("Modifier « {name} »…").format(name=name),
                act=partial(self.change, account_id, folder),
                icon="pencil",
            ),
            Command(
                text=tr("Supprimer « {name} »…").format(name=name),
                act=partial(self.remove, account_id, folder),
                icon="trash-2",
            ),
        )

    def open_menu(self, account_id: str, folder: Folder, at: QPoint) -> None:
        """The menu of a folder in the list, at a point of the screen."""
        menu = QMenu(self._host)
        menu.setAccessibleName(visible(folder_name(folder)))
        for command in self.commands(account_id, folder):
            action = menu.addAction(icon(command.icon), literal(command.text))
            action.triggered.connect(lambda _=False, act=command.act: act())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def create(self, account_id: str) -> None:
        """Ask for a name, and create a folder or label."""
        folders = self._mail.folders(account_id)
        if folders is None or not can_open_sheet(self._host):
            return
        has_labels = are_labels(folders)
        form = FolderForm(folders, None, are_labels=has_labels)

        def save() -> None:
            name, parent, colour = form.name.value(), form.parent_folder.value(), form.colour.value()

            def act(session: Session, job: Job) -> Folder:
                return create_folder(session, account_id, name, parent, colour, job)

            self._run(sheet, account_id, act)

        title = tr("Nouveau libellé") if has_labels else tr("Nouveau dossier")
        sheet = Sheet(self._host, title, form, tr("Créer"), save)

    def change(self, account_id: str, folder: Folder) -> None:
        """Ask for another name or colour."""
        folders = self._mail.folders(account_id)
        if folders is None or not can_open_sheet(self._host):
            return
        has_labels = are_labels(folders)
        form = FolderForm(folders, folder, are_labels=has_labels)

        def save() -> None:
            name, colour = form.name.value(), form.colour.value() if has_labels else None

            def act(session: Session, job: Job) -> Folder:
                return change_folder(session, account_id, folder.key, name, colour, job)

            self._run(sheet, account_id, act)

        title = tr("Modifier le libellé") if has_labels else tr("Renommer le dossier")
        sheet = Sheet(self._host, title, form, tr("Enregistrer"), save)

    def remove(self, account_id: str, folder: Folder) -> None:
        """Ask, then remove a label, whose messages stay, or an empty folder."""
        question = tr("Supprimer « {name} » ?").format(name=visible(folder_name(folder)))
        if are_labels([folder]):
            consequence = tr("Les messages restent dans votre boîte ; ils perdent seulement ce libellé.")
        else:
            consequence = tr("Seul un dossier vide peut être supprimé : aucun message n'est perdu.")
        confirm(self._host, question, consequence, tr("Supprimer"), partial(self._remove, account_id, folder))

    def _remove(self, account_id: str, folder: Folder) -> None:
        self._workspace.work(
            lambda session, job: remove_folder(session, account_id, folder.key, job),
            owner=self._host,
            progress=tr("Un instant…"),
            on_success=lambda _: self._removed(account_id),
        )

    def _removed(self, account_id: str) -> None:
        self._go_to(None)
        self._mail.load_folders(account_id)

    def _run(self, sheet: Sheet, account_id: str, act: Callable[[Session, Job], Folder]) -> None:
        sheet.hold()
        self._workspace.examine(
            act,
            owner=sheet,
            lane=Lane.NET,
            on_success=lambda folder: self._changed(sheet, account_id, folder),
            on_error=lambda error: self._refuse(sheet, error),
        )

    def _changed(self, sheet: Sheet, account_id: str, folder: Folder) -> None:
        sheet.close_sheet()
        self._mail.load_folders(account_id)
        self._go_to(folder.key)

    def _refuse(self, sheet: Sheet, error: KnownError) -> None:
        sheet.refuse(error_text(error))
