"""Precision and recall of the attribution on companies none of which served to tune it.

`python -m tests.benchmarks.attribution` prints what was attributed wrongly and what was missed, by behaviour.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from microdesk_desktop.domain.settle.attributions import Outcome, Status
from microdesk_desktop.reconcile.engine import reconcile
from tests.benchmarks.measures.figures import Figure
from tests.worlds.company import Company
from tests.worlds.generator import build_world
from tests.worlds.judge.measure import measure as judge_measure
from tests.worlds.stranger import build_stranger

PRECISION_BOUND = 0.998
RECALL_BOUND = 0.97
SAMPLES: Mapping[str, Callable[[], Iterable[Company]]] = {
    "companies": lambda: (build_world(seed) for seed in range(1_000, 1_040)),
    "large company": lambda: [build_world(2_000, steps=4_000, clients=400)],
    "strangers": lambda: (build_stranger(seed) for seed in range(1_000, 1_040)),
}


@dataclass(slots=True)
class Tally:
    """What happened to the transactions of some companies."""

    right: int = 0
    wrong: int = 0
    expected: int = 0
    proposed: int = 0
    open_cases: int = 0
    open_attributed: int = 0
    transactions: int = 0
    missed: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.expected)


Watch = Callable[[Company, Outcome], None]


def judge(worlds: Iterable[Company], watch: Watch | None = None) -> Tally:
    """Run the engine on each company and compare with its truth."""
    tally = Tally()
    for world in worlds:
        outcomes = reconcile(world.transactions, world.targets, parties=world.parties, owner=world.owner)
        for outcome in outcomes:
            _count(tally, world, outcome, watch)
    return tally


def _count(tally: Tally, world: Company, outcome: Outcome, watch: Watch | None) -> None:
    truth = world.truths[outcome.transaction_id]
    tally.transactions += 1
    said = outcome.status is Status.ATTRIBUTED and {
        part.target_id: part.amount_cents for part in outcome.proposals[0].allocations
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
            {part.target_id for part in each.allocations} <= set(truth.parts) for each in outcome.proposals
        )
    if watch and (said or truth.parts):
        watch(world, outcome)


def measure() -> list[Figure]:
    """Precision and recall on companies of each of the three generators."""
    figures: list[Figure] = []
    for name, build in SAMPLES.items():
        tally = judge(build())
        figures += _figures(name, tally.precision, tally.recall)
    strict = judge_measure()
    return [*figures, *_figures("held-out years", strict["precision"], strict["recall"])]


def _figures(sample: str, precision: float, recall: float) -> Sequence[Figure]:
    return (
        Figure(
            name=f"precision, {sample}", value=precision, bound=PRECISION_BOUND, floor="attributions", is_minimum=True
        ),
        Figure(name=f"recall, {sample}", value=recall, bound=RECALL_BOUND, floor="transactions", is_minimum=True),
    )


def details(name: str) -> dict[str, Any]:
    """What one sample shows, fault by fault."""
    tally = judge(SAMPLES[name]())
    return {
        "transactions": tally.transactions,
        "precision": round(tally.precision, 5),
        "recall": round(tally.recall, 4),
        "attributed wrongly": dict(tally.faults.most_common()),
        "missed": dict(tally.missed.most_common()),
        "missed, yet proposed": tally.proposed,
        "open for a human": tally.open_cases,
        "open, yet attributed": tally.open_attributed,
    }


def main() -> None:
    """A table on standard error, one JSON value on standard output."""
    figures = {name: details(name) for name in SAMPLES}
    for name, values in figures.items():
        print(name, file=sys.stderr)
        for key, value in values.items():
            print(f"  {key:24} {value}", file=sys.stderr)
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
