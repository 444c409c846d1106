"""Promises that hold whatever happens: nothing in clear on the disk, nothing lost by a wrong key or by a kill."""

import os
import random
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.operations.vault.backups.restore import restore
from microdesk_desktop.store.backup_files import backups_in
from tests.support.canaries import CANARY, plant
from tests.support.disks import digest, raises_known
from tests.support.vaults import OTHER_PASSPHRASE, PASSPHRASE, distinct_vault, reopened


def files_below(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_no_text_of_any_column_is_ever_on_the_disk_in_clear(tmp_path, monkeypatch):
    (tmp_path / "temporary").mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path / "temporary"))
    played = subprocess.run(
        [sys.executable, "-m", "tests.support.canaries", str(tmp_path / "profile")], capture_output=True, text=True
    )
    assert played.returncode == -signal.SIGKILL, played.stderr
    columns, *open_files = played.stdout.split()
    assert int(columns) > 40
    assert open_files == []
    left = files_below(tmp_path)
    assert {"vault.db", "vault.db-wal"} < {path.name for path in left}
    assert [path for path in left if CANARY.encode() in path.read_bytes()] == []
    session = reopened(tmp_path / "profile")
    assert CANARY in session.read(lambda reader: reader.value("SELECT name FROM company"))
    session.close()


def test_a_wrong_passphrase_never_changes_a_byte(tmp_path):
    distinct_vault(tmp_path).session.close()
    before = digest(*files_below(tmp_path))
    for wrong in ("", "x", PASSPHRASE.upper(), f"{PASSPHRASE} "):
        with raises_known(ErrorCode.WRONG_PASSPHRASE):
            reopened(tmp_path, wrong)
    assert digest(*files_below(tmp_path)) == before


@pytest.mark.parametrize("names", [("keys.json", "keys.copy.json"), ("vault.db",)], ids=["header", "database"])
@pytest.mark.parametrize("damage", ["gone", "empty", "cut", "noise", "other"])
def test_a_vault_that_lost_a_part_fails_closed_and_is_not_replaced(tmp_path, names, damage):
    profile, other = tmp_path / "profile", tmp_path / "other"
    distinct_vault(profile).session.close()
    distinct_vault(other).session.close()
    for name in names:
        path = profile / name
        contents = {
            "empty": b"",
            "cut": path.read_bytes()[:100],
            "noise": random.Random(1).randbytes(8192),
            "other": (other / name).read_bytes(),
        }
        path.unlink()
        if damage != "gone":
            path.write_bytes(contents[damage])
    before = digest(*files_below(profile))
    with pytest.raises(KnownError) as caught:
        reopened(profile)
    assert caught.value.code is ErrorCode.VAULT_DAMAGED
    with raises_known(ErrorCode.VAULT_EXISTS):
        distinct_vault(profile)
    assert digest(*files_below(profile)) == before


KILLED = {
    "passphrase": (
        "from microdesk_desktop.operations.vault.passphrase.change import change_passphrase\n"
        "from microdesk_desktop.vault.slots import Cost\n"
        "while True:\n"
        "    change_passphrase(session, one, other, cost=Cost())\n"
        "    one, other = other, one\n"
    ),
    "backup": (
        "from microdesk_desktop.operations.vault.backups.make import back_up_today\n"
        "from microdesk_desktop.base.jobs import Job\n"
        "while True:\n"
        "    session.clock.advance(days=1)\n"
        "    back_up_today(session, Job())\n"
    ),
}
START = (
    "import sys\n"
    "from pathlib import Path\n"
    "from tests.support.vaults import OTHER_PASSPHRASE, PASSPHRASE, reopened\n"
    "profile, one, other = Path(sys.argv[1]), *sys.argv[2:]\n"
    "session = reopened(profile, one)\n"
    "print('open', flush=True)\n"
)


@pytest.mark.parametrize("work", KILLED)
def test_a_kill_at_any_instant_leaves_a_vault_that_opens(tmp_path, work):
    profile = tmp_path / "profile"
    session = distinct_vault(profile).session
    session.write(plant)
    session.close()
    dice, passphrase = random.Random(work), PASSPHRASE
    for _ in range(6):
        other = OTHER_PASSPHRASE if passphrase == PASSPHRASE else PASSPHRASE
        killed_after(dice.uniform(0.0, 0.6), START + KILLED[work], str(profile), passphrase, other)
        passphrase = works(profile, passphrase, other)
        for backup in backups_in(profile / "backups")[-2:]:
            restored = restore(backup, tmp_path / "restored" / backup.stem, passphrase)
            assert restored.exists()
            for path in files_below(restored):
                path.unlink()


def killed_after(seconds, code, *arguments):
    process = subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "open\n"
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def works(profile, *passphrases):
    """The passphrase that opens the vault, whose content is whole."""
    for passphrase in passphrases:
        with suppress_wrong_passphrase():
            session = reopened(profile, passphrase)
            assert CANARY in session.read(lambda reader: reader.value("SELECT name FROM company"))
            session.close()
            return passphrase
    raise AssertionError("no passphrase opens the vault")


@contextmanager
def suppress_wrong_passphrase():
    try:
        yield
    except KnownError as error:
        if error.code is not ErrorCode.WRONG_PASSPHRASE:
            raise
