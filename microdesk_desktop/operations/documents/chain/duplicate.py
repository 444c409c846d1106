"""Make a new draft after an issued document or another draft."""

from dataclasses import replace

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.conversion.duplicate import duplicated_document, duplicated_draft
from microdesk_desktop.documents.form import write_form
from microdesk_desktop.domain.documents.draft import Draft
from microdesk_desktop.operations.documents.chain.load import require_issued, require_issued_id
from microdesk_desktop.operations.documents.drafts import new_draft, require_draft
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.links import find_last_invoice
from microdesk_desktop.store.records.documents import find_client


def duplicate_document(session: Session, number: str) -> ChangeResult:
    """Keep a draft like the document of this number. Raises UNKNOWN_TARGET (`reference`) when it is not ours."""
    draft = session.read(lambda reader: _duplicated(reader, number))
    return new_draft(session, write_form(draft))


def duplicate_draft(session: Session, draft_id: int) -> ChangeResult:
    """Keep a draft like another one. Raises UNKNOWN_TARGET when it is not there."""
    draft = session.read(lambda reader: require_draft(reader, draft_id))
    return new_draft(session, write_form(duplicated_draft(draft)))


def duplicate_last_invoice(session: Session, client_id: int) -> ChangeResult:
    """Keep a draft like the last invoice of a client. Raises UNKNOWN_TARGET where this program issued none to it."""
    number = session.read(lambda reader: find_last_invoice(reader, client_id))
    if number is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET)
    return duplicate_document(session, number)


def _duplicated(reader: Reader, number: str) -> Draft:
    draft = duplicated_document(require_issued(reader, number).document)
    return replace(draft, client_id=find_client(reader, require_issued_id(reader, number)))
