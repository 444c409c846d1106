"""Kill windows with a mailbox at random instants, and search the disk for anything of a message.

python -m tests.attack.mail_window_traces --count 10
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.attack.mail_traces import elsewhere
from tests.support.mail.imap_account import trusted
from tests.support.mail.runs import AFTER, acts_of, kill_amid
from tests.support.mail.world import MailWorld, imap_world, mail_world
from tests.support.servers.certificates import make_certificates
from tests.support.servers.dovecot import serving

LONGEST_S = 2.0
"""More than any act takes on a computer with nothing else to do."""


@contextmanager
def world_of(kind: str) -> Iterator[MailWorld]:
    """A world in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        if kind == "gmail":
            with mail_world(Path(folder)) as world:
                yield world
            return
        with tempfile.TemporaryDirectory() as made:
            certificates = make_certificates(Path(made))
            with (
                trusted(certificates),
                serving(certificates) as dovecot,
                imap_world(Path(folder), dovecot, certificates, "jeanne") as world,
            ):
                yield world


def main() -> int:
    """Print one line per attack that succeeded, then the counts; returns the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    given_way = 0
    for number in range(arguments.count):
        with world_of(("gmail", "imap")[number % 2]) as world:
            acts = [*acts_of(world), *AFTER]
            killed = kill_amid(world, acts[: chance.randint(1, len(acts))], chance.uniform(0, LONGEST_S))
            left = [*world.places.holding(world.words), *elsewhere(world)]
        given_way += bool(left)
        for each in left:
            print(f"{killed}: {each}", flush=True)
    print(f"attacks tried {arguments.count}, given way {given_way}")
    return 1 if given_way else 0


if __name__ == "__main__":
    sys.exit(main())
