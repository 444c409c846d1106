"""The world of services: sound, the same in every process, and with every behaviour that it claims."""

import os
import subprocess
import sys
from collections import Counter
from functools import cache

import pytest

from tests.worlds.unseen.case import Case, Mode
from tests.worlds.unseen.check import problems
from tests.worlds.unseen.services import build

SEEDS = range(1, 15)


@cache
def _case(seed: int) -> Case:
    return build(seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_each_case_keeps_what_every_case_must(seed: int) -> None:
    case = _case(seed)
    assert problems(case) == []
    assert 220 <= len(case.transactions) <= 400
    assert 100 <= len(case.targets) <= 230


def test_one_seed_gives_one_case_in_every_process() -> None:
    program = "from tests.worlds.unseen.services import build; print(build(3))"
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


def test_the_seeds_hold_many_behaviours_and_modes_in_likely_shares() -> None:
    truths = [truth for seed in SEEDS for truth in _case(seed).truths.values()]
    modes = Counter(truth.mode for truth in truths)
    assert len({truth.behaviour for truth in truths}) >= 140
    assert 0.33 <= modes[Mode.NOTHING] / len(truths) <= 0.5
    assert 0.35 <= modes[Mode.MUST] / len(truths) <= 0.55
    assert modes[Mode.ASK] > 200
    assert len({_case(seed).name for seed in SEEDS}) == len(SEEDS)


def test_what_the_user_taught_is_taken_off_and_never_asked_about_again() -> None:
    for seed in SEEDS:
        case = _case(seed)
        taught = {target_id for each in case.taught for target_id in each.parts}
        assert all(not target.remaining_cents for target in case.targets if target.id in taught)
        assert not taught & {target_id for truth in case.truths.values() for target_id in truth.parts}
