"""The window as a process: it ends on a signal, and the demonstration saves a screenshot of every page."""

import os
import resource
import signal
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from microdesk_desktop.pages.registry import PAGES
from tests.support.program import Program, Running

# Qt prints its warnings on standard error, and aborts on one where its environment demands it.
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "QT_FATAL_WARNINGS": "0", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
HARMLESS = ("This plugin does not support propagateSizeHints",)
WATCHED = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from microdesk_desktop import app
from microdesk_desktop.pages.shell.window import Window

class Told(Window):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: print(type(self.currentWidget()).__name__, flush=True))

app.Window = Told
sys.exit(app.open_window(__import__("pathlib").Path(sys.argv[1]), "fr"))
"""

HARDENED = f"""
import ctypes, os, resource
{WATCHED}""".replace(
    "type(self.currentWidget()).__name__",
    "ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE), oct(os.umask(0o77))",
)


def quiet(err: str) -> list[str]:
    """The lines of standard error, without those of every offscreen window."""
    return [line for line in err.splitlines() if line not in HARMLESS]


def watched(program: Program) -> Running:
    """The window, which tells the name of the screen that it has just painted."""
    return program.start_script(WATCHED, program.profile, **OFFSCREEN)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_vault_asks_for_its_passphrase_until_a_signal_ends_it(program: Program, number: signal.Signals) -> None:
    running = watched(program)
    assert running.answer() == "UnlockPage"
    running.send(number)
    assert quiet(running.end(0).err) == []
    assert program.json("vault", "verify")["ok"]


def test_a_new_user_is_welcomed_and_nothing_is_made_before_he_agrees(bare: Program) -> None:
    running = watched(bare)
    assert running.answer() == "WelcomePage"
    running.send(signal.SIGTERM)
    assert quiet(running.end(0).err) == []
    assert not (bare.profile / "keys.json").exists()


def test_the_process_is_hardened_before_a_passphrase_can_be_typed(program: Program) -> None:
    running = program.start_script(HARDENED, program.profile, **OFFSCREEN)
    assert running.answer() == "0 (0, 0) 0o77"
    running.send(signal.SIGTERM)
    running.end(0)


def test_no_variable_has_qt_log_what_is_typed(program: Program) -> None:
    running = program.start_script(WATCHED, program.profile, **OFFSCREEN, QT_LOGGING_RULES="*.debug=true")
    assert running.answer() == "UnlockPage"
    running.send(signal.SIGTERM)
    assert quiet(running.end(0).err) == []


def test_without_a_command_the_window_opens(program: Program) -> None:
    running = program.start(**OFFSCREEN)
    wait_for_qt(running)
    running.send(signal.SIGTERM)
    assert quiet(running.end(0).err) == []


def test_of_two_starts_at_the_same_time_only_one_shows_a_window(program: Program) -> None:
    with ThreadPoolExecutor() as pool:
        ends = {pool.submit(each.end, 0): each for each in (program.start(**OFFSCREEN), program.start(**OFFSCREEN))}
        ended, left = wait(ends, return_when=FIRST_COMPLETED)
        assert len(ended) == len(left) == 1
        shown = ends[left.pop()]
        wait_for_qt(shown)
        shown.send(signal.SIGTERM)


def test_the_modules_of_the_window_are_imported_without_reading_their_sources(program: Program) -> None:
    script = "import linecache, microdesk_desktop.pages.registry as it; print(it.__file__ in linecache.cache)"
    assert program.start_script(script).end().out == "False\n"


def wait_for_qt(running: Running) -> None:
    """Return once the process catches SIGTERM, which it does just before it shows the window."""
    while not _catches(running.id, signal.SIGTERM):
        os.sched_yield()


def _catches(process: int, number: signal.Signals) -> bool:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt"))
    return bool(int(caught.split()[1], 16) >> (number - 1) & 1)


def test_the_demonstration_pictures_every_page(bare: Program, tmp_path: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = bare.run("--json", "demo", "--output", tmp_path / "pictures", **OFFSCREEN)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 15
    result = ran.value
    assert quiet(ran.err) == []
    assert result["imported"] == {"clients": 10, "documents": 20, "receipts": 2, "expenses": 14}
    assert len(result["issued"]) == 4
    assert result["synced"] == sum(result["transactions"].values()) == 42
    assert result["transactions"]["attributed"] > 20
    pictures = [Path(each) for each in result["pictures"]]
    shown = [page.key for page in PAGES if not page.shows_one]
    assert {path.stem for path in pictures} == {f"{key}-{mode}" for key in shown for mode in ("light", "dark")}
    seen = [QImage(str(path)) for path in pictures]
    assert all(colours(image) > 40 for image in seen)
    assert (
        len({image.cacheKey() for image in seen}) == len({bytes(image.constBits()) for image in seen}) == 2 * len(shown)
    )
    assert not bare.profile.exists(), "the user's own profile is left alone"
    assert list(bare.temporary.iterdir()) == []


def colours(image: QImage) -> int:
    """How many colours a picture has, looked at every seventh pixel."""
    assert not image.isNull()
    return len({image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)})
