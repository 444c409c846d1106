"""Mark a document as sent to its client."""

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.follow_up.marks import Sending
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.documents.follow_up import NO_FOLLOW_UP, load_follow_ups, save_sending
from microdesk_desktop.store.records.documents import load_document


def mark_sent(session: Session, document_id: int, sending: Sending | None) -> ChangeResult:
    """Keep when and how a document was sent, in place of what was kept; None takes the mark away.

    Raises UNKNOWN_TARGET when the document is not there, INVALID_VALUE (`date`) for a day before its issue.
    """

    def write(writer: Writer) -> Sending | None:
        document = load_document(writer, document_id)
        if document is None:
            raise KnownError(ErrorCode.UNKNOWN_TARGET)
        if sending is not None and sending.on < document.issued_on:
            raise KnownError(ErrorCode.INVALID_VALUE, field="date")
        before = load_follow_ups(writer, document_id).get(document_id, NO_FOLLOW_UP).sending
        save_sending(writer, document_id, sending)
        return before

    before = session.write(write)
    return ChangeResult(
        changes=Changes.INVOICES | Changes.DOCUMENTS,
        id=document_id,
        undo=lambda session: mark_sent(session, document_id, before),
    )
