"""The checks of what a trip or a template must be, before it is kept."""

from dataclasses import replace
from typing import TypeVar

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.mileage.trips import LONGEST_PLACE, LONGEST_PURPOSE, MOST_TENTHS, Journey
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.mileage.vehicles import load_vehicles
from microdesk_desktop.store.records.clients import load_client

J = TypeVar("J", bound=Journey)


def checked_journey(reader: Reader, journey: J) -> J:
    """The journey with tidy texts.

    Raises INVALID_VALUE (`field`) for a place that is empty, a text that is too long, or a distance that is not above
    zero or beyond any road; CLIENT_NOT_FOUND (`client`), UNKNOWN_VEHICLE (`vehicle`).
    """
    tidy = replace(
        journey,
        origin=one_line(journey.origin),
        destination=one_line(journey.destination),
        purpose=one_line(journey.purpose),
    )
    for field, text in (("origin", tidy.origin), ("destination", tidy.destination)):
        if not text or len(text) > LONGEST_PLACE:
            raise KnownError(ErrorCode.INVALID_VALUE, part="trip place", field=field)
    if len(tidy.purpose) > LONGEST_PURPOSE:
        raise KnownError(ErrorCode.INVALID_VALUE, field="purpose")
    if not 0 < tidy.tenths <= MOST_TENTHS:
        raise KnownError(ErrorCode.INVALID_VALUE, part="trip distance", field="distance")
    if tidy.client_id is not None and load_client(reader, tidy.client_id) is None:
        raise KnownError(ErrorCode.CLIENT_NOT_FOUND, client=str(tidy.client_id))
    if tidy.vehicle_id is not None and tidy.vehicle_id not in load_vehicles(reader):
        raise KnownError(ErrorCode.UNKNOWN_VEHICLE, vehicle=str(tidy.vehicle_id))
    return tidy
