"""Notes on documents and drafts: for the user alone, never printed."""

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.beside import Holder, Note
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.documents.beside import delete_note, load_note, save_note
from microdesk_desktop.store.documents.drafts import load_draft
from microdesk_desktop.store.records.documents import load_document

LONGEST_NOTE = 10_000
"""Characters: far more than anyone reads beside an invoice, and little enough for a panel."""


def add_note(session: Session, holder: Holder, text: str) -> ChangeResult:
    """Add a note to a document or a draft. Raises UNKNOWN_TARGET, INVALID_VALUE (`field`: text) for an empty one."""
    text = text.strip()
    if not text or len(text) > LONGEST_NOTE:
        raise KnownError(ErrorCode.INVALID_VALUE, field="text")
    return _put(session, holder, Note(text=text, written_at=session.clock.now()), None)


def remove_note(session: Session, note_id: int) -> ChangeResult:
    """Delete a note; undo brings it back. Raises UNKNOWN_TARGET when it is not there."""

    def write(writer: Writer) -> tuple[Holder, Note]:
        found = load_note(writer, note_id)
        if found is None:
            raise KnownError(ErrorCode.UNKNOWN_TARGET)
        delete_note(writer, note_id)
        return found

    holder, note = session.write(write)
    return ChangeResult(changes=Changes.DOCUMENTS, undo=lambda session: _put(session, holder, note, note_id))


def require_holder(reader: Reader, holder: Holder) -> None:
    """Check that the document or the draft is there. Raises UNKNOWN_TARGET."""
    if holder.document_id is not None:
        is_there = load_document(reader, holder.document_id) is not None
    else:
        is_there = holder.draft_id is not None and load_draft(reader, holder.draft_id) is not None
    if not is_there:
        raise KnownError(ErrorCode.UNKNOWN_TARGET)


def _put(session: Session, holder: Holder, note: Note, note_id: int | None) -> ChangeResult:
    def write(writer: Writer) -> int:
        require_holder(writer, holder)
        return save_note(writer, holder, note, note_id)

    saved = session.write(write)
    return ChangeResult(changes=Changes.DOCUMENTS, id=saved, undo=lambda session: remove_note(session, saved))
