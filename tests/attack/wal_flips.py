"""Damage the files of a vault whose process was killed: what it had confirmed is there, or its loss is reported.

    python -m tests.attack.wal_flips --count 200

An attack has given way when confirmed work is missing and every check of the verification passes, when a loss is
reported although nothing is missing, or when the program ends with anything but a known error.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.verify import verify
from tests.support.vaults import new_vault, reopened

COMMITS = 50
LONGEST_LIFE_S = 1.5
"""A little longer than the pause before a checkpoint, so that some kills come while one is made."""
_COUNT = "SELECT count(*) FROM client WHERE name LIKE 'Client %'"

Damage = Callable[[Path, random.Random], None]


def killed_profile(folder: Path, *, commits: int | None, lives_s: float = 60) -> tuple[Path, int]:
    """A profile whose process was killed after it confirmed so many commits, or after a while; with their number."""
    profile = folder / "profile"
    new_vault(profile).session.close()
    confirmed = 1
    words = [sys.executable, "-m", "tests.attack.wal_flips", "--write", str(profile), str(commits or 100_000)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        if commits is None:
            assert process.stdout.readline() == "1\n"
            with suppress(subprocess.TimeoutExpired):
                process.wait(lives_s)
            process.kill()
        for line in process.stdout:
            confirmed = int(line) if line.endswith("\n") else confirmed
            if confirmed == commits:
                process.kill()
    return profile, confirmed


def judged(profile: Path, confirmed: int) -> str:
    """How the attack gave way, in words; empty when it did not."""
    try:
        session = reopened(profile)
    except KnownError:
        return ""
    try:
        left = int(session.read(lambda reader: reader.value(_COUNT)))
        holds = all(verify(session).values())
    except KnownError:
        return ""
    finally:
        session.close()
    if left < confirmed and holds:
        return f"{confirmed - left} commits lost in silence"
    return "a loss reported that is none" if left >= confirmed and not holds else ""


def _flip(path: Path, chance: random.Random, within: int | None = None) -> None:
    data = bytearray(path.read_bytes())
    data[chance.randrange(within or len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def _cut(path: Path, chance: random.Random) -> None:
    path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size)])


def _zero(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    start = chance.randrange(len(data))
    data[start : start + 4096] = bytes(len(data[start : start + 4096]))
    path.write_bytes(data)


def _wal(profile: Path) -> Path:
    return profile / "vault.db-wal"


def _mark(profile: Path) -> Path:
    return profile / "vault.db-commits"


DAMAGES: Mapping[str, Damage] = {
    "flipped": lambda profile, chance: _flip(_wal(profile), chance),
    "header flipped": lambda profile, chance: _flip(_wal(profile), chance, 32),
    "first frame flipped": lambda profile, chance: _flip(_wal(profile), chance, 32 + 24),
    "cut": lambda profile, chance: _cut(_wal(profile), chance),
    "zeroed": lambda profile, chance: _zero(_wal(profile), chance),
    "emptied": lambda profile, _: os.truncate(_wal(profile), 0),
    "removed": lambda profile, _: _wal(profile).unlink(),
    "index removed": lambda profile, _: (profile / "vault.db-shm").unlink(),
    "index flipped": lambda profile, chance: _flip(profile / "vault.db-shm", chance),
    "count flipped": lambda profile, chance: _flip(_mark(profile), chance),
    "count removed": lambda profile, _: _mark(profile).unlink(),
    "untouched": lambda profile, _: None,
}


def attack(count: int) -> list[str]:
    """Damage so many copies of one vault; how each attack that gave way did."""
    given_way = []
    with tempfile.TemporaryDirectory() as folder:
        profile, confirmed = killed_profile(Path(folder), commits=COMMITS)
        for seed in range(count):
            name = list(DAMAGES)[seed % len(DAMAGES)]
            copy = Path(shutil.copytree(profile, Path(folder) / f"copy-{seed}"))
            DAMAGES[name](copy, random.Random(seed))
            fault = judged(copy, confirmed)
            given_way += [f"{name}, seed {seed}: {fault}"] if fault else []
            shutil.rmtree(copy)
    return given_way


def kill(count: int) -> list[str]:
    """As `attack`, by kills alone, at random instants."""
    given_way = []
    for seed in range(count):
        with tempfile.TemporaryDirectory() as folder:
            lives_s = random.Random(seed).uniform(0, LONGEST_LIFE_S)
            fault = judged(*killed_profile(Path(folder), commits=None, lives_s=lives_s))
        given_way += [f"killed, seed {seed}: {fault}"] if fault else []
    return given_way


def _write(profile: Path, commits: int) -> None:
    session = reopened(profile)
    for number in range(1, commits + 1):
        _add_client(session, number)
        print(number, flush=True)
    sys.stdin.read()


def _add_client(session: Session, number: int) -> None:
    added = (
        "INSERT INTO client (name, kind, siren, vat_number, email, phone, address, postal_code, city, country)"
        " VALUES (?, 'company', '', '', '', '', '', '', '', '')"
    )
    session.write(lambda writer: writer.run(added, (f"Client {number}",)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--write", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.write:
        _write(Path(arguments.write[0]), int(arguments.write[1]))
        return 0
    given_way = attack(arguments.count) + kill(arguments.kills)
    for fault in given_way:
        print(fault)
    print(f"attacks tried {arguments.count + arguments.kills}, given way {len(given_way)}")
    return int(bool(given_way))


if __name__ == "__main__":
    sys.exit(main())
