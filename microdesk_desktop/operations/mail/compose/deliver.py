"""Send what the user wrote, at most once, and note what follows from it.

note that an attempt is open ─▶ sent ─▶ the note goes, the document remembers that it was sent
      └ the program ends meanwhile: the next opening names the attempt, nothing is lost in silence
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mail.compose.compositions import Attempt, Composition, Ties
from microdesk_desktop.domain.mail.compose.starts import Dispatch
from microdesk_desktop.domain.mail.compose.wishes import Nature
from microdesk_desktop.domain.mail.types import Sent, SentCopy
from microdesk_desktop.operations.mail.accounts import find_account
from microdesk_desktop.operations.mail.compose.drafts import KeptDraft, built, drop_draft
from microdesk_desktop.operations.mail.compose.send import send_message
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.mail.writing import add_attempt, end_attempt, load_attempts

Note = Callable[[Any, Dispatch], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A message to be sent. `draft` is its draft at the server; `attempt` the id of the note that it is under way.

    `may_be_sent`: the outcome of a former attempt is unknown. `note` is that of `Start`, `nature` what the message is.
    """

    composition: Composition
    ties: Ties
    draft: KeptDraft | None
    attempt: int
    note: Note | None = None
    may_be_sent: bool = False
    nature: Nature = Nature.COMMERCIAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """A message that was sent; `note_error` is why the document could not remember it."""

    sent: Sent
    changes: Changes
    note_error: KnownError | None = None


def begin_attempt(session: Session, account_id: str) -> int:
    """Note that a message is about to be sent. Raises MAIL_ACCOUNT_UNKNOWN, DISK_FULL or READ_ONLY."""
    address, now = find_account(session, account_id).address, session.clock.now()
    return session.write(lambda writer: add_attempt(writer, address, now))


def end_of_attempt(session: Session, attempt: int) -> None:
    """Remove the note of an attempt whose outcome the user knows."""
    session.write(lambda writer: end_attempt(writer, attempt))


def interrupted_attempts(session: Session) -> Sequence[Attempt]:
    """The attempts of former runs whose outcome nobody saw; they are named once."""
    found = session.read(load_attempts)
    for attempt in found:
        end_of_attempt(session, attempt.id)
    return found


def deliver(session: Session, order: Order, job: Job) -> Delivered:
    """Send the message, remove its draft, and note the sending.

    Raises what `send_message` raises; the note of the attempt is then left to
    the caller, who shows the error.
    """
    account = find_account(session, order.composition.account_id)
    message = built(session, order.composition, order.ties)
    draft = order.draft
    is_here = draft is not None and draft.account_id == account.id
    try:
        sent = send_message(
            session,
            account.id,
            message,
            job,
            draft=draft.key if draft is not None and is_here else None,
            conversation=order.ties.conversation,
            may_be_sent=order.may_be_sent,
            nature=order.nature,
        )
    except KnownError as error:
        if error.code is not ErrorCode.MAIL_ALREADY_SENT:
            raise
        sent = Sent(message_id=order.ties.message_id, copy=SentCopy.SERVER)
    if draft is not None and not is_here:
        _drop_quietly(session, draft)
    dispatch = Dispatch(at=session.clock.now(), account_id=account.id, address=account.address)
    return _noted(session, order, sent, dispatch)


def look_up(session: Session, order: Order, job: Job) -> Delivered | None:
    """What became of a message whose outcome is unknown: noted as sent where it is among the sent ones, else None.

    Raises what `open_mailbox` and `Mailbox.find_sent` raise.
    """
    account = find_account(session, order.composition.account_id)
    if not open_mailbox(session, account.id).find_sent(order.ties.message_id, job):
        return None
    sent = Sent(message_id=order.ties.message_id, copy=SentCopy.SERVER)
    dispatch = Dispatch(at=session.clock.now(), account_id=account.id, address=account.address)
    if order.draft is not None:
        _drop_quietly(session, order.draft)
    return _noted(session, order, sent, dispatch)


def _noted(session: Session, order: Order, sent: Sent, dispatch: Dispatch) -> Delivered:
    """Note a message that was sent: whatever goes wrong here, it must not seem unsent."""
    try:
        end_of_attempt(session, order.attempt)
        changes = order.note(session, dispatch).changes if order.note is not None else Changes.NOTHING
    except KnownError as error:
        return Delivered(sent=sent, changes=Changes.MAIL, note_error=error)
    return Delivered(sent=sent, changes=Changes.MAIL | changes)


def _drop_quietly(session: Session, draft: KeptDraft) -> None:
    """Remove a draft that is of no use any more; where that fails, the user finds it among the drafts."""
    try:
        drop_draft(session, draft, Job())
    except (KnownError, Cancelled):
        return
