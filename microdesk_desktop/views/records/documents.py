"""A document as its form and its page show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.store.bank.payments import PaymentRow, load_payments
from microdesk_desktop.store.bank.targets import load_target
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.clients import load_clients
from microdesk_desktop.store.records.documents import find_client, has_quotes, load_document
from microdesk_desktop.views.records.rows import InvoiceRow, document_row

__all__ = ["DocumentPage", "EditableDocument", "has_quotes", "load_document_page", "load_editable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditableDocument:
    """A document with its id, and the names of the clients that it may be of, in their order."""

    id: int
    document: ImportedDocument
    clients: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """A document with its row and its payments, the oldest first."""

    row: InvoiceRow
    document: ImportedDocument
    payments: Sequence[PaymentRow]


def load_editable(reader: Reader, document_id: int) -> EditableDocument | None:
    """The document to correct; None when it is no longer there."""
    document = load_document(reader, document_id)
    if document is None:
        return None
    clients = [client.name for _, client in load_clients(reader)]
    return EditableDocument(id=document_id, document=document, clients=clients)


def load_document_page(reader: Reader, document_id: int, today: date) -> DocumentPage | None:
    """The document with its payments; None when it is no longer there."""
    document, client_id = load_document(reader, document_id), find_client(reader, document_id)
    if document is None or client_id is None:
        return None
    return DocumentPage(
        row=document_row(document_id, document, client_id, load_target(reader, document_id), today),
        document=document,
        payments=load_payments(reader, document_id),
    )
