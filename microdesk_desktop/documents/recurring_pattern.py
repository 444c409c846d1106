"""What a document that was issued repeats, as the draft of a series."""

from microdesk_desktop.documents.conversion.lines import continued_lines
from microdesk_desktop.domain.documents.draft import Draft
from microdesk_desktop.domain.documents.types import Document
from microdesk_desktop.domain.money import EUR


def pattern_of(document: Document, client_id: int | None) -> Draft:
    """The draft that repeats the document for a client of the vault, without its day of issue and what it refers to.

    VAT that followed from the regime is left open: a later document follows the regime of its own day.
    """
    return Draft(
        type=document.type,
        client_id=client_id,
        buyer=document.buyer if client_id is None else None,
        lines=continued_lines(document),
        delivered_from=document.delivered_from,
        delivered_on=document.delivered_on,
        currency=document.currency,
        exchange=document.exchange if document.currency != EUR else None,
        discount=document.discount,
        order_number=document.order_number,
        subject=document.subject,
        notes=document.notes,
        language=document.language,
        is_works_in_dwelling=document.is_works_in_dwelling,
    )
