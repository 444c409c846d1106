"""Vehicles."""

from dataclasses import astuple

from microdesk_desktop.domain.mileage.vehicles import Vehicle
from microdesk_desktop.store.database import Reader, Writer

_COLUMNS = "name, kind, power, is_electric, registration"


def load_vehicles(reader: Reader) -> dict[int, Vehicle]:
    """Every vehicle by its id, in the order in which they were added."""
    return dict(reader.keyed_rows_as(Vehicle, f"SELECT id, {_COLUMNS} FROM mileage_vehicle ORDER BY id"))


def save_vehicle(writer: Writer, vehicle: Vehicle, vehicle_id: int | None = None) -> int:
    """Insert the vehicle, or replace the one of this id; returns its id. One that was removed may be given again."""
    values = astuple(vehicle)
    if vehicle_id is not None and vehicle_id in load_vehicles(writer):
        writer.run(f"UPDATE mileage_vehicle SET ({_COLUMNS}) = (?, ?, ?, ?, ?) WHERE id = ?", (*values, vehicle_id))
        return vehicle_id
    return writer.run(f"INSERT INTO mileage_vehicle ({_COLUMNS}, id) VALUES (?, ?, ?, ?, ?, ?)", (*values, vehicle_id))


def delete_vehicle(writer: Writer, vehicle_id: int) -> None:
    """Remove a vehicle that no trip names; templates that do stay without one."""
    writer.run("DELETE FROM mileage_vehicle WHERE id = ?", (vehicle_id,))


def has_trips_of(reader: Reader, vehicle_id: int) -> bool:
    """Whether a trip was made with the vehicle."""
    return bool(reader.value("SELECT EXISTS (SELECT 1 FROM mileage_trip WHERE vehicle_id = ?)", (vehicle_id,)))
