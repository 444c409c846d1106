"""Trips, vehicles and reports as the command line's JSON has them."""

from collections.abc import Mapping
from typing import Any

from microdesk_desktop.domain.mileage.trips import Journey
from microdesk_desktop.domain.mileage.vehicles import Vehicle
from microdesk_desktop.domain.money import format_decimal
from microdesk_desktop.views.mileage.report import ClientTotal, Part, Report
from microdesk_desktop.views.mileage.rows import TemplateRow, TripRow
from microdesk_desktop.views.mileage.words import (
    explanation,
    km_decimal,
    no_deduction_text,
    unknown_text,
    vehicle_name,
    whole_year_text,
)

Json = Mapping[str, Any]


def trip_json(row: TripRow) -> Json:
    """A trip: `km` are those of one way, `driven_km` those that were driven."""
    return {
        "id": row.id,
        "date": row.trip.on.isoformat(),
        **_journey_json(row.trip, row.client, row.vehicle),
        "status": row.state.value,
        "document": row.number or None,
    }


def template_json(row: TemplateRow) -> Json:
    """A trip to repeat."""
    return {"id": row.id, **_journey_json(row.journey, row.client, row.vehicle)}


def vehicle_json(vehicle_id: int, vehicle: Vehicle) -> Json:
    """A vehicle; `power` is the fiscal one, 0 for a moped."""
    return {
        "id": vehicle_id,
        "name": vehicle.name,
        "kind": vehicle.kind.value,
        "power": vehicle.power,
        "electric": vehicle.is_electric,
        "registration": vehicle.registration,
    }


def report_json(report: Report) -> Json:
    """The report: `amount` is rounded to the euro, `exact` to the cent; both are null where no scale is known."""
    return {
        "year": report.scope.year,
        "km": km_decimal(report.tenths),
        "vehicles": [_part_json(part) for part in report.parts],
        "clients": [_client_json(each) for each in report.clients],
        "trips": [trip_json(row) for row in report.rows],
        "notes": [whole_year_text(), no_deduction_text()],
    }


def _journey_json(journey: Journey, client: str, vehicle: str) -> Json:
    return {
        "from": journey.origin,
        "to": journey.destination,
        "km": km_decimal(journey.tenths),
        "return": journey.is_return,
        "driven_km": km_decimal(journey.driven),
        "purpose": journey.purpose,
        "client": client or None,
        "client_id": journey.client_id,
        "vehicle": vehicle or None,
        "vehicle_id": journey.vehicle_id,
    }


def _part_json(part: Part) -> Json:
    whole, amount = part.whole, part.whole.amount
    facts = vehicle_json(whole.vehicle_id, whole.vehicle) if whole.vehicle and whole.vehicle_id else {"id": None}
    return {
        **facts,
        "name": vehicle_name(whole),
        "trips": part.trips,
        "km": km_decimal(part.tenths),
        "year_km": km_decimal(whole.tenths),
        "amount": format_decimal(amount.rounded_cents) if amount else None,
        "exact": format_decimal(amount.exact_cents) if amount else None,
        "share": format_decimal(part.share_cents) if part.share_cents is not None else None,
        "explanation": explanation(whole) or None,
        "unknown": unknown_text(whole.year) if whole.vehicle and not amount else None,
        "source": amount.source if amount else None,
        "confidence": amount.confidence if amount else None,
    }


def _client_json(each: ClientTotal) -> Json:
    return {"id": each.client_id, "name": each.name or None, "trips": each.trips, "km": km_decimal(each.tenths)}
