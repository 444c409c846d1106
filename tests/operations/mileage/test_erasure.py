"""Trips whose time is over: gone at the next opening, from the vault, its free pages and its backups."""

from dataclasses import replace
from datetime import date

import pytest

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mileage.keeping import Keeping
from microdesk_desktop.domain.mileage.trips import Trip
from microdesk_desktop.operations.mileage.settings import set_keeping
from microdesk_desktop.operations.mileage.trips import put_trip
from microdesk_desktop.operations.vault.backups.make import back_up_today
from microdesk_desktop.store.mileage.trips import load_trips
from microdesk_desktop.vault.erasures import pending
from microdesk_desktop.vault.header_copies import read_header
from microdesk_desktop.vault.keys import open_with_passphrase
from microdesk_desktop.views.mileage.settings import load_kept
from microdesk_desktop.views.privacy.opening import erasure_texts
from tests.support.clock import FakeClock
from tests.support.disconnects import Scene
from tests.support.disks import raises_known
from tests.support.strict_keyring import StrictKeyring
from tests.support.vaults import PASSPHRASE, new_vault, reopened

OLD, YOUNG = "VIEUXPORT", "NOUVEAUPORT"
TRIP = Trip(on=date(2022, 1, 2), origin="Bureau", destination=OLD, tenths=10)
WRITTEN_ON = date(2025, 12, 31)


@pytest.fixture
def scene(tmp_path):
    """A closed vault, with a backup, in which a trip of 2022 and one of 2023 are kept for three years."""
    session = new_vault(
        tmp_path / "profile", clock=FakeClock(WRITTEN_ON), keyring=StrictKeyring(tmp_path / "keyring")
    ).session
    put_trip(session, TRIP)
    put_trip(session, replace(TRIP, on=date(2023, 1, 1), destination=YOUNG))
    set_keeping(session, Keeping(10))
    back_up_today(session, Job())  # the backup holds another wish than the one that counts
    set_keeping(session, Keeping(3))
    session.close()
    return Scene(
        profile=tmp_path / "profile",
        keyring=tmp_path / "keyring",
        key=open_with_passphrase(read_header(tmp_path / "profile"), PASSPHRASE),
        words=(OLD, YOUNG),
        payments=(),
    )


def opened_on(scene, day):
    return reopened(scene.profile, clock=FakeClock(day), keyring=StrictKeyring(scene.keyring))


def test_a_year_of_trips_goes_at_the_first_opening_after_its_time_even_from_backups(scene):
    session = opened_on(scene, WRITTEN_ON)
    assert (scene.left(), session.erasures) == ([OLD, YOUNG], {}), "the last day is still one of them"
    session.close()
    session = opened_on(scene, date(2026, 1, 1))
    assert scene.left() == [YOUNG]
    assert [trip.destination for _, trip in session.read(load_trips)] == [YOUNG]
    assert len(erasure_texts(session.erasures)) == 1
    assert pending(scene.profile) == {}
    session.close()


def test_trips_are_kept_for_ever_unless_the_user_wants_otherwise(scene):
    session = opened_on(scene, WRITTEN_ON)
    set_keeping(session, Keeping(None))
    session.close()
    opened_on(scene, date(2090, 1, 1)).close()
    assert scene.left() == [OLD, YOUNG]


def test_a_shorter_time_says_what_the_next_opening_erases_and_can_be_undone_until_then(scene):
    session, today = opened_on(scene, WRITTEN_ON), WRITTEN_ON
    shorter = set_keeping(session, Keeping(1))
    kept = session.read(lambda reader: load_kept(reader, today))
    assert (kept.due, len(kept.due_lines)) == (2, 1)
    shorter.undo(session)
    assert session.read(lambda reader: load_kept(reader, today)).due == 0
    with raises_known(ErrorCode.INVALID_VALUE, field="kept_years"):
        set_keeping(session, Keeping(2))
    session.close()
