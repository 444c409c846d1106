"""Where a vault stands: one process, private files, and a kill at any step of its installation."""

import os
import pathlib
import subprocess
import sys
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from filelock import FileLock

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.vault.lock import ProfileLock, harden_profile
from microdesk_desktop.vault.places import (
    discard_partials,
    discard_staging,
    finish_install,
    install,
    new_staging,
    vault_exists,
)
from tests.support.disks import raises_known


@pytest.fixture
def profile(tmp_path):
    folder = tmp_path / "profile"
    folder.mkdir()
    return folder


def stage(profile):
    staging = new_staging(profile)
    (staging / "keys.json").write_bytes(b"header")
    (staging / "keys.copy.json").write_bytes(b"header")
    (staging / "vault.db").write_bytes(b"pages")
    return staging


@pytest.mark.parametrize("moved", [1, 2, 3])
def test_an_installation_that_was_killed_after_any_of_its_moves_is_finished(profile, moved):
    staging = stage(profile)
    for name in ("keys.json", "keys.copy.json", "vault.db")[:moved]:
        (staging / name).rename(profile / name)
    assert vault_exists(profile)
    finish_install(profile)
    assert sorted(path.name for path in profile.iterdir()) == ["keys.copy.json", "keys.json", "vault.db"]


def test_an_installation_that_never_began_is_forgotten_by_the_next(profile):
    stage(profile)
    assert not vault_exists(profile)
    stage(profile)
    install(profile)
    assert (profile / "vault.db").read_bytes() == b"pages"


@pytest.mark.parametrize("part", ["keys.json", "keys.copy.json", "vault.db", "vault.db-wal"])
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


def test_the_staging_folder_of_a_finished_installation_is_removed(profile):
    staging = stage(profile)
    for name in ("keys.json", "vault.db"):
        (staging / name).rename(profile / name)
    finish_install(profile)
    assert sorted(path.name for path in profile.iterdir()) == ["keys.json", "vault.db"]


def test_the_staging_folder_of_an_older_version_is_installed_when_it_holds_only_a_vault(profile):
    stage(profile).rename(profile / ".new")
    (profile / ".new" / "made-by-microdesk").unlink()
    (profile / ".new" / "keys.json").rename(profile / "keys.json")
    (profile / ".new" / "photo.jpg").write_bytes(b"mine")
    finish_install(profile)
    assert not (profile / "vault.db").exists()
    (profile / ".new" / "photo.jpg").unlink()
    finish_install(profile)
    assert (profile / "vault.db").read_bytes() == b"pages"
    assert not (profile / ".new").exists()


@pytest.mark.parametrize("name", [".microdesk-new", ".microdesk-new/mine.txt"])
def test_a_staging_folder_that_someone_else_made_is_refused_and_left_alone(profile, name):
    (profile / name).parent.mkdir(exist_ok=True)
    (profile / name).write_bytes(b"mine")
    before = tree(profile)
    with raises_known(ErrorCode.FOLDER_NOT_OURS):
        new_staging(profile)
    discard_staging(profile)
    assert tree(profile) == before


def test_a_kill_before_the_marker_blocks_no_later_installation(profile):
    (profile / ".microdesk-new").mkdir()
    stage(profile)
    install(profile)
    assert (profile / "vault.db").read_bytes() == b"pages"


LOOK_ALIKES = (
    *(".new/mine.txt", ".new/vault.db", ".eslintrc.json.bak", ".config.json.2024", ".keys.json.bak", "vault.db.old"),
    *(".settings.json.2024-11-26", ".keys.json.0123456", ".keys.json.01234567.txt", "vault.db-old"),
    *("backups/photo.jpg", "backups/2026/one.mdbackup", "reports/2025.pdf", "reports/0123abcd.txt.old", "lock.txt"),
    *(".tokens.json.01234567/mine.txt", ".microdesk-new-2/vault.db"),
)


def tree(folder):
    """The rights and the content of everything below a folder."""
    return {
        path.relative_to(folder): (path.lstat().st_mode, path.read_bytes() if path.is_file() else None)
        for path in folder.rglob("*")
    }


def test_no_look_alike_of_the_users_is_touched(profile):
    for name in LOOK_ALIKES:
        path = profile / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    pathlib.Path(profile / ".keys.json.89abcdef").symlink_to(profile / "lock.txt")
    for path in (profile, *profile.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    before = tree(profile)
    stage(profile)
    (profile / ".keys.json.01234567").write_bytes(b"partial")
    install(profile)
    finish_install(profile)
    discard_partials(profile)
    discard_staging(profile)
    harden_profile(profile)
    after = tree(profile)
    assert {path.name for path in after.keys() - before.keys()} == {"keys.json", "keys.copy.json", "vault.db"}
    assert {path: after[path] for path in before} == before
    assert profile.stat().st_mode & 0o777 == 0o777


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


@pytest.mark.parametrize("trick", ["deleted", "replaced", "moved"])
def test_a_lock_file_that_goes_while_it_is_held_lets_nobody_else_in(profile, trick):
    first = ProfileLock(profile)
    path = profile / "lock"
    if trick == "moved":
        path.rename(profile / "elsewhere")
    else:
        path.unlink()
    if trick == "replaced":
        path.write_bytes(b"")
    with raises_known(ErrorCode.BUSY):
        ProfileLock(profile)
    first.release()
    first.release()
    ProfileLock(profile).release()


def test_a_former_version_that_locks_the_file_alone_is_respected(profile):
    former = FileLock(profile / "lock")
    with former, raises_known(ErrorCode.BUSY):
        ProfileLock(profile)
    ProfileLock(profile).release()


@pytest.mark.parametrize("kind", ["folder", "link", "dangling", "pipe"])
def test_what_is_no_file_in_place_of_the_lock_is_named_and_not_touched(profile, tmp_path, kind):
    path, target = profile / "lock", tmp_path / "target"
    if kind == "link":
        target.write_bytes(b"mine")
    make = {"folder": path.mkdir, "pipe": lambda: os.mkfifo(path)}
    make.get(kind, lambda: path.symlink_to(target))()
    before = path.lstat()
    for _ in range(2):
        with raises_known(ErrorCode.PATH_UNUSABLE):
            ProfileLock(profile)
    assert (path.lstat().st_mode, path.lstat().st_ino) == (before.st_mode, before.st_ino)
    assert target.exists() == (kind == "link")
    assert kind != "link" or target.read_bytes() == b"mine"
    path.rmdir() if kind == "folder" else path.unlink()
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


def test_two_threads_that_release_at_once_close_its_folder_once(profile, monkeypatch):
    lock, closed, both, close = ProfileLock(profile), [], Barrier(2), os.close

    def close_slowly(descriptor):
        if not os.path.samestat(os.fstat(descriptor), profile.stat()):
            close(descriptor)
            return
        closed.append(descriptor)
        with suppress(BrokenBarrierError):  # a thread that nothing holds back comes here too
            both.wait(0.2)
        if len(closed) == 1:
            close(descriptor)

    monkeypatch.setattr(os, "close", close_slowly)
    threads = [Thread(target=lock.release) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(closed) == 1
