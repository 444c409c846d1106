"""Kill sessions with a mailbox at random instants, and search the disk for anything of a message.

python -m tests.attack.mail_traces --count 30
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tests.support.mail.runs import session
from tests.support.mail.session import ACTS
from tests.support.mail.world import MailWorld, mail_world
from tests.support.traces import spellings

LONGEST_S = 5.0
"""A session that is not killed takes about as long, on a computer with nothing else to do."""
SHARED = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))
"""Where a program may write though its environment names other folders."""


def elsewhere(world: MailWorld) -> Iterator[str]:
    """The files of shared folders, and of the folders in them, that are newer than a world and hold a word."""
    forms = [form for word in world.words.values() for form in spellings(word)]
    since = min(path.stat().st_mtime for path in world.chosen.iterdir())
    for path in _shared_files():
        with suppress(OSError):  # of another user, or gone
            if not path.is_relative_to(world.folder) and path.stat().st_mtime >= since:
                content = path.read_bytes()
                yield from [f"elsewhere: {path}"] if any(form in content for form in forms) else []


def _shared_files() -> Iterator[Path]:
    for shared in SHARED:
        for folder, below, files in os.walk(shared):
            yield from (Path(folder, name) for name in files)
            if Path(folder) != shared:
                below.clear()


def killed_after(seconds: float) -> list[str]:
    """What a session that is killed after a time leaves."""
    with tempfile.TemporaryDirectory() as folder, mail_world(Path(folder)) as world:
        with session(world) as run:
            run.act("list")
            for name in ACTS[1:]:
                run.begin(name)
            with suppress(subprocess.TimeoutExpired):
                run.process.wait(seconds)
            found = world.places.holding(world.words, run.process.pid)
            run.process.kill()
            run.process.wait()
        return [*found, *world.places.holding(world.words), *elsewhere(world)]


def main() -> int:
    """Print one line per attack that succeeded, then the counts; returns the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    given_way = 0
    for _ in range(arguments.count):
        seconds = chance.uniform(0, LONGEST_S)
        left = killed_after(seconds)
        given_way += bool(left)
        for each in left:
            print(f"killed after {seconds:.2f} s: {each}", flush=True)
    print(f"attacks tried {arguments.count}, given way {given_way}")
    return 1 if given_way else 0


if __name__ == "__main__":
    sys.exit(main())
