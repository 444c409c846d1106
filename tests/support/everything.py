"""A profile with something in every place, erased by a process that is killed at one of its steps.

A step is what the program asks of the system about the profile or the keyring: a file opened, renamed, unlinked, a
folder made or removed, an entry read or deleted. The kill comes before it, so that every instant between two is seen.

python -m tests.support.everything FOLDER FIRST STEP    kill at FIRST, FIRST + STEP, …; one line of JSON each
python -m tests.support.everything FOLDER DISK          erase a copy on that disk, filled; what is left there
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.erasing.begun import is_erasure_begun
from microdesk_desktop.operations.erasing.destroy import finish_everything
from microdesk_desktop.operations.erasing.erase_everything import erase_everything
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.backups.make import back_up
from microdesk_desktop.vault import slots
from microdesk_desktop.vault.header_copies import read_header
from microdesk_desktop.vault.keyring import Keyring
from microdesk_desktop.vault.keys import open_with_keyring
from microdesk_desktop.vault.places import vault_exists
from tests.support.canaries import plant_all
from tests.support.clock import FakeClock
from tests.support.full_disk import fill
from tests.support.strict_keyring import StrictKeyring
from tests.support.vaults import distinct_vault, reopened

_EVENTS = ("open", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.truncate", "os.chmod")


@dataclass(frozen=True, kw_only=True)
class Place:
    """A profile with its keyring, both folders; `elsewhere` is one of the user's, with a backup that they asked for."""

    profile: Path
    keyring: Path
    elsewhere: Path

    def copy(self, folder: Path) -> "Place":
        """The same somewhere else."""
        for name in ("profile", "keyring"):
            shutil.copytree(getattr(self, name), folder / name)
        return Place(profile=folder / "profile", keyring=folder / "keyring", elsewhere=self.elsewhere)

    def opened(self) -> Session:
        """The vault, opened with its passphrase."""
        return reopened(self.profile, keyring=StrictKeyring(self.keyring))


def make_place(folder: Path) -> Place:
    """A vault with a canary for every column, secret and file, with backups, and what a kill leaves."""
    place = Place(profile=folder / "profile", keyring=folder / "keyring", elsewhere=folder / "elsewhere")
    session = distinct_vault(place.profile, clock=FakeClock(), keyring=StrictKeyring(place.keyring)).session
    plant_all(session)
    back_up(session, place.elsewhere, Job())
    session.close()
    header = (place.profile / "keys.json").read_bytes()
    for left in (".keys.json.0a1b2c3d", ".keys.copy.json.0a1b2c3d"):
        (place.profile / left).write_bytes(header)
    shutil.copy(place.profile / "tokens.json", place.profile / ".tokens.json.0a1b2c3d")
    (place.profile / "backups" / ".2026-11-22.mdbackup.partial.db").write_bytes(b"partial")
    return place


def left_in(place: Place) -> list[str]:
    """What is left of the program's in the profile, and in the keyring."""
    files = (
        [str(path.relative_to(place.profile)) for path in place.profile.rglob("*")] if place.profile.exists() else []
    )
    return sorted([*files, *(path.name for path in place.keyring.iterdir())])


def opens_by_itself(copy: Place, keyring: Path) -> bool:
    """Whether a copy of the profile opens with what this keyring still has."""
    header = read_header(copy.profile)
    secret = Keyring(lambda: StrictKeyring(keyring)).read(header["slots"]["keyring"]["entry"])
    if secret is None:
        return False
    with contextlib.suppress(KnownError):
        return bool(open_with_keyring(header, secret))
    return False


def holds_slot(place: Place) -> bool:
    """Whether a file of the profile, or of its backups, still has something that wraps the key."""
    return any(b'"wrapped"' in path.read_bytes() for path in place.profile.rglob("*") if path.is_file())


def kill_at(number: int, place: Place) -> bool:
    """Erase everything in a process of its own that is killed before its step of this number; whether it was."""
    child = os.fork()
    if child == 0:
        session, folders = place.opened(), (str(place.profile), str(place.keyring))
        steps = iter(range(number + 1))

        def heard(event: str, arguments: tuple[object, ...]) -> None:
            is_step = event in _EVENTS and str(arguments[0]).startswith(folders)
            if is_step and next(steps, None) == number:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(heard)
        erase_everything(session, Job())
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    if status:
        raise RuntimeError(f"the erasure failed at step {number}")
    return False


def outcomes(place: Place, folder: Path, numbers: Iterator[int]) -> Iterator[dict[str, Any]]:
    """What each kill leaves, and what the next start makes of it, until one comes after the end."""
    for number in numbers:
        each = place.copy(folder / str(number))
        was_killed = kill_at(number, each)
        began = is_erasure_begun(each.profile)
        report = finish_everything(each.profile, partial(StrictKeyring, each.keyring))
        had_begun = began or not vault_exists(each.profile)
        if not had_begun:
            each.opened().close()
        yield {
            "number": number,
            "killed": was_killed,
            "begun": had_begun,
            "finished": report is None or report.is_done,
            "left": left_in(each) if had_begun else [],
        }
        shutil.rmtree(folder / str(number))
        if not was_killed:
            return


def killed(folder: Path, first: int, step: int) -> list[dict[str, Any]]:
    """The outcomes of a process that makes these kills, for the place of this folder."""
    command = [sys.executable, "-m", "tests.support.everything", str(folder), str(first), str(step)]
    played = subprocess.run(command, capture_output=True, text=True)
    assert played.returncode == 0, played.stderr
    return [json.loads(line) for line in played.stdout.splitlines()]


def erase_on_full_disk(place: Place, disk: Path) -> dict[str, Any]:
    """What is left of a copy on a disk that has no room, and that is its own folder."""
    each = place.copy(disk)
    session = each.opened()
    filler = fill(disk, 0)
    report = erase_everything(session, Job())
    filler.unlink()
    return {"done": report.is_done, "left": left_in(each)}


def main() -> None:
    folder = Path(sys.argv[1])
    slots._argon2id = cache(slots._argon2id)  # noqa: SLF001 - derived once, as the tests do
    place = Place(profile=folder / "profile", keyring=folder / "keyring", elsewhere=folder / "elsewhere")
    if len(sys.argv) == 3:
        sys.stdout.write(json.dumps(erase_on_full_disk(place, Path(sys.argv[2]))))
        return
    first, step = int(sys.argv[2]), int(sys.argv[3])
    place.copy(folder / "first").opened().close()
    for outcome in outcomes(place, folder / "killed", iter(range(first, 10_000, step))):
        sys.stdout.write(json.dumps(outcome) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
