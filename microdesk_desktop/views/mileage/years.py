"""What a year of trips comes to, by vehicle: kilometres, and what the yearly scale gives for their total."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.books.mileage.scale import ScaleAmount, amount_for
from microdesk_desktop.domain.calendar.spans import year_of
from microdesk_desktop.domain.mileage.trips import Trip
from microdesk_desktop.domain.mileage.vehicles import Vehicle
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.mileage.trips import load_trips, load_years
from microdesk_desktop.store.mileage.vehicles import load_vehicles


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleYear:
    """What one vehicle drove in a year; `vehicle` is None for trips that name none.

    `amount` is None without a vehicle, and for a year of which no scale is known.
    """

    vehicle_id: int | None
    vehicle: Vehicle | None
    year: int
    trips: int
    tenths: int
    amount: ScaleAmount | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MileageYear:
    """A year with what each vehicle drove, the longest distance first; `years` have trips, or are today's."""

    year: int
    years: Sequence[int]
    trips: int
    tenths: int
    vehicles: Sequence[VehicleYear]

    @property
    def cents(self) -> int | None:
        """What the scale gives for all vehicles together; None unless it is known for each that drove."""
        amounts = [each.amount for each in self.vehicles if each.vehicle is not None]
        known = [amount.rounded_cents for amount in amounts if amount is not None]
        return sum(known) if known and len(known) == len(amounts) else None


def load_mileage_year(reader: Reader, year: int, today: date) -> MileageYear:
    """The year of trips; `today` adds its own year to those that can be chosen."""
    trips = [trip for _, trip in load_trips(reader, year_of(date(year, 1, 1)))]
    return MileageYear(
        year=year,
        years=sorted({*load_years(reader), today.year, year}, reverse=True),
        trips=len(trips),
        tenths=sum(trip.driven for trip in trips),
        vehicles=vehicle_years(trips, load_vehicles(reader), year),
    )


def vehicle_years(trips: Iterable[Trip], vehicles: Mapping[int, Vehicle], year: int) -> Sequence[VehicleYear]:
    """What each vehicle drove on these trips of one year, the longest distance first."""
    driven: defaultdict[int | None, list[int]] = defaultdict(list)
    for trip in trips:
        driven[trip.vehicle_id].append(trip.driven)
    found = [_vehicle_year(id_, vehicles, year, distances) for id_, distances in driven.items()]
    return sorted(found, key=lambda each: (each.vehicle is None, -each.tenths, each.vehicle_id or 0))


def _vehicle_year(
    vehicle_id: int | None, vehicles: Mapping[int, Vehicle], year: int, distances: Sequence[int]
) -> VehicleYear:
    vehicle, tenths = vehicles.get(vehicle_id or 0), sum(distances)
    return VehicleYear(
        vehicle_id=vehicle_id,
        vehicle=vehicle,
        year=year,
        trips=len(distances),
        tenths=tenths,
        amount=amount_for(vehicle, tenths, year) if vehicle is not None else None,
    )
