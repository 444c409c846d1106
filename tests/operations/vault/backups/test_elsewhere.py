"""A backup into a folder of the user's: there whole, or not at all; a kill leaves nothing for long."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.vault.backups.make import back_up
from microdesk_desktop.operations.vault.backups.restore import restore
from tests.support.disks import raises_known, run_on_small_disk
from tests.support.vaults import PASSPHRASE, distinct_vault, reopened

# argv: profile, folder, number of the report at which the process kills itself, "nameless" or "named", room or none.
KILLED = """
import os, signal, sys
from pathlib import Path
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.vault.backups import make as module
from tests.support.vaults import reopened

profile, folder, last, kind, room = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:]
if kind == "named":
    del os.O_TMPFILE
if room == "none":
    module.has_room = lambda *_: False
    module.require_room = lambda *_: None
reports = 0
def report(done, total, key):
    global reports
    reports += 1
    if reports == last:
        os.kill(os.getpid(), signal.SIGKILL)
module.back_up(reopened(profile), folder, Job(report))
"""


@pytest.fixture
def profile(tmp_path):
    distinct_vault(tmp_path / "profile").session.close()
    return tmp_path / "profile"


def killed_at(report, profile, folder, kind, room="some"):
    command = [sys.executable, "-c", KILLED, str(profile), str(folder), str(report), kind, room]
    played = subprocess.run(command, capture_output=True, text=True)
    assert played.returncode == -signal.SIGKILL, played.stderr


# The first reports come while the database is copied, the last one once the archive is written.
@pytest.mark.parametrize("report", [1, 2])
def test_a_kill_leaves_no_name_in_the_folder_where_the_disk_has_files_without_names(profile, tmp_path, report):
    folder = tmp_path / "usb"
    killed_at(report, profile, folder, "nameless")
    assert list(folder.iterdir()) == []
    reopened(profile).close()
    assert list((profile / "backups").iterdir()) == []


@pytest.mark.parametrize(("report", "room"), [(1, "none"), (2, "none"), (2, "some")])
def test_elsewhere_what_a_kill_leaves_is_removed_by_the_next_opening_and_nothing_else(profile, tmp_path, report, room):
    folder = tmp_path / "usb"
    folder.mkdir()
    theirs = folder / ".theirs.mdbackup.partial"
    theirs.write_bytes(b"x")
    killed_at(report, profile, folder, "named", room)
    assert len(list(folder.iterdir())) > 1
    reopened(profile).close()
    assert list(folder.iterdir()) == [theirs]
    assert not (profile / "outside.json").exists()


def test_what_is_left_on_a_stick_that_is_away_is_removed_when_it_is_back(profile, tmp_path):
    folder, away = tmp_path / "usb", tmp_path / "away"
    killed_at(2, profile, folder, "named")
    folder.rename(away)
    reopened(profile).close()
    away.rename(folder)
    reopened(profile).close()
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("kind", ["nameless", "named"])
def test_a_backup_into_a_folder_of_any_bytes_restores(profile, tmp_path, kind, monkeypatch):
    if kind == "named":
        monkeypatch.delattr(os, "O_TMPFILE")
    folder = tmp_path / os.fsdecode(b"cl\xe9 \n'\"")
    session = reopened(profile)
    path = back_up(session, folder, Job())
    session.close()
    assert list(folder.iterdir()) == [path]
    reopened(restore(path, tmp_path / "restored", PASSPHRASE)).close()


def test_two_backups_of_the_same_second_have_two_names(profile, tmp_path):
    session = reopened(profile)
    assert back_up(session, tmp_path, Job()) != back_up(session, tmp_path, Job())
    session.close()


def test_a_folder_without_room_is_refused_before_anything_is_written(profile, tmp_path):
    code = (
        "import sys; from pathlib import Path; from microdesk_desktop.base.jobs import Job;"
        "from microdesk_desktop.operations.vault.backups.make import back_up;"
        "from microdesk_desktop.base.errors import KnownError; from tests.support.vaults import reopened\n"
        "try: back_up(reopened(Path(sys.argv[1])), Path(sys.argv[2]), Job())\n"
        "except KnownError as error: print(error.code, list(Path(sys.argv[2]).iterdir()))"
    )
    (tmp_path / "usb").mkdir()
    played = run_on_small_disk(tmp_path / "usb", 64, [sys.executable, "-c", code, str(profile), str(tmp_path / "usb")])
    assert played.stdout == f"{ErrorCode.DISK_FULL} []\n", played.stderr
    assert list((profile / "backups").iterdir()) == []


def test_a_name_that_is_taken_meanwhile_is_never_replaced(profile, tmp_path):
    session = reopened(profile)
    taken = []

    def take(done, total, key):
        if not taken:
            taken.append(Path(tmp_path / f"MicroDesk-{session.clock.now().astimezone():%Y-%m-%d-%H%M%S}.mdbackup"))
            taken[0].write_bytes(b"theirs")

    with raises_known(ErrorCode.FILE_EXISTS):
        back_up(session, tmp_path, Job(take))
    assert taken[0].read_bytes() == b"theirs"
    session.close()
