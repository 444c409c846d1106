"""The client and the vehicle that a user names, by id or by name."""

from collections.abc import Mapping

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.mileage.vehicles import load_vehicles
from microdesk_desktop.store.records.clients import load_parties


def client_named(reader: Reader, text: str) -> int:
    """The id of a client. Raises CLIENT_NOT_FOUND (`client`) where none or several are called so."""
    found = _matches({party.id: party.name for party in load_parties(reader)}, text)
    if len(found) != 1:
        raise KnownError(ErrorCode.CLIENT_NOT_FOUND, client=text)
    return found[0]


def vehicle_named(reader: Reader, text: str) -> int:
    """The id of a vehicle. Raises UNKNOWN_VEHICLE (`vehicle`) where none or several are called so."""
    found = _matches({id_: vehicle.name for id_, vehicle in load_vehicles(reader).items()}, text)
    if len(found) != 1:
        raise KnownError(ErrorCode.UNKNOWN_VEHICLE, vehicle=text)
    return found[0]


def usual_vehicle(reader: Reader) -> int | None:
    """The only vehicle, None without any. Raises INVALID_VALUE (`field`) where one of several must be named."""
    known = list(load_vehicles(reader))
    if len(known) > 1:
        raise KnownError(ErrorCode.INVALID_VALUE, part="trip vehicle", field="vehicle")
    return known[0] if known else None


def _matches(names: Mapping[int, str], text: str) -> list[int]:
    """Those of this name, else the one of this id."""
    wanted = fold(text.strip())
    by_name = [id_ for id_, name in names.items() if fold(name) == wanted]
    return by_name or [id_ for id_ in names if str(id_) == text.strip()]
