"""Some of the damaged statements of `tests.attack.damaged_statements`, and proof that it finds what it looks for."""

import random
from dataclasses import replace

import pytest

from tests.attack.damaged_statements import Damage, damaged, faults_of, sample_rows
from tests.support.imports.statement_files import WRITERS

SEEDS = range(60)


@pytest.mark.parametrize("name", WRITERS)
def test_a_damaged_statement_gives_what_a_person_reads_or_a_report(name: str) -> None:
    for seed in SEEDS:
        chance = random.Random(f"{name} {seed}")
        rows = sample_rows(chance)
        assert not list(faults_of(name, rows, damaged(WRITERS[name](rows), chance))), f"seed {seed}"


@pytest.mark.parametrize("name", WRITERS)
def test_rows_that_are_not_those_of_the_file_are_found(name: str) -> None:
    rows = sample_rows(random.Random(name))
    whole = Damage(data=WRITERS[name](rows).data, touched=frozenset(), signs_touched=frozenset())
    assert not list(faults_of(name, rows, whole))
    turned = [rows[0]._replace(cents=-rows[0].cents), *rows[1:]]
    assert any("turned" in fault for fault in faults_of(name, turned, whole))
    assert any("lost" in fault for fault in faults_of(name, [*rows, rows[0]._replace(cents=1)], whole))
    emptied = replace(whole, data=WRITERS[name](rows[:2]).data)
    assert any("lost" in fault for fault in faults_of(name, rows, emptied))
