"""Add, correct and remove trips."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mileage.trips import EARLIEST, Trip
from microdesk_desktop.operations.mileage.journeys import checked_journey
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.mileage.trips import (
    delete_trips,
    link_to_draft,
    load_linked,
    load_trip,
    load_trips_of,
    save_trip,
)

Kept = Sequence[tuple[int, Trip]]


def put_trip(session: Session, trip: Trip, trip_id: int | None = None) -> ChangeResult:
    """Add a trip, or correct the one of this id; what invoices it again stays as it is.

    Raises INVALID_VALUE (`field`) for a day before 2000 or still to come, and as `checked_journey`; UNKNOWN_TRIP for a
    trip that is not there, TRIP_INVOICED (`trips`) for another distance or client of one that is invoiced again.
    """
    today = session.clock.today()

    def write(writer: Writer) -> tuple[int, Trip | None]:
        before = _require(writer, trip_id) if trip_id is not None else None
        tidy = checked_journey(writer, _checked_day(trip, today))
        if trip_id is not None and before is not None:
            tidy = replace(tidy, draft_id=before.draft_id, document_id=before.document_id)
            _refuse_other_facts(writer, trip_id, before, tidy)
        return save_trip(writer, tidy, trip_id), before

    saved, before = session.write(write)
    return ChangeResult(
        changes=Changes.MILEAGE,
        id=saved,
        undo=lambda session: _put_back(session, [(saved, before)]) if before else remove_trips(session, [saved]),
    )


def remove_trips(session: Session, trip_ids: Collection[int]) -> ChangeResult:
    """Remove trips; what was invoiced of them stays as it is. Raises UNKNOWN_TRIP when one is not there."""

    def write(writer: Writer) -> Kept:
        before = load_trips_of(writer, trip_ids)
        if not before or len(before) != len(set(trip_ids)):
            raise KnownError(ErrorCode.UNKNOWN_TRIP)
        delete_trips(writer, trip_ids)
        return before

    before = session.write(write)
    return ChangeResult(changes=Changes.MILEAGE, undo=lambda session: _put_back(session, before))


def release_trips(session: Session, trip_ids: Collection[int]) -> ChangeResult:
    """Let trips be invoiced again whose line was taken out of the draft, which itself does not change.

    Raises UNKNOWN_TRIP, TRIP_INVOICED (`trips`) for one that an issued document invoices.
    """

    def write(writer: Writer) -> Kept:
        before = load_trips_of(writer, trip_ids)
        if not before or len(before) != len(set(trip_ids)):
            raise KnownError(ErrorCode.UNKNOWN_TRIP)
        issued = [trip_id for trip_id, trip in before if trip.document_id is not None]
        if issued:
            raise KnownError(ErrorCode.TRIP_INVOICED, trips=tuple(map(str, issued)))
        link_to_draft(writer, trip_ids, None)
        return before

    before = session.write(write)
    return ChangeResult(changes=Changes.MILEAGE, undo=lambda session: _put_back(session, before))


def _put_back(session: Session, trips: Kept) -> ChangeResult:
    """The trips as they were, under their ids."""

    def write(writer: Writer) -> Kept:
        now = load_trips_of(writer, [trip_id for trip_id, _ in trips])
        for trip_id, trip in trips:
            save_trip(writer, trip, trip_id)
        return now

    now, ids = session.write(write), [trip_id for trip_id, _ in trips]
    return ChangeResult(
        changes=Changes.MILEAGE,
        id=ids[0],
        undo=lambda session: _put_back(session, now) if now else remove_trips(session, ids),
    )


def _require(reader: Reader, trip_id: int) -> Trip:
    trip = load_trip(reader, trip_id)
    if trip is None:
        raise KnownError(ErrorCode.UNKNOWN_TRIP)
    return trip


def _checked_day(trip: Trip, today: date) -> Trip:
    if not EARLIEST <= trip.on <= today:
        raise KnownError(ErrorCode.INVALID_VALUE, part="trip day", field="date")
    return trip


def _refuse_other_facts(reader: Reader, trip_id: int, before: Trip, trip: Trip) -> None:
    """What a line charges follows from the distance and the client: both stay while the line is there."""
    changes = (before.driven, before.client_id) != (trip.driven, trip.client_id)
    if changes and load_linked(reader, [trip_id]):
        raise KnownError(ErrorCode.TRIP_INVOICED, trips=(str(trip_id),))
