"""A change of the passphrase reaches every backup beside the vault, at the next opening if need be, or names it."""

import os
import shutil
import signal
import sys
from itertools import count

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.vault.backups.make import back_up_today
from microdesk_desktop.operations.vault.backups.restore import restore
from microdesk_desktop.operations.vault.keyring_unlock import forget, remember
from microdesk_desktop.operations.vault.passphrase.change import change_passphrase, recover
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.store.backup import read_backup_header, unpack
from microdesk_desktop.store.backup_files import backups_in, backups_of
from microdesk_desktop.vault.header import parse_header
from microdesk_desktop.vault.header_copies import read_header
from microdesk_desktop.vault.slots import Cost
from microdesk_desktop.views.vault.outdated_backups import changed_lines
from tests.support.disks import digest, raises_known, run_on_read_only_disk
from tests.support.vaults import OTHER_PASSPHRASE, PASSPHRASE, distinct_vault, reopened


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A closed vault with two backups, and its recovery key; not to be changed."""
    profile = tmp_path_factory.mktemp("made") / "profile"
    vault = distinct_vault(profile)
    for _ in range(2):
        back_up_today(vault.session, Job())
        vault.session.clock.advance(days=1)
    vault.session.close()
    return profile, vault.recovery_key


@pytest.fixture
def profile(made, tmp_path):
    shutil.copytree(made[0], tmp_path / "profile")
    return tmp_path / "profile"


def slots_of(backup):
    return parse_header(read_backup_header(backup))["slots"]


def former_secret(profile):
    """What only a header with the first passphrase holds."""
    return read_header(profile)["slots"]["passphrase"]["wrapped"].encode()


def files_with(profile, text):
    return [path for path in profile.rglob("*") if path.is_file() and text in path.read_bytes()]


def opens_with(profile):
    for passphrase in (PASSPHRASE, OTHER_PASSPHRASE):
        try:
            reopened(profile, passphrase).close()
        except KnownError as error:
            if error.code is not ErrorCode.WRONG_PASSPHRASE:
                raise
        else:
            return passphrase
    raise AssertionError("no passphrase opens the vault")


def change_and_die(profile, step):
    """Change the passphrase in a process that dies at this change of a file; returns whether it lived to the end."""
    process = os.fork()
    if process == 0:
        session = reopened(profile)
        calls = count(1)

        def trace(event, arguments):
            writes = event in ("os.rename", "os.remove") or (event == "open" and arguments[2] & os.O_CREAT)
            if writes and next(calls) == step:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(trace)
        change_passphrase(session, PASSPHRASE, OTHER_PASSPHRASE, cost=Cost())
        os._exit(0)
    return os.waitpid(process, 0)[1] == 0


def test_after_a_kill_at_any_step_everything_opens_with_one_and_the_same_passphrase(made, tmp_path):
    former = former_secret(made[0])
    for step in count(1, 5):
        profile = tmp_path / str(step)
        shutil.copytree(made[0], profile)
        is_done = change_and_die(profile, step)
        passphrase = opens_with(profile)
        backups = backups_in(profile / "backups")
        assert len(backups) == 2
        for backup in backups:
            assert slots_of(backup) == read_header(profile)["slots"]
        if passphrase == OTHER_PASSPHRASE:
            assert files_with(profile, former) == []
        assert not [path for path in profile.rglob(".*") if path.is_file()]
        if is_done:
            break
    assert step > 12
    assert passphrase == OTHER_PASSPHRASE
    reopened(restore(backups[0], tmp_path / "restored", passphrase), passphrase).close()


def test_an_opening_rewrites_no_backup_whose_slots_are_those_of_the_vault(profile):
    def facts():
        return [(path.stat().st_ino, path.stat().st_mtime_ns) for path in backups_in(profile / "backups")]

    before = facts()
    reopened(profile).close()
    assert facts() == before


def test_a_read_only_folder_of_backups_is_named_and_caught_up_with_by_the_next_opening(profile):
    former = former_secret(profile)
    code = (
        "import sys; from pathlib import Path; from microdesk_desktop.vault.slots import Cost\n"
        "from microdesk_desktop.operations.vault.passphrase.change import change_passphrase\n"
        "from tests.support.vaults import OTHER_PASSPHRASE, PASSPHRASE, reopened\n"
        "for left in change_passphrase(reopened(Path(sys.argv[1])), PASSPHRASE, OTHER_PASSPHRASE, cost=Cost()):\n"
        "    print(left.name, left.code, left.has_former_passphrase)"
    )
    played = run_on_read_only_disk(profile / "backups", [sys.executable, "-c", code, str(profile)])
    names = [path.name for path in backups_in(profile / "backups")]
    assert played.stdout == "".join(f"{name} read_only True\n" for name in names), played.stderr
    assert len(files_with(profile, former)) == 2
    session = reopened(profile, OTHER_PASSPHRASE)
    assert session.outdated_backups == ()
    session.close()
    assert files_with(profile, former) == []


def test_a_damaged_backup_is_named_and_never_spreads(profile, made, tmp_path):
    damaged, whole = backups_in(profile / "backups")
    data = bytearray(damaged.read_bytes())
    data[len(data) // 2] ^= 1
    damaged.write_bytes(data)
    session = reopened(profile)
    (left,) = change_passphrase(session, PASSPHRASE, OTHER_PASSPHRASE, cost=Cost())
    assert (left.name, left.code) == (damaged.name, ErrorCode.BACKUP_DAMAGED)
    lines = changed_lines([left])
    assert "sauvegardes automatiques" not in lines[0]
    assert damaged.name in lines[1]
    assert "supprimez-la" in lines[1]
    session.close()
    assert damaged.read_bytes() == data
    reopened(restore(whole, tmp_path / "restored", OTHER_PASSPHRASE), OTHER_PASSPHRASE).close()
    session = reopened(profile, OTHER_PASSPHRASE)
    assert [backup.name for backup in session.outdated_backups] == [damaged.name]
    session.close()


def test_a_backup_of_another_vault_keeps_its_keys(profile, tmp_path):
    stranger = distinct_vault(tmp_path / "stranger").session
    foreign = profile / "backups" / "foreign.mdbackup"
    shutil.copy(back_up_today(stranger, Job()), foreign)
    stranger.close()
    before = digest(foreign)
    session = reopened(profile)
    assert change_passphrase(session, PASSPHRASE, OTHER_PASSPHRASE, cost=Cost()) == ()
    session.close()
    assert digest(foreign) == before


def test_a_recovery_reaches_the_backups_too(profile, made, tmp_path):
    recover(profile, made[1], OTHER_PASSPHRASE, cost=Cost(), keyring=MemoryKeyring).close()
    for backup in backups_in(profile / "backups"):
        with raises_known(ErrorCode.WRONG_PASSPHRASE):
            restore(backup, tmp_path / "refused", PASSPHRASE)
        restore(backup, tmp_path / backup.stem, OTHER_PASSPHRASE)


def test_a_backup_keeps_its_rows_and_its_place_when_its_keys_change(profile, tmp_path):
    def database(backup, name):
        (tmp_path / name).mkdir()
        unpack(backup, tmp_path / name)
        return (tmp_path / name / "vault.db").read_bytes()

    oldest, _ = backups_in(profile / "backups")
    facts = [(backup.number, backup.kind, backup.made_on) for backup in backups_of(profile / "backups", None)]
    before = database(oldest, "before")
    session = reopened(profile)
    change_passphrase(session, PASSPHRASE, OTHER_PASSPHRASE, cost=Cost())
    assert database(oldest, "after") == before
    assert [(backup.number, backup.kind, backup.made_on) for backup in backups_of(profile / "backups", None)] == facts
    session.close()


def test_what_the_keyring_may_open_no_more_it_opens_in_no_backup(profile):
    keyring = MemoryKeyring()
    session = reopened(profile, keyring=keyring)
    remember(session, PASSPHRASE)
    session.close()
    session = reopened(profile, keyring=keyring)
    forget(session)
    session.close()
    reopened(profile).close()
    assert [set(slots_of(backup)) for backup in backups_in(profile / "backups")] == [{"passphrase", "recovery"}] * 2
