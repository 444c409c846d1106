"""Keeps messages that are being written as drafts at the server: one draft each, replaced a few seconds after a change.

Nothing of a message is written on this computer, so that what the server does not have would be lost with the window.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.http.gate import CLOSED
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mail.compose.compositions import encoded_size
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.mail.compose.drafts import KeptDraft, drop_draft, keep_draft
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.composer.message import MessageState, OpenMessage

SAVE_MS = 5_000
"""From a change to the draft at the server: who loses the window loses less than ten seconds of writing."""
BIG_BYTES = 2_000_000
BIG_SAVE_MS = 60_000
"""The same with large files, which go to the server again with each state of the draft."""
RETRY_MS = 30_000
"""After a failure, such as a lost network."""


class DraftSaver(QObject):
    """Saves the messages of one controller; each is saved by one task at a time."""

    def __init__(self, owner: QObject, workspace: Workspace, announce: Callable[[OpenMessage], object]) -> None:
        super().__init__(owner)
        self._workspace = workspace
        self._announce = announce
        self._timers: dict[int, QTimer] = {}
        self._when_saved: dict[int, list[Callable[[], object]]] = {}
        self._held: set[int] = set()  # the messages whose mailbox the user has closed
        workspace.changed.connect(self._on_changed)

    def touch(self, message: OpenMessage) -> None:
        """The message was changed: save it within some seconds."""
        if message.state is MessageState.ENDED or message.is_in_conflict or not message.is_touched:
            return
        timer = self._timer(message)
        if not timer.isActive():
            timer.start(self._pause(message))

    def save_anew(self, message: OpenMessage) -> None:
        """Save a message whose draft was changed elsewhere as another draft."""
        message.draft = message.save_error = None
        self.save(message)

    def save(self, message: OpenMessage, then: Callable[[], object] | None = None) -> None:
        """Save the message now; `then` is called once the server has its latest state, not after a failure."""
        self._timer(message).stop()
        if then is not None:
            self._when_saved.setdefault(message.number, []).append(then)
        if message.is_saving:
            return  # the latest state follows at its end
        composition, ties, former = message.composition, message.ties, message.draft
        expects = message.save_error is None or message.is_in_conflict
        if composition is None or composition == message.saved:
            self._call_back(message)
            return
        message.is_saving = True

        def act(session: Session, job: Job) -> KeptDraft:
            return keep_draft(session, composition, ties, former, job, expects=expects)

        def saved(draft: KeptDraft) -> None:
            if message.is_dropped:
                self._drop(draft)  # it was given up meanwhile
                return
            message.draft, message.saved, message.save_error = draft, composition, None
            message.saved_at = self._workspace.clock.now()
            if message.is_touched and message.number in self._when_saved:
                self.save(message)
            else:
                self.touch(message)
                self._call_back(message)
            self._announce(message)

        def failed(error: KnownError) -> None:
            message.save_error = error
            self._when_saved.pop(message.number, None)
            if error.code in CLOSED:
                self._held.add(message.number)
            elif not message.is_in_conflict and message.state is MessageState.WRITING:
                self._timer(message).start(RETRY_MS)
            self._announce(message)

        self._workspace.work(
            act,
            owner=self,
            on_success=saved,
            on_error=failed,
            on_end=lambda: setattr(message, "is_saving", False),
            outlives=True,
        )
        self._announce(message)

    def end(self, message: OpenMessage) -> None:
        """Save the message no more, and remove its draft where it goes with it."""
        self._held.discard(message.number)
        timer = self._timers.pop(message.number, None)
        if timer is not None:
            timer.stop()
            timer.deleteLater()
        self._when_saved.pop(message.number, None)
        if message.is_dropped and message.draft is not None:
            self._drop(message.draft)

    def _on_changed(self, changes: Changes) -> None:
        """The user may have opened the network again: save what waits for it."""
        if changes & Changes.NETWORK:
            held, self._held = self._held, set()
            for number in held & self._timers.keys():
                self._timers[number].start(0)

    def _drop(self, draft: KeptDraft) -> None:
        self._workspace.work(lambda session, job: drop_draft(session, draft, job), outlives=True)

    def _call_back(self, message: OpenMessage) -> None:
        for act in self._when_saved.pop(message.number, ()):
            act()

    def _pause(self, message: OpenMessage) -> int:
        is_big = message.composition is not None and encoded_size(message.composition) > BIG_BYTES
        return BIG_SAVE_MS if is_big else SAVE_MS

    def _timer(self, message: OpenMessage) -> QTimer:
        if message.number not in self._timers:
            timer = self._timers[message.number] = QTimer(self)
            timer.setSingleShot(True)
            timer.timeout.connect(lambda: self.save(message))
        return self._timers[message.number]
