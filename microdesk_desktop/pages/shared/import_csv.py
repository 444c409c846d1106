"""Import a CSV file of clients, invoices, receipts or expenses, from the page that lists them."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.records.reports import RecordsReport
from microdesk_desktop.gui.file_dialogs import choose_file
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.imports.import_records import import_records
from microdesk_desktop.pages.shared.import_result import result_banner
from microdesk_desktop.views.messages.problems import problem_details
from microdesk_desktop.views.records.reports import records_text


def choose_and_import(host: QWidget, workspace: Workspace, kind: str) -> None:
    """Ask for a file, and import it."""
    choose_file(
        host,
        tr("Importer un fichier CSV"),
        partial(import_csv, workspace, kind),
        last=workspace.last_folder,
        filters=f"{tr('Fichiers CSV')} (*.csv *.txt)",
    )


def import_csv(workspace: Workspace, kind: str, path: Path) -> None:
    """Import the file, whatever becomes of the page meanwhile."""
    workspace.work(
        lambda session, job: import_records(session, kind, path, job=job),
        lane=Lane.WRITE,
        progress=tr("Import en cours…"),
        on_success=partial(_show, workspace),
    )


def _show(workspace: Workspace, report: RecordsReport) -> None:
    workspace.notices.show(
        lambda: result_banner(
            workspace, records_text(report), problem_details(report.problems), is_whole=not report.problems
        )
    )
