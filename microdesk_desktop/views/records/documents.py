"""A document as its form shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.clients import load_parties
from microdesk_desktop.store.records.documents import load_document


@dataclass(frozen=True, slots=True, kw_only=True)
class EditableDocument:
    """A document with its id, and the names of the clients that it may be of."""

    id: int
    document: ImportedDocument
    clients: Sequence[str]


def load_editable(reader: Reader, document_id: int) -> EditableDocument | None:
    """The document to correct; None when it is no longer there."""
    document = load_document(reader, document_id)
    if document is None:
        return None
    clients = [party.name for party in load_parties(reader)]
    return EditableDocument(id=document_id, document=document, clients=clients)
