"""Trips as their list shows them, and what a form of a trip proposes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from microdesk_desktop.domain.calendar.spans import Span, year_of
from microdesk_desktop.domain.mileage.trips import Journey, Trip
from microdesk_desktop.domain.mileage.vehicles import Vehicle
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.mileage.settings import load_price
from microdesk_desktop.store.mileage.templates import load_templates
from microdesk_desktop.store.mileage.trips import has_mileage, load_linked, load_trips, load_trips_of
from microdesk_desktop.store.mileage.vehicles import load_vehicles
from microdesk_desktop.store.records.clients import load_parties

__all__ = ["TripRow", "TripState", "has_mileage", "load_trip_rows"]


class TripState(StrEnum):
    """Whether a trip is invoiced again: by nothing, by a draft, by an issued document."""

    OPEN = "open"
    DRAFTED = "draft"
    INVOICED = "invoiced"


@dataclass(frozen=True, slots=True, kw_only=True)
class TripRow:
    """A trip with the names of its client and its vehicle, empty for none, and the number of what invoices it."""

    id: int
    trip: Trip
    client: str
    vehicle: str
    state: TripState
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRow:
    """A trip to repeat, with the names of its client and its vehicle."""

    id: int
    journey: Journey
    client: str
    vehicle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormChoices:
    """What the form of a trip proposes: clients and vehicles by id, and places that were typed before.

    `vehicle_id` is that of the latest trip, else the only one; `price` the last one of a kilometre, in millionths.
    """

    clients: Sequence[tuple[int, str]]
    vehicles: Sequence[tuple[int, str]]
    places: Sequence[str]
    vehicle_id: int | None
    price: int | None


def load_trip_rows(reader: Reader, year: int | None = None) -> list[TripRow]:
    """The trips of a year, or all, the latest first."""
    span: Span | None = year_of(date(year, 1, 1)) if year is not None else None
    return _rows(reader, load_trips(reader, span))


def load_trip_row(reader: Reader, trip_id: int) -> TripRow | None:
    """One trip; None when there is none of this id."""
    found = _rows(reader, load_trips_of(reader, [trip_id]))
    return found[0] if found else None


def load_template_rows(reader: Reader) -> list[TemplateRow]:
    """The trips to repeat, in the order in which they were kept."""
    clients, vehicles = _client_names(reader), load_vehicles(reader)
    return [
        TemplateRow(
            id=id_,
            journey=each,
            client=clients.get(each.client_id or 0, ""),
            vehicle=_vehicle_name(vehicles, each.vehicle_id),
        )
        for id_, each in load_templates(reader).items()
    ]


def load_form_choices(reader: Reader) -> FormChoices:
    """What the form of a trip proposes."""
    trips, vehicles = [trip for _, trip in load_trips(reader)], load_vehicles(reader)
    latest = next((trip.vehicle_id for trip in trips), None)
    only = next(iter(vehicles)) if len(vehicles) == 1 else None
    places = (place for trip in trips for place in (trip.destination, trip.origin))
    return FormChoices(
        clients=[(party.id, party.name) for party in load_parties(reader)],
        vehicles=[(id_, vehicle.name) for id_, vehicle in vehicles.items()],
        places=list(dict.fromkeys(places)),
        vehicle_id=latest if latest is not None else only,
        price=load_price(reader),
    )


def _rows(reader: Reader, trips: Sequence[tuple[int, Trip]]) -> list[TripRow]:
    clients, vehicles, linked = _client_names(reader), load_vehicles(reader), load_linked(reader)
    return [
        TripRow(
            id=id_,
            trip=trip,
            client=clients.get(trip.client_id or 0, ""),
            vehicle=_vehicle_name(vehicles, trip.vehicle_id),
            state=_state(linked.get(id_)),
            number=linked.get(id_, ""),
        )
        for id_, trip in trips
    ]


def _state(number: str | None) -> TripState:
    if number is None:
        return TripState.OPEN
    return TripState.INVOICED if number else TripState.DRAFTED


def _client_names(reader: Reader) -> dict[int, str]:
    return {party.id: party.name for party in load_parties(reader)}


def _vehicle_name(vehicles: dict[int, Vehicle], vehicle_id: int | None) -> str:
    return vehicles[vehicle_id].name if vehicle_id is not None else ""
