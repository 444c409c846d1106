"""Disconnect on a disk with so little room, then with room; started by a test that made the disk.

python -m tests.support.full_disk FOLDER FREE_BYTES…    prints a line of JSON for each amount of room
"""

import json
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.bank.disconnect import disconnect
from microdesk_desktop.operations.vault.backups.make import own_backups
from microdesk_desktop.sandbox.bank import SandboxBank
from microdesk_desktop.vault.erasures import pending
from tests.support.clock import FakeClock
from tests.support.disconnects import Scene, make_scene, payments

BLOCK = 4096


def fill(folder: Path, free_bytes: int) -> Path:
    """Fill the disk of a folder up to so many bytes; returns the file that does."""
    path = folder / "filler"
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(BLOCK))
    room = -(-free_bytes // BLOCK) * BLOCK
    os.truncate(path, max(0, path.stat().st_size - room))
    return path


def run(scene: Scene, folder: Path, free_bytes: int) -> dict[str, object]:
    """What a disconnect does there, and what is left after the opening that follows, with room."""
    copy = scene.copy(folder / str(free_bytes), scene.profile.parent / f"keyring {free_bytes}")
    backups = own_backups(copy.profile)
    before = sorted(path.name for path in backups.iterdir())
    with copy.opened() as session:
        session.write(lambda writer: writer.run("UPDATE company SET name = name"))
        filler = fill(folder, free_bytes)
        try:
            left = {part.value: code for part, code in disconnect(session, Job()).erasure.left.items()}
        except KnownError as error:
            left = {"everything": error.code}
        sound = all(session.database.check().values()) and payments(session) == copy.payments
    noted = bool(pending(copy.profile))
    with suppress(KnownError), copy.opened():
        pass  # still full: the vault may not even open
    kept = sorted(path.name for path in backups.iterdir())
    filler.unlink()
    with copy.opened() as session:
        sound = sound and payments(session) == copy.payments
    return {
        "left": left,
        "lost": sorted(set(before) - set(kept)),
        "partial": sorted(set(kept) - set(before)),
        "sound": sound,
        "noted": noted,
        "words": copy.left(),
        "pending": bool(pending(copy.profile)),
    }


def main() -> None:
    folder = Path(sys.argv[1])
    with SandboxBank(FakeClock()) as bank, tempfile.TemporaryDirectory() as made:
        scene = make_scene(Path(made), bank, rows=3_000)
        for free_bytes in map(int, sys.argv[2:]):
            sys.stdout.write(json.dumps(run(scene, folder, free_bytes)) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
