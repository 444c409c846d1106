"""Turn an issued document into the draft of the next one of its chain."""

from dataclasses import replace
from datetime import date

from microdesk_desktop.documents.conversion.chain import OFFERS, Chain
from microdesk_desktop.documents.conversion.convert import converted
from microdesk_desktop.documents.form import write_form
from microdesk_desktop.domain.documents.draft import Draft
from microdesk_desktop.domain.documents.parts import WHOLE, Part
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.operations.documents.chain.load import load_chain, require_client_id
from microdesk_desktop.operations.documents.drafts import new_draft
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader


def convert(
    session: Session, number: str, to: DocumentType, part: Part = WHOLE, *, is_beyond: bool = False
) -> ChangeResult:
    """Keep the draft that continues the document of this number; what other drafts already take is not taken again.

    `is_beyond` is the user's word that it may take more than remains. Raises UNKNOWN_TARGET (`reference`) for a
    document of another tool, unless it is a quote or an order, and as `converted` does.
    """
    today = session.clock.today()
    draft = session.read(lambda reader: _converted(reader, number, to, part, today, is_beyond=is_beyond))
    return new_draft(session, write_form(draft))


def invoice_rest(session: Session, number: str) -> ChangeResult:
    """Keep the draft that invoices all that remains: a final invoice where deposits are to be deducted.

    Raises as `convert` does.
    """
    today = session.clock.today()
    chain = session.read(lambda reader: load_chain(reader, number, today))
    has_deposits = any(piece.number for piece, _ in chain.deposits_left())
    return convert(session, number, DocumentType.FINAL if has_deposits else DocumentType.INVOICE)


def _converted(reader: Reader, number: str, to: DocumentType, part: Part, today: date, *, is_beyond: bool) -> Draft:
    chain = load_chain(reader, number, today)
    if chain.source.type is DocumentType.DEPOSIT and to is DocumentType.FINAL:
        chain = _chain_of_offer(reader, chain, today)
    draft = converted(chain, to, part, is_beyond=is_beyond)
    return replace(draft, client_id=require_client_id(reader, chain.source.number))


def _chain_of_offer(reader: Reader, chain: Chain, today: date) -> Chain:
    """The chain seen from the quote or the order that a deposit names; unchanged where it names none."""
    offers = [each.number for each in chain.source.document.refers_to if each.type in OFFERS]
    return load_chain(reader, offers[0], today) if offers else chain
