"""`microdesk privacy erase --scope all` as its user starts it, where it is killed, and on disks that refuse."""

import json
import shutil
import sys

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.vault.erasures import begin_all
from tests.support.canaries import key_of
from tests.support.clock import FakeClock
from tests.support.disks import run_on_read_only_disk, run_on_small_disk
from tests.support.documents.issuing import issuing_vault
from tests.support.erasures import GONE, KEPT, fill
from tests.support.everything import make_place
from tests.support.terminal import PROGRAM
from tests.support.traces import Places
from tests.support.vaults import distinct_vault

INIT = ("vault", "init", "--name", "Jeanne Martin EI", "--adult", "--accept-privacy")


def test_everything_goes_and_the_program_is_as_new(bare, tmp_path):
    session = issuing_vault(bare.profile, clock=FakeClock())
    fill(session, tmp_path)
    session.tokens.put("bank.gocardless#key", "clef")
    session.close()
    places = Places(folders=(bare.profile, bare.temporary), profile=bare.profile, key=key_of(bare.profile))
    assert places.holding({GONE: GONE, KEPT: KEPT})
    (bare.profile / "mien.txt").write_text("mien")
    shown = bare.json("privacy", "erase", "--scope", "all", "--preview")
    assert (shown["erased"], shown["files"]["headers"]) == (False, 2)
    erased = bare.run("--json", "privacy", "erase", "--scope", "all", "--yes", code=3)
    assert erased.value["foreign"] == ["mien.txt"]
    # The keyring of this test is in another process: what the vault's names list cannot be erased in this one.
    assert list(erased.value["left"]) == ["keyring"]
    assert places.holding({GONE: GONE, KEPT: KEPT}) == []
    assert {path.name for path in bare.profile.iterdir() if "-secret-" not in path.name} == {"mien.txt"}
    assert bare.json("vault", "status")["state"] == "absent"
    bare.run(*INIT)
    assert bare.json("privacy", "erase", "--scope", "all", "--preview")["files"]["headers"] == 2


def test_a_command_after_a_kill_finishes_first_and_needs_no_passphrase(bare):
    distinct_vault(bare.profile).session.close()
    begin_all(bare.profile, "")
    bare.secret.unlink()
    ran = bare.run("--json", "mail", "accounts", code=1)
    assert "effacé" in ran.err.lower()
    assert not bare.profile.exists()


def test_a_disk_that_became_read_only_refuses_every_command_until_the_erasure_is_finished(bare):
    distinct_vault(bare.profile).session.close()
    begin_all(bare.profile, "")
    ran = run_on_read_only_disk(bare.profile, [*PROGRAM, "--json", "--profile", str(bare.profile), "mail", "accounts"])
    assert (ran.returncode, json.loads(ran.stdout)["error"]["code"]) == (1, ErrorCode.READ_ONLY)
    assert (bare.profile / "vault.db").exists()
    bare.run("mail", "accounts", code=1)
    assert not bare.profile.exists()


def test_a_disk_that_is_read_only_from_the_start_changes_nothing(bare):
    distinct_vault(bare.profile).session.close()
    before = sorted(path.name for path in bare.profile.iterdir())
    command = [*PROGRAM, "--profile", str(bare.profile), "--passphrase-file", str(bare.secret)]
    ran = run_on_read_only_disk(bare.profile, [*command, "--json", "privacy", "erase", "--scope", "all", "--yes"])
    assert (ran.returncode, json.loads(ran.stdout)["error"]["code"]) == (1, ErrorCode.READ_ONLY)
    assert sorted(path.name for path in bare.profile.iterdir()) == before
    assert bare.json("vault", "verify")["ok"]


def test_a_full_disk_prevents_nothing(tmp_path):
    place = make_place(tmp_path)
    size = sum(path.stat().st_size for path in (*place.profile.rglob("*"), *place.keyring.rglob("*")))
    (tmp_path / "disk").mkdir()
    command = [sys.executable, "-m", "tests.support.everything", str(tmp_path), str(tmp_path / "disk")]
    ran = run_on_small_disk(tmp_path / "disk", size // 1024 + 4_000, command)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == {"done": True, "left": []}


def test_a_vault_that_nothing_opens_is_erased_from_the_command_line(bare, tmp_path):
    distinct_vault(bare.profile).session.close()
    copy = shutil.copytree(bare.profile, tmp_path / "copy")
    for name in ("keys.json", "keys.copy.json"):
        (bare.profile / name).write_bytes(b"noise")
    erased = bare.json("privacy", "erase", "--scope", "all", "--yes")
    assert (erased["erased"], erased["access"]["known"]) == (True, False)
    assert not bare.profile.exists()
    assert copy.exists()
