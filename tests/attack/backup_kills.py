"""Kill a process at random instants while it backs up, restores or changes the passphrase, under a clock that jumps.

python -m tests.attack.backup_kills --count 50

Each attack is judged after one opening of the vault: nothing incomplete of ours is left, every backup restores with the
passphrase that opens the vault, the latest made are kept, and no file holds a former passphrase's slot.
"""

import argparse
import os
import random
import select
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.backups.make import KEPT, back_up, back_up_today
from microdesk_desktop.operations.vault.backups.restore import restore
from microdesk_desktop.operations.vault.passphrase.change import change_passphrase
from microdesk_desktop.store.backup_files import DAILY, backups_in, backups_of
from microdesk_desktop.vault.header import parse_header
from microdesk_desktop.vault.header_copies import read_header
from microdesk_desktop.vault.slots import Cost
from tests.support.clock import FakeClock
from tests.support.vaults import OTHER_PASSPHRASE, PASSPHRASE, new_vault, reopened

LONGEST_LIFE_S = 0.6
"""Enough for a change of the passphrase with some backups, and for several of everything else."""
MOST = KEPT[DAILY] + 1
BOTH = (PASSPHRASE, OTHER_PASSPHRASE)
ODD_DAYS = (date(1970, 1, 1), date(1999, 12, 31), date(2036, 1, 7), date(9999, 12, 31))

Work = Callable[[Session, str, Path, random.Random], None]


def _back_up_nameless(session: Session, _passphrase: str, folder: Path, _dice: random.Random) -> None:
    back_up(session, folder / "usb", Job())


def _back_up_named(session: Session, passphrase: str, folder: Path, dice: random.Random) -> None:
    """As on a disk that knows no file without a name."""
    with suppress(AttributeError):
        del os.O_TMPFILE
    _back_up_nameless(session, passphrase, folder, dice)


def _back_up_today(session: Session, _passphrase: str, _folder: Path, dice: random.Random) -> None:
    session.clock = FakeClock(_any_day(dice))
    back_up_today(session, Job())


def _restore(session: Session, passphrase: str, _folder: Path, _dice: random.Random) -> None:
    restore(backups_in(session.profile / "backups")[0], session.profile, passphrase)


def _any_day(dice: random.Random) -> date:
    return dice.choice([*ODD_DAYS, *(date(2026, 11, 1) + timedelta(days=step) for step in range(20))])


def _change_passphrase(session: Session, passphrase: str, folder: Path, dice: random.Random) -> None:
    other = BOTH[1 - BOTH.index(passphrase)]
    change_passphrase(session, passphrase, other, cost=Cost())
    _change_passphrase(session, other, folder, dice)


WORKS: Mapping[str, Work] = {
    "backup": _back_up_nameless,
    "backup on a plain disk": _back_up_named,
    "backup of the day": _back_up_today,
    "restore": _restore,
    "passphrase": _change_passphrase,
}


def killed(work: Work, profile: Path, passphrase: str, dice: random.Random) -> None:
    """Repeat the work in a process of its own, and kill it after a random time."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        session = reopened(profile, passphrase)
        os.write(writing, b"x")
        while True:
            work(session, passphrase, profile.parent, dice)
    os.close(writing)
    os.read(reading, 1)
    select.select([reading], [], [], dice.uniform(0.0, LONGEST_LIFE_S))  # its end, should it fail before
    os.close(reading)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def faults_after(profile: Path, folder: Path) -> tuple[str, list[str]]:
    """Open the vault once; gives its passphrase, and what does not hold."""
    passphrase = _opening_passphrase(profile)
    faults = [f"left behind: {path.name}" for path in _hidden(folder)]
    own = backups_of(profile / "backups", None)
    header = read_header(profile)
    faults += [
        f"former keys: {each.path.name}" for each in own if parse_header(each.header)["slots"] != header["slots"]
    ]
    dailies = sorted(each.number for each in own if each.kind == DAILY)
    # One more is kept when the kill came before the rotation.
    if dailies[-1] - dailies[0] != len(dailies) - 1 or not min(KEPT[DAILY], dailies[-1]) <= len(dailies) <= MOST:
        faults.append(f"kept {dailies}")
    for path in [*backups_in(profile / "backups"), *backups_in(folder / "usb")[-2:]]:
        faults += _restoring(path, folder / "check", passphrase)
    for restored in folder.glob("profile-restored-*"):
        faults += _opening(restored, passphrase)
        shutil.rmtree(restored)
    return passphrase, faults


def _opening_passphrase(profile: Path) -> str:
    for passphrase in BOTH:
        with suppress(KnownError):
            reopened(profile, passphrase).close()
            return passphrase
    raise AssertionError("no passphrase opens the vault")


def _hidden(folder: Path) -> list[Path]:
    """The partial files and staging folders, but for those of a restoration, which the next one removes."""
    found = (path for path in folder.rglob("*") if ".partial" in path.name or path.name.startswith("."))
    return [path for path in found if "-restored-" not in str(path)]


def _restoring(path: Path, folder: Path, passphrase: str) -> list[str]:
    try:
        shutil.rmtree(restore(path, folder, passphrase))
    except KnownError as error:
        return [f"{path.name} does not restore: {error.code}"]
    return []


def _opening(restored: Path, passphrase: str) -> list[str]:
    """A restored vault opens, unless its restoration never came to the point where the folder has a vault."""
    if not (restored / "keys.json").exists():
        return []
    try:
        reopened(restored, passphrase).close()
    except KnownError as error:
        return [f"{restored.name} does not open: {error.code}"]
    return [f"left in {restored.name}: {path.name}" for path in restored.glob(".*")]


def attack(times: int) -> tuple[int, int]:
    """Attacks tried, and those after which something did not hold."""
    given_way = 0
    for (name, work), seed in zip(WORKS.items(), count()):
        with tempfile.TemporaryDirectory() as made:
            folder, dice, passphrase = Path(made), random.Random(seed), PASSPHRASE
            session = new_vault(folder / "profile").session
            (folder / "usb").mkdir()
            for _ in range(3):
                back_up_today(session, Job())
                session.clock = FakeClock(session.clock.today() + timedelta(days=1))
            session.close()
            for turn in range(times):
                killed(work, folder / "profile", passphrase, dice)
                passphrase, faults = faults_after(folder / "profile", folder)
                given_way += bool(faults)
                for fault in faults:
                    print(f"{name} {turn}: {fault}", file=sys.stderr)
    return times * len(WORKS), given_way


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=50, help="kills per kind of work")
    tried, given_way = attack(parser.parse_args().count)
    print(f"attacks tried {tried}, given way {given_way}")
    return int(given_way > 0)


if __name__ == "__main__":
    sys.exit(main())
