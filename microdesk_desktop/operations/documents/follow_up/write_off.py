"""Write off what is left of a document: it is neither turnover nor money received."""

from datetime import date

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.follow_up.marks import SMALL_REST_CENTS, WriteOff
from microdesk_desktop.domain.money import Money
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.attributions import drop_suggestions_of
from microdesk_desktop.store.bank.targets import load_target
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.documents.follow_up import NO_FOLLOW_UP, load_follow_ups, save_write_off

_TOUCHED = Changes.INVOICES | Changes.CLIENTS | Changes.MATCHES


def write_off(session: Session, document_id: int, on: date, *, is_confirmed: bool = False) -> ChangeResult:
    """Claim no more of what is left of a document; more than SMALL_REST_CENTS needs the user's word.

    Raises UNKNOWN_TARGET when the document is not there or is never paid, NOTHING_TO_DO when nothing is left,
    WRITE_OFF_LARGE (`amount`, `limit`) for more than cents without a confirmation.
    """

    def write(writer: Writer) -> WriteOff | None:
        target = load_target(writer, document_id)
        if target is None:
            raise KnownError(ErrorCode.UNKNOWN_TARGET)
        if not target.remaining_cents:
            raise KnownError(ErrorCode.NOTHING_TO_DO)
        before = load_follow_ups(writer, document_id).get(document_id, NO_FOLLOW_UP)
        cents = target.remaining_cents + before.written_off_cents
        if abs(cents) > SMALL_REST_CENTS and not is_confirmed:
            amount, limit = (Money(each, target.currency) for each in (abs(target.remaining_cents), SMALL_REST_CENTS))
            raise KnownError(ErrorCode.WRITE_OFF_LARGE, amount=amount, limit=limit)
        drop_suggestions_of(writer, [document_id])
        save_write_off(writer, document_id, WriteOff(on=on, cents=cents) if cents else None)
        return before.write_off

    before = session.write(write)

    def undo(session: Session) -> ChangeResult:
        session.write(lambda writer: save_write_off(writer, document_id, before))
        return ChangeResult(
            changes=_TOUCHED,
            id=document_id,
            undo=lambda session: write_off(session, document_id, on, is_confirmed=True),
        )

    return ChangeResult(changes=_TOUCHED, id=document_id, undo=undo)


def remove_write_off(session: Session, document_id: int) -> ChangeResult:
    """Claim again what was written off. Raises NOTHING_TO_DO when nothing was."""

    def write(writer: Writer) -> WriteOff:
        before = load_follow_ups(writer, document_id).get(document_id, NO_FOLLOW_UP).write_off
        if before is None:
            raise KnownError(ErrorCode.NOTHING_TO_DO)
        save_write_off(writer, document_id, None)
        return before

    before = session.write(write)

    def undo(session: Session) -> ChangeResult:
        session.write(lambda writer: save_write_off(writer, document_id, before))
        return ChangeResult(
            changes=_TOUCHED, id=document_id, undo=lambda session: remove_write_off(session, document_id)
        )

    return ChangeResult(changes=_TOUCHED, id=document_id, undo=undo)
