"""The draft of a credit note for an issued document: its exact mirror, or a part of it, never above what is left."""

from dataclasses import replace

from microdesk_desktop.documents.conversion.credit import credited
from microdesk_desktop.documents.form import Form, write_form
from microdesk_desktop.domain.documents.draft import Draft
from microdesk_desktop.domain.documents.parts import WHOLE, Part
from microdesk_desktop.operations.documents.chain.load import load_chain, require_issued_id
from microdesk_desktop.operations.documents.drafts import new_draft
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.documents import find_client


def credit(session: Session, number: str, form: Form | None = None, part: Part = WHOLE) -> ChangeResult:
    """Keep the draft of a credit note for the document of this number.

    Without a form it takes back all that is left of the document, or the part; a form replaces what it states, such as
    the lines. Raises UNKNOWN_TARGET (`reference`) for a document that was not issued here, CONVERSION_UNKNOWN for one
    that is never credited (a quote), NOTHING_LEFT, ABOVE_REMAINING (`left`).
    """

    def read(reader: Reader) -> Draft:
        chain = load_chain(reader, number, session.clock.today())
        return replace(credited(chain, part), client_id=find_client(reader, require_issued_id(reader, number)))

    mirrored = write_form(session.read(read))
    return new_draft(session, {**mirrored, **(form or {}), "type": "credit_note", "refers_to": [number]})
