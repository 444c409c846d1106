"""Syncs with the bank: when the user asks, and automatically as soon as the bank's limits allow."""

from datetime import datetime, timedelta

from PySide6.QtCore import QTimer, Signal

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.http.gate import CLOSED
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.bank.reports import SyncReport
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.notices import Banner, Toast
from microdesk_desktop.gui.runner import Lane, Task
from microdesk_desktop.gui.workspace import Controller, Workspace
from microdesk_desktop.operations.bank.sync import RETRY_AFTER, next_automatic_sync, sync
from microdesk_desktop.pages.bank.consent_reminder import KEY as CONSENT_KEY
from microdesk_desktop.views.bank.reports import sync_text
from microdesk_desktop.views.messages.actions import Goal, action_for
from microdesk_desktop.views.messages.errors import error_text

SYNC_KEY = "sync"
# A timer does not advance while the computer sleeps: look at the clock now and then.
MAX_WAIT = timedelta(hours=1)


class SyncController(Controller):
    """At most one sync at a time; the next automatic one is planned after a change of the connection or the switches.

    `brought` is emitted when an automatic sync has added transactions.
    """

    brought = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._sync: Task[SyncReport] | None = None
        self._planning: Task[datetime | None] | None = None
        self._ended_at: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._plan)
        workspace.changed.connect(self._on_changed)
        self._plan()

    @property
    def is_syncing(self) -> bool:
        """Whether a sync is under way or waits for its turn."""
        return self._sync is not None

    def sync(self) -> None:
        """Fetch what is new, and show what came; nothing while a sync is under way."""
        self._start(is_asked=True)

    def _start(self, *, is_asked: bool) -> None:
        if self._sync is not None:
            return
        self._timer.stop()
        self.workspace.notices.dismiss(SYNC_KEY)
        self._sync = self.workspace.work(
            sync,
            progress=tr("Synchronisation…"),
            on_success=lambda report: self._show(report, is_asked=is_asked),
            on_error=lambda error: self._fail(error, is_asked=is_asked),
            on_end=self._end,
        )

    def _on_changed(self, changes: Changes) -> None:
        if changes & (Changes.CONNECTION | Changes.NETWORK):
            self._plan()

    def _plan(self) -> None:
        self._timer.stop()
        if self._planning is not None:
            self._planning.forget()
        session = self.workspace.session
        self._planning = self.workspace.runner.run(
            lambda _: next_automatic_sync(session), lane=Lane.READ, on_success=self._wait_until, owner=self
        )

    def _wait_until(self, due: datetime | None) -> None:
        self._planning = None
        if due is None or self._sync is not None:
            return
        now = self.workspace.clock.now()
        if self._ended_at is not None:  # a sync that was stopped, or that could not be noted, must not start again
            due = max(due, self._ended_at + RETRY_AFTER)
        if due <= now:
            self._start(is_asked=False)
        else:
            self._timer.start(round(min(due - now, MAX_WAIT).total_seconds() * 1000) + 1)

    def _end(self) -> None:
        self._sync = None
        self._ended_at = self.workspace.clock.now()

    def _show(self, report: SyncReport, *, is_asked: bool) -> None:
        if is_asked or report.merge.added:
            self.workspace.notices.toast(lambda: Toast(text=sync_text(report)))
        if report.merge.added and not is_asked:
            self.brought.emit()

    def _fail(self, error: KnownError, *, is_asked: bool) -> None:
        if is_asked:
            needs_consent = action_for(error.code).goal is Goal.RENEW_CONSENT
            self.workspace.report(error, self.sync, CONSENT_KEY if needs_consent else SYNC_KEY, page="bank")
            return
        if error.code in CLOSED:
            return  # the user closed it meanwhile

        def banner() -> Banner:
            text = tr("La synchronisation n'a pas abouti : {why}").format(why=error_text(error))
            return Banner(key=SYNC_KEY, text=text, tone=Tone.ATTENTION, page="bank")

        self.workspace.notices.show(banner)
