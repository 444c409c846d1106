"""A new recovery key ends the former one, in the vault and its backups, whenever a kill comes."""

import os
import shutil
import signal
import sys
from itertools import count

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.vault.backups.make import back_up, back_up_today
from microdesk_desktop.operations.vault.backups.restore import restore
from microdesk_desktop.operations.vault.passphrase.change import change_passphrase, recover
from microdesk_desktop.operations.vault.recovery_key import make_recovery_key, put_recovery_key
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.store.backup import read_backup_header
from microdesk_desktop.store.backup_files import backups_in
from microdesk_desktop.vault.header import parse_header
from microdesk_desktop.vault.header_copies import read_header
from microdesk_desktop.vault.keys import open_with_recovery_key
from microdesk_desktop.vault.slots import Cost
from tests.support.disks import raises_known
from tests.support.vaults import OTHER_PASSPHRASE, PASSPHRASE, distinct_vault, reopened


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A closed vault with a backup beside it, and its recovery key; not to be changed."""
    profile = tmp_path_factory.mktemp("made") / "profile"
    vault = distinct_vault(profile)
    back_up_today(vault.session, Job())
    vault.session.close()
    return profile, vault.recovery_key


@pytest.fixture
def profile(made, tmp_path):
    shutil.copytree(made[0], tmp_path / "profile")
    return tmp_path / "profile"


def opens(header, key):
    try:
        open_with_recovery_key(header, key)
    except KnownError as error:
        return error.code is not ErrorCode.WRONG_RECOVERY_KEY
    return True


def headers(profile):
    """The header of the vault, and those of its backups."""
    backups = backups_in(profile / "backups")
    return [read_header(profile), *(parse_header(read_backup_header(path)) for path in backups)]


def test_the_new_key_opens_the_vault_and_its_backups_and_the_former_one_nothing(profile, made):
    session = reopened(profile)
    new = make_recovery_key(session, PASSPHRASE)
    assert [opens(each, made[1]) for each in headers(profile)] == [True, True]
    assert put_recovery_key(session, new) == ()
    session.close()
    assert [opens(each, made[1]) for each in headers(profile)] == [False, False]
    assert [opens(each, new.text) for each in headers(profile)] == [True, True]
    reopened(profile).close()
    with raises_known(ErrorCode.WRONG_RECOVERY_KEY):
        recover(profile, made[1], OTHER_PASSPHRASE, cost=Cost(), keyring=MemoryKeyring)
    recover(profile, new.text, OTHER_PASSPHRASE, cost=Cost(), keyring=MemoryKeyring).close()


def test_a_key_that_was_made_is_in_no_text_made_of_it(profile):
    session = reopened(profile)
    new = make_recovery_key(session, PASSPHRASE)
    session.close()
    assert new.text not in repr(new)
    assert str(new.slot) not in repr(new)


def test_a_key_that_was_not_put_in_force_changes_nothing(profile, made):
    session = reopened(profile)
    before = read_header(profile)
    make_recovery_key(session, PASSPHRASE)
    with raises_known(ErrorCode.WRONG_PASSPHRASE):
        make_recovery_key(session, OTHER_PASSPHRASE)
    assert read_header(profile) == before
    session.close()


def test_a_key_that_was_made_survives_a_change_of_the_passphrase_before_it_is_in_force(profile):
    session = reopened(profile)
    new = make_recovery_key(session, PASSPHRASE)
    change_passphrase(session, PASSPHRASE, OTHER_PASSPHRASE, cost=Cost())
    put_recovery_key(session, new)
    session.close()
    assert all(opens(each, new.text) for each in headers(profile))
    reopened(profile, OTHER_PASSPHRASE).close()


def test_a_copy_elsewhere_still_opens_with_the_former_key(profile, made, tmp_path):
    session = reopened(profile)
    elsewhere = back_up(session, tmp_path / "usb", Job())
    put_recovery_key(session, make_recovery_key(session, PASSPHRASE))
    session.close()
    folder = restore(elsewhere, tmp_path / "restored")
    recover(folder, made[1], OTHER_PASSPHRASE, cost=Cost(), keyring=MemoryKeyring).close()


def renew_and_die(profile, step):
    """Renew the key in a process that dies at this change of a file; returns whether it lived to the end."""
    process = os.fork()
    if process == 0:
        session = reopened(profile)
        new = make_recovery_key(session, PASSPHRASE)
        (profile.parent / f"key-{step}").write_text(new.text)
        calls = count(1)

        def trace(event, arguments):
            writes = event in ("os.rename", "os.remove") or (event == "open" and arguments[2] & os.O_CREAT)
            if writes and next(calls) == step:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(trace)
        put_recovery_key(session, new)
        os._exit(0)
    return os.waitpid(process, 0)[1] == 0


def test_after_a_kill_at_any_step_one_and_the_same_key_opens_everything(made, tmp_path):
    ends = set()
    for step in count(1, 2):
        profile = tmp_path / str(step)
        shutil.copytree(made[0], profile)
        is_done = renew_and_die(profile, step)
        reopened(profile).close()
        new = (tmp_path / f"key-{step}").read_text()
        found = {(opens(each, made[1]), opens(each, new)) for each in headers(profile)}
        assert len(found) == 1
        assert found <= {(True, False), (False, True)}
        ends |= found
        if is_done:
            break
    assert ends == {(True, False), (False, True)}
