"""The freelancers who sell online and abroad: sound cases, the same from the same seed, with every habit claimed."""

import hashlib
import os
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.worlds.unseen.case import Case, Mode
from tests.worlds.unseen.check import problems
from tests.worlds.unseen.online import build
from tests.worlds.unseen.online.build import ACCIDENTS
from tests.worlds.unseen.online.ledger import Ledger

ROOT = Path(__file__).resolve().parents[3]
SEEDS = range(6)
PRINT = "\n".join(
    (
        "import hashlib",
        "from tests.worlds.unseen.online import build",
        "print(hashlib.sha256(repr(build(3)).encode()).hexdigest())",
    )
)
KINDS = (
    "abroad alias benefit bank both card crowd equal interest loan market near noise number own pair payer payout"
    " private purchase receipt refund retainer sale set share shop social stray takings tax told twice"
).split()


@cache
def _case(seed: int) -> Case:
    return build(seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_each_case_is_sound_and_the_size_of_a_company(seed: int) -> None:
    case = _case(seed)
    assert problems(case) == []
    assert 250 <= len(case.transactions) <= 400
    assert 100 <= len(case.targets) <= 220
    assert [each.id for each in case.transactions] == sorted(each.id for each in case.transactions)


def test_one_seed_makes_one_case_in_another_process_with_another_hash_seed() -> None:
    printed = subprocess.run(
        [sys.executable, "-c", PRINT],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "20261"},
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    assert printed == hashlib.sha256(repr(_case(3)).encode()).hexdigest()


def test_two_seeds_make_two_companies() -> None:
    assert _case(0).owner != _case(1).owner
    assert {each.label for each in _case(0).transactions} != {each.label for each in _case(1).transactions}


def test_every_kind_of_behaviour_occurs_and_each_seed_has_many() -> None:
    named = [{truth.behaviour for truth in _case(seed).truths.values()} for seed in SEEDS]
    assert all(len(each) >= 60 for each in named)
    found = {behaviour.split(":")[0].split()[0] for each in named for behaviour in each}
    assert set(KINDS) <= found


def test_each_accident_can_happen_and_together_they_have_many_names() -> None:
    named = set()
    for accident in set(ACCIDENTS):
        ledger = Ledger(0)
        for _ in range(6):
            accident(ledger)
        assert ledger.rows, accident.__name__
        named |= {row.claim.behaviour for row in ledger.rows}
    assert len(named) >= 150


def test_modes_keep_the_shares_of_a_real_account() -> None:
    counts = Counter(truth.mode for seed in SEEDS for truth in _case(seed).truths.values())
    shares = {mode: counts[mode] / counts.total() for mode in Mode}
    assert 0.3 < shares[Mode.NOTHING] < 0.5
    assert 0.35 < shares[Mode.MUST] < 0.6
    assert shares[Mode.ASK] > 0.04
    assert shares[Mode.MAY] > 0.02


def test_what_is_never_certain_and_what_always_is() -> None:
    modes: dict[str, set[Mode]] = {}
    for seed in SEEDS:
        for truth in _case(seed).truths.values():
            modes.setdefault(truth.behaviour, set()).add(truth.mode)
    assert modes["payer: two of one surname, same amount"] == {Mode.ASK}
    assert modes["retainer: a month missing"] == {Mode.MUST, Mode.ASK}
    assert modes["sale: number cited"] == {Mode.MUST}
    assert modes["private: card"] == {Mode.NOTHING}


def test_what_was_taught_is_settled_already() -> None:
    taught = [(_case(seed), lesson) for seed in SEEDS for lesson in _case(seed).taught]
    assert taught
    for case, lesson in taught:
        left = {target.id: target.remaining_cents for target in case.targets}
        assert all(left[target_id] == 0 for target_id in lesson.parts)
        assert sum(lesson.parts.values()) == lesson.transaction.amount_cents + lesson.fee_cents
