"""Kill a disconnect at random instants, open the vault once, and look for what is left of the bank.

python -m tests.attack.disconnect_kills --count 100
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from microdesk_desktop.sandbox.bank import SandboxBank
from microdesk_desktop.vault.erasures import pending
from tests.support.clock import FakeClock
from tests.support.disconnects import killed, make_scene, way_given

ROWS, BACKUPS = 1_500, 4


def main() -> int:
    """Print one line per attack that succeeded, then the counts; returns the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    arguments = parser.parse_args()
    chance, given_way, unfinished = random.Random(arguments.seed), 0, 0
    with SandboxBank(FakeClock()) as bank, tempfile.TemporaryDirectory() as made:
        scene = make_scene(Path(made), bank, rows=ROWS, backups=BACKUPS)
        started = perf_counter()
        killed(scene.copy(Path(made, "whole")))
        longest = perf_counter() - started
        for number in range(arguments.count):
            with tempfile.TemporaryDirectory(dir=made) as folder:
                copy, after_s = scene.copy(Path(folder, "copy")), chance.uniform(0, longest)
                killed(copy, after_s=after_s)
                unfinished += bool(pending(copy.profile))
                wrong = way_given(copy)
                if wrong or pending(copy.profile):
                    given_way += 1
                    print(f"{number}: killed after {after_s:.3f} s, left: {wrong}", flush=True)
    print(f"{unfinished} of them were under way; seed {arguments.seed}")
    print(f"attacks tried {arguments.count}, given way {given_way}")
    return 1 if given_way else 0


if __name__ == "__main__":
    sys.exit(main())
