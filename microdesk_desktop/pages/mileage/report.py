"""The report of a year as a PDF: of all trips, of one vehicle or of one client."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.gui.file_dialogs import FileForm, choose_new_file
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.inputs import choice_field
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.system.opening import open_folder
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.window.dialogs import Sheet, can_open_sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.exports.print_page import write_page
from microdesk_desktop.views.mileage.report import Scope
from microdesk_desktop.views.mileage.report_page import load_report_page
from microdesk_desktop.views.mileage.rows import FormChoices
from microdesk_desktop.views.mileage.words import whole_year_text


class ReportForm(Form):
    """Which trips of the year the report has."""

    def __init__(self, year: int, choices: FormChoices) -> None:
        super().__init__()
        self._year = year
        self.vehicle = choice_field(tr("Véhicule"), [(None, tr("Tous")), *choices.vehicles])
        self.client = choice_field(tr("Client"), [(None, tr("Tous")), *choices.clients])
        self.add(self.vehicle)
        self.add(self.client)
        self.add_widget(labels.muted(whole_year_text()))

    def scope(self) -> Scope:
        """What the report is about."""
        return Scope(year=self._year, vehicle_id=self.vehicle.value(), client_id=self.client.value())


def ask_report(host: QWidget, workspace: Workspace, year: int, choices: FormChoices) -> None:
    """Ask which trips, then for the file, and write the report."""
    if not can_open_sheet(host):
        return
    form = ReportForm(year, choices)

    def choose() -> None:
        scope = form.scope()
        sheet.close_sheet()
        choose_new_file(
            host,
            tr("Enregistrer le rapport"),
            tr("Kilomètres {year}").format(year=year),
            partial(write, workspace, scope),
            last=workspace.last_folder,
            forms=(FileForm(tr("Document PDF"), ".pdf"),),
        )

    title = tr("Kilomètres {year}").format(year=year)
    sheet = Sheet(host, title, form, tr("Enregistrer en PDF…"), choose)


def write(workspace: Workspace, scope: Scope, path: Path) -> None:
    """Write the report into this file, and show where it is."""
    today = workspace.clock.today()

    def written(_: int) -> None:
        text = tr("« {name} » est enregistré. Ce fichier n'est pas chiffré.").format(name=visible(path.name))
        action = (tr("Ouvrir le dossier"), lambda: open_folder(path.parent))
        workspace.notices.toast(lambda: Toast(text=text, action=action))

    workspace.work(
        lambda session, _: write_page(
            session, session.read(lambda reader: load_report_page(reader, scope, today)), path, field="trip"
        ),
        lane=Lane.NET,
        progress=tr("Mise en page du rapport…"),
        on_success=written,
    )
