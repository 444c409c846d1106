"""The way out of a message: it waits ten seconds, in which it can be taken back, then it is sent, once.

WRITING ──send──▶ WAITING ──10 s, or at once──▶ SENDING ──▶ ENDED
   ▲────take back────┘                             ├─ refused ─▶ WRITING, with the reason
   └────────────── not found, look again ◀── UNKNOWN ◀─ the answer was lost
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.compose.starts import COMPOSER
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.gui.system.later import call_later
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.mail.compose.deliver import (
    Delivered,
    begin_attempt,
    deliver,
    end_of_attempt,
    look_up,
)
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.composer.message import MessageState, OpenMessage
from microdesk_desktop.pages.composer.saving import DraftSaver
from microdesk_desktop.views.mail.composer.words import waiting_text

UNDO_S = 10
"""Seconds in which a message can be taken back: long enough to notice a missing file or a wrong name."""

SAVING_MS = 100
"""Until it is looked again whether a draft has been saved: nobody notices so little."""

Announce = Callable[[OpenMessage], object]
Done = Callable[[OpenMessage, Delivered], object]


class Outbox(QObject):
    """The messages of one controller that are on their way; `announce` shows their state, `done` takes what left."""

    def __init__(self, owner: QObject, workspace: Workspace, saver: DraftSaver, announce: Announce, done: Done) -> None:
        super().__init__(owner)
        self._workspace = workspace
        self._saver = saver
        self._announce = announce
        self._done = done
        self._waiting: dict[int, OpenMessage] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(1_000)
        self._timer.timeout.connect(self._count_down)

    def send(self, message: OpenMessage) -> None:
        """Send the message in ten seconds."""
        message.state, message.error, message.seconds_left = MessageState.WAITING, None, UNDO_S
        self._waiting[message.number] = message
        self._workspace.work(
            lambda session, _: begin_attempt(session, message.account_id),
            owner=self,
            on_success=lambda attempt: self._take_attempt(message, attempt),
            on_error=lambda _: None,  # without the note it is sent all the same
            outlives=True,
        )
        self._show_waiting(message)
        self._timer.start()
        self._announce(message)

    def take_back(self, message: OpenMessage) -> None:
        """Bring a message back into sight that has not left yet, to be written on."""
        if self.hold(message):
            self._workspace.navigate(COMPOSER, message.number)

    def hold(self, message: OpenMessage) -> bool:
        """Do not send a message that waits; False for one that does not."""
        if self._waiting.pop(message.number, None) is None:
            return False
        self._dismiss(message)
        message.state = MessageState.WRITING
        message.first = None  # the user stands by it now, even where they wrote nothing of it
        self._end_attempt(message)
        self._announce(message)
        return True

    def send_now(self, message: OpenMessage, *, waits: bool = True) -> None:
        """Do not wait any longer, unless for its draft that is being saved (`waits`): it goes with the message."""
        if self._waiting.pop(message.number, None) is None:
            return
        self._dismiss(message)
        message.state = MessageState.SENDING
        self._announce(message)
        self._start(message, waits=waits)

    def finish(self) -> None:
        """The vault is about to be locked: send what waits."""
        for message in tuple(self._waiting.values()):
            self.send_now(message, waits=False)

    def look_up(self, message: OpenMessage) -> None:
        """Find out whether a message whose answer was lost has left."""
        order = message.order()
        message.state, message.error = MessageState.SENDING, None
        self._announce(message)

        def found(delivered: Delivered | None) -> None:
            if delivered is not None:
                self._ended(message, delivered)
                return
            message.state, message.may_be_sent = MessageState.WRITING, True
            message.error = KnownError(ErrorCode.MAIL_SEND_UNKNOWN, message_id=message.ties.message_id)
            self._announce(message)

        def failed(error: KnownError) -> None:
            message.state, message.error = MessageState.UNKNOWN, error
            self._announce(message)

        self._workspace.work(
            lambda session, job: look_up(session, order, job), owner=self, on_success=found, on_error=failed
        )

    def _start(self, message: OpenMessage, *, waits: bool) -> None:
        if message.is_saving and waits:
            call_later(self, SAVING_MS, lambda: self._start(message, waits=True))
            return
        order = message.order()

        def act(session: Session, job: Job) -> Delivered | None:
            try:
                return deliver(session, order, job)
            except Cancelled:
                return None  # before anything had left

        self._workspace.work(
            act,
            owner=self,
            progress=tr("Envoi du message…"),
            on_success=partial(self._ended, message),
            on_error=partial(self._failed, message),
            outlives=True,
        )

    def _ended(self, message: OpenMessage, delivered: Delivered | None) -> None:
        if delivered is None:
            message.state = MessageState.WRITING
            self._end_attempt(message)
            self._announce(message)
            self._workspace.navigate(COMPOSER, message.number)
            return
        self._saver.end(message)
        message.state = MessageState.ENDED
        self._done(message, delivered)

    def _failed(self, message: OpenMessage, error: KnownError) -> None:
        message.error = error
        if error.code is ErrorCode.MAIL_SEND_UNKNOWN:
            message.state, message.may_be_sent = MessageState.UNKNOWN, True
        else:
            message.state = MessageState.WRITING
            self._end_attempt(message)
        self._announce(message)

    def _take_attempt(self, message: OpenMessage, attempt: int) -> None:
        message.attempt = attempt
        if message.state is MessageState.WRITING:
            self._end_attempt(message)  # it was taken back meanwhile

    def _end_attempt(self, message: OpenMessage) -> None:
        attempt, message.attempt = message.attempt, 0
        if attempt:
            self._workspace.work(lambda session, _: end_of_attempt(session, attempt), outlives=True)

    def _count_down(self) -> None:
        for message in tuple(self._waiting.values()):
            message.seconds_left -= 1
            if message.seconds_left <= 0:
                self.send_now(message)
            elif any(each.key == _key(message) for each in self._workspace.notices.banners):
                self._show_waiting(message)  # unless the user has closed it
        if not self._waiting:
            self._timer.stop()

    def _show_waiting(self, message: OpenMessage) -> None:
        def banner() -> Banner:
            return Banner(
                key=_key(message),
                text=waiting_text(message.subject, message.seconds_left),
                tone=Tone.NEUTRAL,
                action=(tr("Annuler l'envoi"), lambda: self.take_back(message)),
                progress=(UNDO_S - message.seconds_left, UNDO_S),
            )

        self._workspace.notices.show(banner)

    def _dismiss(self, message: OpenMessage) -> None:
        self._workspace.notices.dismiss(_key(message))


def _key(message: OpenMessage) -> str:
    return f"sending-{message.number}"
