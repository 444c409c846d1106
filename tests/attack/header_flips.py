"""Flip random bits of a vault's header, of its copy or of both: opening must heal it, refuse no right secret.

python -m tests.attack.header_flips --count 300
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.vault.backups.make import back_up_today
from microdesk_desktop.operations.vault.keyring_unlock import remember
from microdesk_desktop.operations.vault.unlock import unlock, unlock_with_keyring
from microdesk_desktop.operations.vault.verify import verify
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.vault.header import is_authentic, parse_header
from microdesk_desktop.vault.keys import open_with_passphrase, open_with_recovery_key
from tests.support.clock import FakeClock
from tests.support.vaults import PASSPHRASE, new_vault

NAMES = ("keys.json", "keys.copy.json")
DAMAGED = (NAMES[:1], NAMES[1:], NAMES)
# Argon2 takes most of an attack: one in so many opens by the passphrase, the others by the keyring.
BY_PASSPHRASE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A closed vault with a backup of its own, its recovery key, and the keyring that opens it."""

    profile: Path
    recovery_key: str
    keyring: MemoryKeyring


def make_target(folder: Path) -> Target:
    """A vault that passphrase, recovery key and keyring open."""
    profile, keyring = folder / "profile", MemoryKeyring()
    made = new_vault(profile, keyring=keyring)
    remember(made.session, PASSPHRASE)
    back_up_today(made.session, Job())
    made.session.close()
    return Target(profile=profile, recovery_key=made.recovery_key, keyring=keyring)


def flip(path: Path, dice: random.Random) -> None:
    """Change one to three bits of a file."""
    data = bytearray(path.read_bytes())
    for bit in dice.sample(range(8 * len(data)), dice.randint(1, 3)):
        data[bit // 8] ^= 1 << bit % 8
    path.write_bytes(bytes(data))


def judged(target: Target, profile: Path, *, by_passphrase: bool) -> str:
    """What is wrong after the next opening of a profile whose header was damaged; empty when nothing is."""
    keyring = MemoryKeyring()
    keyring.entries = dict(target.keyring.entries)
    try:
        if by_passphrase:
            session = unlock(profile, PASSPHRASE, clock=FakeClock(), keyring=lambda: keyring)
        else:
            opened = unlock_with_keyring(profile, clock=FakeClock(), keyring=lambda: keyring)
            if opened is None:
                return "the keyring opens it no more"
            session = opened
    except KnownError as error:
        return f"refused: {error.code}"
    with closing(session):
        held, healed = verify(session), session.opening.healed_from
    if healed is None:
        return "not named"
    if not all(held.values()):
        return f"not healed: {json.dumps(dict(held))}"
    return _header_fault(target, profile)


def _header_fault(target: Target, profile: Path) -> str:
    for name in NAMES:
        try:
            header = parse_header((profile / name).read_bytes())
            if not is_authentic(header, open_with_recovery_key(header, target.recovery_key)):
                return f"{name} is not authentic"
        except KnownError as error:
            return f"{name} is dead: {error.code}"
    return ""


def attack(count: int) -> list[str]:
    """Damage so many copies of one vault; how each attack that gave way did."""
    given_way = []
    with tempfile.TemporaryDirectory() as folder:
        target = make_target(Path(folder))
        for seed in range(count):
            dice, names = random.Random(seed), DAMAGED[seed % len(DAMAGED)]
            profile = Path(shutil.copytree(target.profile, Path(folder) / "attacked"))
            for name in names:
                flip(profile / name, dice)
            is_lost = names == NAMES  # where both are damaged, nothing shows which entry of the keyring opens the vault
            fault = judged(target, profile, by_passphrase=is_lost or seed % BY_PASSPHRASE == 0)
            given_way += [f"{' and '.join(names)}, seed {seed}: {fault}"] if fault else []
            shutil.rmtree(profile)
        header = parse_header((target.profile / NAMES[0]).read_bytes())
        assert is_authentic(header, open_with_passphrase(header, PASSPHRASE))
    return given_way


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=300)
    count = parser.parse_args().count
    given_way = attack(count)
    for fault in given_way:
        print(fault)
    print(f"attacks tried {count}, given way {len(given_way)}")
    return int(bool(given_way))


if __name__ == "__main__":
    sys.exit(main())
