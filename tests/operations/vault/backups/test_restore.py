"""Restoring: refused as far as can be known, also without the passphrase; nothing is left of what was refused."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.vault.backups.make import back_up
from microdesk_desktop.operations.vault.backups.restore import restore
from microdesk_desktop.store.database import Database
from tests.support.disks import digest, raises_known, run_on_small_disk
from tests.support.vaults import OTHER_PASSPHRASE, PASSPHRASE, distinct_vault, reopened


@pytest.fixture(scope="module")
def backup(tmp_path_factory):
    """A backup of a vault, not to be changed."""
    folder = tmp_path_factory.mktemp("made")
    session = distinct_vault(folder / "profile").session
    path = back_up(session, folder / "usb", Job())
    session.close()
    return path


def members(backup):
    with zipfile.ZipFile(backup) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def forged(folder, header, database):
    """An archive whose checksums are right, whatever it holds."""
    path = folder / "forged.mdbackup"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("keys.json", header)
        archive.writestr("vault.db", database)
    return path


def plain_sqlite(folder):
    connection = sqlite3.connect(folder / "plain.db")
    connection.execute("CREATE TABLE note (text TEXT)")
    connection.executemany("INSERT INTO note VALUES (?)", [("x" * 3000,)] * 60)
    connection.commit()
    connection.close()
    return (folder / "plain.db").read_bytes()


def empty_vault(folder):
    Database.create(folder / "empty.db", bytes(32), migrations=[]).close()
    return (folder / "empty.db").read_bytes()


FORGED = {
    "no header": lambda held, _: (b"", held["vault.db"]),
    "a header that is not JSON": lambda held, _: (b"{" + held["keys.json"], held["vault.db"]),
    "a header nested without end": lambda held, _: (b"[" * 50_000, held["vault.db"]),
    "a header without slots": lambda held, _: (b'{"format": 1, "vault": "00", "slots": {}}', held["vault.db"]),
    "no database": lambda held, _: (held["keys.json"], b""),
    "an empty database": lambda held, folder: (held["keys.json"], empty_vault(folder)),
    "a database of plain SQLite": lambda held, folder: (held["keys.json"], plain_sqlite(folder)),
    "a database cut inside a page": lambda held, _: (held["keys.json"], held["vault.db"][:-100]),
    "a page of zeros": lambda held, _: (held["keys.json"], held["vault.db"][:-4096] + bytes(4096)),
    "a database of zeros": lambda held, _: (held["keys.json"], bytes(len(held["vault.db"]))),
}


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
@pytest.mark.parametrize("kind", FORGED)
def test_what_cannot_be_a_vault_is_refused_with_or_without_the_passphrase(backup, tmp_path, kind, passphrase):
    path = forged(tmp_path, *FORGED[kind](members(backup), tmp_path))
    before = sorted(tmp_path.iterdir())
    with raises_known(ErrorCode.BACKUP_DAMAGED):
        restore(path, tmp_path / "new", passphrase)
    assert sorted(tmp_path.iterdir()) == before


def flipped(data):
    return data[:9000] + bytes([data[9000] ^ 1]) + data[9001:]


@pytest.mark.parametrize("kind", ["flipped", "foreign header", "foreign database"])
def test_what_only_the_key_can_show_is_refused_with_the_passphrase(backup, tmp_path, kind):
    held = members(backup)
    session = distinct_vault(tmp_path / "stranger").session
    stranger = members(back_up(session, tmp_path / "theirs", Job()))
    session.close()
    path = forged(
        tmp_path,
        stranger["keys.json"] if kind == "foreign header" else held["keys.json"],
        {"flipped": flipped(held["vault.db"]), "foreign database": stranger["vault.db"]}.get(kind, held["vault.db"]),
    )
    with raises_known(ErrorCode.BACKUP_DAMAGED):
        restore(path, tmp_path / "new", PASSPHRASE)
    assert not (tmp_path / "new").exists()


def test_a_wrong_passphrase_leaves_nothing(backup, tmp_path):
    with raises_known(ErrorCode.WRONG_PASSPHRASE):
        restore(backup, tmp_path / "new", OTHER_PASSPHRASE)
    assert list(tmp_path.iterdir()) == []


def test_no_damage_of_the_archive_ends_in_anything_but_a_known_error(backup, tmp_path):
    data, dice = backup.read_bytes(), random.Random(5)
    tail = data.index(b"PK\x01\x02")
    for at in [*range(60), *(dice.randrange(tail, len(data)) for _ in range(100))]:
        damaged = bytearray(data)
        damaged[at] ^= 1 << dice.randrange(8)
        path = tmp_path / "damaged.mdbackup"
        path.write_bytes(damaged)
        assert outcome(path, tmp_path / "new") in ("restored", "backup_damaged", "vault_from_future")
        assert list(tmp_path.iterdir()) == [path]


def outcome(backup, folder):
    try:
        shutil.rmtree(restore(backup, folder))
    except KnownError as error:
        return error.code
    return "restored"


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to(path)])
def test_what_is_no_file_is_refused_without_waiting(tmp_path, make):
    make(tmp_path / "odd.mdbackup")
    with pytest.raises(KnownError):
        restore(tmp_path / "odd.mdbackup", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_folder_with_other_files_takes_the_vault_and_keeps_them(backup, tmp_path):
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "mine.txt").write_text("mine")
    reopened(restore(backup, tmp_path / "new", PASSPHRASE)).close()
    assert (tmp_path / "new" / "mine.txt").read_text() == "mine"


def test_names_of_any_bytes_and_another_disk(backup, tmp_path):
    folder = Path("/dev/shm") if Path("/dev/shm").is_dir() else tmp_path
    odd = folder / os.fsdecode(b"microdesk-\xff\n'\"%20")
    odd.mkdir()
    try:
        shutil.copy(backup, odd / os.fsdecode(b"\xe9.mdbackup"))
        reopened(restore(odd / os.fsdecode(b"\xe9.mdbackup"), odd / os.fsdecode(b"new\xe9"), PASSPHRASE)).close()
    finally:
        shutil.rmtree(odd)


def test_a_disk_without_room_is_refused_before_anything_is_written(backup, tmp_path):
    (tmp_path / "small").mkdir()
    code = (
        "import sys; from pathlib import Path; from microdesk_desktop.base.errors import KnownError;"
        "from microdesk_desktop.operations.vault.backups.restore import restore\n"
        "try: restore(Path(sys.argv[1]), Path(sys.argv[2]) / 'new')\n"
        "except KnownError as error: print(error.code, list(Path(sys.argv[2]).iterdir()))"
    )
    command = [sys.executable, "-c", code, str(backup), str(tmp_path / "small")]
    played = run_on_small_disk(tmp_path / "small", 400, command)
    assert played.stdout == f"{ErrorCode.DISK_FULL} []\n", played.stderr


# Kills the process at the call of this number that makes, moves or removes a file.
KILLED = """
import os, signal, sys
from pathlib import Path
from microdesk_desktop.operations.vault.backups.restore import restore

calls, last = 0, int(sys.argv[4])
def trace(event, arguments):
    global calls
    if event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir") or event == "open" and arguments[2] & os.O_CREAT:
        calls += 1
        if calls == last:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(trace)
restore(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
"""


def test_a_kill_at_any_step_leaves_a_whole_vault_or_what_the_next_restoration_removes(backup, tmp_path):
    profile = tmp_path / "profile"
    distinct_vault(profile).session.close()
    before = digest(profile / "keys.json", profile / "vault.db")
    for step in range(1, 40):
        command = [sys.executable, "-c", KILLED, str(backup), str(profile), PASSPHRASE, str(step)]
        played = subprocess.run(command, capture_output=True, text=True)
        beside = tmp_path / "profile-restored-1"
        if beside.exists() and (beside / "keys.json").exists():
            reopened(beside).close()
            assert not (beside / ".microdesk-new").exists()
        else:
            assert restore(backup, profile, PASSPHRASE) == beside
            assert sorted(path.name for path in tmp_path.iterdir()) == ["profile", "profile-restored-1"]
            assert not (beside / ".microdesk-new").exists()
        shutil.rmtree(beside)
        if played.returncode == 0:
            break
        assert played.returncode == -signal.SIGKILL, played.stderr
    assert played.returncode == 0
    assert step > 8
    assert digest(profile / "keys.json", profile / "vault.db") == before
