"""One measure of the window in a fresh process: `python -m tests.benchmarks.window.probe MEASURE …`.

Prints one JSON object. Nothing is imported before the measure that needs it, so that a start is the program's own.
"""

import sys
import time
from collections.abc import Callable, Mapping
from importlib import import_module


def bare() -> dict[str, float]:
    """The CPU time until an empty PySide6 window is painted, from the start of the process."""
    from PySide6.QtWidgets import QApplication, QWidget

    application = QApplication([])
    window = QWidget()
    window.resize(1_360, 860)
    window.show()
    while not window.windowHandle().isExposed():
        application.processEvents()
    application.processEvents()
    seconds = time.process_time()
    from tests.benchmarks.measures.resident_memory import resident_megabytes

    return {"seconds": seconds, "megabytes": resident_megabytes()}


def unlock(profile: str) -> dict[str, float]:
    """The CPU time until the unlock screen is painted, from the entry point of the program."""
    from microdesk_desktop.__main__ import main as run
    from microdesk_desktop.base.process.gc_policy import collect_rarely

    collect_rarely()  # as `run` does before it imports the window
    import_module("microdesk_desktop.app")
    from PySide6.QtWidgets import QApplication

    taken: list[float] = []

    def paint_and_leave() -> int:
        window = QApplication.topLevelWidgets()[0]
        while not window.windowHandle().isExposed():
            QApplication.processEvents()
        QApplication.processEvents()
        taken.append(time.process_time())
        window.close()
        return 0

    setattr(QApplication, "exec", staticmethod(paint_and_leave))  # noqa: B010
    sys.argv[1:] = ["--profile", profile]
    run()
    return {"seconds": taken[0]}


def list_(folder: str) -> dict[str, float]:
    """The list of transactions: opening, key strokes, scrolled frames, each beside its floor."""
    from tests.benchmarks.window.list import measure_list

    return measure_list(folder)


def memory(folder: str) -> dict[str, float]:
    """What the window holds after the same, in a process without the floors."""
    from tests.benchmarks.window.list import measure_memory

    return measure_memory(folder)


def sync(folder: str, base_url: str, secrets: str) -> dict[str, float]:
    """The longest silences of the main thread while transactions arrive, and beside a thread that computes."""
    import json

    from tests.benchmarks.window.sync import measure_sync

    return measure_sync(folder, base_url, json.loads(secrets))


def records(folder: str) -> dict[str, float]:
    """The lists of records: opening and key strokes, each beside its floor."""
    from tests.benchmarks.window.records import measure_records

    return measure_records(folder)


def dashboard(folder: str) -> dict[str, float]:
    """Opening the dashboard, beside one screen of the list in a bare table."""
    from tests.benchmarks.window.dashboard import measure_dashboard

    return measure_dashboard(folder)


def editor(folder: str, lines: str) -> Mapping[str, float]:
    """Key strokes in the editor until the pages are painted, beside the bare compile."""
    from tests.benchmarks.window.editor import measure_editor

    return measure_editor(folder, int(lines))


MEASURES: dict[str, Callable[..., Mapping[str, float]]] = {
    "bare": bare,
    "dashboard": dashboard,
    "editor": editor,
    "unlock": unlock,
    "list": list_,
    "memory": memory,
    "records": records,
    "sync": sync,
}


def main() -> None:
    """Run one measure and print it."""
    import json

    verb, *words = sys.argv[1:]
    print(json.dumps(MEASURES[verb](*words)))


if __name__ == "__main__":
    main()
