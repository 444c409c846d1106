"""Suppliers who were erased; each keeps its name until it is gone from the backups too, since it has no other mark."""

from collections.abc import Sequence
from datetime import datetime

from microdesk_desktop.store.database import Reader, Writer


def note_supplier(writer: Writer, name: str, at: datetime, supplier_id: int | None = None) -> int:
    """Note that a supplier is to be erased; returns the number of the erasure.

    In a backup it is that of the vault; nothing happens there for one that was noted already.
    """
    sql = "INSERT OR IGNORE INTO erased_supplier (id, name, asked_at) VALUES (?, ?, ?)"
    return writer.run(sql, (supplier_id, name, at.isoformat()))


def load_unfinished_suppliers(reader: Reader) -> Sequence[tuple[int, str]]:
    """The suppliers whose rows are still to be erased, with their names."""
    return _load(reader, "erased_at IS NULL")


def load_named_suppliers(reader: Reader) -> Sequence[tuple[int, str]]:
    """The suppliers whose rows are gone and who may still be in a backup, with their names."""
    return _load(reader, "erased_at IS NOT NULL AND name <> ''")


def note_supplier_erased(writer: Writer, supplier_id: int, at: datetime) -> None:
    """Note that the rows of a supplier are gone."""
    writer.run("UPDATE erased_supplier SET erased_at = ? WHERE id = ?", (at.isoformat(), supplier_id))


def forget_names(writer: Writer) -> None:
    """Forget the names of the suppliers whose rows are gone."""
    writer.run("UPDATE erased_supplier SET name = '' WHERE erased_at IS NOT NULL")


def _load(reader: Reader, where: str) -> Sequence[tuple[int, str]]:
    rows = reader.iterate(f"SELECT id, name FROM erased_supplier WHERE {where} ORDER BY id")
    return [(id_, name) for id_, name in rows]
