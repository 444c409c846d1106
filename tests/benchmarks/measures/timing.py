"""Measures in turns: the floor, the figure, the floor again, so that whatever slows the machine slows both.

Times are CPU seconds of the process: other programs that run meanwhile are not counted.
"""

import gc
import statistics
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from microdesk_desktop.operations.session import Session
from tests.benchmarks.measures.figures import Figure

Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Times:
    """The seconds of some repeats of one piece of work."""

    seconds: Sequence[float]

    @property
    def least(self) -> float:
        """What the work costs where nothing disturbs it."""
        return min(self.seconds)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


def cpu_seconds(act: Act) -> float:
    """The CPU time of one call, all threads together."""
    gc.collect()
    started = process_time()
    act()
    return process_time() - started


def worker_seconds(session: Session) -> float:
    """The processor time that all threads of the process that sets pages have used."""
    tasks = Path(f"/proc/{session.press.process_id}/task").glob("*/schedstat")
    return sum(int(task.read_text(encoding="ascii").split()[0]) for task in tasks) / 1e9


def in_turns(floor: Callable[[], float], cost: Callable[[], float], repeats: int) -> tuple[Times, Times]:
    """Measure both alternately; each call gives its own seconds."""
    pairs = [(floor(), cost()) for _ in range(repeats)]
    return Times([pair[0] for pair in pairs]), Times([pair[1] for pair in pairs])


def compared(name: str, floor_name: str, bound: float, times: tuple[Times, Times]) -> Figure:
    """The figure of two measures taken in turns."""
    floor, cost = times
    return Figure(
        name=name,
        value=cost.least / floor.least,
        median=cost.median / floor.median,
        bound=bound,
        floor=floor_name,
        raw={"seconds": cost.least, "floor_seconds": floor.least},
    )


def peak_bytes(act: Callable[[], object]) -> int:
    """The most memory that Python objects made by one call take at one time."""
    return _traced_bytes(act)[1]


def kept_bytes(act: Callable[[], object]) -> int:
    """The memory that the result of one call keeps."""
    return _traced_bytes(act)[0]


def _traced_bytes(act: Callable[[], object]) -> tuple[int, int]:
    gc.collect()
    tracemalloc.start()
    result = act()
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del result
    return kept, peak
