"""The list of transactions in the real window, beside a bare table over the same rows; CPU times in one process."""

from collections.abc import Callable, Sequence
from time import process_time, thread_time

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from tests.benchmarks import bare_table
from tests.benchmarks.read_meter import ReadMeter
from tests.benchmarks.resident_memory import resident_megabytes
from tests.benchmarks.window_stage import Stage

WORDS = ("honoraires", "f-2026-04", "atelier 99", "1250,00", "zzz")
FRAMES = 400
WHEEL_STEP = 3 * bare_table.ROW_HEIGHT
REPEATS = 5


def measure_list(folder: str) -> dict[str, float]:
    """Each cost and, under the same name with `floor_`, what plain SQL and a bare table take for it."""
    with Stage(folder) as stage:
        found = {**_floors(stage), **_open(stage), **_floor_of_open(stage)}
        keys = type_words(stage, WORDS)
        megabytes = resident_megabytes()
        size = stage.page.transactions.table.view.size()
        bare = bare_table.show_bare_table(stage.session.read(bare_table.read_everything), size)
        frames, bare_frames = scroll(stage.page.transactions.table.view), scroll(bare)
        return {
            **found,
            "megabytes": megabytes,
            "key": _p95(keys),
            "frame": _p95(frames),
            "floor_frame": _p95(bare_frames),
        }


def _floors(stage: Stage) -> dict[str, float]:
    """Reading a screen, and scanning every label, by plain SQL."""
    read = stage.session.read
    return {
        "floor_read": _least(lambda: read(bare_table.read_screen)),
        "floor_key": _least(lambda: read(lambda reader: bare_table.scan(reader, WORDS[0]))),
    }


def _open(stage: Stage) -> dict[str, float]:
    """Going to the page for the first time: until its rows are painted, and all that it reads until it is at rest."""
    meter = ReadMeter(stage.session.database)
    started = process_time()
    stage.open_bank()
    painted = process_time() - started
    stage.settle()
    screen = stage.session.read(bare_table.read_screen)
    return {
        "open": painted,
        "read": meter.seconds,
        "characters": float(meter.characters),
        "floor_characters": float(sum(len(str(value)) for rows in screen for row in rows for value in row)),
    }


def _floor_of_open(stage: Stage) -> dict[str, float]:
    def show() -> None:
        rows, _ = stage.session.read(bare_table.read_screen)
        bare_table.show_bare_table(rows, stage.page.transactions.table.view.size()).deleteLater()

    return {"floor_open": _least(show)}


def type_words(stage: Stage, words: Sequence[str]) -> list[float]:
    """The time of each key stroke in the search, painted."""
    field, view, times = stage.page.transactions.search, stage.page.transactions.table.view, []
    field.setFocus()
    for word in words:
        for letter in word:
            started = process_time()
            QTest.keyClicks(field, letter)
            stage.settle()
            view.viewport().repaint()
            times.append(process_time() - started)
        field.clear()
        stage.settle()
    return times


def scroll(view: QTableView) -> list[float]:
    """The time of each frame: wheel steps, and every fourth a leap to anywhere in the list."""
    bar, times = view.verticalScrollBar(), []
    for frame in range(FRAMES):
        leaps = frame % 4 == 0
        value = bar.maximum() * (frame * 37 % 101) // 101 if leaps else bar.value() + WHEEL_STEP
        started = process_time()
        bar.setValue(value)
        view.viewport().repaint()
        QApplication.processEvents()
        times.append(process_time() - started)
    return times


def _least(act: Callable[[], object]) -> float:
    def once() -> float:
        started = thread_time()
        act()
        return thread_time() - started

    return min(once() for _ in range(REPEATS))


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]
