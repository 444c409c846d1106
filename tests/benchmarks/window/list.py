"""The list of transactions in the real window, beside a bare table over the same rows; CPU times in one process."""

from collections.abc import Callable, Sequence
from time import process_time

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from tests.benchmarks.measures import bare_table
from tests.benchmarks.measures.read_meter import ReadMeter
from tests.benchmarks.measures.resident_memory import resident_megabytes
from tests.benchmarks.window.stage import Stage

WORDS = ("honoraires", "f-2026-04", "atelier 99", "1250,00", "zzz")
FRAMES = 400
TURNS = 3
WHEEL_STEP = 3 * bare_table.ROW_HEIGHT
REPEATS = 5


def measure_list(folder: str) -> dict[str, float]:
    """Each cost and, under the same name with `floor_`, what plain SQL and a bare table take for it."""
    with Stage(folder) as stage:
        found = _open_first(stage)
        stage.list_all()
        found |= {**_open_again(stage), **_search(stage)}
        view = stage.page.transactions.table.view
        bare = bare_table.show_bare_table(stage.session.read(bare_table.read_everything), view.size())
        turns = [(sum(scroll(view)), sum(scroll(bare))) for _ in range(TURNS)]
        found["frame"] = min(ours for ours, _ in turns) / FRAMES
        found["floor_frame"] = min(floor for _, floor in turns) / FRAMES
        return found


def measure_memory(folder: str) -> dict[str, float]:
    """What the process holds once the page was opened, opened again and searched; nothing else is measured in it."""
    with Stage(folder) as stage:
        stage.open_bank()
        stage.settle()
        stage.list_all()
        for _ in range(REPEATS):
            stage.leave_bank()
            stage.reopen_bank()
        type_words(stage, WORDS)
        return {"megabytes": resident_megabytes()}


def _open_first(stage: Stage) -> dict[str, float]:
    """Going to the page for the first time: until its rows are painted, and all that it reads until it is at rest."""
    meter = ReadMeter(stage.session.database)
    painted = _seconds(stage.open_bank)
    stage.settle()
    screen = stage.session.read(bare_table.read_screen)
    return {
        "first": painted,
        "characters": float(meter.characters),
        "floor_characters": float(sum(len(str(value)) for rows in screen for row in rows for value in row)),
    }


def _open_again(stage: Stage) -> dict[str, float]:
    """Coming back to the page after a change: what it reads anew, and until its rows are painted."""
    size = stage.page.transactions.table.view.size()
    costs = []
    for _ in range(REPEATS):
        stage.leave_bank()
        meter = ReadMeter(stage.session.database)
        costs.append((_seconds(stage.reopen_bank), meter.seconds))
        meter.remove()

    def show() -> None:
        rows, *_ = stage.session.read(bare_table.read_screen)
        bare_table.show_bare_table(rows, size).deleteLater()

    return {
        "open": min(painted for painted, _ in costs),
        "floor_open": _least(show),
        "read": min(read for _, read in costs),
        "floor_read": _least(lambda: stage.session.read(bare_table.read_screen)),
    }


def _search(stage: Stage) -> dict[str, float]:
    """A key stroke, the slowest but one in twenty, against reading and scanning every label."""
    keys = sorted(type_words(stage, WORDS))
    scan = _least(lambda: stage.session.read(lambda reader: bare_table.scan(reader, WORDS[0])))
    return {"key": keys[int(len(keys) * 0.95)], "floor_key": scan}


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
    return min(_seconds(act) for _ in range(REPEATS))


def _seconds(act: Callable[[], object]) -> float:
    started = process_time()
    act()
    return process_time() - started
