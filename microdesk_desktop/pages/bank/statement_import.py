"""Importing statement files that the user chose or dropped on the window."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.bank.reports import FilesReport, ImportReport
from microdesk_desktop.gui.file_dialogs import choose_files
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.bank.import_statement import import_file, import_files
from microdesk_desktop.pages.shared.import_result import result_banner
from microdesk_desktop.views.bank.reports import file_details, files_text, import_text, is_whole
from microdesk_desktop.views.messages.problems import problem_details

STATEMENTS = "*.ofx *.qfx *.qif *.xml *.camt *.cfo *.cfonb *.txt *.sta *.mt940 *.940 *.csv *.tsv"


def choose_statements(host: QWidget, workspace: Workspace) -> None:
    """Ask for statement files, and import them."""
    choose_files(
        host,
        tr("Importer un relevé"),
        partial(import_statements, workspace),
        last=workspace.last_folder,
        filters=f"{tr('Relevés bancaires')} ({STATEMENTS});;{tr('Tout')} (*)",
    )


def import_statements(workspace: Workspace, paths: Sequence[Path]) -> None:
    """Import statement files one after the other and show one account of all, whatever becomes of the page."""
    if len(paths) == 1:
        workspace.work(
            lambda session, job: import_file(session, paths[0], job=job),
            lane=Lane.WRITE,
            progress=tr("Import de {name}…").format(name=paths[0].name),
            on_success=partial(_show_one, workspace),
        )
    elif paths:
        workspace.work(
            lambda session, job: import_files(session, paths, job=job),
            lane=Lane.WRITE,
            progress=tr("Import de {count} fichiers…").format(count=len(paths)),
            on_success=partial(_show_all, workspace),
        )


def _show_one(workspace: Workspace, report: ImportReport) -> None:
    workspace.notices.show(
        lambda: result_banner(
            workspace, import_text(report), problem_details(report.problems), is_whole=is_whole([report])
        )
    )


def _show_all(workspace: Workspace, report: FilesReport) -> None:
    outcomes = [each.outcome for each in report.files]
    workspace.notices.show(
        lambda: result_banner(workspace, files_text(report), file_details(report), is_whole=is_whole(outcomes))
    )
