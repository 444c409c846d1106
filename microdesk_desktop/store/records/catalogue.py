"""The catalogue: what the user sells."""

from dataclasses import astuple

from microdesk_desktop.domain.records.documents import CatalogueItem
from microdesk_desktop.store.database import Reader, Writer

_COLUMNS = "reference, label, unit, unit_price, activity, vat_rate_bp"


def load_catalogue(reader: Reader) -> dict[str, tuple[int, CatalogueItem]]:
    """The catalogue by reference, each item with its id."""
    return {item.reference: (id_, item) for id_, item in load_items(reader)}


def load_items(reader: Reader) -> list[tuple[int, CatalogueItem]]:
    """Every item with its id, in the order in which they were added."""
    return reader.keyed_rows_as(CatalogueItem, f"SELECT id, {_COLUMNS} FROM catalogue_item ORDER BY id")


def load_item(reader: Reader, item_id: int) -> CatalogueItem | None:
    """The item; None when there is none of this id."""
    found = reader.rows_as(CatalogueItem, f"SELECT {_COLUMNS} FROM catalogue_item WHERE id = ?", (item_id,))
    return found[0] if found else None


def has_items(reader: Reader) -> bool:
    """Whether the catalogue holds anything."""
    return bool(reader.value("SELECT EXISTS (SELECT 1 FROM catalogue_item)"))


def save_catalogue_item(writer: Writer, item: CatalogueItem, item_id: int | None = None) -> int:
    """Insert the item, or replace the one of this id; returns its id. The id of a removed item may be given again."""
    values = astuple(item)
    if item_id is not None and load_item(writer, item_id) is not None:
        writer.run(f"UPDATE catalogue_item SET ({_COLUMNS}) = (?, ?, ?, ?, ?, ?) WHERE id = ?", (*values, item_id))
        return item_id
    return writer.run(f"INSERT INTO catalogue_item ({_COLUMNS}, id) VALUES (?, ?, ?, ?, ?, ?, ?)", (*values, item_id))


def delete_item(writer: Writer, item_id: int) -> None:
    """Remove an item."""
    writer.run("DELETE FROM catalogue_item WHERE id = ?", (item_id,))
