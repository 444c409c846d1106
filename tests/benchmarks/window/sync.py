"""How long the main thread answers nothing while transactions sync and are attributed.

The floor is an empty event loop beside a thread that computes without pause: what Python itself costs a window.
"""

import threading
from collections.abc import Callable, Mapping
from time import perf_counter

from PySide6.QtCore import Qt, QTimer

from microdesk_desktop.pages.bank.sync_controller import SyncController
from tests.benchmarks.window.stage import Stage

LEAST_ROWS = 1_000


def measure_sync(folder: str, base_url: str, secrets: Mapping[str, str]) -> dict[str, float]:
    """The 99th percentile and the longest of the silences of the main thread, in seconds, of both."""
    with Stage(folder) as stage:
        stage.connect(base_url, secrets)
        stage.open_bank()
        stage.settle()
        floor = silences(lambda: beside_a_busy_thread(stage, seconds=1.0))
        found = silences(lambda: _sync(stage))
        return {
            "longest": max(found),
            "p99": sorted(found)[int(len(found) * 0.99)],
            "floor_longest": max(floor),
            "floor_p99": sorted(floor)[int(len(floor) * 0.99)],
        }


def _sync(stage: Stage) -> None:
    stage.workspace.controller(SyncController).sync()
    stage.settle()
    assert stage.page.transactions.table.model.rowCount() > LEAST_ROWS, "the sync brought nothing"


def beside_a_busy_thread(stage: Stage, *, seconds: float) -> None:
    """Run the event loop beside a thread that computes without pause."""
    end = perf_counter() + seconds

    def compute() -> None:
        while perf_counter() < end:
            sum(number * number for number in range(1_000))

    worker = threading.Thread(target=compute)
    worker.start()
    stage.wait(lambda: not worker.is_alive())
    worker.join()


def silences(act: Callable[[], None]) -> list[float]:
    """The seconds between two turns of the event loop while something happens."""
    gaps: list[float] = []
    last = perf_counter()

    def tick() -> None:
        nonlocal last
        now = perf_counter()
        gaps.append(now - last)
        last = now

    ticker = QTimer()
    ticker.setTimerType(Qt.TimerType.PreciseTimer)
    ticker.timeout.connect(tick)
    ticker.start(1)
    act()
    ticker.stop()
    return gaps
