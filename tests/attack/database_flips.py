"""Damage the file of a vault: each damage must be found by opening or by verifying, and never enter a backup.

python -m tests.attack.database_flips --count 200
"""

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.vault.backups.make import back_up
from microdesk_desktop.operations.vault.unlock import unlock_with_keyring
from microdesk_desktop.operations.vault.verify import verify
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from tests.attack.header_flips import Target, make_target
from tests.support.clock import FakeClock

PAGE = 4096


def _flip(data: bytearray, dice: random.Random) -> None:
    bit = dice.randrange(8 * len(data))
    data[bit // 8] ^= 1 << bit % 8


def _cut(data: bytearray, dice: random.Random) -> None:
    del data[dice.randrange(len(data)) :]


def _swap_pages(data: bytearray, dice: random.Random) -> None:
    one, other = (PAGE * page for page in dice.sample(range(len(data) // PAGE), 2))
    data[one : one + PAGE], data[other : other + PAGE] = data[other : other + PAGE], data[one : one + PAGE]


def _blank_page(data: bytearray, dice: random.Random) -> None:
    at = PAGE * dice.randrange(len(data) // PAGE)
    data[at : at + PAGE] = bytes(PAGE)


DAMAGES: Mapping[str, Callable[[bytearray, random.Random], None]] = {
    "flip": _flip,
    "cut": _cut,
    "swap": _swap_pages,
    "blank": _blank_page,
}


def judged(target: Target, profile: Path, backups: Path) -> str:
    """What is wrong after the next opening of a profile whose database was damaged; empty when nothing is."""
    keyring = MemoryKeyring()
    keyring.entries = dict(target.keyring.entries)
    try:
        session = unlock_with_keyring(profile, clock=FakeClock(), keyring=lambda: keyring)
    except KnownError as error:
        return "" if error.code is ErrorCode.VAULT_DAMAGED else f"named as {error.code}"
    if session is None:
        return "the keyring opens it no more"
    with closing(session):
        if all(verify(session).values()):
            return "verified as whole"
        try:
            back_up(session, backups, Job())
        except KnownError:
            return ""
    return "backed up"


def attack(count: int) -> list[str]:
    """Damage so many copies of one vault; how each attack that gave way did."""
    given_way = []
    with tempfile.TemporaryDirectory() as folder:
        target = make_target(Path(folder))
        for seed in range(count):
            name = list(DAMAGES)[seed % len(DAMAGES)]
            profile = Path(shutil.copytree(target.profile, Path(folder) / "attacked"))
            data = bytearray((profile / "vault.db").read_bytes())
            DAMAGES[name](data, random.Random(seed))
            (profile / "vault.db").write_bytes(bytes(data))
            fault = judged(target, profile, Path(folder) / "copies")
            given_way += [f"{name}, seed {seed}: {fault}"] if fault else []
            shutil.rmtree(profile)
    return given_way


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    count = parser.parse_args().count
    given_way = attack(count)
    for fault in given_way:
        print(fault)
    print(f"attacks tried {count}, given way {len(given_way)}")
    return int(bool(given_way))


if __name__ == "__main__":
    sys.exit(main())
