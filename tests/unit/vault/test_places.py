"""Where a vault stands: one process, private files, and a kill at any step of its installation."""

import subprocess
import sys

import pytest

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.vault.lock import ProfileLock, harden_profile
from microdesk_desktop.vault.places import finish_install, install, new_staging, vault_exists
from tests.support.disks import raises_known


@pytest.fixture
def profile(tmp_path):
    folder = tmp_path / "profile"
    folder.mkdir()
    return folder


def stage(profile):
    staging = new_staging(profile)
    (staging / "keys.json").write_bytes(b"header")
    (staging / "vault.db").write_bytes(b"pages")
    return staging


def test_an_installation_that_was_killed_between_its_two_moves_is_finished(profile):
    staging = stage(profile)
    (staging / "keys.json").rename(profile / "keys.json")
    assert vault_exists(profile)
    finish_install(profile)
    assert sorted(path.name for path in profile.iterdir()) == ["keys.json", "vault.db"]


def test_an_installation_that_never_began_is_forgotten_by_the_next(profile):
    stage(profile)
    assert not vault_exists(profile)
    stage(profile)
    install(profile)
    assert (profile / "vault.db").read_bytes() == b"pages"


@pytest.mark.parametrize("part", ["keys.json", "vault.db", "vault.db-wal"])
def test_no_part_of_a_vault_is_ever_built_over(profile, part):
    (profile / part).write_bytes(b"")
    with raises_known(ErrorCode.VAULT_EXISTS):
        new_staging(profile)


def test_finishing_never_replaces_a_database(profile):
    stage(profile)
    (profile / "keys.json").write_bytes(b"header")
    (profile / "vault.db").write_bytes(b"mine")
    finish_install(profile)
    assert (profile / "vault.db").read_bytes() == b"mine"


def test_a_second_process_finds_the_profile_busy_until_the_first_dies(profile):
    code = (
        "import sys; from pathlib import Path; from microdesk_desktop.vault.lock import ProfileLock;"
        "lock = ProfileLock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(profile)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout.readline() == "held\n"
    with raises_known(ErrorCode.BUSY):
        ProfileLock(profile)
    other.kill()
    other.communicate()
    ProfileLock(profile).release()


def test_one_process_may_not_open_a_profile_twice(profile):
    first = ProfileLock(profile)
    with raises_known(ErrorCode.BUSY):
        ProfileLock(profile)
    first.release()
    ProfileLock(profile).release()


def test_files_of_ours_are_taken_back_for_their_owner_alone(profile):
    (profile / "backups").mkdir()
    ours = [profile, profile / "backups", profile / "vault.db", profile / "backups" / "2026-11-21.mdbackup"]
    for path in ours[2:]:
        path.write_bytes(b"x")
    for path in ours:
        path.chmod(0o777 if path.is_dir() else 0o666)
    harden_profile(profile)
    assert [path.stat().st_mode & 0o777 for path in ours] == [0o700, 0o700, 0o600, 0o600]


def test_what_is_not_ours_keeps_its_rights(profile):
    script, folder = profile / "run.sh", profile / "photos"
    script.write_text("#!/bin/sh")
    folder.mkdir()
    (profile / "keys.json").write_bytes(b"x")
    for path in (profile, script, folder, profile / "keys.json"):
        path.chmod(0o755)
    harden_profile(profile)
    assert [path.stat().st_mode & 0o777 for path in (profile, script, folder)] == [0o755] * 3
    assert (profile / "keys.json").stat().st_mode & 0o777 == 0o600
