"""Documents by their age: since when nothing happened to each, which belong together, and which hold nothing any more.

A document whose client was erased has its own last day, in `kept_record`, and is not here.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.privacy.erased_clients import ERASED_IDS, KEPT_IDS, PURGED_IDS
from microdesk_desktop.store.transaction import json_list

_GIVEN = "IN (SELECT value FROM json_each(?))"
BESIDE = ("document_note", "document_attachment", "reminder")
"""What hangs on documents and is kept by no law."""
# An act by its day: what is issued, answered, sent, paid, written off, or was delivered.
_ACTS = (
    "SELECT id, max(issued_on, coalesce(due_on, '')) AS day FROM document"
    " UNION ALL SELECT document_id, answered_on FROM quote_answer"
    " UNION ALL SELECT document_id, sent_on FROM sending"
    " UNION ALL SELECT document_id, sent_on FROM reminder"
    " UNION ALL SELECT document_id, decided_on FROM write_off"
    " UNION ALL SELECT target_id, paid_on FROM payment"
    " UNION ALL SELECT document.id, received_on FROM receipt JOIN document ON document.number = receipt.invoice"
    " WHERE receipt.invoice <> ''"
    " UNION ALL SELECT document_id, content ->> '$.document.delivered_on' FROM issued_document JOIN seal"
    " USING (sequence) JOIN document ON document.id = document_id WHERE issued_on < ?"
)
_HAS_BESIDE = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE document_id = document.id)" for table in BESIDE)
# One of another tool has no seal: its subject, and what hangs on it.
_IS_WHOLE = (
    f"CASE WHEN seal.sequence IS NULL THEN document.subject <> '' OR {_HAS_BESIDE}"
    " OR EXISTS (SELECT 1 FROM voucher WHERE target_id = document.id)"
    f" ELSE document.id NOT IN ({PURGED_IDS}) END"
)
_WHOLE = (
    "FROM document LEFT JOIN issued_document ON document_id = document.id LEFT JOIN seal USING (sequence)"
    f" WHERE issued_on < ? AND client_id NOT IN ({ERASED_IDS}) AND document.id NOT IN ({KEPT_IDS}) AND {_IS_WHOLE}"
)


class Dated(NamedTuple):
    """A document, with the day of its issue and its type."""

    id: int
    type: DocumentType
    issued_on: date


def load_whole(reader: Reader, before: date) -> Sequence[int]:
    """The documents issued before a day that are whole, by their ids."""
    rows = reader.iterate(f"SELECT document.id {_WHOLE} ORDER BY document.id", (before.isoformat(),))
    return [id_ for (id_,) in rows]


def load_last_years(reader: Reader, before: date) -> Mapping[int, int]:
    """The year of the last act on each document; of those issued from a day on, at least that of their issue."""
    rows = reader.iterate(
        f"SELECT id, CAST(max(substr(day, 1, 4)) AS INTEGER) FROM ({_ACTS}) WHERE day IS NOT NULL GROUP BY id",
        (before.isoformat(),),
    )
    return dict(rows)


def load_links(reader: Reader) -> Sequence[tuple[int, int]]:
    """Each document with one that it credits, corrects, continues or deducts, by their ids."""
    return reader.all(
        "SELECT document_id, document.id FROM issued_reference JOIN document ON document.number ="
        " issued_reference.number"
    )


def load_client_of_each(reader: Reader) -> Mapping[int, int]:
    """The client of every document."""
    return dict(reader.iterate("SELECT id, client_id FROM document"))


def load_waiting_clients(reader: Reader) -> frozenset[int]:
    """The clients who wait for the answer to a request."""
    sql = "SELECT client_id FROM person_request WHERE client_id IS NOT NULL AND answered_on IS NULL"
    return frozenset(client_id for (client_id,) in reader.iterate(sql))


def find_numbered(reader: Reader, numbers: Collection[str]) -> list[int]:
    """The documents of these numbers."""
    rows = reader.iterate(f"SELECT id FROM document WHERE number {_GIVEN}", (json_list(numbers),))
    return [id_ for (id_,) in rows]


def load_dated(reader: Reader, document_ids: Iterable[int], before: date) -> Sequence[Dated]:
    """Those of these documents that are whole in this database and were issued before a day."""
    rows = reader.iterate(
        f"SELECT document.id, type, issued_on {_WHOLE} AND document.id {_GIVEN} ORDER BY document.id",
        (before.isoformat(), json_list(list(document_ids))),
    )
    return [Dated(id_, DocumentType(type_), date.fromisoformat(on)) for id_, type_, on in rows]


def delete_beside(writer: Writer, document_ids: Collection[int]) -> None:
    """Delete notes, attached files and reminders of these documents, remarks on answers, and what imports changed."""
    given = json_list(document_ids)
    for table in BESIDE:
        writer.run(f"DELETE FROM {table} WHERE document_id {_GIVEN}", (given,))
    writer.run(f"UPDATE quote_answer SET remark = '' WHERE document_id {_GIVEN}", (given,))
    writer.run(f"DELETE FROM imported_change WHERE entity = 'target' AND row_id {_GIVEN}", (given,))
