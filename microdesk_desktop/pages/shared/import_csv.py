"""Bring in a CSV file of clients, invoices, receipts or expenses, from the page that lists them."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.page import Context
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.operations.records.import_csv import RecordsReport, import_records
from microdesk_desktop.pages.shared.import_result import KEY, records_words, show_result


def choose_and_import(host: QWidget, context: Context, kind: str) -> None:
    """Ask for a file, and bring it in; nothing when the user changes his mind."""
    chosen, _ = QFileDialog.getOpenFileName(
        host, tr("Importer un fichier CSV"), "", tr("Fichiers CSV") + " (*.csv *.txt)"
    )
    if chosen:
        import_csv(host, context, kind, Path(chosen))


def import_csv(host: QWidget, context: Context, kind: str, path: Path) -> None:
    """Bring in the file; progress and result are told in banners."""

    def done(report: RecordsReport) -> None:
        context.runner.announce(report.changes, host)
        show_result(context.banners, host, records_words(report), report.problems)

    context.work(
        lambda session, job: import_records(session, kind, path, job=job),
        key=KEY,
        text=tr("Import en cours…"),
        on_success=done,
        lane=Lane.WRITE,
    )
