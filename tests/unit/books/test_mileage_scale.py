"""The yearly scale of kilometres: the published example, and what holds for every distance and vehicle."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.books.mileage.scale import amount_for, bands_of, row_of, table_of
from microdesk_desktop.domain.mileage.trips import Trip
from microdesk_desktop.domain.mileage.vehicles import Vehicle, VehicleKind
from microdesk_desktop.views.mileage.years import vehicle_years
from tests.support.clock import TODAY

YEAR = 2025
VEHICLES = st.builds(
    Vehicle,
    name=st.just("v"),
    kind=st.sampled_from(VehicleKind),
    power=st.integers(1, 99),
    is_electric=st.booleans(),
)
TENTHS = st.integers(1, 600_000)


def car(power=5, **facts):
    return Vehicle(name="v", power=power, **facts)


@pytest.mark.parametrize(
    ("vehicle", "km", "euros"),
    [
        (car(), 12_000, 5_679),  # the example of the tax office's notice
        (car(is_electric=True), 12_000, 6_815),
        (car(3), 5_000, 2_645),
        (car(6), 5_000, 3_325),  # the last kilometre of a bracket is in it
        (car(3), 20_000, 7_385),
        (car(12), 25_000, 11_750),  # 7 CV and more have one scale
        (Vehicle(name="v", kind=VehicleKind.MOTORCYCLE, power=4), 4_000, 1_486),
        (Vehicle(name="v", kind=VehicleKind.MOPED), 2_300, 725),  # 724.50: half a euro goes up
    ],
)
def test_the_amount_of_a_year_is_that_of_the_published_scale(vehicle, km, euros):
    assert amount_for(vehicle, km * 10, YEAR).rounded_cents == euros * 100


@pytest.mark.parametrize("year", [2022, 2026, 2030])
def test_a_year_without_a_published_scale_has_no_amount(year):
    assert amount_for(car(), 120_000, year) is None


@given(vehicle=VEHICLES, tenths=TENTHS, more=st.integers(0, 10_000))
def test_a_longer_distance_is_never_worth_less(vehicle, tenths, more):
    less, longer = amount_for(vehicle, tenths, YEAR), amount_for(vehicle, tenths + more, YEAR)
    assert less.exact_cents <= longer.exact_cents


@pytest.mark.parametrize("row", [row for kind in VehicleKind for row in table_of(kind).rows], ids=lambda row: row.keys)
def test_brackets_meet_within_the_rounding_of_their_figures(row):
    for before, after in zip(bands_of(row)[:-1], bands_of(row)[1:], strict=True):
        at = before.until_km
        # A rate has three decimals, a constant is in whole euros: each is up to half of its last digit off.
        rounding = 2 * at * Decimal("0.0005") + (bool(before.plus) + bool(after.plus)) * Decimal("0.5")
        assert abs((at * after.rate + after.plus) - (at * before.rate + before.plus)) <= rounding
        assert after.after_km == at


@given(vehicle=VEHICLES, tenths=TENTHS)
def test_an_electric_vehicle_has_a_fifth_more_to_the_cent(vehicle, tenths):
    plain = amount_for(Vehicle(name="v", kind=vehicle.kind, power=vehicle.power), tenths, YEAR)
    electric = amount_for(Vehicle(name="v", kind=vehicle.kind, power=vehicle.power, is_electric=True), tenths, YEAR)
    assert abs(electric.exact_cents * 10 - plain.exact_cents * 12) <= 6 + 5  # half a cent of either


@given(vehicle=VEHICLES)
def test_every_vehicle_has_exactly_one_row(vehicle):
    row = row_of(vehicle, YEAR)
    lower = [int(each.keys[0]) for each in table_of(vehicle.kind).rows if int(each.keys[0]) < int(row.keys[0])]
    assert max(lower, default=0) < vehicle.power <= int(row.keys[0])


@given(
    st.lists(st.tuples(st.integers(1, 50_000), st.booleans(), st.sampled_from([None, 1, 2])), min_size=1), st.randoms()
)
def test_the_amounts_of_a_year_do_not_depend_on_the_order_of_its_trips(facts, random):
    vehicles = {1: car(4), 2: car(is_electric=True)}
    trips = [
        Trip(on=TODAY, origin="a", destination="b", tenths=tenths, is_return=back, vehicle_id=vehicle)
        for tenths, back, vehicle in facts
    ]
    before = vehicle_years(trips, vehicles, YEAR)
    random.shuffle(trips)
    assert vehicle_years(trips, vehicles, YEAR) == before
    for each in before:
        driven = sum(trip.driven for trip in trips if trip.vehicle_id == each.vehicle_id)
        assert each.amount == (amount_for(each.vehicle, driven, YEAR) if each.vehicle else None)
