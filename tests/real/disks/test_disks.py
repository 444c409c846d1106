"""A full disk and a read-only one, for real: a sentence, and nothing half-written."""

import json
import sys

import pytest

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.views.messages.actions import command_text
from tests.support.disks import digest, run_on_read_only_disk, run_on_small_disk
from tests.support.vaults import PASSPHRASE, new_vault, reopened

pytestmark = pytest.mark.real

MICRODESK = (sys.executable, "-m", "microdesk_desktop", "--json", "--profile")
INIT = ("vault", "init", "--name", "Jeanne", "--adult", "--accept-privacy")
FILL = """
import sys
from pathlib import Path
from microdesk_desktop.base.errors import KnownError
from tests.support.vaults import new_vault, reopened
profile = Path(sys.argv[1])
session = new_vault(profile).session
session.write(lambda writer: writer.run("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT"))
confirmed, told = 0, ""
try:
    while True:
        session.write(lambda writer: writer.run_many("INSERT INTO note (text) VALUES (?)", [("x" * 2000,)] * 9))
        confirmed += 9
except KnownError as error:
    told = error.code
kept = session.read(lambda reader: reader.value("SELECT count(*) FROM note"))
session.close()
session = reopened(profile)
print(told, confirmed == kept == session.read(lambda reader: reader.value("SELECT count(*) FROM note")))
"""


@pytest.fixture
def profile(tmp_path):
    folder = tmp_path / "profile"
    folder.mkdir()
    return folder


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret"
    path.write_text(PASSPHRASE)
    return "--passphrase-file", str(path)


@pytest.fixture
def vault(profile):
    new_vault(profile).session.close()
    return profile


def refused(result):
    assert result.returncode == 1, result.stderr
    error = json.loads(result.stdout)["error"]
    action = command_text(ErrorCode(error["code"]))
    assert result.stderr.splitlines() == [error["message"], *([action] if action else [])]
    return error["code"]


@pytest.mark.parametrize("kib", [8, 64, 100])
def test_a_vault_does_not_begin_on_a_full_disk(profile, secret, kib):
    result = run_on_small_disk(profile, kib, [*MICRODESK, str(profile), *INIT, *secret])
    assert refused(result) == "disk_full"


def test_what_was_confirmed_before_the_disk_was_full_is_there(profile):
    result = run_on_small_disk(profile, 3000, [sys.executable, "-c", FILL, str(profile)])
    assert result.stdout == "disk_full True\n", result.stderr


def test_a_backup_that_does_not_fit_leaves_nothing(vault, secret, tmp_path):
    target = tmp_path / "usb"
    target.mkdir()
    command = [*MICRODESK, str(vault), "vault", "backup", str(target), *secret]
    result = run_on_small_disk(
        target, 150, ["sh", "-c", '"$@"; code=$?; ls -A "$0" >&2; exit $code', str(target), *command]
    )
    assert refused(result) == "disk_full"


def test_a_vault_does_not_begin_on_a_read_only_disk(profile, secret):
    result = run_on_read_only_disk(profile, [*MICRODESK, str(profile), *INIT, *secret])
    assert refused(result) == "read_only"


@pytest.mark.parametrize("verb", [("vault", "verify"), ("vault", "backup"), ("bank", "list")])
def test_a_read_only_vault_is_refused_and_keeps_every_byte(vault, secret, verb):
    files = sorted(path for path in vault.rglob("*") if path.is_file())
    before = digest(*files)
    result = run_on_read_only_disk(vault, [*MICRODESK, str(vault), *verb, *secret])
    assert refused(result) == "read_only"
    assert sorted(path for path in vault.rglob("*") if path.is_file()) == files
    assert digest(*files) == before
    reopened(vault).close()


def test_a_vault_on_a_read_only_disk_cannot_be_restored_over(vault, secret):
    backup = vault / "backups" / "none.mdbackup"
    result = run_on_read_only_disk(vault.parent, [*MICRODESK, str(vault), "vault", "restore", str(backup)])
    assert refused(result) in {"read_only", "file_not_found"}
