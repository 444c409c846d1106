"""Which backups are kept: the latest made, whatever the clock and the names of files say."""

import shutil
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from microdesk_desktop.base.format.sizes import size
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.vault.backups import make
from microdesk_desktop.operations.vault.backups.make import (
    FEWEST_DAILY,
    KEPT,
    back_up,
    back_up_today,
    keep_before_migration,
)
from microdesk_desktop.operations.vault.backups.restore import restore
from microdesk_desktop.store.backup_files import DAILY, VERSION, backups_in, identify
from microdesk_desktop.views.vault.backups import backups_lines, latest_text
from microdesk_desktop.views.vault.status import load_status, status_json
from tests.support.clock import FakeClock
from tests.support.disks import digest
from tests.support.vaults import PASSPHRASE, distinct_vault, reopened

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def empty_vault(tmp_path_factory):
    """A closed vault without backups, to copy: making one takes longer than a test."""
    profile = tmp_path_factory.mktemp("made") / "profile"
    distinct_vault(profile).session.close()
    return profile


@pytest.fixture
def profile(empty_vault, tmp_path):
    shutil.copytree(empty_vault, tmp_path / "profile")
    return tmp_path / "profile"


@pytest.fixture
def session(profile):
    opened = reopened(profile, clock=FakeClock(TODAY))
    yield opened
    opened.close()


def copy_on(session, day):
    """Today's backup, on a computer whose clock shows this day."""
    session.clock = FakeClock(day)
    return back_up_today(session, Job())


def daily_names(profile):
    return [path.name for path in backups_in(profile / "backups")]


def test_one_copy_of_each_of_the_last_days_is_kept(session, profile):
    days = [TODAY + timedelta(days=step) for step in range(KEPT[DAILY] + 3)]
    made = [copy_on(session, day) for day in days for _ in range(2)]
    assert made[1::2] == [None] * len(days)
    assert daily_names(profile) == [f"{day}.mdbackup" for day in days[-KEPT[DAILY] :]]


@pytest.mark.parametrize(("room", "kept"), [(6.5, 6), (5.0, 5), (3.5, 3), (0.5, FEWEST_DAILY), (100, KEPT[DAILY])])
def test_fewer_large_copies_are_kept_but_never_fewer_than_three(session, profile, monkeypatch, room, kept):
    size = copy_on(session, TODAY).stat().st_size
    monkeypatch.setattr(make, "DAILY_BYTES", int(room * size))
    made = [copy_on(session, TODAY + timedelta(days=step)) for step in range(1, KEPT[DAILY] + 2)]
    left = backups_in(profile / "backups")
    assert left == made[-kept:]
    assert {each.stat().st_size for each in left} == {size}


def test_seven_days_in_the_future_take_no_place_of_what_is_made_later(session, profile):
    for step in range(7):
        copy_on(session, date(2026, 11, 1) + timedelta(days=step))
    for step in range(7):
        copy_on(session, date(2036, 1, 1) + timedelta(days=step))
    late = [copy_on(session, date(2026, 11, 8) + timedelta(days=step)) for step in range(7)]
    assert backups_in(profile / "backups") == late


CLOCKS = st.lists(
    st.sampled_from([TODAY + timedelta(days=step) for step in range(-2, 3)])
    | st.sampled_from([date(1970, 1, 1), date(2036, 1, 7), date(9999, 12, 31)])
    | st.dates(),
    min_size=KEPT[DAILY] + 1,
    max_size=12,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=CLOCKS)
def test_for_every_history_of_the_clock_the_latest_made_are_kept_and_no_day_goes_without(
    session, profile, tmp_path, days
):
    shutil.rmtree(profile / "backups", ignore_errors=True)
    made = []
    for day in days:
        path = copy_on(session, day)
        if path is not None:
            made.append(path)
        assert identify(made[-1]).made_on == day
        assert backups_in(profile / "backups") == sorted(made[-KEPT[DAILY] :])
    restored = restore(made[-1], tmp_path / "restored" / str(len(list(tmp_path.iterdir()))), PASSPHRASE)
    shutil.rmtree(restored)


def test_names_that_look_like_dates_take_no_place_and_are_never_removed(session, profile):
    genuine = copy_on(session, TODAY)
    theirs = [profile / "backups" / f"{stem}.mdbackup" for stem in ("9999-12-31", "2026-02-30", "2026-11-20")]
    shutil.copy(genuine, theirs[0])
    shutil.copy(genuine, theirs[1])
    theirs[2].write_bytes(b"not a backup")
    (profile / "backups" / "2026-11-22.mdbackup").mkdir()
    before = digest(*theirs)
    made = [copy_on(session, TODAY + timedelta(days=step)) for step in range(1, KEPT[DAILY] + 1)]
    assert set(backups_in(profile / "backups")) == {*theirs, *made}
    assert digest(*theirs) == before


def test_backups_of_versions_without_records_are_rotated_out_first_those_of_the_future_before_the_others(
    session, profile
):
    path = copy_on(session, TODAY)
    for name in ("2026-11-19", "2026-11-20", "2036-01-01", "2036-01-02"):
        (profile / "backups" / f"{name}.mdbackup").write_bytes(without_record(path.read_bytes()))
    for step in range(1, 5):
        copy_on(session, TODAY + timedelta(days=step))
    assert daily_names(profile)[:2] == ["2026-11-19.mdbackup", "2026-11-20.mdbackup"]
    assert len(daily_names(profile)) == KEPT[DAILY]


def without_record(archive):
    end = archive.rindex(b"PK\x05\x06")
    return archive[: end + 20] + b"\0\0"


def test_a_backup_of_another_vault_or_a_damaged_one_neither_counts_nor_is_removed(session, profile, tmp_path):
    other = distinct_vault(tmp_path / "other").session
    foreign = profile / "backups" / f"{TODAY}.mdbackup"
    foreign.parent.mkdir()
    shutil.move(copy_on(other, TODAY), foreign)
    other.close()
    damaged = profile / "backups" / "2026-11-22.mdbackup"
    damaged.write_bytes(foreign.read_bytes()[:-30])
    made = [copy_on(session, TODAY + timedelta(days=step)) for step in range(KEPT[DAILY] + 2)]
    assert made[0].name == f"{TODAY}-2.mdbackup"
    assert set(backups_in(profile / "backups")) == {foreign, damaged, *made[-KEPT[DAILY] :]}
    for backup in made[-KEPT[DAILY] :]:
        assert identify(backup).vault == identify(made[-1]).vault


def test_copies_of_the_user_are_never_rotated(session, profile):
    mine = [back_up(session, profile / "backups", Job()) for _ in range(2)]
    for step in range(KEPT[DAILY] + 2):
        copy_on(session, TODAY + timedelta(days=step))
    assert set(mine) < set(backups_in(profile / "backups"))


def test_the_latest_copies_before_a_migration_are_kept_beside_those_of_the_days(session, profile):
    daily = copy_on(session, TODAY)
    for _ in range(KEPT[VERSION] + 2):
        keep_before_migration(profile, session.header.current, session.database, session.clock)
    kept = [path for path in backups_in(profile / "backups") if path != daily]
    assert [identify(path).number for path in kept] == [4, 5, 6]


def test_a_clock_before_1980_makes_a_backup_all_the_same(session, profile, monkeypatch):
    monkeypatch.setattr("time.time", lambda: 0.0)
    copy_on(session, date(1970, 1, 1))
    assert identify(profile / "backups" / "1970-01-01.mdbackup") is not None


def test_the_last_backup_that_is_shown_is_the_last_one_made(session, profile):
    copy_on(session, date(2036, 1, 7))
    copy_on(session, TODAY)
    status = load_status(profile, TODAY)
    assert "21/11/2026" in backups_lines(status.backups)[0]
    shown = latest_text(status.backups)
    assert "21 novembre 2026. 2 sont gardées" in shown
    assert size(sum(row.size_bytes for row in status.backups.rows)) in shown
    copy_on(session, date(2036, 1, 7))
    lines = backups_lines(load_status(profile, TODAY).backups)
    assert lines[0] == "3 sauvegardes automatiques"
    assert "7 janvier 2036" in lines[1]
    assert "à venir" in lines[1]


def test_the_status_lists_what_is_no_backup_of_this_vault_without_counting_it(session, profile):
    copy_on(session, TODAY)
    (profile / "backups" / "odd\udcff.mdbackup").write_bytes(b"x")
    status = load_status(profile, TODAY)
    assert [row["known"] for row in status_json(status)["backups"]] == [True, False]
    assert backups_lines(status.backups)[0].startswith("1 sauvegarde automatique")
    assert "odd" in backups_lines(status.backups)[1]
