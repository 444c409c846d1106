"""Importing statement files that the user chose or dropped on the window."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.bank.import_statement import ImportReport, import_file
from microdesk_desktop.pages.shared.import_result import show_result, statement_words

STATEMENTS = "*.ofx *.qfx *.qif *.xml *.camt *.cfo *.cfonb *.txt *.sta *.mt940 *.940 *.csv *.tsv"


def choose_statements(host: QWidget, workspace: Workspace) -> None:
    """Ask for statement files, and import them."""
    chosen, _ = QFileDialog.getOpenFileNames(
        host, tr("Importer un relevé"), "", f"{tr('Relevés bancaires')} ({STATEMENTS});;{tr('Tout')} (*)"
    )
    import_statements(workspace, [Path(each) for each in chosen])


def import_statements(workspace: Workspace, paths: Sequence[Path]) -> None:
    """Import statement files one after the other, whatever becomes of the page meanwhile."""
    for path in paths:
        workspace.work(
            lambda session, job, path=path: import_file(session, path, job=job),  # type: ignore[misc]  # bound early
            lane=Lane.WRITE,
            progress=tr("Import de {name}…").format(name=path.name),
            on_success=partial(_show, workspace),
        )


def _show(workspace: Workspace, report: ImportReport) -> None:
    show_result(workspace, statement_words(report), report.problems, is_whole=not report.balance_gaps)
