"""What each constant of the engine is worth: `python -m tests.benchmarks.measures.slopes [CLASS …]`.

Moves every number of `reconcile/tuning.py` down and up by a tenth, at least by one, and prints what it changes on a
sample of years: more or fewer transactions attributed rightly and wrongly. A constant that changes nothing either way
is not held by the sample.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from microdesk_desktop.reconcile import tuning
from microdesk_desktop.reconcile.engine import reconcile
from tests.unit.reconcile.test_counts import verdict
from tests.worlds.generator import build_world
from tests.worlds.judge.measure import build
from tests.worlds.world import World

Counts = tuple[int, int]


def main() -> None:
    """One line for each constant: right and wrong, lowered and raised."""
    companies: list[World[Any]] = [*(build_world(seed) for seed in range(4_000, 4_010)), build(31, 3_000, 600)]
    right, wrong = _counts(companies)
    print(f"{'as it is':<44} right {right} wrong {wrong}")
    for group in vars(tuning).values():
        if not hasattr(group, "__dataclass_fields__") or isinstance(group, type):
            continue
        if sys.argv[1:] and type(group).__name__ not in sys.argv[1:]:
            continue
        for name, before, variants in _variants(group):
            moves = []
            for value in variants:
                object.__setattr__(group, name.split("[")[0], value)
                now_right, now_wrong = _counts(companies)
                moves.append(f"{now_right - right:+d} {now_wrong - wrong:+d}")
            object.__setattr__(group, name.split("[")[0], before)
            print(f"{type(group).__name__ + '.' + name:<44} {' | '.join(moves)}")


def _counts(companies: list[World[Any]]) -> Counts:
    right = wrong = 0
    for company in companies:
        for outcome in reconcile(company.transactions, company.targets, parties=company.parties, owner=company.owner):
            found = verdict(company, outcome)
            right, wrong = right + (found == "right"), wrong + (found == "wrong")
    return right, wrong


def _variants(group: Any) -> Iterator[tuple[str, Any, tuple[Any, ...]]]:
    """Each constant by name, with its value and the values to try: windows by their two ends."""
    for each in fields(group):
        value = getattr(group, each.name)
        if isinstance(value, int):
            yield each.name, value, (value - _step(value), value + _step(value))
        elif isinstance(value, tuple):
            yield each.name, value, tuple(_moved(value))
        elif isinstance(value, Mapping):
            for key, window in value.items():
                yield f"{each.name}[{key}]", value, tuple({**value, key: moved} for moved in _moved(window))


def _moved(window: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The window with each end moved inwards, then outwards."""
    first, last = window
    yield first + _step(first), last
    yield first - _step(first), last
    yield first, last - _step(last)
    yield first, last + _step(last)


def _step(value: int) -> int:
    return max(1, abs(value) // 10)


if __name__ == "__main__":
    main()
