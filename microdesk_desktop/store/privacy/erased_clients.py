"""Clients who were erased, and the records of them and of suppliers that a law keeps, each until its last day."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from microdesk_desktop.domain.privacy.erasure import KeptRecord
from microdesk_desktop.domain.settle.targets import DocumentType, TargetKind
from microdesk_desktop.store.database import Reader, Writer

ERASED_IDS = "SELECT client_id FROM erased_client"
"""A query of the clients whose records are hidden from lists, search and proposals."""
KEPT_IDS = "SELECT target_id FROM kept_record"
"""A query of the records that are kept of them."""
PURGED_IDS = (
    "SELECT document_id FROM seal AS purge JOIN issued_document"
    " ON issued_document.sequence = purge.content ->> 'sequence' WHERE purge.kind = 'purge'"
)
"""A query of the issued documents from which the client was removed: there is nothing to show or to continue."""
_DUE = "purged_at IS NULL AND kept_until < ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRow:
    """A record that is kept of a client or of a supplier: the rule, and the last day; `kind` is its table's."""

    target_id: int
    kind: TargetKind
    rule: str
    kept_until: date
    client_id: int | None = None
    supplier_id: int | None = None


def note_request(writer: Writer, client_id: int, at: datetime) -> None:
    """Note that a client is to be erased; nothing happens for one that was noted already."""
    writer.run("INSERT OR IGNORE INTO erased_client (client_id, asked_at) VALUES (?, ?)", (client_id, at.isoformat()))


def note_erased(writer: Writer, client_id: int, at: datetime) -> None:
    """Note that the rows of a client are gone."""
    writer.run("UPDATE erased_client SET erased_at = ? WHERE client_id = ?", (at.isoformat(), client_id))


def is_erased(reader: Reader, client_id: int) -> bool:
    """Whether the client asked to be erased, even where it is still under way."""
    return bool(reader.value("SELECT 1 FROM erased_client WHERE client_id = ?", (client_id,)))


def load_unfinished(reader: Reader) -> list[int]:
    """The clients whose rows are still to be erased."""
    sql = "SELECT client_id FROM erased_client WHERE erased_at IS NULL ORDER BY client_id"
    return [client_id for (client_id,) in reader.iterate(sql)]


def load_hidden(reader: Reader) -> frozenset[int]:
    """The clients who are hidden, with their records."""
    return frozenset(client_id for (client_id,) in reader.iterate(ERASED_IDS))


def load_erased(reader: Reader) -> list[int]:
    """The clients whose rows are gone."""
    sql = "SELECT client_id FROM erased_client WHERE erased_at IS NOT NULL ORDER BY client_id"
    return [client_id for (client_id,) in reader.iterate(sql)]


def is_purged(reader: Reader, document_id: int) -> bool:
    """Whether the client was removed from an issued document."""
    return bool(reader.value(f"SELECT ? IN ({PURGED_IDS})", (document_id,)))


def has_work(reader: Reader, day: date) -> bool:
    """Whether a client or supplier is still to be erased, or the last day of a record was before this one."""
    sql = (
        f"SELECT EXISTS (SELECT 1 FROM kept_record WHERE {_DUE})"
        " OR EXISTS (SELECT 1 FROM erased_client WHERE erased_at IS NULL)"
        " OR EXISTS (SELECT 1 FROM erased_supplier WHERE erased_at IS NULL)"
    )
    return bool(reader.value(sql, (day.isoformat(),)))


def load_kept_ids(reader: Reader) -> frozenset[int]:
    """The records that are kept of erased clients and suppliers, or were."""
    return frozenset(target_id for (target_id,) in reader.iterate(KEPT_IDS))


def add_kept(writer: Writer, row: KeptRow, archived: Mapping[str, str]) -> None:
    """Note that a record stays, with the texts that are taken out of it until then."""
    text = json.dumps(archived, ensure_ascii=False) if archived else ""
    writer.run(
        "INSERT INTO kept_record (target_id, client_id, supplier_id, rule, kept_until, archived)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (row.target_id, row.client_id, row.supplier_id, row.rule, row.kept_until.isoformat(), text),
    )


def load_kept(reader: Reader) -> Sequence[KeptRow]:
    """What is kept of all erased clients, or was."""
    return _load(reader, "1")


def load_kept_of(reader: Reader, client_id: int) -> Mapping[int, KeptRecord]:
    """What is still kept of an erased client, by the id of each record."""
    rows = reader.iterate(
        "SELECT target_id, coalesce(document.number, receipt.reference, ''), document.type, target.kind, rule,"
        " kept_until FROM kept_record JOIN target ON target.id = target_id"
        " LEFT JOIN document ON document.id = target_id LEFT JOIN receipt ON receipt.id = target_id"
        " WHERE kept_record.client_id = ? AND purged_at IS NULL ORDER BY kept_until, target_id",
        (client_id,),
    )
    return {
        target_id: KeptRecord(
            number=number,
            type=DocumentType(type_) if type_ else None,
            kind=TargetKind(kind),
            rule=rule,
            until=date.fromisoformat(until),
        )
        for target_id, number, type_, kind, rule, until in rows
    }


def load_due(reader: Reader, day: date) -> Sequence[KeptRow]:
    """The records whose last day was before this one and that still name their client."""
    return _load(reader, _DUE, day.isoformat())


def note_purged(writer: Writer, target_id: int, at: datetime) -> None:
    """Note that a record no longer names its client."""
    sql = "UPDATE kept_record SET purged_at = ?, archived = '' WHERE target_id = ?"
    writer.run(sql, (at.isoformat(), target_id))


def _load(reader: Reader, where: str, *params: str) -> Sequence[KeptRow]:
    return reader.rows_as(
        KeptRow,
        "SELECT target_id, client_id, supplier_id, target.kind AS kind, rule, kept_until FROM kept_record"
        f" JOIN target ON target.id = target_id WHERE {where} ORDER BY kept_until, target_id",
        params,
    )
