"""Erase trips: those whose time is over, and what names a client who is erased."""

from collections.abc import Callable, Collection
from datetime import date

from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.transaction import json_list

HIDDEN = "…"
_TABLES = ("mileage_trip", "mileage_template", "mileage_vehicle")
_GIVEN = "IN (SELECT value FROM json_each(?))"


def count_trips_before(reader: Reader, day: date | None) -> int:
    """How many trips were made before this day; none before None."""
    counted: int = reader.value("SELECT count(*) FROM mileage_trip WHERE driven_on < ?", (_text(day),))
    return counted


def erase_trips_before(writer: Writer, day: date | None) -> None:
    """Erase the trips made before this day."""
    writer.run("DELETE FROM mileage_trip WHERE driven_on < ?", (_text(day),))


def erase_mileage(writer: Writer) -> None:
    """Erase every trip, template and vehicle; lines that invoiced trips stay, in their drafts and documents.

    How long trips are kept stays, and is what those of later are kept for.
    """
    for table in _TABLES:
        writer.run(f"DELETE FROM {table}")
    writer.run("UPDATE mileage_settings SET price = NULL")
    # Their counters reveal how many there were.
    writer.run_many("DELETE FROM sqlite_sequence WHERE name = ?", [(table,) for table in _TABLES])


def find_trips_about(reader: Reader, client_id: int | None, is_named: Callable[[str], bool]) -> tuple[int, ...]:
    """The trips of a client, and those whose texts name them."""
    return _find(reader, "mileage_trip", client_id, is_named)


def find_templates_about(reader: Reader, client_id: int | None, is_named: Callable[[str], bool]) -> tuple[int, ...]:
    """The templates of a client, and those whose texts name them."""
    return _find(reader, "mileage_template", client_id, is_named)


def erase_client_mileage(writer: Writer, trip_ids: Collection[int], template_ids: Collection[int]) -> None:
    """Take the client and the texts out of trips, which stay with their day and their distance; templates go."""
    writer.run(
        f"UPDATE mileage_trip SET client_id = NULL, origin = ?, destination = ?, purpose = '' WHERE id {_GIVEN}",
        (HIDDEN, HIDDEN, json_list(trip_ids)),
    )
    writer.run(f"DELETE FROM mileage_template WHERE id {_GIVEN}", (json_list(template_ids),))


def blank_trips(writer: Writer, trip_ids: Collection[int], template_ids: Collection[int]) -> None:
    """Take the texts out of trips, which keep their client, their day and their distance; templates go."""
    writer.run(
        f"UPDATE mileage_trip SET origin = ?, destination = ?, purpose = '' WHERE id {_GIVEN}",
        (HIDDEN, HIDDEN, json_list(trip_ids)),
    )
    writer.run(f"DELETE FROM mileage_template WHERE id {_GIVEN}", (json_list(template_ids),))


def _find(reader: Reader, table: str, client_id: int | None, is_named: Callable[[str], bool]) -> tuple[int, ...]:
    rows = reader.iterate(f"SELECT id, client_id, origin, destination, purpose FROM {table} ORDER BY id")
    return tuple(
        id_ for id_, about, *texts in rows if (about is not None and about == client_id) or is_named(" ".join(texts))
    )


def _text(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
