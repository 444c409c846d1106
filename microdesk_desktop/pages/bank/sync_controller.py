"""How transactions come in: statement files, syncs asked for, and syncs by themselves when the bank allows."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.format import counts
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.page import Context
from microdesk_desktop.gui.runner import Lane, Task
from microdesk_desktop.gui.widgets.banner import Banner
from microdesk_desktop.operations.bank.import_statement import ImportReport, import_file
from microdesk_desktop.operations.bank.sync import SyncReport, next_automatic, sync
from microdesk_desktop.pages.shared.import_result import KEY, show_result, statement_words
from microdesk_desktop.views.bank.listing import BankHead
from microdesk_desktop.views.messages.actions import Goal, action_for
from microdesk_desktop.views.messages.errors import error_text

SYNC_KEY = "sync"
CONSENT_KEY = "consent"
STATEMENTS = "*.ofx *.qfx *.qif *.xml *.camt *.cfo *.cfonb *.txt *.sta *.mt940 *.940 *.csv *.tsv"


class SyncController(QObject):
    """Imports and syncs, one at a time; `arrived` says that labels changed."""

    arrived = Signal()

    def __init__(self, page: QWidget, context: Context) -> None:
        super().__init__(page)
        self._page = page
        self._context = context
        self._sync: Task[SyncReport] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lambda: self.sync(is_asked=False))

    def choose_statement(self) -> None:
        """Ask for a statement file, and bring it in."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._page, tr("Importer un relevé"), "", f"{tr('Relevés bancaires')} ({STATEMENTS});;{tr('Tout')} (*)"
        )
        if chosen:
            self.import_statement(Path(chosen))

    def import_statement(self, path: Path) -> None:
        """Bring in a statement file; progress and result are told in banners."""
        self._context.work(
            lambda session, job: import_file(session, path, job=job),
            key=KEY,
            text=tr("Import de {name}…").format(name=path.name),
            on_success=self._imported,
            lane=Lane.WRITE,
        )

    def sync(self, *, is_asked: bool = True) -> None:
        """Fetch what is new; nothing while a sync is under way."""
        if self._sync is not None:
            return
        self._context.banners.dismiss(SYNC_KEY)
        self._sync = self._context.work(
            sync,
            key=SYNC_KEY,
            text=tr("Synchronisation…"),
            on_success=lambda report: self._synced(report, is_asked=is_asked),
            on_error=lambda error: self._failed(error, is_asked=is_asked),
            on_end=self._ended,
        )

    def plan(self, head: BankHead, now: datetime) -> None:
        """Sync by itself when the time comes, as the bank's limits allow."""
        self.stop()
        if not head.state.is_connected or self._sync is not None:
            return
        due = next_automatic(now, list(head.state.limits), head.state.last_sync)
        if due is not None:
            self._timer.start(min(max(0, round((due - now).total_seconds() * 1000)), 24 * 3_600_000))

    def stop(self) -> None:
        """Sync no more by itself until the page is read again."""
        self._timer.stop()

    def _imported(self, report: ImportReport) -> None:
        self._context.runner.announce(report.changes, self._page)
        self.arrived.emit()
        show_result(
            self._context.banners,
            self._page,
            statement_words(report),
            report.problems,
            is_whole=not report.balance_gaps,
        )

    def _synced(self, report: SyncReport, *, is_asked: bool) -> None:
        self._context.runner.announce(report.changes, self._page)
        self.arrived.emit()
        if is_asked or report.merge.added:
            self._context.banners.show_banner(
                Banner(key=SYNC_KEY, text=sync_words(report), tone=Tone.POSITIVE, lasts_ms=10_000)
            )

    def _failed(self, error: KnownError, *, is_asked: bool) -> None:
        self._context.runner.announce(Changes.CONNECTION, self._page)
        if is_asked:
            needs_consent = action_for(error.code).goal is Goal.RENEW_CONSENT
            self._context.report(error, self.sync, CONSENT_KEY if needs_consent else SYNC_KEY)
            return
        text = tr("La synchronisation n'a pas abouti : {why}").format(why=error_text(error))
        self._context.banners.show_banner(Banner(key=SYNC_KEY, text=text, tone=Tone.ATTENTION))

    def _ended(self) -> None:
        self._sync = None


def sync_words(report: SyncReport) -> str:
    """« 3 opérations ajoutées, 2 attribuées. » and what the bank did not tell."""
    added, attributed = report.merge.added, report.attributed.attributed
    text = tr("Rien de nouveau à la banque.")
    if added or report.merge.updated or report.merge.removed:
        text = "{added}, {attributed}.".format(
            added=ntr("{count} opération ajoutée", "{count} opérations ajoutées", added).format(
                count=counts.count(added)
            ),
            attributed=ntr("{count} attribuée", "{count} attribuées", attributed).format(
                count=counts.count(attributed)
            ),
        )
    if report.skipped:
        skipped = ntr(
            "{count} ligne sans montant ou sans date a été laissée de côté par la banque.",
            "{count} lignes sans montant ou sans date ont été laissées de côté.",
            report.skipped,
        )
        text = f"{text} {skipped.format(count=report.skipped)}"
    if report.balance_error:
        text = f"{text} {tr('La banque n’a pas donné le solde : celui d’avant reste affiché.')}"
    return text
