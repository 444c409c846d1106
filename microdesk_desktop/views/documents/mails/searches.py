"""What to search the mailboxes for on the page of a document."""

from microdesk_desktop.domain.mail.conversations.searches import document_searches
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.clients import load_client
from microdesk_desktop.views.records.rows import InvoiceRow


def load_document_searches(reader: Reader, row: InvoiceRow) -> tuple[str, ...]:
    """The searches for the letters that name a document; none where its number is short and its client unreachable."""
    client = load_client(reader, row.client_id)
    return document_searches(row.number, client.emails if client else ())
