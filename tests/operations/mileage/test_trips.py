"""Trips, vehicles and templates on a real vault: checked, corrected, removed and brought back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mileage.trips import Trip
from microdesk_desktop.domain.mileage.vehicles import Vehicle, VehicleKind
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.operations.mileage.templates import keep_template, remove_template
from microdesk_desktop.operations.mileage.trips import put_trip, remove_trips
from microdesk_desktop.operations.mileage.vehicles import put_vehicle, remove_vehicle
from microdesk_desktop.operations.privacy.erase_client import erase_client
from microdesk_desktop.operations.records.edit import put_client, remove_client
from microdesk_desktop.store.mileage.templates import load_templates
from microdesk_desktop.store.mileage.trips import load_trips
from microdesk_desktop.store.mileage.vehicles import load_vehicles
from microdesk_desktop.views.mileage.report import Scope, load_report
from microdesk_desktop.views.mileage.years import load_mileage_year
from tests.support.bank import open_vault
from tests.support.clock import TODAY, FakeClock
from tests.support.disks import raises_known

TRIP = Trip(on=TODAY, origin="Bureau", destination="Lyon", tenths=1_205, purpose="Recette")
CAR = Vehicle(name="Clio", power=5, registration="ab-123-cd")


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with open_vault(tmp_path_factory.mktemp("mileage"), FakeClock()) as opened:
        yield opened


@pytest.fixture(autouse=True)
def emptied(session):
    yield
    session.write(
        lambda writer: [writer.run(f"DELETE FROM mileage_{each}") for each in ("trip", "template", "vehicle")]
    )


def trips(session):
    return dict(session.read(load_trips))


def test_a_trip_is_corrected_removed_and_brought_back_as_it_was(session):
    added = put_trip(session, TRIP)
    corrected = put_trip(session, replace(TRIP, tenths=1_300, is_return=True), added.id)
    assert trips(session)[added.id].driven == 2_600
    removed = remove_trips(session, [added.id])
    assert trips(session) == {}
    redo = removed.undo(session)
    assert trips(session)[added.id].driven == 2_600
    redo.undo(session).undo(session)
    corrected.undo(session)
    assert trips(session) == {added.id: TRIP}
    added.undo(session)
    assert trips(session) == {}


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"origin": " \n "}, "origin"),
        ({"destination": ""}, "destination"),
        ({"destination": "x" * 201}, "destination"),
        ({"purpose": "x" * 501}, "purpose"),
        ({"tenths": 0}, "distance"),
        ({"tenths": -10}, "distance"),
        ({"tenths": 50_001}, "distance"),
        ({"on": TODAY + timedelta(1)}, "date"),
        ({"on": TODAY.replace(year=1026)}, "date"),
    ],
)
def test_a_value_that_no_trip_has_is_refused_by_its_field(session, facts, field):
    with raises_known(ErrorCode.INVALID_VALUE, field=field):
        put_trip(session, replace(TRIP, **facts))
    assert trips(session) == {}


def test_a_client_or_a_vehicle_that_is_not_there_is_named(session):
    with raises_known(ErrorCode.CLIENT_NOT_FOUND, client="404"):
        put_trip(session, replace(TRIP, client_id=404))
    with raises_known(ErrorCode.UNKNOWN_VEHICLE, vehicle="404"):
        put_trip(session, replace(TRIP, vehicle_id=404))
    with raises_known(ErrorCode.UNKNOWN_TRIP):
        put_trip(session, TRIP, 404)
    with raises_known(ErrorCode.UNKNOWN_TRIP):
        remove_trips(session, [put_trip(session, TRIP).id, 404])
    assert len(trips(session)) == 1, "all or none"


@given(text=st.text(min_size=1, max_size=60), tenths=st.integers(-(10**12), 10**12))
def test_whatever_is_typed_is_kept_on_one_line_or_refused(session, text, tenths):
    try:
        added = put_trip(session, replace(TRIP, destination=text, tenths=tenths)).id
    except KnownError as refused:
        field = refused.params["field"]
        added = None
    if added is None:
        assert field in ("destination", "distance")
        return
    trip = trips(session)[added]
    assert trip.destination == " ".join(trip.destination.split())
    assert 0 < trip.tenths <= 50_000


def test_a_vehicle_stays_as_long_as_trips_name_it(session):
    vehicle = put_vehicle(session, CAR)
    assert session.read(load_vehicles)[vehicle.id].registration == "AB-123-CD"
    trip = put_trip(session, replace(TRIP, vehicle_id=vehicle.id))
    with raises_known(ErrorCode.VEHICLE_IN_USE):
        remove_vehicle(session, vehicle.id)
    remove_trips(session, [trip.id])
    removed = remove_vehicle(session, vehicle.id)
    assert session.read(load_vehicles) == {}
    removed.undo(session)
    assert list(session.read(load_vehicles)) == [vehicle.id]


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"name": "  "}, "name"), ({"name": "CLIO"}, "name"), ({"power": 0}, "power"), ({"power": 100}, "power")],
)
def test_a_vehicle_that_the_scale_could_not_use_is_refused(session, facts, field):
    put_vehicle(session, CAR)
    with raises_known(ErrorCode.INVALID_VALUE, field=field):
        put_vehicle(session, replace(CAR, **{"name": "Autre", **facts}))


def test_a_moped_needs_no_power(session):
    saved = put_vehicle(session, Vehicle(name="Solex", kind=VehicleKind.MOPED, power=3)).id
    assert session.read(load_vehicles)[saved].power == 0


def test_a_template_is_kept_once_and_outlives_its_trip(session):
    trip = put_trip(session, TRIP)
    first, again = keep_template(session, TRIP), keep_template(session, TRIP)
    assert (first.id, again.undo) == (again.id, None)
    remove_trips(session, [trip.id])
    assert [each.destination for each in session.read(load_templates).values()] == ["Lyon"]
    removed = remove_template(session, first.id)
    removed.undo(session)
    assert list(session.read(load_templates)) == [first.id]


def test_a_client_who_is_removed_leaves_the_trips_and_gets_them_back_by_the_undo(session):
    client_id = put_client(session, Client(name="Nova SARL")).id
    trip = put_trip(session, replace(TRIP, client_id=client_id))
    keep_template(session, replace(TRIP, client_id=client_id))
    removed = remove_client(session, client_id)
    assert trips(session)[trip.id].client_id is None
    removed.undo(session)
    assert trips(session)[trip.id].client_id == client_id
    assert [each.client_id for each in session.read(load_templates).values()] == [client_id]


def test_a_client_who_is_erased_leaves_distances_without_places_and_no_template(session):
    gone, other = put_client(session, Client(name="Envolée SAS")).id, put_client(session, Client(name="Autre")).id
    mine = put_trip(session, replace(TRIP, client_id=gone)).id
    named = put_trip(session, replace(TRIP, purpose="Dîner avec envolee sas")).id
    theirs = put_trip(session, replace(TRIP, client_id=other)).id
    keep_template(session, replace(TRIP, client_id=gone))
    keep_template(session, replace(TRIP, client_id=other))
    erase_client(session, gone, Job())
    kept = trips(session)
    for trip_id in (mine, named):
        trip = kept[trip_id]
        assert (trip.on, trip.tenths) == (TRIP.on, TRIP.tenths)
        assert (trip.client_id, trip.origin, trip.destination, trip.purpose) == (None, "…", "…", "")
    assert kept[theirs] == replace(TRIP, client_id=other)
    assert [each.client_id for each in session.read(load_templates).values()] == [other]


def test_the_amount_is_of_the_total_of_the_year_and_never_the_sum_of_the_trips(session):
    vehicle = put_vehicle(session, CAR).id
    day = TODAY.replace(year=2025)
    for _ in range(4):
        put_trip(session, replace(TRIP, on=day, tenths=15_000, is_return=True, vehicle_id=vehicle))
    put_trip(session, replace(TRIP, on=day.replace(year=2024), tenths=9_000, vehicle_id=vehicle))
    year = session.read(lambda reader: load_mileage_year(reader, 2025, TODAY))
    assert [(each.tenths, each.amount.rounded_cents) for each in year.vehicles] == [(120_000, 567_900)]
    assert (year.cents, year.years) == (567_900, [2026, 2025, 2024])
    assert session.read(lambda reader: load_mileage_year(reader, 2026, TODAY)).cents is None


def test_a_report_of_one_client_has_its_share_of_the_whole_year(session):
    client_id, vehicle = put_client(session, Client(name="Nova SARL")).id, put_vehicle(session, CAR).id
    day = TODAY.replace(year=2025)
    put_trip(session, replace(TRIP, on=day, tenths=40_000, vehicle_id=vehicle, client_id=client_id))
    put_trip(session, replace(TRIP, on=day, tenths=40_000, is_return=True, vehicle_id=vehicle))
    report = session.read(lambda reader: load_report(reader, Scope(year=2025, client_id=client_id)))
    (part,) = report.parts
    assert (part.tenths, part.whole.tenths) == (40_000, 120_000)
    assert part.share_cents == 189_300, "a third of 5,679 euros"
    assert [(each.name, each.tenths) for each in report.clients] == [("Nova SARL", 40_000)]
