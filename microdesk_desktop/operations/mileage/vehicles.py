"""Add, correct and remove vehicles."""

from dataclasses import replace

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mileage.vehicles import MOST_POWER, Vehicle
from microdesk_desktop.domain.text import fold
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.mileage.vehicles import delete_vehicle, has_trips_of, load_vehicles, save_vehicle

LONGEST_NAME, LONGEST_REGISTRATION = 100, 20


def put_vehicle(session: Session, vehicle: Vehicle, vehicle_id: int | None = None) -> ChangeResult:
    """Add a vehicle, or correct the one of this id.

    Raises INVALID_VALUE (`field`) for an empty or taken name, a fiscal power that the scale needs and that is none, or
    a registration that is too long; UNKNOWN_VEHICLE (`vehicle`) for one that is not there.
    """

    def write(writer: Writer) -> tuple[int, Vehicle | None]:
        before = _require(writer, vehicle_id) if vehicle_id is not None else None
        return save_vehicle(writer, _checked(writer, vehicle, vehicle_id), vehicle_id), before

    saved, before = session.write(write)
    return ChangeResult(
        changes=Changes.MILEAGE,
        id=saved,
        undo=lambda session: put_vehicle(session, before, saved) if before else remove_vehicle(session, saved),
    )


def remove_vehicle(session: Session, vehicle_id: int) -> ChangeResult:
    """Remove a vehicle with which no trip was made. Raises UNKNOWN_VEHICLE (`vehicle`), VEHICLE_IN_USE."""

    def write(writer: Writer) -> Vehicle:
        before = _require(writer, vehicle_id)
        if has_trips_of(writer, vehicle_id):
            raise KnownError(ErrorCode.VEHICLE_IN_USE)
        delete_vehicle(writer, vehicle_id)
        return before

    before = session.write(write)
    return ChangeResult(changes=Changes.MILEAGE, undo=lambda session: _add_again(session, before, vehicle_id))


def _add_again(session: Session, vehicle: Vehicle, vehicle_id: int) -> ChangeResult:
    session.write(lambda writer: save_vehicle(writer, vehicle, vehicle_id))
    return ChangeResult(
        changes=Changes.MILEAGE, id=vehicle_id, undo=lambda session: remove_vehicle(session, vehicle_id)
    )


def _require(reader: Reader, vehicle_id: int) -> Vehicle:
    vehicle = load_vehicles(reader).get(vehicle_id)
    if vehicle is None:
        raise KnownError(ErrorCode.UNKNOWN_VEHICLE, vehicle=str(vehicle_id))
    return vehicle


def _checked(reader: Reader, vehicle: Vehicle, vehicle_id: int | None) -> Vehicle:
    tidy = replace(
        vehicle,
        name=one_line(vehicle.name),
        registration=one_line(vehicle.registration).upper(),
        power=vehicle.power if vehicle.kind.has_power else 0,
    )
    others = (fold(other.name) for id_, other in load_vehicles(reader).items() if id_ != vehicle_id)
    if not tidy.name or len(tidy.name) > LONGEST_NAME or fold(tidy.name) in others:
        raise KnownError(ErrorCode.INVALID_VALUE, field="name")
    if tidy.kind.has_power and not 1 <= tidy.power <= MOST_POWER:
        raise KnownError(ErrorCode.INVALID_VALUE, field="power")
    if len(tidy.registration) > LONGEST_REGISTRATION:
        raise KnownError(ErrorCode.INVALID_VALUE, field="registration")
    return tidy
