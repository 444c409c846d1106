"""The report of a year: its trips, what they come to by vehicle and by client, and how the scale counts them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.base.format import money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.books.mileage.scale import ScaleAmount
from microdesk_desktop.domain.calendar.spans import year_of
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.mileage.trips import load_trips
from microdesk_desktop.store.mileage.vehicles import load_vehicles
from microdesk_desktop.views.mileage.rows import TripRow, load_trip_rows
from microdesk_desktop.views.mileage.words import (
    amount_text,
    explanation,
    km_text,
    no_deduction_text,
    trip_line,
    trips_count,
    vehicle_name,
    whole_year_text,
)
from microdesk_desktop.views.mileage.years import VehicleYear, vehicle_years


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a report is about: a year, and one vehicle or one client of it where they are given."""

    year: int
    vehicle_id: int | None = None
    client_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What the trips of the report are of a vehicle's year: `share_cents` by the kilometres, None without an amount."""

    whole: VehicleYear
    trips: int
    tenths: int

    @property
    def share_cents(self) -> int | None:
        """The part of the year's amount that these kilometres have of the year's, rounded half up to the cent."""
        amount = self.whole.amount
        if amount is None:
            return None
        return (2 * amount.rounded_cents * self.tenths + self.whole.tenths) // (2 * self.whole.tenths)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientTotal:
    """What was driven for one client, or for none where `name` is empty."""

    client_id: int | None
    name: str
    trips: int
    tenths: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The trips in scope, the earliest first; `parts` by vehicle, with what the whole year of each comes to."""

    scope: Scope
    rows: Sequence[TripRow]
    parts: Sequence[Part]
    clients: Sequence[ClientTotal]

    @property
    def tenths(self) -> int:
        """The tenths of a kilometre in scope."""
        return sum(row.trip.driven for row in self.rows)

    @property
    def is_whole(self) -> bool:
        """Whether no client narrows the report: then each vehicle has its whole year in it."""
        return self.scope.client_id is None

    @property
    def amounts(self) -> Sequence[ScaleAmount]:
        """What the scale gives for the vehicles in scope."""
        return [part.whole.amount for part in self.parts if part.whole.amount is not None]


def load_report(reader: Reader, scope: Scope) -> Report:
    """The report of a year."""
    rows = [row for row in reversed(load_trip_rows(reader, scope.year)) if _is_in(row, scope)]
    trips = [trip for _, trip in load_trips(reader, year_of(date(scope.year, 1, 1)))]
    whole = {each.vehicle_id: each for each in vehicle_years(trips, load_vehicles(reader), scope.year)}
    return Report(
        scope=scope,
        rows=rows,
        parts=[part for each in whole.values() if (part := _part(each, rows)).trips],
        clients=_clients(rows),
    )


def report_lines(report: Report) -> Sequence[str]:
    """The report for a terminal."""
    if not report.rows:
        return [tr("Aucun trajet en {year}.").format(year=report.scope.year)]
    head = tr("{year} : {count}, {distance}").format(
        year=report.scope.year, count=trips_count(len(report.rows)), distance=km_text(report.tenths)
    )
    by_client = [
        f"{visible(each.name) or tr('Sans client')}  {trips_count(each.trips)}, {km_text(each.tenths)}"
        for each in report.clients
    ]
    parts = [line for part in report.parts for line in part_lines(part)]
    notes = [whole_year_text(), no_deduction_text()]
    return [*map(trip_line, report.rows), "", head, *parts, "", *by_client, "", *notes]


def part_lines(part: Part) -> Sequence[str]:
    """What one vehicle comes to, and how it is computed."""
    line = f"{vehicle_name(part.whole)}  {km_text(part.whole.tenths)}  {amount_text(part.whole)}"
    if part.tenths == part.whole.tenths:
        return list(filter(None, (line, explanation(part.whole))))
    return list(filter(None, (line, explanation(part.whole), share_text(part))))


def share_text(part: Part) -> str:
    """What the kilometres in scope are of the year of the vehicle."""
    if part.share_cents is None:
        return tr("Dont {distance} ici.").format(distance=km_text(part.tenths))
    return tr("Dont {distance} ici, soit {share} au prorata des kilomètres.").format(
        distance=km_text(part.tenths), share=money.amount(part.share_cents, EUR)
    )


def _is_in(row: TripRow, scope: Scope) -> bool:
    return (scope.vehicle_id is None or row.trip.vehicle_id == scope.vehicle_id) and (
        scope.client_id is None or row.trip.client_id == scope.client_id
    )


def _part(whole: VehicleYear, rows: Sequence[TripRow]) -> Part:
    driven = [row.trip.driven for row in rows if row.trip.vehicle_id == whole.vehicle_id]
    return Part(whole=whole, trips=len(driven), tenths=sum(driven))


def _clients(rows: Sequence[TripRow]) -> Sequence[ClientTotal]:
    found: Mapping[int | None, list[TripRow]] = {row.trip.client_id: [] for row in rows}
    for row in rows:
        found[row.trip.client_id].append(row)
    totals = [
        ClientTotal(
            client_id=client_id,
            name=of_client[0].client,
            trips=len(of_client),
            tenths=sum(row.trip.driven for row in of_client),
        )
        for client_id, of_client in found.items()
    ]
    return sorted(totals, key=lambda each: (each.client_id is None, -each.tenths, each.client_id or 0))
