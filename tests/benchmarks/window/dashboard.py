"""The dashboard in the real window, beside one screen of the list of transactions in a bare table; CPU times."""

from collections.abc import Callable
from time import process_time

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.pages.shell.shell import Shell
from tests.benchmarks.measures import bare_table
from tests.benchmarks.measures.read_meter import ReadMeter
from tests.benchmarks.window.stage import Stage

REPEATS = 5


def measure_dashboard(folder: str) -> dict[str, float]:
    """Coming back to the page after a change: what it reads anew, and until it is painted whole."""
    with Stage(folder) as stage:
        _open(stage)  # builds the page and imports its modules
        costs = [_measured(stage) for _ in range(REPEATS)]
        shell = stage.window.currentWidget()
        assert isinstance(shell, Shell)
        size = shell.current().size()

        def show() -> None:
            rows, *_ = stage.session.read(bare_table.read_screen)
            bare_table.show_bare_table(rows, size).deleteLater()

        return {
            "open": min(whole for whole, _ in costs),
            "floor_open": min(_seconds(show) for _ in range(REPEATS)),
            "read": min(read for _, read in costs),
            "floor_read": min(_seconds(lambda: stage.session.read(bare_table.read_screen)) for _ in range(REPEATS)),
        }


def _measured(stage: Stage) -> tuple[float, float]:
    """The seconds until every figure is read anew, with the whole forecast, and painted; then those of the reads."""
    stage.window.go_to("settings")
    stage.settle()
    stage.workspace.announce(Changes.BANK | Changes.LEDGER | Changes.INVOICES | Changes.MATCHES)
    stage.settle()
    meter = ReadMeter(stage.session.database)
    seconds = _seconds(lambda: _open(stage))
    meter.remove()
    return seconds, meter.seconds


def _open(stage: Stage) -> None:
    stage.window.go_to("dashboard")
    stage.settle()
    stage.window.repaint()


def _seconds(act: Callable[[], object]) -> float:
    started = process_time()
    act()
    return process_time() - started
