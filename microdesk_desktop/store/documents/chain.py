"""The chain of seals, and the issued documents and their files, which the database itself keeps from being changed."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from microdesk_desktop.domain.documents.seals import Seal, SealKind
from microdesk_desktop.domain.documents.types import Reference
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.privacy.erased_clients import ERASED_IDS, PURGED_IDS

_SETTLED_TYPES = ", ".join(f"'{each}'" for each in DocumentType if each.is_settled_by_money)
_COLUMNS = "sequence, at, kind, subject, content, files, previous, digest"


def append_seal(writer: Writer, seal: Seal) -> None:
    """Append a seal; the database refuses one that does not follow the last."""
    files = json.dumps(dict(seal.files), sort_keys=True)
    values = (seal.sequence, seal.at, seal.kind, seal.subject, seal.content, files, seal.previous, seal.digest)
    writer.run(f"INSERT INTO seal ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)


def replace_content(writer: Writer, purge: Seal) -> None:
    """Put what remains of a document in place of the content that a purge, appended before, states as removed."""
    writer.run(
        "UPDATE seal SET content = ?1 ->> 'remains' WHERE sequence = ?1 ->> 'sequence' AND subject = ?2",
        (purge.content, purge.subject),
    )


def last_seal(reader: Reader) -> Seal | None:
    """The last seal; None for an empty chain."""
    row = reader.one(f"SELECT {_COLUMNS} FROM seal ORDER BY sequence DESC LIMIT 1")
    return _seal(row) if row else None


def iterate_seals(reader: Reader, kind: SealKind | None = None) -> Iterator[Seal]:
    """The seals in their order, one at a time; those of one kind alone if one is given."""
    of_kind = f" WHERE kind = '{kind}'" if kind else ""
    return (_seal(row) for row in reader.iterate(f"SELECT {_COLUMNS} FROM seal{of_kind} ORDER BY sequence"))


def load_sequences(reader: Reader) -> list[int]:
    """The places of all seals, in their order."""
    return [sequence for (sequence,) in reader.iterate("SELECT sequence FROM seal ORDER BY sequence")]


def load_seal(reader: Reader, sequence: int) -> Seal:
    """The seal of this place. Raises ValueError for one that this program cannot have written."""
    row = reader.one(f"SELECT {_COLUMNS} FROM seal WHERE sequence = ?", (sequence,))
    assert row is not None, "its place was just read"
    return _seal(row)


def load_last_closing(reader: Reader) -> Seal | None:
    """The last closing; None before the first one."""
    row = reader.one(f"SELECT {_COLUMNS} FROM seal WHERE kind = '{SealKind.CLOSING}' ORDER BY sequence DESC LIMIT 1")
    return _seal(row) if row else None


def load_days_of_issue(reader: Reader) -> list[date]:
    """The days on which this program issued documents that money settles, the earliest first."""
    sql = (
        "SELECT DISTINCT issued_on FROM document JOIN issued_document ON document_id = document.id"
        f" WHERE type IN ({_SETTLED_TYPES}) ORDER BY issued_on"
    )
    return [date.fromisoformat(day) for (day,) in reader.iterate(sql)]


def count_seals(reader: Reader) -> int:
    """How many seals the chain has."""
    number: int = reader.value("SELECT count(*) FROM seal")
    return number


def count_copies(reader: Reader, number: str) -> int:
    """How many copies of a document's PDF have left the program."""
    counted: int = reader.value(
        f"SELECT count(*) FROM seal WHERE kind = '{SealKind.REPRINT}' AND subject = ?", (number,)
    )
    return counted


def add_issued(
    writer: Writer,
    document_id: int,
    sequence: int,
    files: Mapping[str, bytes],
    references: Iterable[tuple[str, str, int]],
) -> None:
    """Bind a document to its seal, keep its files, and what it refers to: kinds, numbers, and cents that it settles.

    From now on none of this can be changed or removed.
    """
    writer.run("INSERT INTO issued_document (document_id, sequence) VALUES (?, ?)", (document_id, sequence))
    rows = ((document_id, name, content) for name, content in files.items())
    writer.run_many("INSERT INTO issued_file (document_id, name, content) VALUES (?, ?, ?)", rows)
    named = ((document_id, *reference) for reference in references)
    writer.run_many("INSERT INTO issued_reference (document_id, kind, number, cents) VALUES (?, ?, ?, ?)", named)


def load_reference(reader: Reader, number: str) -> tuple[Reference, int] | None:
    """The document of this number as others refer to it, and its cents with tax; None where there is none."""
    row = reader.one("SELECT issued_on, type, incl_tax_cents FROM document WHERE number = ?", (number,))
    if row is None:
        return None
    issued_on, type_, cents = row
    return Reference(number=number, issued_on=date.fromisoformat(issued_on), type=DocumentType(type_)), cents


def sum_credited(reader: Reader, number: str) -> int:
    """What credit notes take off the document of this number, in cents with tax."""
    cents: int = reader.value(
        "SELECT coalesce(sum(incl_tax_cents), 0) FROM issued_reference JOIN document ON document.id = document_id"
        f" WHERE issued_reference.number = ? AND kind = 'refers_to' AND type = '{DocumentType.CREDIT_NOTE}'",
        (number,),
    )
    return cents


def load_numbers(reader: Reader) -> list[tuple[str, date]]:
    """The number and the day of issue of every document, also of those that other tools issued."""
    return [
        (number, date.fromisoformat(day)) for number, day in reader.iterate("SELECT number, issued_on FROM document")
    ]


def find_sealed(reader: Reader, sequence: int) -> int | None:
    """The id of the document that the seal of this place is about; None without one."""
    document_id: int | None = reader.value("SELECT document_id FROM issued_document WHERE sequence = ?", (sequence,))
    return document_id


def load_unsealed(reader: Reader) -> list[str]:
    """What claims to be issued and has no seal of its kind: numbers of documents, or ids where there is none."""
    sql = (
        "SELECT coalesce((SELECT number FROM document WHERE id = document_id), document_id) FROM issued_document"
        f" WHERE sequence NOT IN (SELECT sequence FROM seal WHERE kind = '{SealKind.DOCUMENT}')"
        " UNION SELECT coalesce((SELECT number FROM document WHERE id = document_id), document_id) FROM payment_fact"
        " WHERE sequence NOT IN (SELECT sequence FROM seal"
        f" WHERE kind IN ('{SealKind.PAYMENT}', '{SealKind.WRITE_OFF}'))"
        " UNION SELECT coalesce((SELECT number FROM document WHERE id = document_id), document_id) FROM ("
        "SELECT document_id FROM issued_file UNION SELECT document_id FROM issued_reference"
        ") WHERE document_id NOT IN (SELECT document_id FROM issued_document)"
    )
    return [str(name) for (name,) in reader.iterate(sql)]


def load_references(reader: Reader, document_id: int) -> set[tuple[str, str, int]]:
    """The kind, the number and the cents of each reference of an issued document."""
    rows = reader.iterate("SELECT kind, number, cents FROM issued_reference WHERE document_id = ?", (document_id,))
    return {(kind, number, cents) for kind, number, cents in rows}


def load_file_names(reader: Reader, document_id: int) -> set[str]:
    """The names of the files of an issued document."""
    return {name for (name,) in reader.iterate("SELECT name FROM issued_file WHERE document_id = ?", (document_id,))}


def find_issued(reader: Reader, number: str) -> int | None:
    """The id of the issued document of this number; None where this program issued none."""
    sql = "SELECT document_id FROM issued_document JOIN document ON document.id = document_id WHERE number = ?"
    document_id: int | None = reader.value(sql, (number,))
    return document_id


def load_issued_ids(reader: Reader) -> frozenset[int]:
    """The ids of the documents that this program issued."""
    return frozenset(id_ for (id_,) in reader.iterate("SELECT document_id FROM issued_document"))


def load_whole_ids(reader: Reader) -> frozenset[int]:
    """The ids of the documents that this program issued and that have their text and files; the others had their time
    and are shown as those of another tool."""
    sql = f"SELECT document_id FROM issued_document WHERE document_id NOT IN ({PURGED_IDS})"
    return frozenset(id_ for (id_,) in reader.iterate(sql))


def find_crediting(reader: Reader, number: str) -> list[int]:
    """The ids of the credit notes for the document of this number that this program issued."""
    sql = (
        "SELECT document.id FROM issued_reference JOIN document ON document.id = document_id"
        f" WHERE issued_reference.number = ? AND kind = 'refers_to' AND type = '{DocumentType.CREDIT_NOTE}'"
        " ORDER BY document.id"
    )
    return [id_ for (id_,) in reader.iterate(sql, (number,))]


def load_latest_contents(reader: Reader, types: Iterable[DocumentType], most: int) -> list[str]:
    """What the seals of the documents of these types hold, of at most so many, the last issued first.

    Those without a client are left out: of clients who were erased, or that had their time.
    """
    sql = (
        "SELECT seal.content FROM issued_document JOIN seal USING (sequence) JOIN document ON document.id = document_id"
        f" WHERE type IN ({', '.join(f'{each!r}' for each in map(str, types))}) AND client_id NOT IN ({ERASED_IDS})"
        f" AND document.id NOT IN ({PURGED_IDS}) ORDER BY issued_document.sequence DESC LIMIT ?"
    )
    return [content for (content,) in reader.iterate(sql, (most,))]


def load_seal_of(reader: Reader, document_id: int) -> Seal | None:
    """The seal of a document; None for one that this program did not issue."""
    columns = ", ".join(f"seal.{name}" for name in _COLUMNS.split(", "))
    row = reader.one(
        f"SELECT {columns} FROM seal JOIN issued_document USING (sequence) WHERE document_id = ?", (document_id,)
    )
    return _seal(row) if row else None


def load_file(reader: Reader, document_id: int, name: str) -> bytes | None:
    """A file of an issued document; None where it has no such file."""
    content: bytes | None = reader.value(
        "SELECT content FROM issued_file WHERE document_id = ? AND name = ?", (document_id, name)
    )
    return content


def _seal(row: tuple[Any, ...]) -> Seal:
    sequence, at, kind, subject, content, files, previous, digest = row
    return Seal(
        sequence=sequence,
        at=at,
        kind=SealKind(kind),
        subject=subject,
        content=content,
        files=json.loads(files),
        previous=previous,
        digest=digest,
    )
