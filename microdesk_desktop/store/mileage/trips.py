"""Trips, and what invoices them again."""

from collections.abc import Collection, Mapping, Sequence

from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.mileage.trips import Trip
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.transaction import json_list

ClientLinks = Sequence[Collection[int]]
"""The trips, and the templates, that name a client."""
_FIELDS = ("on", "origin", "destination", "tenths", "purpose", "client_id", "vehicle_id", "is_return")
_LINKS = ("draft_id", "document_id")
_NAMES = ", ".join(("driven_on", *_FIELDS[1:], *_LINKS))
_SELECT = f'SELECT id, driven_on AS "on", {", ".join((*_FIELDS[1:], *_LINKS))} FROM mileage_trip'
_GIVEN = "IN (SELECT value FROM json_each(?))"
_IS_LINKED = "(document_id IS NOT NULL OR draft_id IN (SELECT id FROM draft))"


def load_trips(reader: Reader, span: Span | None = None) -> list[tuple[int, Trip]]:
    """The trips of these days with their ids, or all, the latest first."""
    since, until = (span.since.isoformat(), span.until.isoformat()) if span else ("", "9999-12-31")
    where = "WHERE driven_on BETWEEN ? AND ? ORDER BY driven_on DESC, id DESC"
    return reader.keyed_rows_as(Trip, f"{_SELECT} {where}", (since, until))


def load_trips_of(reader: Reader, trip_ids: Collection[int]) -> list[tuple[int, Trip]]:
    """The trips of these ids, the earliest first."""
    where = f"WHERE id {_GIVEN} ORDER BY driven_on, id"
    return reader.keyed_rows_as(Trip, f"{_SELECT} {where}", (json_list(trip_ids),))


def load_trip(reader: Reader, trip_id: int) -> Trip | None:
    """The trip; None when there is none of this id."""
    found = load_trips_of(reader, [trip_id])
    return found[0][1] if found else None


def load_years(reader: Reader) -> list[int]:
    """The years in which a trip was made, the latest first."""
    rows = reader.iterate("SELECT DISTINCT substr(driven_on, 1, 4) FROM mileage_trip ORDER BY 1 DESC")
    return [int(year) for (year,) in rows]


def has_mileage(reader: Reader) -> bool:
    """Whether there is a trip, a template or a vehicle."""
    tables = ("mileage_trip", "mileage_template", "mileage_vehicle")
    return bool(reader.value("SELECT " + " OR ".join(f"EXISTS (SELECT 1 FROM {table})" for table in tables)))


def save_trip(writer: Writer, trip: Trip, trip_id: int | None = None) -> int:
    """Insert the trip, or replace the one of this id; returns its id. One that was removed may be given again."""
    values = _values(trip)
    if trip_id is not None and load_trip(writer, trip_id) is not None:
        assignments = ", ".join(f"{name} = ?" for name in _NAMES.split(", "))
        writer.run(f"UPDATE mileage_trip SET {assignments} WHERE id = ?", (*values, trip_id))
        return trip_id
    marks = ", ".join("?" * (len(values) + 1))
    return writer.run(f"INSERT INTO mileage_trip ({_NAMES}, id) VALUES ({marks})", (*values, trip_id))


def delete_trips(writer: Writer, trip_ids: Collection[int]) -> None:
    """Remove these trips."""
    writer.run(f"DELETE FROM mileage_trip WHERE id {_GIVEN}", (json_list(trip_ids),))


def load_linked(reader: Reader, trip_ids: Collection[int] | None = None) -> Mapping[int, str]:
    """The trips that a draft or a document invoices again, among these or all, with its number, empty for a draft."""
    chosen = "" if trip_ids is None else f" AND mileage_trip.id {_GIVEN}"
    rows = reader.iterate(
        "SELECT mileage_trip.id, coalesce(document.number, '') FROM mileage_trip"
        f" LEFT JOIN document ON document.id = document_id WHERE {_IS_LINKED}{chosen}",
        () if trip_ids is None else (json_list(trip_ids),),
    )
    return dict(rows)


def link_to_draft(writer: Writer, trip_ids: Collection[int], draft_id: int | None) -> None:
    """Note the draft that invoices these trips again; None where none does."""
    writer.run(
        f"UPDATE mileage_trip SET draft_id = ?, document_id = NULL WHERE id {_GIVEN}", (draft_id, json_list(trip_ids))
    )


def relink_client(writer: Writer, client_id: int, links: ClientLinks) -> None:
    """Give a client that was restored the trips and the templates that named it."""
    for table, ids in zip(("mileage_trip", "mileage_template"), links, strict=True):
        writer.run(f"UPDATE {table} SET client_id = ? WHERE id {_GIVEN}", (client_id, json_list(ids)))


def find_client_links(reader: Reader, client_id: int) -> ClientLinks:
    """The trips, and the templates, that name a client."""
    tables = ("mileage_trip", "mileage_template")
    found = (reader.all(f"SELECT id FROM {table} WHERE client_id = ?", (client_id,)) for table in tables)
    return [[id_ for (id_,) in rows] for rows in found]


def _values(trip: Trip) -> tuple[object, ...]:
    return (trip.on.isoformat(), *(getattr(trip, name) for name in (*_FIELDS[1:], *_LINKS)))
