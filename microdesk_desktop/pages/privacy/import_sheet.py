"""Bring an export back into a vault that holds nothing yet."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.privacy.archives import ImportReport
from microdesk_desktop.gui.file_dialogs import choose_file, choose_folder
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.window.dialogs import Sheet, can_open_sheet
from microdesk_desktop.gui.workspace import EVERYTHING, Workspace
from microdesk_desktop.operations.privacy.archive.bring_back import import_everything
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.privacy.archive_form import ArchiveForm
from microdesk_desktop.views.messages.errors import error_text
from microdesk_desktop.views.privacy.archive.reports import import_lines

KEY = "import_everything"
HOME = "dashboard"


def open_import(parent: QWidget, workspace: Workspace) -> None:
    """Ask for the export, and bring it back: the vault must hold nothing yet."""
    if can_open_sheet(parent):
        form = ImportForm()
        sheet = Sheet(parent, tr("Reprendre un export"), form, tr("Choisir l'export…"), lambda: act())
        act: Callable[[], object] = partial(_choose, workspace, form, sheet)


class ImportForm(ArchiveForm):
    """What an export brings back, which form it has, and the password of an archive."""

    def __init__(self) -> None:
        super().__init__(tr("Dossier"))
        self.add_widget(
            labels.body(
                tr(
                    "Tout ce que contient l'export prend la place de ce coffre, qui doit être vide : chaque fichier "
                    "est comparé à son empreinte, et la chaîne des documents vérifiée, avant que rien ne soit gardé."
                )
            )
        )
        self.add_widget(labels.body(tr("La banque et les boîtes mail sont ensuite à connecter de nouveau.")))
        self.add_choice()


def _choose(workspace: Workspace, form: ImportForm, sheet: Sheet) -> None:
    title, last = tr("Choisir l'export à reprendre"), workspace.last_folder
    if form.is_encrypted:
        take = partial(bring_back, workspace, sheet, form.password.value())
        choose_file(sheet, title, take, last=last, filters=tr("Archive chiffrée") + " (*.zip)")
    else:
        choose_folder(sheet, title, partial(bring_back, workspace, sheet, None), last=last)


def bring_back(workspace: Workspace, sheet: Sheet, passphrase: str | None, path: Path) -> None:
    """Bring the export back; the sheet stays open where it is refused."""

    def act(session: Session, job: Job) -> ImportReport:
        return import_everything(session, path, job, passphrase=passphrase)

    def refuse(error: KnownError) -> None:
        if isValid(sheet):
            sheet.refuse(error_text(error))
        else:
            workspace.report(error)

    def release() -> None:
        if isValid(sheet):
            sheet.release()

    sheet.hold()
    workspace.work(
        act,
        lane=Lane.WRITE,
        progress=tr("Reprise de l'export…"),
        on_success=partial(_done, workspace, sheet),
        on_error=refuse,
        on_end=release,
    )


def _done(workspace: Workspace, sheet: Sheet, report: ImportReport) -> None:
    """Show all of it, also where the sheet was closed meanwhile."""
    if isValid(sheet):
        sheet.close_sheet()
    workspace.undo.clear()
    workspace.announce(EVERYTHING)
    workspace.navigate(HOME)
    tone = Tone.ATTENTION if report.banks or report.mailboxes else Tone.POSITIVE
    workspace.notices.show(lambda: Banner(key=KEY, text="\n".join(import_lines(report)), tone=tone))
