"""Every file that a profile holds, even for a moment or after a kill, has its annotation, and nothing else has one."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from microdesk_desktop.operations.privacy.beside import list_files
from microdesk_desktop.privacy.codes import Place
from microdesk_desktop.privacy.inventory import load_inventory
from tests.support.annotations import unannotated

NEVER_MADE_HERE = {
    "vault.db-journal",  # of a vault in the making, which SQLite needs only where it is large
    ".new",  # of former versions
    ".new/*",
    ".microdesk-new",
}


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A profile whose process was killed in a write, and the paths that were made while it lived."""
    folder = tmp_path_factory.mktemp("life")
    profile, temporary = folder / "profile", folder / "temporary"
    temporary.mkdir()
    command = [sys.executable, "-m", "tests.support.profile_life", str(profile)]
    played = subprocess.run(command, env={**os.environ, "TMPDIR": str(temporary)}, capture_output=True, text=True)
    assert played.returncode == -signal.SIGKILL, played.stderr
    return profile, played.stdout.splitlines()


def test_every_file_that_was_made_has_an_annotation(life):
    profile, made = life
    left = [path.relative_to(profile).as_posix() for path in profile.rglob("*")]
    assert {"vault.db-wal", "window.socket", "keys.json", "lock"} <= {*left}
    assert unannotated([*left, *(path for path in made if not path.startswith("temporary:"))]) == []
    assert sorted(left) == list_files(profile)


def test_every_annotation_of_a_file_is_of_one_that_is_made(life):
    profile, made = life
    paths = [*(path.relative_to(profile).as_posix() for path in profile.rglob("*")), *made]
    unseen = {
        entry.pattern
        for entry in load_inventory().files
        if entry.place is Place.PROFILE and not any(map(entry.matches, paths))
    }
    assert unseen <= NEVER_MADE_HERE


def test_the_folder_of_an_example_is_named(life):
    _, made = life
    outside = [path.removeprefix("temporary:") for path in made if path.startswith("temporary:microdesk")]
    assert len(outside) == 2
    assert all(load_inventory().file_entry(name, Place.TEMPORARY) for name in outside)


def test_a_file_of_the_user_is_none_of_ours(tmp_path):
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "notes.txt").touch()
    (tmp_path / "keys.json.old").touch()
    assert list_files(tmp_path) == ["backups"]
    assert unannotated(["keys.json.old"]) == ["keys.json.old"]
