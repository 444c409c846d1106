"""Sales documents."""

from dataclasses import fields
from datetime import date
from enum import Enum
from typing import NamedTuple

from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.store.bank.kinds import DOCUMENT_SETTLED, KINDS
from microdesk_desktop.store.bank.targets import add_target
from microdesk_desktop.store.database import Reader, Writer

_FIELDS = tuple(field.name for field in fields(ImportedDocument) if field.name != "client")
_COLUMNS = ", ".join("paid_before_cents" if name == "paid_cents" else name for name in _FIELDS)
_SELECTED = "client.name AS client, " + ", ".join(
    "paid_before_cents AS paid_cents" if name == "paid_cents" else f"document.{name} AS {name}" for name in _FIELDS
)


def save_document(writer: Writer, document: ImportedDocument, client_id: int, document_id: int | None = None) -> int:
    """Insert a document issued with another tool, or replace the one of this id; returns its id.

    An id that is no longer there is used again. The number must not be that of another document.
    """
    values = [_value(document, name) for name in _FIELDS]
    marks = ", ".join("?" * len(_FIELDS))
    if document_id is not None and writer.value("SELECT 1 FROM target WHERE id = ?", (document_id,)):
        writer.run(
            f"UPDATE document SET ({_COLUMNS}, client_id) = ({marks}, ?) WHERE id = ?",
            (*values, client_id, document_id),
        )
        return document_id
    document_id = add_target(writer, TargetKind.INVOICE, document_id)
    writer.run(
        f"INSERT INTO document ({_COLUMNS}, client_id, id) VALUES ({marks}, ?, ?)", (*values, client_id, document_id)
    )
    return document_id


def _value(document: ImportedDocument, name: str) -> object:
    value = getattr(document, name)
    return value.isoformat() if isinstance(value, date) else value.value if isinstance(value, Enum) else value


def load_document(reader: Reader, document_id: int) -> ImportedDocument | None:
    """The document, None when there is none of this id."""
    found = reader.rows_as(
        ImportedDocument,
        f"SELECT {_SELECTED} FROM document JOIN client ON client.id = client_id WHERE document.id = ?",
        (document_id,),
    )
    return found[0] if found else None


def load_documents(reader: Reader) -> list[tuple[int, ImportedDocument]]:
    """Every document with its id and its client's name."""
    return reader.keyed_rows_as(
        ImportedDocument,
        f"SELECT document.id, {_SELECTED} FROM document JOIN client ON client.id = client_id ORDER BY document.id",
    )


class DocumentName(NamedTuple):
    """What names a document where one of its payments is listed."""

    number: str
    client: str
    subject: str
    currency: str


def load_document_names(reader: Reader) -> dict[int, DocumentName]:
    """The names of all documents, by id."""
    rows = reader.iterate(
        f"SELECT document.id, number, client.name, {KINDS[TargetKind.INVOICE].label}, currency"
        " FROM document JOIN client ON client.id = client_id"
    )
    return {id_: DocumentName._make(values) for id_, *values in rows}


def load_client_ids(reader: Reader) -> dict[int, int]:
    """The id of the client of each document, by the document's id."""
    return dict(reader.all("SELECT id, client_id FROM document"))


def find_client(reader: Reader, document_id: int) -> int | None:
    """The id of the client of one document; None when there is no such document."""
    client_id: int | None = reader.value("SELECT client_id FROM document WHERE id = ?", (document_id,))
    return client_id


def find_document(reader: Reader, number: str) -> int | None:
    """The id of the document of this number, whichever tool issued it; None where there is none."""
    document_id: int | None = reader.value("SELECT id FROM document WHERE number = ?", (number,))
    return document_id


def load_client_documents(reader: Reader, client_id: int) -> list[tuple[int, ImportedDocument]]:
    """The documents of one client, each with its id."""
    return reader.keyed_rows_as(
        ImportedDocument,
        f"SELECT document.id, {_SELECTED} FROM document JOIN client ON client.id = client_id"
        " WHERE client_id = ? ORDER BY document.id",
        (client_id,),
    )


def load_settled(reader: Reader) -> dict[int, int]:
    """What is settled of each document, in cents with the sign of its total, however it was."""
    return dict(
        reader.all(
            f"SELECT document.id, {DOCUMENT_SETTLED}"
            " + coalesce((SELECT sum(amount_cents) FROM payment WHERE target_id = document.id), 0) FROM document"
        )
    )
