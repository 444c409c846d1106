"""The journal of imports: the files that were imported, the rows that each concerns, and the values that it changed."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from microdesk_desktop.domain.imports.history import PastImport
from microdesk_desktop.domain.imports.id_ranges import IdRanges
from microdesk_desktop.domain.imports.plans import Entity, Footprint, RowChange
from microdesk_desktop.domain.imports.types import RowOutcome
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.store.database import Reader, Writer

_COLUMNS = "id, name, kind, source, imported_at, added, completed, known, refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportEntry:
    """A file that is about to be entered in the journal; `counts` are its rows by what became of them."""

    name: str
    kind: ImportKind
    source: str
    digest: str
    imported_at: datetime
    counts: Mapping[RowOutcome, int]


@dataclass(frozen=True, slots=True)
class Claim:
    """The stored rows of one entity that an import concerns: those that it added, and those it found there."""

    import_id: int
    entity: Entity
    new: IdRanges
    known: IdRanges


@dataclass(frozen=True, slots=True)
class StoredChange:
    """A change of a stored row, with its own id and that of its import."""

    id: int
    import_id: int
    change: RowChange


def save_import(writer: Writer, entry: ImportEntry, footprint: Footprint) -> int:
    """Enter an import in the journal; returns its id. To be called in the transaction that wrote its rows."""
    counts = entry.counts
    import_id = writer.run(
        "INSERT INTO imported_file (name, kind, source, digest, imported_at, added, completed, known, refused)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            entry.name,
            entry.kind.value,
            entry.source,
            entry.digest,
            entry.imported_at.isoformat(),
            counts.get(RowOutcome.ADDED, 0) + counts.get(RowOutcome.DOUBTFUL, 0),
            counts.get(RowOutcome.COMPLETED, 0),
            counts.get(RowOutcome.KNOWN, 0),
            counts.get(RowOutcome.REFUSED, 0),
        ),
    )
    for entity in Entity:
        new = IdRanges.of(footprint.added.get(entity, ()))
        _save_claim(writer, Claim(import_id, entity, new, IdRanges.of(footprint.known.get(entity, ())) - new))
    writer.run_many(
        "INSERT INTO imported_change (import_id, entity, row_id, before, after) VALUES (?, ?, ?, ?, ?)",
        ((import_id, *_values(each)) for each in footprint.changes),
    )
    return import_id


def load_imports(reader: Reader) -> list[PastImport]:
    """Every import, the latest first."""
    return reader.rows_as(PastImport, f"SELECT {_COLUMNS} FROM imported_file ORDER BY id DESC")


def load_import(reader: Reader, import_id: int) -> PastImport | None:
    """The import of this id, None when there is none."""
    found = reader.rows_as(PastImport, f"SELECT {_COLUMNS} FROM imported_file WHERE id = ?", (import_id,))
    return found[0] if found else None


def load_same_file(reader: Reader, digest: str, kind: ImportKind) -> PastImport | None:
    """The latest import of a file with this content as this kind."""
    found = reader.rows_as(
        PastImport,
        f"SELECT {_COLUMNS} FROM imported_file WHERE digest = ? AND kind = ? ORDER BY id DESC LIMIT 1",
        (digest, kind.value),
    )
    return found[0] if found else None


def delete_import(writer: Writer, import_id: int) -> None:
    """Remove an import from the journal, with its claims and changes; the rows that it added are not touched."""
    writer.run("DELETE FROM imported_file WHERE id = ?", (import_id,))


def load_claims(reader: Reader, import_id: int) -> dict[Entity, Claim]:
    """The rows that one import concerns, by entity."""
    rows = reader.all("SELECT entity, first_id, last_id, is_new FROM imported_rows WHERE import_id = ?", (import_id,))
    return {
        entity: Claim(
            import_id,
            entity,
            IdRanges.joined((first, last) for name, first, last, is_new in rows if name == entity and is_new),
            IdRanges.joined((first, last) for name, first, last, is_new in rows if name == entity and not is_new),
        )
        for entity in Entity
    }


def load_rows_of_kind(reader: Reader, entity: Entity, kind: ImportKind) -> IdRanges:
    """The rows of one entity that imports of this kind concern, new or known."""
    return IdRanges.joined(
        reader.iterate(
            "SELECT first_id, last_id FROM imported_rows JOIN imported_file ON imported_file.id = import_id"
            " WHERE entity = ? AND kind = ?",
            (entity.value, kind.value),
        )
    )


def load_other_claims(reader: Reader, import_id: int, entity: Entity) -> list[Claim]:
    """The claims of every other import on rows of this entity, the earliest import first."""
    claims: dict[int, tuple[list[tuple[int, int]], list[tuple[int, int]]]] = {}
    for other, first, last, is_new in reader.iterate(
        "SELECT import_id, first_id, last_id, is_new FROM imported_rows WHERE entity = ? AND import_id <> ?"
        " ORDER BY import_id",
        (entity.value, import_id),
    ):
        claims.setdefault(other, ([], []))[0 if is_new else 1].append((first, last))
    return [
        Claim(other, entity, IdRanges.joined(new), IdRanges.joined(known)) for other, (new, known) in claims.items()
    ]


def replace_claim(writer: Writer, claim: Claim) -> None:
    """Replace the rows of one entity that an import concerns."""
    writer.run("DELETE FROM imported_rows WHERE import_id = ? AND entity = ?", (claim.import_id, claim.entity.value))
    _save_claim(writer, claim)


def release_rows(writer: Writer, entity: Entity, ids: Iterable[int]) -> None:
    """Let no import hold these rows any longer: whichever is taken back, they stay."""
    rows = IdRanges.of(ids)
    for claim in load_other_claims(writer, 0, entity):
        if rows & (claim.new | claim.known):
            replace_claim(writer, replace(claim, new=claim.new - rows, known=claim.known - rows))


def share_claims(writer: Writer, entity: Entity, *, of: int, to: int) -> None:
    """Let every import that holds the row `of` hold the row `to` too: the user has found that both are one."""
    row = IdRanges(((to, to),))
    holders = writer.all(
        "SELECT DISTINCT import_id FROM imported_rows WHERE entity = ? AND ? BETWEEN first_id AND last_id",
        (entity.value, of),
    )
    for (import_id,) in holders:
        claim = load_claims(writer, import_id)[entity]
        replace_claim(writer, replace(claim, known=claim.known | (row - claim.new)))


def load_claims_on(reader: Reader, entity: Entity, row_id: int) -> list[Claim]:
    """The claims of the imports that hold this row."""
    row = IdRanges.of([row_id])
    return [claim for claim in load_other_claims(reader, 0, entity) if row & (claim.new | claim.known)]


def restore_claims(writer: Writer, claims: Iterable[Claim]) -> None:
    """Put claims back as they were, those of imports that are still there."""
    for claim in claims:
        if load_import(writer, claim.import_id) is not None:
            replace_claim(writer, claim)


def load_changes(reader: Reader, import_id: int) -> list[StoredChange]:
    """The values that one import changed, in the order in which it did."""
    return _changes(reader, "import_id = ?", (import_id,))


def load_changes_of_row(reader: Reader, entity: Entity, row_id: int) -> list[StoredChange]:
    """The changes that imports made to one row, the earliest first."""
    return _changes(reader, "entity = ? AND row_id = ?", (entity.value, row_id))


def save_change(writer: Writer, change: StoredChange) -> None:
    """Replace a change by what it is now part of: another import, or other values before it."""
    writer.run(
        "UPDATE imported_change SET import_id = ?, before = ?, after = ? WHERE id = ?",
        (change.import_id, _json(change.change.before), _json(change.change.after), change.id),
    )


def restore_changes(writer: Writer, changes: Sequence[StoredChange]) -> None:
    """Enter the changes of a row again that was deleted and is back, in their order; those of imports still there."""
    writer.run_many(
        "INSERT INTO imported_change (import_id, entity, row_id, before, after) SELECT id, ?2, ?3, ?4, ?5"
        " FROM imported_file WHERE id = ?1",
        ((each.import_id, *_values(each.change)) for each in changes),
    )


def load_fetched(reader: Reader) -> IdRanges:
    """The transactions of imported files that the bank itself has sent too."""
    return IdRanges.joined(reader.iterate("SELECT first_id, last_id FROM fetched_rows"))


def note_fetched(writer: Writer, ids: Iterable[int]) -> None:
    """Note transactions that the bank itself sent and that were stored already."""
    known = load_fetched(writer)
    fetched = known | IdRanges.of(ids)
    if fetched == known:
        return
    writer.run("DELETE FROM fetched_rows")
    writer.run_many("INSERT INTO fetched_rows (first_id, last_id) VALUES (?, ?)", fetched.ranges)


def forget_fetched(writer: Writer, ids: Iterable[int]) -> None:
    """Note that the bank itself did not send these transactions after all."""
    fetched = load_fetched(writer) - IdRanges.of(ids)
    writer.run("DELETE FROM fetched_rows")
    writer.run_many("INSERT INTO fetched_rows (first_id, last_id) VALUES (?, ?)", fetched.ranges)


def _changes(reader: Reader, where: str, params: tuple[object, ...]) -> list[StoredChange]:
    return [
        StoredChange(
            id_,
            import_id,
            RowChange(entity=Entity(entity), row_id=row_id, before=json.loads(before), after=json.loads(after)),
        )
        for id_, import_id, entity, row_id, before, after in reader.all(
            f"SELECT id, import_id, entity, row_id, before, after FROM imported_change WHERE {where} ORDER BY id",
            params,
        )
    ]


def _save_claim(writer: Writer, claim: Claim) -> None:
    for is_new, ids in ((1, claim.new), (0, claim.known)):
        writer.run_many(
            "INSERT INTO imported_rows (import_id, entity, first_id, last_id, is_new) VALUES (?, ?, ?, ?, ?)",
            ((claim.import_id, claim.entity.value, first, last, is_new) for first, last in ids.ranges),
        )


def _values(change: RowChange) -> tuple[str, int, str, str]:
    return change.entity.value, change.row_id, _json(change.before), _json(change.after)


def _json(values: Mapping[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False)
