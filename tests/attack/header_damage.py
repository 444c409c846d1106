"""Damage, edit, exchange and remove both copies of a header and the one backup at random, then use the recovery key.

python -m tests.attack.header_damage --count 2000
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.vault.backups.make import back_up_today
from microdesk_desktop.operations.vault.open_header import OpenedHeader, open_header
from microdesk_desktop.vault.header import Header, header_bytes, is_authentic, parse_header, sealed
from microdesk_desktop.vault.keys import open_with_recovery_key
from tests.support.vaults import new_vault

COPIES = ("keys.json", "keys.copy.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A vault with one backup, the header of another vault, and what opens the first."""

    profile: Path
    recovery_key: str
    contents: Mapping[Path, bytes]
    foreign: bytes

    @property
    def header(self) -> Header:
        """The header as it was before any attack."""
        return parse_header(self.contents[self.profile / COPIES[0]])

    def open(self) -> OpenedHeader:
        """What the recovery key opens; it takes the same way as the passphrase, without Argon2."""
        return open_header(self.profile, "recovery", lambda header: open_with_recovery_key(header, self.recovery_key))


def make_scene(folder: Path) -> Scene:
    """Make both vaults."""
    made, other = new_vault(folder / "profile"), new_vault(folder / "other")
    backup = back_up_today(made.session, Job())
    assert backup is not None
    for each in (made, other):
        each.session.close()
    paths = [*(folder / "profile" / name for name in COPIES), backup]
    return Scene(
        profile=folder / "profile",
        recovery_key=made.recovery_key,
        contents={path: path.read_bytes() for path in paths},
        foreign=(folder / "other" / COPIES[0]).read_bytes(),
    )


def attacked(scene: Scene, path: Path, chance: random.Random) -> bytes | None:
    """The content of a file after a random attack, None when it is removed."""
    data = scene.contents[path]
    kinds = ["none", "flip", "flip", "cut", "gone", *(["edit", "foreign"] if path.suffix == ".json" else [])]
    match chance.choice(kinds):
        case "flip":
            return flipped(data, chance)
        case "cut":
            return data[: chance.randrange(len(data))]
        case "gone":
            return None
        case "edit":
            return edited(scene, chance)
        case "foreign":
            return scene.foreign
        case _:
            return data


def flipped(data: bytes, chance: random.Random) -> bytes:
    """One to five bits flipped, of a backup in its header and at its end."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 5))):
        changed[chance.randrange(min(len(changed), 1_500)) * chance.choice((1, -1))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def edited(scene: Scene, chance: random.Random) -> bytes:
    """The header as somebody without the key can write it, its checksum right; sometimes without a seal."""
    header = scene.header
    slots = dict(header["slots"])
    lost = {**slots["recovery"], "wrapped": "A" * 64}
    foreign = parse_header(scene.foreign)["slots"]
    choices: list[dict[str, Any]] = [
        {"slots": {**slots, "recovery": lost}},
        {"slots": foreign},
        {"vault": "0" * 16},
        {},
    ]
    changes = chance.choice(choices)
    forged = {**header, **changes}
    if chance.random() < 1 / 4:
        return header_bytes({"format": 1, "vault": forged["vault"], "slots": forged["slots"]})
    return header_bytes(sealed(forged, chance.choice((header["generation"], 10**6)), b"no key"))


def gave_way(scene: Scene, data_key: bytes) -> str:
    """What went wrong when the attacked vault was opened; empty when the promises held."""
    copies = []
    for name in COPIES:
        with suppress(KnownError, OSError):
            copies.append(parse_header((scene.profile / name).read_bytes()))
    backup = next(path for path in scene.contents if path.suffix == ".mdbackup")
    is_backup_whole = backup.exists() and backup.read_bytes() == scene.contents[backup]
    can_open = is_backup_whole or any(is_authentic(copy, data_key) for copy in copies)
    are_mixed = len({copy["vault"] for copy in copies}) > 1
    try:
        opened = scene.open()
    except KnownError as error:
        is_called_wrong = error.code.value.startswith("wrong") and (are_mixed or not copies)
        return error.code.value if can_open or is_called_wrong else ""
    is_ours = opened.data_key == data_key and is_authentic(opened.header, data_key)
    return "" if is_ours and opened.header["slots"] == scene.header["slots"] else "another header was believed"


def main() -> int:
    """Print one line per attack that succeeded, then the counts; returns the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    arguments = parser.parse_args()
    chance, given_way = random.Random(arguments.seed), 0
    with tempfile.TemporaryDirectory() as folder:
        scene = make_scene(Path(folder))
        data_key = scene.open().data_key
        for number in range(arguments.count):
            for path in scene.contents:
                path.unlink(missing_ok=True)
                content = attacked(scene, path, chance)
                if content is not None:
                    path.write_bytes(content)
            wrong = gave_way(scene, data_key)
            if wrong:
                given_way += 1
                print(f"{number}: {wrong}", flush=True)
    print(f"seed {arguments.seed}")
    print(f"attacks tried {arguments.count}, given way {given_way}")
    return 1 if given_way else 0


if __name__ == "__main__":
    sys.exit(main())
