"""Some of the random tables of `tests.attack.random_tables`, and proof that it finds what it looks for."""

import random
from dataclasses import replace
from datetime import timedelta

from tests.attack.random_tables import Drawn, draw, faults_of

SEEDS = range(250)


def test_a_random_table_is_read_as_it_was_written_or_asked_about() -> None:
    for seed in SEEDS:
        assert not list(faults_of(draw(random.Random(seed)))), f"seed {seed}"


def test_what_differs_from_the_table_is_found() -> None:
    drawn = draw(random.Random(1))
    first, *rest = drawn.rows
    assert not list(faults_of(drawn))
    assert any("not written" in fault for fault in faults_of(Drawn(drawn.data, rest)))
    later = replace(first, on=first.on + timedelta(days=1))
    assert any("lost" in fault for fault in faults_of(Drawn(drawn.data, [*drawn.rows, later])))
    split = [replace(first, account="another"), *rest]
    assert any("mixed" in fault for fault in faults_of(Drawn(drawn.data, split)))
