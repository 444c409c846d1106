"""Trips that are invoiced again: a line of a draft, never twice, and what the draft becomes."""

from dataclasses import replace

import pytest

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.domain.mileage.trips import Trip
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.operations.documents.drafts import change_draft, remove_draft, require_draft
from microdesk_desktop.operations.documents.issue import issue
from microdesk_desktop.operations.mileage.invoice import Charge, invoice_trips
from microdesk_desktop.operations.mileage.trips import put_trip, release_trips, remove_trips
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.store.documents.chain import find_issued, load_seal_of
from microdesk_desktop.store.mileage.settings import load_price
from microdesk_desktop.store.mileage.trips import load_trip
from microdesk_desktop.views.mileage.rows import TripState, load_trip_row
from microdesk_desktop.views.records.rows import load_invoice_rows
from tests.support.clock import TODAY
from tests.support.disks import raises_known
from tests.support.documents.issuing import NOVA, drafted, issuing_vault

PRICE = 605_000
TRIP = Trip(on=TODAY, origin="Bureau", destination="Lyon", tenths=1_205, is_return=True)


@pytest.fixture
def session(tmp_path):
    opened = issuing_vault(tmp_path / "profile")
    yield opened
    opened.close()


@pytest.fixture
def client_id(session):
    facts = {name: value for name, value in NOVA.items() if name != "siren"}
    return put_client(session, Client(**facts)).id


def state(session, trip_id):
    row = session.read(lambda reader: load_trip_row(reader, trip_id))
    return row.state, row.number


def lines(session, draft_id):
    return session.read(lambda reader: require_draft(reader, draft_id)).lines


def test_trips_become_one_line_of_a_new_draft_which_they_remember_to_its_number(session, client_id):
    first = put_trip(session, TRIP).id
    second = put_trip(session, replace(TRIP, on=TODAY.replace(day=3), tenths=95, is_return=False)).id
    done = invoice_trips(session, [first, second], Charge(client_id=client_id, price=PRICE))
    (line,) = lines(session, done.id)
    assert (line.quantity, line.unit, line.unit_price) == (2_505_000, "KMT", PRICE)
    assert (line.first_day, line.last_day, line.is_disbursement) == (TODAY.replace(day=3), TODAY, False)
    assert line.text.splitlines() == [
        "03/11/2026\u00a0: Bureau – Lyon, 9,5 km",
        "21/11/2026\u00a0: Bureau – Lyon et retour, 241 km",
    ]
    assert session.read(load_price) == PRICE
    assert state(session, first) == (TripState.DRAFTED, "")
    with raises_known(ErrorCode.TRIP_INVOICED, trips=(str(first),)):
        invoice_trips(session, [first], Charge(client_id=client_id, price=PRICE))
    number = issue(session, done.id).number
    assert state(session, first) == state(session, second) == (TripState.INVOICED, number)
    seal = session.read(lambda reader: load_seal_of(reader, find_issued(reader, number)))
    assert "Bureau – Lyon et retour, 241 km" in seal.content
    with raises_known(ErrorCode.TRIP_INVOICED):
        invoice_trips(session, [second], Charge(client_id=client_id, price=PRICE))
    with raises_known(ErrorCode.TRIP_INVOICED):
        release_trips(session, [second])


def test_what_was_paid_in_the_name_of_the_client_is_a_disbursement_apart_from_the_turnover(session, client_id):
    trip_id = put_trip(session, TRIP).id
    done = invoice_trips(session, [trip_id], Charge(client_id=client_id, price=PRICE, disbursement_cents=12_40))
    kilometres, tolls = lines(session, done.id)
    assert (kilometres.is_disbursement, tolls.is_disbursement, tolls.unit_price) == (False, True, 12_400_000)
    issued = issue(session, done.id)
    listed = session.read(lambda reader: load_invoice_rows(reader, TODAY))
    assert [row.total_cents for row in listed if row.number == issued.number] == [145_81 + 12_40]


def test_undo_takes_the_line_out_and_redo_puts_it_in_again(session, client_id):
    trip_id, other = put_trip(session, TRIP).id, drafted(session, client=client_id)
    before = lines(session, other)
    done = invoice_trips(session, [trip_id], Charge(client_id=client_id, price=PRICE), other)
    assert lines(session, other)[:-1] == before
    undone = done.undo(session)
    assert lines(session, other) == before
    assert session.read(lambda reader: load_trip(reader, trip_id)) == TRIP, "the client that it was given goes too"
    undone.undo(session)
    assert len(lines(session, other)) == len(before) + 1
    assert state(session, trip_id)[0] is TripState.DRAFTED


def test_a_draft_that_is_removed_frees_its_trips_and_takes_them_back_when_it_returns(session, client_id):
    trip_id = put_trip(session, TRIP).id
    draft_id = invoice_trips(session, [trip_id], Charge(client_id=client_id, price=PRICE)).id
    removed = remove_draft(session, draft_id)
    assert state(session, trip_id)[0] is TripState.OPEN
    removed.undo(session)
    assert state(session, trip_id)[0] is TripState.DRAFTED
    remove_draft(session, draft_id)
    assert invoice_trips(session, [trip_id], Charge(client_id=client_id, price=PRICE)).id != draft_id


def test_a_line_that_was_taken_out_by_hand_leaves_trips_that_can_be_released(session, client_id):
    trip_id = put_trip(session, TRIP).id
    draft_id = invoice_trips(session, [trip_id], Charge(client_id=client_id, price=PRICE)).id
    draft = session.read(lambda reader: require_draft(reader, draft_id))
    change_draft(session, draft_id, replace(draft, lines=()))
    released = release_trips(session, [trip_id])
    assert state(session, trip_id)[0] is TripState.OPEN
    released.undo(session)
    assert state(session, trip_id)[0] is TripState.DRAFTED


def test_what_a_line_charges_stays_while_the_trip_is_in_it(session, client_id):
    trip_id = put_trip(session, TRIP).id
    invoice_trips(session, [trip_id], Charge(client_id=client_id, price=PRICE))
    with raises_known(ErrorCode.TRIP_INVOICED):
        put_trip(session, replace(TRIP, tenths=9, client_id=client_id), trip_id)
    put_trip(session, replace(TRIP, purpose="Recette", client_id=client_id), trip_id)
    assert state(session, trip_id)[0] is TripState.DRAFTED
    removed = remove_trips(session, [trip_id])
    removed.undo(session)
    assert state(session, trip_id)[0] is TripState.DRAFTED


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"price": 0}, ErrorCode.INVALID_VALUE),
        ({"price": 10**10}, ErrorCode.INVALID_VALUE),
        ({"disbursement_cents": -1}, ErrorCode.INVALID_VALUE),
        ({"client_id": 404}, ErrorCode.CLIENT_NOT_FOUND),
        ({"trip_ids": []}, ErrorCode.UNKNOWN_TRIP),
        ({"trip_ids": [404]}, ErrorCode.UNKNOWN_TRIP),
        ({"draft_id": 404}, ErrorCode.UNKNOWN_TARGET),
    ],
)
def test_what_cannot_be_invoiced_changes_nothing(session, client_id, facts, code):
    trip_id = put_trip(session, TRIP).id
    with raises_known(code):
        given = {"trip_ids": [trip_id], "draft_id": None, "client_id": client_id, "price": PRICE, **facts}
        trip_ids, draft_id = given.pop("trip_ids"), given.pop("draft_id")
        invoice_trips(session, trip_ids, Charge(**given), draft_id)
    assert state(session, trip_id)[0] is TripState.OPEN


def test_a_trip_of_another_client_and_a_draft_of_another_are_refused(session, client_id):
    other = put_client(session, Client(name="Autre")).id
    trip_id = put_trip(session, replace(TRIP, client_id=other)).id
    with raises_known(ErrorCode.TRIP_OF_OTHER_CLIENT, trips=(str(trip_id),)):
        invoice_trips(session, [trip_id], Charge(client_id=client_id, price=PRICE))
    for draft_id in (drafted(session, client=client_id), drafted(session, client=other, type="quote")):
        with raises_known(ErrorCode.INVALID_VALUE, field="draft"):
            invoice_trips(session, [trip_id], Charge(client_id=other, price=PRICE), draft_id)


def test_the_list_of_trips_is_in_the_language_of_the_client(session):
    english = put_client(session, Client(name="Acme Ltd", language="en")).id
    done = invoice_trips(session, [put_trip(session, TRIP).id], Charge(client_id=english, price=PRICE))
    (line,) = lines(session, done.id)
    assert (line.label, line.text) == ("Travel expenses", "21\u00a0Nov\u00a02026: Bureau – Lyon and back, 241 km")
