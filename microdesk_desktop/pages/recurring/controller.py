"""Makes the recurring documents that are due: at unlock, after a change of a series, and each day."""

from datetime import date

from PySide6.QtCore import QTimer

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.runner import Lane, Task
from microdesk_desktop.gui.workspace import Controller, Workspace
from microdesk_desktop.operations.documents.recurring.catch_up import CaughtUp, catch_up
from microdesk_desktop.views.documents.recurring.series import caught_up_text, is_anything_due

LOOK_MS = 3_600_000
"""The clock is looked at each hour: a timer does not advance while the computer sleeps."""


class RecurringController(Controller):
    """At most one catching up at a time; what it made is announced in one message."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._looked_on: date | None = None
        self._reading: Task[bool] | None = None
        self._work: Task[CaughtUp] | None = None
        timer = QTimer(self)
        timer.setInterval(LOOK_MS)
        timer.timeout.connect(self.look)
        timer.start()
        workspace.changed.connect(self._on_changed)
        self.look()

    def look(self) -> None:
        """Make what is due, unless that was done today."""
        if self._looked_on != self.workspace.clock.today():
            self._read()

    def _on_changed(self, changes: Changes) -> None:
        if changes & Changes.RECURRING:
            self._read()

    def _read(self) -> None:
        today = self.workspace.clock.today()
        self._reading = self.workspace.load(
            lambda reader: is_anything_due(reader, today),
            owner=self,
            on_success=lambda is_due: self._start(today, is_due=is_due),
            instead_of=self._reading,
        )

    def _start(self, today: date, *, is_due: bool) -> None:
        self._looked_on = today
        if not is_due or self._work is not None:
            return
        self._work = self.workspace.work(
            catch_up,
            lane=Lane.WRITE,
            progress=tr("Préparation des documents récurrents…"),
            on_success=self._announce,
            on_end=self._end,
        )

    def _end(self) -> None:
        self._work = None

    def _announce(self, done: CaughtUp) -> None:
        text = caught_up_text(len(done.drafts), done.issued)
        if text:
            see = (tr("Voir"), lambda: self.workspace.navigate("todo" if done.drafts else "invoices"))
            self.workspace.notices.toast(lambda: Toast(text=text, action=see))
