"""The messages that are being written, from unlock to lock, whatever page is in sight."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import count

from PySide6.QtCore import Signal

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.format.dates import moment
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.mail.compose.compositions import Attempt, Composition, Gathered
from microdesk_desktop.domain.mail.compose.starts import COMPOSER, Start, StartKind
from microdesk_desktop.domain.mail.conversations.places import MAIL
from microdesk_desktop.domain.mail.types import Person, SentCopy
from microdesk_desktop.gui.notices import Banner, Toast
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.workspace import Controller, Workspace
from microdesk_desktop.operations.mail.compose.deliver import Delivered, interrupted_attempts
from microdesk_desktop.operations.mail.compose.drafts import KeptDraft
from microdesk_desktop.operations.mail.compose.files import size_limit
from microdesk_desktop.operations.mail.compose.gather import gather, tied_anew
from microdesk_desktop.pages.composer.conclusion import Conclusion, Lost
from microdesk_desktop.pages.composer.leaving import ask_about_lock, ask_about_sending, ask_about_unsaved
from microdesk_desktop.pages.composer.message import MessageState, OpenMessage
from microdesk_desktop.pages.composer.outbox import Outbox
from microdesk_desktop.pages.composer.saving import DraftSaver
from microdesk_desktop.views.mail.composer.sent import sent_lines
from microdesk_desktop.views.mail.composer.words import first_composition, interrupted_text
from microdesk_desktop.views.messages.errors import error_text

OPEN_KEY = "open-messages"


class Composer(Controller):
    """`changed` carries a message whose state changed, `ended` one that has left or was given up."""

    changed = Signal(object)
    ended = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._numbers = count(1)
        self._messages: dict[int, OpenMessage] = {}
        self._in_sight: OpenMessage | None = None
        self.saver = DraftSaver(self, workspace, self._announce)
        self.outbox = Outbox(self, workspace, self.saver, self._announce, self._on_sent)
        self._conclusion = Conclusion(self.outbox, self.saver)
        workspace.examine(
            lambda session, _: interrupted_attempts(session),
            owner=self,
            on_success=self._show_interrupted,
            lane=Lane.WRITE,
        )

    @property
    def messages(self) -> Sequence[OpenMessage]:
        """The open messages, the oldest first."""
        return tuple(self._messages.values())

    def message(self, number: int) -> OpenMessage | None:
        """The open message of this number."""
        return self._messages.get(number)

    def begin(self, start: Start, account_id: str) -> OpenMessage:
        """Open a message; what it begins with follows. Others in which nothing was written are closed."""
        for each in self.messages:
            if each.state is MessageState.LOADING or (each.can_be_written and not each.holds_writing):
                self.close(each, keeps_draft=True)
        message = OpenMessage(number=next(self._numbers), start=start, account_id=account_id)
        self._messages[message.number] = message
        self.load(message)
        return message

    def load(self, message: OpenMessage) -> None:
        """Read what the message begins with, again after a failure."""
        message.state, message.error = MessageState.LOADING, None
        start, account_id = message.start, message.account_id

        def failed(error: KnownError) -> None:
            message.error = error
            self._announce(message)

        self.workspace.examine(
            lambda session, job: gather(session, account_id, start, job),
            owner=self,
            on_success=partial(self._begin, message),
            on_error=failed,
            lane=Lane.NET,
        )
        self._announce(message)

    def write(self, message: OpenMessage, composition: Composition) -> None:
        """The user changed the message."""
        if message.can_be_written and composition != message.composition:
            message.composition, message.account_id = composition, composition.account_id
            self.saver.touch(message)
            self._find_limit(message)

    def send(self, message: OpenMessage) -> None:
        """Send the message, unless it is taken back within ten seconds."""
        if message.can_be_written and message.composition is not None:
            self.outbox.send(message)

    def close(self, message: OpenMessage, *, keeps_draft: bool) -> None:
        """Give the message up; `keeps_draft` leaves its draft at the server."""
        message.state, message.is_dropped = MessageState.ENDED, not keeps_draft
        self.saver.end(message)
        self._forget(message)

    def save_and_close(self, message: OpenMessage) -> None:
        """Give the message up once the server has its latest state; where that fails it stays."""
        self.saver.save(message, partial(self.close, message, keeps_draft=True))

    def leave(self, message: OpenMessage) -> None:
        """The user goes to another page: the server gets the latest state, and a message leads back."""
        if message.can_be_written and message.is_touched and not message.is_in_conflict:
            self.saver.save(message)
            back = partial(self.workspace.navigate, COMPOSER, message.number)
            self.workspace.notices.toast(
                lambda: Toast(text=tr("Votre message reste ouvert."), action=(tr("Y revenir"), back))
            )

    def set_in_sight(self, message: OpenMessage | None) -> None:
        """Which message the page shows: its errors are shown there, those of others in a banner."""
        self._in_sight = message
        if message is not None:
            self.workspace.notices.dismiss(_key(message))
        self._show_open()

    def asks_before_exit(self, then: Callable[[], object]) -> bool:
        """Ask where a message is on its way, or is nowhere but in this window."""
        front = self.workspace.front
        if front is None:
            return False
        on_their_way = [each for each in self.messages if each.is_on_its_way]
        unsaved = [each for each in self.messages if each.is_touched]
        lost = partial(ask_about_unsaved, front, then=then)
        conclude = partial(self._conclusion.begin, lambda: self.messages, then, lost)
        if on_their_way:
            ask_about_sending(front, on_their_way, conclude)
        elif any(each.save_error for each in unsaved):
            lost(unsaved)
        elif unsaved:
            conclude()
        return bool(on_their_way or unsaved)

    def asks_before_lock(self, then: Callable[[], object]) -> bool:
        """Lock once the server has every message; meanwhile the user may come back, or lock without waiting."""
        front = self.workspace.front
        pending = [each for each in self.messages if each.is_on_its_way or each.is_touched]
        if front is None or not pending:
            return False

        def lock() -> None:
            question.reject()
            then()

        question = ask_about_lock(front, pending, then)
        question.rejected.connect(self._conclusion.forget)
        self._conclusion.begin(lambda: self.messages, lock, lambda _: None)
        return True

    def of_account(self, account_id: str) -> Sequence[OpenMessage]:
        """The open messages of one account."""
        return tuple(each for each in self.messages if each.account_id == account_id)

    def conclude(self, account_id: str, then: Callable[[], object], lost: Lost, *, sends: bool) -> None:
        """Send what waits in an account, or not, and save what is written; then call one of both, unless one fails."""
        if not sends:
            for message in self.of_account(account_id):
                self.outbox.hold(message)
        self._conclusion.begin(lambda: self.of_account(account_id), then, lost)

    def give_up_account(self, account_id: str) -> None:
        """An account was removed: its messages go, their drafts stay at the server."""
        for message in self.of_account(account_id):
            self.close(message, keeps_draft=True)

    @property
    def holds_unsaved(self) -> bool:
        """Whether a message could not be saved so far: at a lock it is tried once more, and then lost."""
        return any(each.is_touched and each.save_error is not None for each in self.messages)

    def finish(self) -> None:
        """The vault is about to be locked: what waits is sent, what was written goes to the drafts."""
        self.outbox.finish()
        for message in self.messages:
            if message.can_be_written and message.is_touched and not message.is_in_conflict:
                self.saver.save(message)

    def _find_limit(self, message: OpenMessage) -> None:
        """Ask what the mailbox takes at most, once there is a file: the user learns it before anything is sent."""
        account_id = message.account_id
        if message.limit_of == account_id or message.composition is None or not message.composition.files:
            return
        message.limit_of, message.limit = account_id, 0

        def found(limit: int) -> None:
            if message.account_id == account_id:
                message.limit = limit
                self._announce(message)

        self.workspace.examine(
            lambda session, job: size_limit(session, account_id, job),
            owner=self,
            on_success=found,
            on_error=lambda _: None,  # sending finds out again, and names the limit
            lane=Lane.NET,
        )

    def _begin(self, message: OpenMessage, gathered: Gathered) -> None:
        if message.state is MessageState.ENDED:
            return  # it was closed meanwhile
        start = message.start
        message.composition = message.first = first_composition(message.account_id, start, gathered)
        message.ties = gathered.ties
        message.address = gathered.address
        message.loses_form, message.is_cut = gathered.loses_form, gathered.is_cut
        if start.kind is StartKind.DRAFT and start.letter is not None:
            message.draft = KeptDraft(account_id=message.account_id, key=start.letter.key)
            message.saved = message.composition
        message.state = MessageState.WRITING
        self._find_limit(message)
        self._announce(message)

    def _announce(self, message: OpenMessage) -> None:
        """Show where a message stands."""
        if message.state is MessageState.ENDED:
            return
        if message.error is not None and message is not self._in_sight:
            self._show_error(message)
        self.changed.emit(message)
        self._conclusion.go_on()

    def _on_sent(self, message: OpenMessage, delivered: Delivered) -> None:
        self._forget(message)
        sent = delivered.sent
        if sent.refused or sent.copy is SentCopy.MISSING:
            again = partial(self._write_again, message, sent.refused) if sent.refused else None
            self._show_result(message, " ".join(sent_lines(sent)), again)
        else:
            self.workspace.notices.toast(lambda: Toast(text=tr("Message envoyé.")))
        if delivered.note_error is not None:
            self.workspace.report(delivered.note_error)
        self._conclusion.go_on()

    def _write_again(self, message: OpenMessage, refused: Sequence[str]) -> None:
        """Open the message again for those who did not get it; the document knows already that it was sent."""
        assert message.composition is not None, "it was sent"
        people = tuple(Person("", each) for each in refused)
        again = OpenMessage(
            number=next(self._numbers),
            start=replace(message.start, note=None),
            account_id=message.account_id,
            address=message.address,
            state=MessageState.WRITING,
            composition=replace(message.composition, to=people, cc=(), bcc=()),
            ties=tied_anew(message.ties, message.address),
            limit=message.limit,
        )
        self._messages[again.number] = again
        self.workspace.navigate(COMPOSER, again.number)

    def _show_result(self, message: OpenMessage, text: str, again: Callable[[], object] | None) -> None:
        def banner() -> Banner:
            action = (tr("Corriger les adresses…"), again) if again is not None else None
            return Banner(key=_key(message), text=text, tone=Tone.ATTENTION, action=action)

        self.workspace.notices.show(banner)

    def _show_error(self, message: OpenMessage) -> None:
        error = message.error
        assert error is not None, "asked for"

        def banner() -> Banner:
            text = tr("Votre message n'est pas parti. {reason}").format(reason=error_text(error))
            back = partial(self.workspace.navigate, COMPOSER, message.number)
            return Banner(key=_key(message), text=text, tone=Tone.DANGER, action=(tr("Revenir au message"), back))

        self.workspace.notices.show(banner)
        self.workspace.host.notify(tr("Un message n'a pas pu être envoyé."))

    def _show_interrupted(self, attempts: Sequence[Attempt]) -> None:
        for attempt in attempts:
            text = partial(interrupted_text, attempt.address, moment(attempt.begun_at))
            key = f"attempt-{attempt.id}"
            self.workspace.notices.show(partial(_interrupted, key, text))

    def _show_open(self) -> None:
        """Lead back to a message that is being written, from the page behind which the composer stands."""
        others = [each for each in self.messages if each.holds_writing and each is not self._in_sight]
        if not others:
            self.workspace.notices.dismiss(OPEN_KEY)
            return
        number = others[-1].number

        def banner() -> Banner:
            words = ntr(
                "Un message est en cours d'écriture.", "{count} messages sont en cours d'écriture.", len(others)
            )
            back = (tr("Y revenir"), partial(self.workspace.navigate, COMPOSER, number))
            text = words.format(count=len(others))
            return Banner(key=OPEN_KEY, text=text, tone=Tone.NEUTRAL, action=back, page=MAIL)

        self.workspace.notices.show(banner)

    def _forget(self, message: OpenMessage) -> None:
        self._messages.pop(message.number, None)
        self._show_open()
        self.ended.emit(message)


def _interrupted(key: str, text: Callable[[], str]) -> Banner:
    return Banner(key=key, text=text(), tone=Tone.ATTENTION)


def _key(message: OpenMessage) -> str:
    return f"message-{message.number}"
