"""The network journal is erased for good, in the vault and its backups, and finished after a kill."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from microdesk_desktop.base.http.client import NetworkEvent
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.privacy.erase_journal import erase_journal, start_of
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.backups.make import back_up_today, own_backups
from microdesk_desktop.operations.vault.due_erasures import finish_erasures
from microdesk_desktop.operations.vault.erased_modules import journal_module
from microdesk_desktop.store.backup import rewrite_backup
from microdesk_desktop.store.backup_files import backups_in
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.privacy.network.days import load_sums
from microdesk_desktop.store.privacy.network.journal import NetworkJournal, load_events
from microdesk_desktop.vault.erasures import Part, begin, pending
from microdesk_desktop.views.privacy.network.journal_erasure import erased_line
from tests.support.clock import FakeClock
from tests.support.vaults import new_vault

OLD, RECENT = "old-canary.example", "recent-canary.example"
DAY = date(2026, 11, 20)


@pytest.fixture
def session(tmp_path: Path, clock: FakeClock) -> Iterator[Session]:
    made = new_vault(tmp_path / "profile", clock=clock).session
    note(made, OLD, start_of(DAY) - timedelta(seconds=1))
    note(made, RECENT, start_of(DAY))
    yield made
    made.close()


def event(host: str, at: datetime) -> NetworkEvent:
    return NetworkEvent(at=at, host=host, purpose=Purpose.MAIL_READ, bytes_out=1, bytes_in=1, outcome="sent")


def note(session: Session, host: str, at: datetime) -> int:
    return session.journal.begin(event(host, at))


def hosts(session: Session) -> list[str]:
    return [each.host for each in session.read(load_events)]


def hosts_of_sums(reader: Reader) -> list[str]:
    return sorted(each.host for each in load_sums(reader, date.min))


def sums_in_backups(session: Session) -> list[list[str]]:
    found: list[list[str]] = []
    for path in backups_in(own_backups(session.profile)):
        rewrite_backup(path, session.database, lambda writer: found.append(hosts_of_sums(writer)))
    return found


def hosts_in_backups(session: Session) -> list[list[str]]:
    found: list[list[str]] = []
    for path in backups_in(own_backups(session.profile)):
        rewrite_backup(path, session.database, lambda writer: found.append([each.host for each in load_events(writer)]))
    return found


def test_what_is_older_than_a_day_goes_and_the_rest_stays_in_backups_too(session: Session) -> None:
    back_up_today(session, Job())
    done = erase_journal(session, DAY, Job())
    assert (done.removed, done.remaining, dict(done.erasure.left)) == (1, 1, {})
    assert hosts(session) == [RECENT]
    assert hosts_in_backups(session) == [[RECENT]]
    assert (session.read(hosts_of_sums), sums_in_backups(session)) == ([RECENT], [[RECENT]])
    assert (
        erased_line(done.removed, done.remaining, is_finished=not done.erasure.left).replace("\u202f", " ")
        == "1 connexion effacée ; 1 reste."
    )


def test_everything_goes(session: Session, clock: FakeClock) -> None:
    back_up_today(session, Job())
    note(session, RECENT, clock.now())
    done = erase_journal(session, None, Job())
    assert (done.removed, done.remaining) == (3, 0)
    assert (hosts(session), hosts_in_backups(session)) == ([], [[]])
    assert (session.read(hosts_of_sums), sums_in_backups(session)) == ([], [[]])
    assert pending(session.profile) == {}


def test_what_a_kill_interrupted_is_finished_at_the_next_opening(session: Session) -> None:
    begin(session.profile, journal_module(start_of(DAY)), parts={Part.VAULT, Part.BACKUPS})
    finish_erasures(session)
    assert hosts(session) == [RECENT]
    assert pending(session.profile) == {}


def test_a_connection_that_ends_after_the_erasure_changes_no_other_ones_line(
    session: Session, clock: FakeClock
) -> None:
    journal = NetworkJournal(session.database)
    number = note(session, "open-all-day.example", clock.now())
    erase_journal(session, None, Job())
    clock.advance(minutes=1)
    while note(session, "later.example", clock.now()) != number:
        continue
    before = session.read(load_events)
    journal.complete(number, event("open-all-day.example", clock.now() - timedelta(minutes=1)))
    assert session.read(load_events) == before


@pytest.mark.parametrize("moment", [datetime(2026, 11, 27, 23, 59, 59, 999_999, UTC), datetime(2030, 1, 1, tzinfo=UTC)])
def test_the_moment_is_kept_in_the_name_of_the_erasure(session: Session, moment: datetime) -> None:
    begin(session.profile, journal_module(moment), parts={Part.VAULT})
    note(session, "at", moment)
    note(session, "before", moment - timedelta(microseconds=1))
    finish_erasures(session)
    assert hosts(session) == ["at"]
