"""One measure of the window, in a fresh process: `python -m tests.benchmarks.window_probe bare|unlock|list|sync …`."""

import pathlib
import sys
import time

STARTED = time.perf_counter()

WORDS = ("honoraires", "f-2026-04", "atelier 99", "1250,00", "zzz")
FRAMES = 400
DEADLINE_S = 60


def main() -> None:
    """Run one measure and print it as JSON."""
    import json

    verb, *words = sys.argv[1:]
    print(json.dumps(MEASURES[verb](*words)))


def bare() -> dict[str, float]:
    """The time until an empty PySide6 window is painted."""
    from PySide6.QtWidgets import QApplication, QWidget

    application = QApplication([])
    window = QWidget()
    window.resize(1_360, 860)
    window.show()
    while not window.windowHandle().isExposed():
        application.processEvents()
    application.processEvents()
    return {"s": time.perf_counter() - STARTED}


def unlock(profile: str) -> dict[str, float]:
    """The time until the unlock screen is painted, from the front door of the command line."""
    from PySide6.QtWidgets import QApplication

    from microdesk_desktop.cli.main import main as front_door

    taken: list[float] = []

    def settle() -> int:
        window = QApplication.topLevelWidgets()[0]
        while not window.windowHandle().isExposed():
            QApplication.processEvents()
        QApplication.processEvents()
        taken.append(time.perf_counter() - STARTED)
        window.close()
        return 0

    QApplication.exec = staticmethod(settle)
    front_door(["--profile", profile])
    return {"s": taken[0]}


def list_(folder: str) -> dict[str, float]:
    """The list of 100,000 transactions: open, key strokes, scroll frames, memory."""
    from tests.benchmarks.window_stage import Stage

    with Stage(folder) as stage:
        started = time.perf_counter()
        stage.open_bank()
        opened = time.perf_counter() - started
        stage.settle()
        keys = stage.type_words(WORDS)
        frames = stage.scroll(FRAMES)
        return {
            "open_ms": opened * 1000,
            "key_p95_ms": _p95(keys) * 1000,
            "scroll_p95_ms": _p95(frames) * 1000,
            "memory_mb": _memory_mb(),
        }


def sync(folder: str, base_url: str, secrets: str) -> dict[str, float]:
    """The longest time that the main thread answers nothing while 10,000 transactions sync and are attributed."""
    import json

    from tests.benchmarks.window_stage import Stage

    with Stage(folder) as stage:
        stage.connect(base_url, json.loads(secrets))
        stage.open_bank()
        stage.settle()
        gaps, seconds = stage.sync()
        return {"sync_block_ms": max(gaps) * 1000, "sync_s": seconds}


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def _memory_mb() -> float:
    with pathlib.Path("/proc/self/status").open(encoding="ascii") as status:
        line = next(line for line in status if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


MEASURES = {"bare": bare, "unlock": unlock, "list": list_, "sync": sync}

if __name__ == "__main__":
    main()
