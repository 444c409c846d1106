"""Accepted quotes that are not invoiced in full, counted and listed without reading their lines."""

from dataclasses import dataclass
from datetime import date

from microdesk_desktop.domain.records.documents import DocumentStatus
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.privacy.erased_clients import ERASED_IDS

_ROUNDED_CENTS = 100
"""Parts of a quote round one by one, so that a few cents may be left of it for ever: nobody invoices less than this."""
_INVOICES = f"'{DocumentType.INVOICE}', '{DocumentType.FINAL}', '{DocumentType.CORRECTIVE}'"
# A deposit asks for money and invoices nothing yet. What continues a quote names it, or an order that names it. An
# invoice that is credited in full is to be made again; what is credited in part is a reduction, or was not delivered.
_INVOICED = f"""
coalesce((
    SELECT sum(invoice.incl_tax_cents)
    FROM document AS invoice WHERE invoice.type IN ({_INVOICES}) AND invoice.incl_tax_cents - coalesce((
        SELECT sum(note.incl_tax_cents) FROM issued_reference AS credited JOIN document AS note
            ON note.id = credited.document_id AND note.type = '{DocumentType.CREDIT_NOTE}'
        WHERE credited.number = invoice.number AND credited.kind = 'refers_to'), 0)
    >= min({_ROUNDED_CENTS}, invoice.incl_tax_cents) AND invoice.id IN (
        SELECT document_id FROM issued_reference WHERE number = document.number
        UNION SELECT later.document_id FROM issued_reference AS earlier
            JOIN document AS between_them ON between_them.id = earlier.document_id
            JOIN issued_reference AS later ON later.number = between_them.number
        WHERE earlier.number = document.number)
), 0)"""
_WAITING = (
    f"FROM document JOIN issued_document ON document_id = document.id WHERE type = '{DocumentType.QUOTE}'"
    f" AND status = '{DocumentStatus.ACCEPTED}' AND incl_tax_cents - {_INVOICED} >= {_ROUNDED_CENTS}"
    f" AND client_id NOT IN ({ERASED_IDS})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedQuote:
    """A quote with what is left to invoice of it, in cents of its currency, and the day on which it was accepted."""

    id: int
    number: str
    client: str
    accepted_on: date
    left_cents: int
    currency: str


def count_accepted(reader: Reader) -> int:
    """How many accepted quotes are left to invoice."""
    return int(reader.value(f"SELECT count(*) {_WAITING}"))


def load_accepted(reader: Reader, limit: int) -> list[AcceptedQuote]:
    """The accepted quotes that are left to invoice, the one that waits longest first."""
    day = "coalesce((SELECT answered_on FROM quote_answer WHERE document_id = document.id), issued_on)"
    return reader.rows_as(
        AcceptedQuote,
        f"SELECT document.id AS id, number, (SELECT name FROM client WHERE client.id = client_id) AS client,"
        f" {day} AS accepted_on, incl_tax_cents - {_INVOICED} AS left_cents, currency {_WAITING}"
        " ORDER BY accepted_on, document.id LIMIT ?",
        (limit,),
    )
