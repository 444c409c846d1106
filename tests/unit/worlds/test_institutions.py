"""The institutions: sound cases, the same for a seed in every process, that hold each behaviour they claim."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from microdesk_desktop.domain.settle.targets import DocumentType
from tests.worlds.unseen.case import Case, Mode
from tests.worlds.unseen.check import problems
from tests.worlds.unseen.institutions import build
from tests.worlds.unseen.institutions.claims import BEHAVIOURS
from tests.worlds.unseen.institutions.people import plain

ROOT = Path(__file__).resolve().parents[3]
SEEDS = range(24)
SHOWN = """
import hashlib
from tests.worlds.unseen.institutions import build
print(hashlib.sha256(repr(build(7)).encode()).hexdigest())
"""


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [build(seed) for seed in SEEDS]


def test_every_case_is_sound(cases: list[Case]) -> None:
    assert [problem for case in cases for problem in problems(case)] == []


def test_a_case_has_the_size_of_a_year(cases: list[Case]) -> None:
    assert all(250 <= len(case.transactions) <= 400 for case in cases)
    assert all(100 <= len(case.targets) <= 220 for case in cases)


def test_the_behaviours_are_those_claimed(cases: list[Case]) -> None:
    found = {truth.behaviour for case in cases for truth in case.truths.values()}
    assert sorted(found) == sorted(BEHAVIOURS)


def test_every_seed_holds_many_behaviours(cases: list[Case]) -> None:
    assert min(len({truth.behaviour for truth in case.truths.values()}) for case in cases) >= 70


def test_the_modes_are_mixed_as_on_a_real_account(cases: list[Case]) -> None:
    for case in cases:
        modes = Counter(truth.mode for truth in case.truths.values())
        shares = {mode: modes[mode] / len(case.truths) for mode in Mode}
        assert 0.3 <= shares[Mode.NOTHING] <= 0.55
        assert 0.35 <= shares[Mode.MUST] <= 0.6
        assert 0.02 <= shares[Mode.ASK] <= 0.12
        assert 0.01 <= shares[Mode.MAY] <= 0.15


def test_nothing_that_comes_in_under_a_name_equals_what_the_name_owes(cases: list[Case]) -> None:
    for case in cases:
        owed = {(each.party_name, each.remaining_cents) for each in case.targets if each.remaining_cents > 0}
        for transaction in case.transactions:
            truth = case.truths[transaction.id]
            if truth.mode is Mode.NOTHING and truth.cancels is None and truth.behaviour != "paid a second time":
                same = {name for name, cents in owed if cents == transaction.amount_cents}
                assert not any(plain(name) in plain(transaction.label) for name in same), transaction


def test_quotes_orders_and_settled_invoices_lie_in_the_vault(cases: list[Case]) -> None:
    types = {target.document_type for case in cases for target in case.targets}
    assert types >= set(DocumentType) - {DocumentType.DELIVERY}
    assert all(any(not target.remaining_cents for target in case.targets) for case in cases)


def test_banks_and_numbers_differ_between_seeds(cases: list[Case]) -> None:
    assert len({case.name.rpartition(", ")[2] for case in cases}) >= 6
    shapes = {"".join("9" if each.isdigit() else each for each in _first_number(case)) for case in cases}
    assert len(shapes) >= 6


def test_a_seed_gives_one_case_in_every_process() -> None:
    shown = []
    for hash_seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
        command = [sys.executable, "-c", SHOWN]
        run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        shown.append(run.stdout)
    assert shown[0] == shown[1] != ""


def _first_number(case: Case) -> str:
    return next(each.reference for each in case.targets if each.document_type is DocumentType.INVOICE)
