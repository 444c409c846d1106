"""Waits for new mail in the inbox of each account until the lock: from the first look at the mail, or from the unlock
where the user asked for notifications.

start ─▶ folders ─▶ first page of the inbox ─▶ wait for a change (Lane.WATCH) ─┐
                          ▲                                                    │
                          └────────── changed, or later after an error ◀───────┘
"""

from dataclasses import dataclass, field

from PySide6.QtCore import QTimer, Signal

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.http.gate import CLOSED
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mail.conversations.listed import ListKey
from microdesk_desktop.domain.mail.types import Change, Role
from microdesk_desktop.gui.runner import Lane, Task
from microdesk_desktop.gui.workspace import Controller, Workspace
from microdesk_desktop.operations.mail.conversations.pages import wait_for_change
from microdesk_desktop.operations.mail.network import closed_by_user
from microdesk_desktop.pages.mail.controller import MailController

_PAUSES_S = (5, 15, 60, 300)
"""After the first failure in a row, the second, …: soon after a change of network, seldom on a long flight."""
_PASSING = frozenset(
    (
        ErrorCode.MAIL_UNREACHABLE,
        ErrorCode.MAIL_DROPPED,
        ErrorCode.MAIL_BUSY,
        ErrorCode.MAIL_OVER_QUOTA,
        ErrorCode.MAIL_PROVIDER_BROKEN,
    )
)
"""What may pass by itself. All else would be refused again, and repeated logins lock some accounts."""
_AGAIN_MS = 1_000
"""After a mailbox was closed here; once the vault is locked the timer is gone before."""
_OF_ONE_FOLDER = frozenset((ErrorCode.MAIL_GONE, ErrorCode.MAIL_FOLDER_UNKNOWN, ErrorCode.MAIL_UNSUPPORTED))
"""Concern what was asked, not the account."""


@dataclass(eq=False, slots=True)
class _Watched:
    """One account: the wait under way, the error that ended the last one, and the timer of the next attempt."""

    timer: QTimer
    task: Task[Change] | None = None
    problem: KnownError | None = None
    failures: int = 0
    stamp: str = field(default="", repr=False)


class MailWatch(Controller):
    """`state_changed` carries the id of an account that is reached again, or no longer; `arrived` of one with news."""

    state_changed = Signal(str)
    arrived = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._mail = workspace.controller(MailController)
        self._watched: dict[str, _Watched] = {}
        self._mail.accounts_changed.connect(self._take_accounts)
        self._mail.folders_changed.connect(self._take_folders)
        self._mail.list_read.connect(self._take_read)
        self._mail.failed.connect(self._fail)
        workspace.changed.connect(self._on_changed)
        if self._notifies:
            self._mail.load_accounts()

    def start(self, account_id: str) -> None:
        """Wait for new mail of an account from now on."""
        if account_id not in self._watched:
            timer = QTimer(self)
            timer.setSingleShot(True)
            timer.timeout.connect(lambda: self._begin(account_id))
            self._watched[account_id] = _Watched(timer=timer)
            self._begin(account_id)

    def retry(self, account_id: str) -> None:
        """Connect again now, whatever went wrong before."""
        watched = self._watched.get(account_id)
        if watched is not None:
            watched.failures = 0
            self._begin(account_id)

    def problem(self, account_id: str) -> KnownError | None:
        """Why the server is not reached at the moment; None while it is, as far as is known."""
        watched = self._watched.get(account_id)
        return watched.problem if watched is not None else None

    def is_retrying(self, account_id: str) -> bool:
        """Whether another attempt will be made without the user."""
        watched = self._watched.get(account_id)
        return watched is not None and watched.timer.isActive()

    def inbox(self, account_id: str) -> ListKey | None:
        """The list of the inbox; None until the folders were read."""
        folder = self._mail.with_role(account_id, Role.INBOX)
        return ListKey(account_id=account_id, folder=folder.key) if folder is not None else None

    def _begin(self, account_id: str) -> None:
        watched = self._watched[account_id]
        watched.timer.stop()
        inbox = self.inbox(account_id)
        if inbox is None:
            self._mail.load_folders(account_id)
        else:
            self._mail.refresh(inbox)

    def _take_folders(self, account_id: str) -> None:
        watched = self._watched.get(account_id)
        inbox = self.inbox(account_id)
        if watched is not None and inbox is not None and self._mail.listed(inbox) is None:
            self._mail.refresh(inbox)

    def _take_read(self, key: ListKey) -> None:
        """The first page of an inbox was read: wait for what comes after it."""
        watched = self._watched.get(key.account_id)
        listed = self._mail.listed(key)
        if watched is None or listed is None or key != self.inbox(key.account_id):
            return
        had_problem, watched.problem, watched.failures = watched.problem is not None, None, 0
        watched.timer.stop()
        if had_problem:
            self._mail.load_folders(key.account_id)
            self.state_changed.emit(key.account_id)
        if watched.task is not None and watched.stamp == listed.stamp:
            return
        self._stop(watched)
        watched.stamp = listed.stamp
        account_id, stamp = key.account_id, listed.stamp
        watched.task = self.workspace.examine(
            lambda session, job: wait_for_change(session, account_id, stamp, job),
            owner=self,
            lane=Lane.WATCH,
            on_success=lambda change: self._take_change(account_id, change),
            on_error=lambda error: self._fail_waiting(account_id, error),
            on_end=lambda: self._end(account_id),
        )

    def _end(self, account_id: str) -> None:
        """The wait has ended: by a mailbox that was closed, as for another password, nothing else is called."""
        watched = self._watched.get(account_id)
        if watched is not None and watched.task is not None and isinstance(watched.task.error, Cancelled):
            watched.task = None
            watched.timer.start(_AGAIN_MS)

    def _take_change(self, account_id: str, change: Change) -> None:
        watched, inbox = self._watched.get(account_id), self.inbox(account_id)
        if watched is None or inbox is None:
            return
        watched.task = None
        self._mail.refresh(inbox, may_have_left=change.everything or bool(change.gone or change.touched))
        self._mail.load_folders(account_id, is_stale=True)
        if change.arrived:
            self.arrived.emit(account_id)
            # Neither from whom nor what: anybody may read a screen.
            self.workspace.host.notify(tr("Vous avez du nouveau courrier."))

    def _fail_waiting(self, account_id: str, error: KnownError) -> None:
        watched = self._watched.get(account_id)
        if watched is not None and error.code is ErrorCode.MAIL_GONE:
            watched.task = None
            self._begin(account_id)
        else:
            self._fail(account_id, error)

    def _fail(self, account_id: str, error: KnownError) -> None:
        watched = self._watched.get(account_id)
        if watched is None or error.code in _OF_ONE_FOLDER:
            return
        self._stop(watched)
        watched.problem = error
        if error.code in _PASSING:
            pause = _PAUSES_S[min(watched.failures, len(_PAUSES_S) - 1)]
            watched.failures += 1
            watched.timer.start(pause * 1000)
        self.state_changed.emit(account_id)

    def _on_changed(self, changes: Changes) -> None:
        """The user may have closed or opened the network of an account: stop without an attempt, or begin again."""
        if not changes & Changes.NETWORK:
            return
        for account in self._mail.accounts or ():
            watched = self._watched.get(account.id)
            if watched is None:
                continue
            error = closed_by_user(self.workspace.session, account)
            was_closed = watched.problem is not None and watched.problem.code in CLOSED
            if error is not None:
                watched.timer.stop()
                self._fail(account.id, error)
            elif was_closed:
                self.retry(account.id)

    def _stop(self, watched: _Watched) -> None:
        if watched.task is not None:
            watched.task.forget()
            watched.task = None

    @property
    def _notifies(self) -> bool:
        return self.workspace.host.preferences.settings.notifies

    def _take_accounts(self) -> None:
        """Stop waiting for accounts that were removed, and begin with new ones where news are to be announced."""
        if self._notifies:
            for account in self._mail.accounts or ():
                self.start(account.id)
        kept = {each.id for each in self._mail.accounts or ()}
        for account_id in set(self._watched) - kept:
            watched = self._watched.pop(account_id)
            self._stop(watched)
            watched.timer.deleteLater()
