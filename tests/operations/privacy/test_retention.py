"""What goes by itself: announced for 30 days, then gone from the vault, its pages and its backups, and listed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from microdesk_desktop.base.bug_report import FOLDER_NAME
from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mileage.trips import Trip
from microdesk_desktop.operations.books.close import close_books
from microdesk_desktop.operations.documents.seal.verify import verify_documents
from microdesk_desktop.operations.mileage.trips import put_trip
from microdesk_desktop.operations.privacy.retention import keep_longer, set_duration
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.operations.retention_facts import load_told
from microdesk_desktop.operations.vault.backups.make import back_up_today, own_backups
from microdesk_desktop.operations.vault.due_erasures import apply_retention
from microdesk_desktop.operations.vault.verify import verify
from microdesk_desktop.privacy.retention import Category
from microdesk_desktop.store.privacy.network.journal import save_event
from microdesk_desktop.store.privacy.retention import load_log
from microdesk_desktop.store.records.clients import load_clients
from microdesk_desktop.vault.erasures import pending
from microdesk_desktop.views.records.rows import load_invoice_rows
from tests.support.clock import TODAY, FakeClock
from tests.support.disconnects import killed
from tests.support.disks import raises_known
from tests.support.retained import LAW, NAME, WORDS, event_at, make_scene
from tests.support.strict_keyring import StrictKeyring
from tests.support.vaults import reopened

FIRST = TODAY
"""The first opening after four years: all but the accounts is over."""
LAST_BEFORE, AFTER = FIRST + timedelta(29), FIRST + timedelta(30)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_scene(tmp_path_factory.mktemp("made"))[0]


@pytest.fixture
def scene(made, tmp_path):
    return made.copy(tmp_path)


def opened_on(scene, day):
    return reopened(scene.profile, clock=FakeClock(day), keyring=StrictKeyring(scene.keyring))


def open_and_close(scene, *days):
    for day in days:
        opened_on(scene, day).close()


def test_what_is_over_is_announced_for_thirty_days_then_goes_even_from_backups(scene):
    session = opened_on(scene, FIRST)
    told = session.read(load_told)
    assert {notice.going.category for notice in told} == {*WORDS, Category.REPORTS}
    assert {notice.goes_on for notice in told} == {AFTER}
    session.close()
    open_and_close(scene, LAST_BEFORE)
    assert scene.left() == [*WORDS.values(), LAW], "each was announced, and none went"
    session = opened_on(scene, AFTER)
    assert scene.left() == [LAW]
    assert pending(scene.profile) == {}
    assert {row.category for row in session.read(load_log)} == {*map(str, WORDS), "reports"}
    assert {row.on for row in session.read(load_log)} == {AFTER}
    assert session.read(load_told) == []
    assert list((scene.profile / FOLDER_NAME).glob("*.txt")) == []
    assert [client.name for _, client in session.read(load_clients)] == [NAME]
    session.close()


def test_what_a_transaction_paid_stays_paid_and_every_seal_and_page_holds(scene):
    open_and_close(scene, FIRST, AFTER)
    session = opened_on(scene, AFTER + timedelta(1))
    (invoice,) = session.read(lambda reader: load_invoice_rows(reader, AFTER))
    assert invoice.remaining_cents == 0
    assert session.read(lambda reader: reader.value("SELECT count(*) FROM attribution")) == 0
    assert verify_documents(session).flaws == ()
    assert all(verify(session).values())
    session.close()


def test_a_clock_that_is_years_ahead_by_mistake_takes_nothing_along(scene):
    open_and_close(scene, date(2022, 11, 2), date(2040, 1, 1), date(2040, 1, 2), date(2022, 11, 3))
    session = opened_on(scene, date(2022, 11, 4))
    assert session.read(load_told) == []
    assert scene.left() == [*WORDS.values(), LAW]
    session.close()


def test_while_the_vault_stays_open_it_goes_on_its_day_too(scene):
    clock = FakeClock(FIRST)
    session = reopened(scene.profile, clock=clock, keyring=StrictKeyring(scene.keyring))
    clock.advance(days=29)
    assert not apply_retention(session)
    clock.advance(days=1)
    assert apply_retention(session)
    assert not apply_retention(session), "once"
    session.close()
    assert scene.left() == [LAW]


@pytest.mark.parametrize("category", list(WORDS))
def test_what_the_user_keeps_longer_stays_alone(scene, category):
    session = opened_on(scene, FIRST)
    for notice in session.read(load_told):
        if notice.going.category is category:
            keep_longer(session, category, notice.going.item)
    session.close()
    open_and_close(scene, AFTER)
    assert scene.left() == [WORDS[category], LAW]


def test_keeping_longer_can_be_undone(scene):
    session = opened_on(scene, FIRST)
    before = session.read(load_told)
    done = [keep_longer(session, notice.going.category, notice.going.item) for notice in before]
    assert session.read(load_told) == []
    for each in reversed(done):
        each.undo(session)
    assert [notice.going for notice in session.read(load_told)] == [notice.going for notice in before]
    session.close()


def test_what_the_law_requires_cannot_go_earlier_and_a_shorter_time_is_announced_too(scene):
    session = opened_on(scene, date(2024, 3, 1))
    for category, years in ((Category.ARCHIVES, 9), (Category.PROSPECTS, 4), (Category.PROSPECTS, None)):
        with raises_known(ErrorCode.INVALID_VALUE, field="kept_years"):
            set_duration(session, category, years)
    shorter = set_duration(session, Category.IMPORTS, 1)
    assert [each.going.category for each in session.read(load_told)].count(Category.IMPORTS) == 1
    shorter.undo(session)
    assert Category.IMPORTS not in [each.going.category for each in session.read(load_told)]
    session.close()


def test_a_client_goes_wholly_and_the_accounts_name_nobody_once_ten_years_are_over(scene):
    day = date(2032, 12, 10)
    session = opened_on(scene, FIRST)
    assert close_books(session, date(2025, 12, 31)) == 2
    session.close()
    open_and_close(scene, FIRST, AFTER, day, day + timedelta(22))
    assert LAW in scene.left(), "31 December is the last day, and it was announced for 22 days"
    open_and_close(scene, day + timedelta(30))
    session = opened_on(scene, day + timedelta(31))
    assert scene.left() == []
    assert "FAUCON" not in scene.everything()
    assert verify_documents(session).flaws == ()
    assert session.read(lambda reader: reader.value("SELECT amount_cents FROM expense")) == 4200
    assert session.read(lambda reader: reader.all("SELECT * FROM book_change")) == [], "no money changed"
    session.close()


def test_a_client_who_came_back_keeps_what_a_later_backup_holds(scene):
    """The backups follow once: what is entered again after the removal is none of it."""
    open_and_close(scene, FIRST, AFTER)
    session = opened_on(scene, AFTER + timedelta(1))
    ((client_id, client),) = session.read(load_clients)
    put_client(session, replace(client, phone=PHONE), client_id)
    put_trip(session, Trip(on=AFTER, origin="Bureau", destination="Paris", tenths=1, client_id=client_id))
    session.write(lambda writer: save_event(writer, event_at(session.clock.now(), "example.com")))
    for backup in own_backups(scene.profile).glob("*.mdbackup"):
        backup.unlink()
    back_up_today(session, Job())
    session.close()
    open_and_close(scene, date(2028, 1, 5), date(2028, 2, 10))
    assert "example.com" not in scene.everything(), "the backup was rewritten"
    assert PHONE.encode() in scene.pages_of_backup(next(own_backups(scene.profile).glob("*.mdbackup")))


def test_every_category_is_seen_to_go():
    """Those of the scene here, the accounts and the former clients above, documents in test_ageing."""
    assert set(Category) == {*WORDS, Category.REPORTS, Category.ARCHIVES, Category.FORMER, Category.DOCUMENTS}


PHONE = "0612345678"
STRIDE = 20
"""Of the changes of files at which it is killed: a tenth of a minute for the whole."""


def test_a_kill_at_any_instant_is_made_good_by_the_next_opening(scene, tmp_path):
    open_and_close(scene, FIRST)

    def act(session):
        session.clock.set_forward(days=30)
        apply_retention(session)

    number, deaths = 0, 0
    while killed(copy := scene.copy(tmp_path / str(number)), act, file_event=number):
        open_and_close(copy, AFTER)
        assert (copy.left(), pending(copy.profile)) == ([LAW], {})
        number, deaths = number + STRIDE, deaths + 1
    assert deaths > 3
