"""The stored rows that imports add and change, whatever their table: read as they are, restored, counted."""

from collections.abc import Mapping
from typing import Any

from microdesk_desktop.domain.imports.plans import Entity
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.store.bank.kinds import KINDS
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.transaction import json_list

_TABLES: Mapping[Entity, str] = {
    Entity.TRANSACTION: "bank_transaction",
    Entity.TARGET: "target",
    Entity.CLIENT: "client",
    Entity.CATALOGUE_ITEM: "catalogue_item",
    Entity.PAYMENT: "payment",
    Entity.ACCOUNT: "bank_account",
}


def load_row(reader: Reader, entity: Entity, row_id: int) -> dict[str, Any] | None:
    """The columns of a stored row, a target's from the table of its kind; None when it is no longer there."""
    table = _table_of(reader, entity, row_id)
    row = reader.one(f"SELECT * FROM {table} WHERE id = ?", (row_id,)) if table else None
    if table is None or row is None:
        return None
    return dict(zip(_columns(reader, table), row, strict=True))


def restore_row(writer: Writer, entity: Entity, row_id: int, values: Mapping[str, object]) -> None:
    """Give columns of a stored row these values; columns that the table no longer has are left out."""
    table = _table_of(writer, entity, row_id)
    if table is None:
        return
    kept = {name: value for name, value in values.items() if name in _columns(writer, table)}
    if kept:
        assignments = ", ".join(f"{name} = ?" for name in kept)
        writer.run(f"UPDATE {table} SET {assignments} WHERE id = ?", (*kept.values(), row_id))


def existing(reader: Reader, entity: Entity, ids: list[int]) -> list[int]:
    """Those of these rows that are still stored, in ascending order."""
    return [
        id_
        for (id_,) in reader.iterate(
            f"SELECT id FROM {_TABLES[entity]} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json_list(ids),),
        )
    ]


def _table_of(reader: Reader, entity: Entity, row_id: int) -> str | None:
    if entity is not Entity.TARGET:
        return _TABLES[entity]
    kind = reader.value("SELECT kind FROM target WHERE id = ?", (row_id,))
    return KINDS[TargetKind(kind)].table if kind else None


def _columns(reader: Reader, table: str) -> list[str]:
    return [name for (name,) in reader.iterate("SELECT name FROM pragma_table_info(?)", (table,))]
