"""Precision, recall and speed of the attribution: `python -m tests.benchmarks.attribution`."""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from microdesk_desktop.domain.matching import Outcome, Status
from microdesk_desktop.reconcile.engine import reconcile
from tests.benchmarks.generator import World, build_world


@dataclass(slots=True)
class Tally:
    """What happened to the movements of some companies."""

    right: int = 0
    wrong: int = 0
    expected: int = 0
    proposed: int = 0
    open_cases: int = 0
    open_attributed: int = 0
    movements: int = 0
    missed: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.expected)


Watch = Callable[[World, Outcome], None]


def judge(worlds: Iterable[World], watch: Watch | None = None) -> Tally:
    """Run the engine on each company and compare with its truth."""
    tally = Tally()
    for world in worlds:
        outcomes = reconcile(world.movements, world.targets, parties=world.parties, owner=world.owner)
        for outcome in outcomes:
            _count(tally, world, outcome, watch)
    return tally


def _count(tally: Tally, world: World, outcome: Outcome, watch: Watch | None) -> None:
    truth = world.truths[outcome.movement_id]
    tally.movements += 1
    said = outcome.status is Status.ATTRIBUTED and {
        (part.kind, part.target_id): part.amount_cents for part in outcome.proposals[0].allocations
    }
    if truth.is_open:
        tally.open_cases += 1
        tally.open_attributed += bool(said)
        return
    tally.expected += bool(truth.parts)
    if said and said == truth.parts:
        tally.right += 1
        return
    if said:
        tally.wrong += 1
        tally.faults[truth.behaviour] += 1
    elif truth.parts:
        tally.missed[truth.behaviour] += 1
        tally.proposed += any(
            {(part.kind, part.target_id) for part in each.allocations} <= set(truth.parts) for each in outcome.proposals
        )
    if watch and (said or truth.parts):
        watch(world, outcome)


def measure() -> dict[str, Any]:
    """Figures of quality on companies of several sizes, and times."""
    small = judge(build_world(seed) for seed in range(1_000, 1_040))
    large = judge([build_world(2_000, steps=5_000, clients=600)])
    return {
        "small companies": _figures(small),
        "one large company": _figures(large),
        "seconds": {"10,000 × 2,000": _time(6_000), "100,000 × 20,000": _time(60_000)},
    }


def _figures(tally: Tally) -> dict[str, Any]:
    return {
        "movements": tally.movements,
        "precision": round(tally.precision, 5),
        "recall": round(tally.recall, 4),
        "wrong": tally.wrong,
        "missed": tally.expected - tally.right,
        "missed but proposed": tally.proposed,
        "open cases": tally.open_cases,
        "open cases attributed": tally.open_attributed,
        "missed by behaviour": dict(tally.missed.most_common()),
        "wrong by behaviour": dict(tally.faults.most_common()),
    }


def _time(steps: int) -> float:
    world = build_world(3_000, steps=steps, clients=steps // 10)
    start = time.perf_counter()
    reconcile(world.movements, world.targets, parties=world.parties, owner=world.owner)
    return round(time.perf_counter() - start, 3)


def main() -> None:
    figures = measure()
    for name, values in figures.items():
        print(name, file=sys.stderr)
        for key, value in values.items():
            print(f"  {key:28} {value}", file=sys.stderr)
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
