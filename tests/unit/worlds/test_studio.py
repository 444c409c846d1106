"""The world of a freelancer of the graphic trades is sound, repeatable, and holds what it claims."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.worlds.unseen.case import Case, Mode
from tests.worlds.unseen.check import problems
from tests.worlds.unseen.studio import build
from tests.worlds.unseen.studio.behaviours import BEHAVIOURS
from tests.worlds.unseen.studio.labels import BANKS
from tests.worlds.unseen.studio.ledger import Studio
from tests.worlds.unseen.studio.numbering import SCHEMES

ROOT = Path(__file__).resolve().parents[3]
SEEDS = range(20)
DIGEST = """
import hashlib
from tests.worlds.unseen.studio import build
case = build(5)
parts = (case.parties, case.targets, case.transactions, case.taught, case.truths)
print(hashlib.sha256(repr(parts).encode()).hexdigest())
"""


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [build(seed) for seed in SEEDS]


def test_every_case_is_sound_and_of_the_size_of_a_year(cases: list[Case]) -> None:
    for case in cases:
        assert problems(case) == []
        assert 250 <= len(case.transactions) <= 400
        assert 100 <= len(case.targets) <= 220


def test_a_seed_gives_one_case_in_every_process() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1
    assert digests != {""}


def test_what_is_claimed_occurs_and_nothing_else(cases: list[Case]) -> None:
    found = {truth.behaviour for case in cases for truth in case.truths.values()}
    assert found == BEHAVIOURS


def test_the_modes_have_the_shares_of_a_real_account(cases: list[Case]) -> None:
    for case in cases:
        shares = Counter(truth.mode for truth in case.truths.values())
        total = len(case.transactions)
        assert 0.33 <= shares[Mode.NOTHING] / total <= 0.52
        assert 0.3 <= shares[Mode.MUST] / total <= 0.6
        assert shares[Mode.ASK] >= 8
        assert shares[Mode.MAY] >= 3


def test_rows_that_cancel_have_opposite_amounts(cases: list[Case]) -> None:
    for case in cases:
        by_id = {each.id: each for each in case.transactions}
        for id_, truth in case.truths.items():
            if truth.cancels is not None:
                assert by_id[id_].amount_cents == -by_id[truth.cancels].amount_cents


def test_the_seeds_reach_all_schemes_and_most_banks() -> None:
    studios = [Studio(seed) for seed in range(60)]
    assert {each.scheme for each in studios} == SCHEMES.keys()
    assert {each.bank.name for each in studios} == {bank.name for bank in BANKS}
