"""Export everything that the vault holds: as a folder in clear, or as one encrypted archive."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.privacy.archives import ExportReport
from microdesk_desktop.gui.file_dialogs import FileForm, choose_new_file
from microdesk_desktop.gui.forms.text_fields import password_field
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.system.opening import open_folder
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.window.dialogs import Sheet, can_open_sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.privacy.archive.destination import Destination, check_place
from microdesk_desktop.operations.privacy.archive.export import export_everything
from microdesk_desktop.operations.privacy.beside import list_beside
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.passphrase.strength import require_strength
from microdesk_desktop.pages.privacy.archive_form import ArchiveForm
from microdesk_desktop.views.messages.errors import error_text
from microdesk_desktop.views.privacy.archive.reports import done_text, warning_text
from microdesk_desktop.views.privacy.archive.texts import archive_texts

KEY = "export_everything"


def open_export(parent: QWidget, workspace: Workspace) -> None:
    """Show what an export holds, and ask in which form it is wanted."""
    if can_open_sheet(parent):
        form = ExportForm()
        sheet = Sheet(parent, tr("Exporter mes données"), form, tr("Choisir l'emplacement…"), lambda: act())
        act: Callable[[], object] = partial(_check, workspace, form, sheet)


class ExportForm(ArchiveForm):
    """What the export holds, its form, and the password of an archive, twice."""

    def __init__(self) -> None:
        super().__init__(tr("Dossier en clair"))
        self.add_widget(
            labels.body(
                tr(
                    "Tout ce que MicroDesk garde, en formats ouverts : une page qui explique, chaque tableau en CSV et "
                    "en JSON, vos documents d'origine, leurs justificatifs et de quoi les vérifier. Ni mot de passe, "
                    "ni jeton d'accès."
                )
            )
        )
        self._warning = labels.body("")
        self.again = password_field(tr("Encore une fois"))
        self.add_choice(self._warning, self.again)
        self.choose(self.is_encrypted)

    def choose(self, is_encrypted: bool) -> None:
        super().choose(is_encrypted)
        self._warning.setText(warning_text(is_encrypted=is_encrypted))

    def check(self) -> bool:
        """Whether the password is there twice, where one is needed."""
        if not super().check():
            return False
        if self.is_encrypted and self.password.value() != self.again.value():
            self.again.show_error(tr("Les deux mots de passe diffèrent."))
            self.again.setFocus()
            return False
        return True


def _check(workspace: Workspace, form: ExportForm, sheet: Sheet) -> None:
    """Rate the password, which takes a moment, then ask for the place."""
    passphrase = form.passphrase()

    def rate(_session: Session, _job: Job) -> None:
        if passphrase is not None:
            require_strength(passphrase)

    sheet.hold()
    workspace.examine(
        rate,
        owner=sheet,
        on_success=lambda _: _choose(workspace, sheet, passphrase),
        on_error=lambda error: sheet.refuse(error_text(error)),
    )


def _choose(workspace: Workspace, sheet: Sheet, passphrase: str | None) -> None:
    sheet.release()
    name = tr("Export MicroDesk du {day}").format(day=workspace.clock.today().isoformat())

    def take(path: Path) -> None:
        export_if_outside(workspace, sheet, Destination(path=path, passphrase=passphrase))

    forms = [FileForm(tr("Archive chiffrée"), ".zip")] if passphrase is not None else []
    title = tr("Enregistrer l'archive") if forms else tr("Enregistrer dans un nouveau dossier")
    choose_new_file(sheet, title, name, take, last=workspace.last_folder, forms=forms)


def export_if_outside(workspace: Workspace, sheet: Sheet, destination: Destination) -> None:
    """Write the export; where its place is one of the vault's own folders, the sheet shows why it is not."""

    def check(session: Session, _job: Job) -> None:
        check_place(session, destination)

    def write(_: object) -> None:
        sheet.close_sheet()
        export_to(workspace, destination)

    sheet.hold()
    workspace.examine(check, owner=sheet, on_success=write, on_error=lambda error: sheet.refuse(error_text(error)))


def export_to(workspace: Workspace, destination: Destination) -> None:
    """Write the export; its outcome stands in a banner until it is dismissed."""

    def act(session: Session, job: Job) -> ExportReport:
        texts = archive_texts(session.read, list_beside(session), session.clock.today())
        return export_everything(session, destination, job, texts=texts)

    workspace.work(
        act,
        lane=Lane.NET,
        progress=tr("Export de toutes vos données…"),
        on_success=partial(_show, workspace),
    )


def _show(workspace: Workspace, report: ExportReport) -> None:
    path = Path(report.path)
    action = (tr("Ouvrir le dossier"), lambda: open_folder(path.parent if report.is_encrypted else path))
    tone = Tone.POSITIVE if report.is_encrypted else Tone.ATTENTION
    workspace.notices.show(lambda: Banner(key=KEY, text=done_text(report), tone=tone, action=action))
