"""The same question has the same answer: whatever the hash seed of the process, and the order of what is given."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator

from microdesk_desktop.reconcile.engine import rank_for, reconcile
from tests.worlds.generator import build_world
from tests.worlds.judge.measure import build

PRINT_ANSWERS = "from tests.unit.reconcile.test_determinism import answers; print(*answers(), sep='\\n')"


def answers() -> Iterator[str]:
    """Every outcome, scores and reasons included, on a year of transactions full of shared and misspelt names."""
    world = build(5, 3_000, 600)
    yield from map(repr, reconcile(world.transactions, world.targets, parties=world.parties, owner=world.owner))


def test_the_hash_seed_of_the_process_changes_nothing() -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PRINT_ANSWERS],
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in ("0", "1", "2")
    ]
    first, *others = [process.communicate()[0].splitlines() for process in processes]
    assert len(first) >= 3_000
    assert others == [first, first]


def test_the_order_of_what_is_given_changes_nothing() -> None:
    world = build_world(2_026, steps=300)
    before = reconcile(world.transactions, world.targets, parties=world.parties, owner=world.owner)
    expected = {outcome.transaction_id: outcome for outcome in before}
    ranked = rank_for(world.transactions[0], world.targets, world.parties)
    rng = random.Random(1)
    for _ in range(5):
        for each in (world.transactions, world.targets, world.parties):
            rng.shuffle(each)
        after = reconcile(world.transactions, world.targets, parties=world.parties, owner=world.owner)
        assert [outcome.transaction_id for outcome in after] == [row.id for row in world.transactions]
        assert {outcome.transaction_id: outcome for outcome in after} == expected
    first = next(row for row in world.transactions if row.id == before[0].transaction_id)
    assert rank_for(first, world.targets, world.parties) == ranked
