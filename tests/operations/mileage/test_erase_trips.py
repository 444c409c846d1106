"""Every trip is erased: from the vault, its free pages and its backups; what invoices trips stays."""

from dataclasses import replace

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mileage.keeping import Keeping
from microdesk_desktop.domain.mileage.trips import Trip
from microdesk_desktop.operations.mileage.erase import erase_trips
from microdesk_desktop.operations.mileage.settings import set_keeping
from microdesk_desktop.operations.mileage.templates import keep_template
from microdesk_desktop.operations.mileage.trips import put_trip
from microdesk_desktop.operations.vault.backups.make import back_up_today
from microdesk_desktop.operations.vault.erased_modules import TRIPS
from microdesk_desktop.store.mileage.settings import load_keeping
from microdesk_desktop.store.privacy.counts import count_mileage
from microdesk_desktop.vault.erasures import Part, begin, pending
from tests.support.canaries import key_of
from tests.support.clock import TODAY
from tests.support.traces import Places, new_words
from tests.support.vaults import new_vault, reopened

WORDS = new_words("place")
NONE = {"trips": 0, "templates": 0, "vehicles": 0}


@pytest.fixture
def session(tmp_path):
    session = new_vault(tmp_path / "profile").session
    trip = Trip(on=TODAY, origin="Bureau", destination=f"Quai {WORDS['place']}", tenths=120)
    put_trip(session, trip)
    put_trip(session, replace(trip, purpose=WORDS["place"]))
    keep_template(session, trip)
    set_keeping(session, Keeping(3))
    back_up_today(session, Job())
    yield session
    session.close()


def holding(session):
    return Places(folders=(session.profile,), profile=session.profile, key=key_of(session.profile)).holding(WORDS)


def test_no_trip_is_left_in_the_vault_or_in_its_backups(session):
    assert holding(session)
    erasure = erase_trips(session, Job()).erasure
    assert (dict(erasure.left), session.read(count_mileage)) == ({}, NONE)
    assert holding(session) == []
    assert session.read(load_keeping) == Keeping(3), "what the user decided for later ones stays"
    assert session.read(lambda reader: reader.value("SELECT name FROM company"))


def test_an_interrupted_erasure_of_trips_is_finished_at_the_next_opening(session):
    begin(session.profile, TRIPS, parts={Part.VAULT, Part.BACKUPS})
    session.close()
    again = reopened(session.profile)
    assert again.read(count_mileage) == NONE
    assert pending(session.profile) == {}
    assert holding(again) == []
    again.close()
