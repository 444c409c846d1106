"""The folder of the sample company: gone when its window closes, and at the next start after a kill."""

import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from microdesk_desktop.base.paths import EXAMPLE_PREFIX
from microdesk_desktop.operations.vault.example_folder import example_folder, remove_left_behind
from tests.support.guards import ROOT

HELD = """
import sys
from microdesk_desktop.operations.vault.example_folder import example_folder
with example_folder() as folder:
    (folder / "profile").mkdir()
    (folder / "profile" / "vault.db").write_bytes(b"sample")
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """A system's folder for temporary files of this test alone."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def start():
    """An example in a process of its own, and its folder."""
    running = subprocess.Popen(
        [sys.executable, "-c", HELD], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    return running, Path(running.stdout.readline().strip())


def end(running):
    running.communicate()


def test_it_is_private_and_gone_at_the_end(temporary):
    with example_folder() as folder:
        assert folder.parent == temporary
        assert folder.stat().st_mode & 0o777 == 0o700
        (folder / "clients.csv").write_text("name\n")
    assert list(temporary.iterdir()) == []


def test_one_that_was_killed_is_removed_at_the_next_start_and_one_that_runs_is_left(temporary):
    killed, left = start()
    killed.send_signal(signal.SIGKILL)
    end(killed)
    assert (left / "profile" / "vault.db").exists()
    running, held = start()
    try:
        assert not left.exists(), "the start of another example removes it"
        remove_left_behind()
        assert (held / "profile" / "vault.db").exists()
    finally:
        end(running)
    assert list(temporary.iterdir()) == []


def test_links_and_files_of_that_name_are_left(temporary):
    treasure = temporary / "treasure"
    treasure.mkdir()
    (treasure / "vault.db").write_bytes(b"mine")
    (temporary / f"{EXAMPLE_PREFIX}link").symlink_to(treasure)
    (temporary / f"{EXAMPLE_PREFIX}file").write_text("")
    remove_left_behind()
    assert (treasure / "vault.db").exists()
    assert (temporary / f"{EXAMPLE_PREFIX}file").exists()
