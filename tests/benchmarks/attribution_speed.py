"""What the engine costs on a cold run, against the rule « exact amount, nearest date » over the same rows."""

import pickle
import random
from functools import partial

from microdesk_desktop.domain.settle.targets import Target
from microdesk_desktop.reconcile.engine import reconcile
from tests.benchmarks.measures.figures import Figure
from tests.benchmarks.measures.nearest_amount import attribute_by_amount
from tests.benchmarks.measures.timing import Times, compared, cpu_seconds, in_turns, kept_bytes, peak_bytes
from tests.worlds.company import Company
from tests.worlds.generator import build_world

# The engine of November 2026 cost 143.6 and 80.8 times the floor, and 3.37 times the memory of the rows alone.
# The bounds ask for two thirds of that.
BOUNDS = {(10_000, 2_000): 95.0, (100_000, 20_000): 54.0}
MEMORY_BOUND = 2.25
# A row of the larger sample may cost half as much again as one of the smaller: no hidden square.
GROWTH_BOUND = 1.5
REPEATS = {(10_000, 2_000): 5, (100_000, 20_000): 2}
FLOOR_REPEATS = 10  # the floor is so short that one run of it measures the noise
FLOOR = "exact amount, nearest date, over the same rows"


def measure() -> list[Figure]:
    """Time at two sizes, the cost of a row from one to the other, and memory."""
    figures, by_row = [], []
    for size, bound in BOUNDS.items():
        question = _RunState(*size)
        times = in_turns(question.floor_seconds, question.engine_seconds, REPEATS[size])
        figures.append(compared(f"attribution {size[0]:,} × {size[1]:,}", FLOOR, bound, times))
        by_row.append(times[1].least / size[0])
    figures.append(
        Figure(
            name="attribution, cost of a row at 100,000",
            value=by_row[1] / by_row[0],
            bound=GROWTH_BOUND,
            floor="cost of a row at 10,000",
        )
    )
    return [*figures, _memory()]


class _RunState:
    """So many transactions of a company, and a part of its targets still open."""

    def __init__(self, transactions: int, targets: int) -> None:
        self.world: Company = build_world(3_000, steps=transactions, clients=transactions // 25)
        self.rows = self.world.transactions[:transactions]
        self.targets: list[Target] = random.Random(1).sample(self.world.targets, targets)

    def run(self) -> object:
        return reconcile(self.rows, self.targets, parties=self.world.parties, owner=self.world.owner)

    def engine_seconds(self) -> float:
        return cpu_seconds(self.run)

    def floor_seconds(self) -> float:
        return Times(
            [cpu_seconds(partial(attribute_by_amount, self.rows, self.targets)) for _ in range(FLOOR_REPEATS)]
        ).least


def _memory() -> Figure:
    question = _RunState(10_000, 2_000)
    stored = pickle.dumps((question.rows, question.targets, question.world.parties))
    plain, peak = kept_bytes(lambda: pickle.loads(stored)), peak_bytes(question.run)
    return Figure(
        name="attribution 10,000 × 2,000, memory",
        value=peak / plain,
        bound=MEMORY_BOUND,
        floor="the rows themselves",
        raw={"megabytes": peak / 1e6, "floor_megabytes": plain / 1e6},
    )
