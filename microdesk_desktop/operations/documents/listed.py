"""An issued document as the list of documents holds it: the same facts, by which it is verified."""

from microdesk_desktop.documents.seal.content import IssuedDocument
from microdesk_desktop.domain.records.documents import ImportedDocument


def listed(issued: IssuedDocument) -> ImportedDocument:
    """The row of the list; a credit note is settled by what it takes off other documents."""
    document, totals = issued.document, issued.totals
    return ImportedDocument(
        number=issued.number,
        type=document.type,
        issued_on=document.issued_on,
        due_on=document.due_on or document.valid_until,
        client=document.buyer.name,
        excl_tax_cents=totals.excl_tax,
        tax_cents=totals.tax,
        incl_tax_cents=totals.incl_tax,
        paid_cents=totals.paid + (sum(issued.settles.values()) if document.type.sign < 0 else 0),
        currency=document.currency,
        subject=issued.subject,
    )
