"""A document as its form and its page show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.domain.documents.follow_up.marks import Reminder
from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.store.bank.payments import PaymentRow, load_payments
from microdesk_desktop.store.bank.targets import load_target
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.chain import load_seal_of
from microdesk_desktop.store.documents.follow_up import NO_FOLLOW_UP, load_follow_ups, load_reminders
from microdesk_desktop.store.privacy.erased_clients import is_erased, is_purged
from microdesk_desktop.store.records.clients import load_clients
from microdesk_desktop.store.records.documents import find_client, load_document
from microdesk_desktop.views.records.rows import InvoiceRow, document_row

__all__ = ["DocumentPage", "EditableDocument", "load_document_page", "load_editable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditableDocument:
    """A document with its id, and the names of the clients that it may be of, in their order."""

    id: int
    document: ImportedDocument
    clients: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """A document with its row, its payments and its reminders, the oldest first."""

    row: InvoiceRow
    document: ImportedDocument
    payments: Sequence[PaymentRow]
    reminders: Sequence[Reminder] = ()


def load_editable(reader: Reader, document_id: int) -> EditableDocument | None:
    """The document to correct; None when it is no longer there, or its client was erased."""
    document, client_id = load_document(reader, document_id), find_client(reader, document_id)
    if document is None or client_id is None or is_erased(reader, client_id):
        return None
    clients = [client.name for _, client in load_clients(reader)]
    return EditableDocument(id=document_id, document=document, clients=clients)


def load_document_page(reader: Reader, document_id: int, today: date) -> DocumentPage | None:
    """The document with its payments; None when it is no longer there, or its client was erased."""
    document, client_id = load_document(reader, document_id), find_client(reader, document_id)
    if document is None or client_id is None or is_erased(reader, client_id):
        return None
    return DocumentPage(
        row=document_row(
            document_id,
            document,
            client_id,
            load_target(reader, document_id),
            today,
            follow_up=load_follow_ups(reader, document_id).get(document_id, NO_FOLLOW_UP),
            is_sealed=load_seal_of(reader, document_id) is not None and not is_purged(reader, document_id),
        ),
        document=document,
        payments=load_payments(reader, document_id),
        reminders=[each for _, each in load_reminders(reader, document_id)],
    )
