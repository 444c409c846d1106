"""Reminds the user on the Bank page some days before the consent given to the bank ends, and once it has ended."""

from functools import partial

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.workspace import Controller, Workspace
from microdesk_desktop.views.bank.connections.head import ConsentLeft, load_consent_left
from microdesk_desktop.views.bank.connections.state import reminder, threshold
from microdesk_desktop.views.messages.actions import Goal, goal_label

KEY = "consent"


class ConsentReminder(Controller):
    """Knows whether a bank is connected; a banner per threshold, which stays closed until the next one once closed."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.is_connected = False
        """Whether a bank is connected, as last read."""
        self.has_end = False
        """Whether its consent ends some day, and can then be renewed."""
        self._reminded: int | None = None
        self._reading: Task[ConsentLeft | None] | None = None
        workspace.changed.connect(self._on_changed)
        self._read()

    def _on_changed(self, changes: Changes) -> None:
        if changes & Changes.CONNECTION:
            self._read()

    def _read(self) -> None:
        now = self.workspace.clock.now()
        self._reading = self.workspace.load(
            lambda reader: load_consent_left(reader, now),
            owner=self,
            on_success=self._remind,
            instead_of=self._reading,
        )

    def _remind(self, consent: ConsentLeft | None) -> None:
        days = consent.days if consent is not None else None
        self.is_connected, self.has_end = consent is not None, days is not None
        due = threshold(days) if days is not None else None
        if due is None or days is None:
            self._reminded = None
            self.workspace.notices.dismiss(KEY)
        elif due != self._reminded:
            self._reminded = due
            self.workspace.notices.show(partial(self._banner, days))

    def _banner(self, days: int) -> Banner:
        text, tone = reminder(days)
        renew = (goal_label(Goal.RENEW_CONSENT), lambda: self.workspace.pursue(Goal.RENEW_CONSENT))
        return Banner(key=KEY, text=text, tone=tone, action=renew, page="bank")
