"""The state of a sales document: one function of its facts, for lists, pages, reminders and the command line."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from microdesk_desktop.domain.documents.follow_up.marks import SMALL_REST_CENTS
from microdesk_desktop.domain.records.documents import DocumentStatus
from microdesk_desktop.domain.settle.targets import DocumentType


class DocumentState(StrEnum):
    """What a document waits for; the values are those of `status` in the JSON of the command line."""

    DRAFT = "draft"
    ISSUED = "issued"
    SENT = "sent"
    PARTLY_PAID = "partly_paid"
    LATE = "late"
    PAID = "paid"
    """Nothing is left of it; cents may be written off."""
    WRITTEN_OFF = "written_off"
    """Nothing is claimed any more, though more than cents were not paid."""
    CANCELLED = "cancelled"
    """By the tool that issued it, by credit notes of the whole, or by a corrective invoice."""
    ACCEPTED = "accepted"
    """Of a quote only, like the next two."""
    DECLINED = "declined"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class StateFacts:
    """What the state of an issued document follows from; cents are negative for a credit note.

    `claimed_cents` is the total less the deposits that it deducts and the credit notes that take a part of it back:
    what is settled when nothing remains of it, and untouched while all of it remains.
    `due_on` is the day until which it is to be paid, or until which a quote is valid. `is_replaced` is whether credit
    notes take back the whole of it, or a corrective invoice stands in its place. `written_off_cents` has the sign of
    the total.
    """

    type: DocumentType
    claimed_cents: int
    remaining_cents: int
    status: DocumentStatus = DocumentStatus.ISSUED
    due_on: date | None = None
    sent_on: date | None = None
    written_off_cents: int = 0
    is_replaced: bool = False


_ANSWERED = {
    DocumentStatus.CANCELLED: DocumentState.CANCELLED,
    DocumentStatus.ACCEPTED: DocumentState.ACCEPTED,
    DocumentStatus.DECLINED: DocumentState.DECLINED,
}


def state_of(facts: StateFacts, today: date) -> DocumentState:
    """The state on this day; a document is late, and a quote expired, from the day after its last one."""
    if facts.status in _ANSWERED:
        return _ANSWERED[facts.status]
    if facts.is_replaced and not facts.remaining_cents:
        return DocumentState.CANCELLED
    is_over = facts.due_on is not None and facts.due_on < today
    if facts.type.is_settled_by_money:
        if not facts.remaining_cents:
            is_loss = abs(facts.written_off_cents) > SMALL_REST_CENTS
            return DocumentState.WRITTEN_OFF if is_loss else DocumentState.PAID
        if is_over and facts.remaining_cents > 0:
            return DocumentState.LATE
        if facts.remaining_cents != facts.claimed_cents:
            return DocumentState.PARTLY_PAID
    elif facts.type is DocumentType.QUOTE and is_over:
        return DocumentState.EXPIRED
    return DocumentState.ISSUED if facts.sent_on is None else DocumentState.SENT
