"""Nothing is clipped, overlaps, scrolls sideways or has two primary buttons, in any size, scale, language or text."""

import os
import subprocess
import sys
from collections import Counter

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QPushButton

from microdesk_desktop.gui.theme import apply, stylesheet, tokens
from microdesk_desktop.pages.registry import PAGES
from microdesk_desktop.pages.settings.panes import groups
from tests.support.geometry import faults, seen

SIZES = ((683, 344), (1024, 700), (1366, 768), (1920, 1080))
"""The first is what a screen of 1,366 × 768 at twice its scale leaves to a window."""
SHOWN = tuple(page.key for page in PAGES if not page.behind or page.key in ("rules", "imports"))
LAYOUT_TURNS, ROUNDS = 6, 10


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_page_has_a_fault(desk, size, language):
    window = desk.shell.window()
    window.set_language(language)
    desk.shell = window.centralWidget()
    assert_whole(desk, size)


@pytest.fixture(params=[1.5, 2.0])
def larger_text(request, monkeypatch):
    for module in (apply, stylesheet):
        monkeypatch.setattr(module, "points", lambda size: tokens.points(size) * request.param)


def test_no_page_has_a_fault_with_larger_text(larger_text, desk):
    assert_whole(desk, (1024, 700))


@pytest.mark.parametrize(
    ("scale", "size"), [("1.5", "1024x700"), ("2", "1366x768")], ids=["1024x700 at 150 %", "1366x768 at 200 %"]
)
def test_no_sheet_step_or_state_has_a_fault_on_a_scaled_screen(tmp_path, scale, size):
    """In a process of its own: Qt reads the scale once."""
    options = f"--check --acts start usual states --languages fr --sizes {size} --texts --scales {scale}".split()
    command = [sys.executable, "-m", "tests.tools.screenshots", str(tmp_path), *options]
    done = subprocess.run(command, capture_output=True, text=True, env=dict(os.environ), check=False)
    assert not done.stdout, done.stdout
    assert "Traceback" not in done.stderr, done.stderr


class LayoutTurns(QObject):
    """Counts what is laid out, by the class of the widget."""

    def __init__(self):
        super().__init__()
        self.counted = Counter()

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.LayoutRequest:
            self.counted[type(watched).__name__] += 1
        return False


def test_a_window_at_rest_lays_nothing_out(desk, qapp):
    turns = LayoutTurns()
    qapp.installEventFilter(turns)
    endless = [(key, wanted) for key, wanted in places(desk) if not comes_to_rest(desk, turns, key, wanted)]
    qapp.removeEventFilter(turns)
    assert not endless, turns.counted


def comes_to_rest(desk, turns, key, wanted):
    """Whether some turns of the loop in a row lay nothing out, soon after the page is shown."""
    laid_out(desk, key, wanted)
    for _ in range(ROUNDS):
        turns.counted.clear()
        for _ in range(LAYOUT_TURNS):
            QApplication.processEvents()
        if not turns.counted:
            return True
    return False


def assert_whole(desk, size):
    desk.shell.window().resize(*size)
    found = []
    for key, wanted in places(desk):
        page = laid_out(desk, key, wanted)
        found += [f"{key} {wanted or ''}: {fault}" for fault in faults(page)]
    assert not found, "\n".join(found)


def places(desk):
    """Every page, with a record or a pane where it needs one."""
    client, document = desk.read(
        lambda reader: (
            reader.value("SELECT client_id FROM document GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"),
            reader.value("SELECT id FROM document WHERE type = 'invoice' LIMIT 1 OFFSET 2"),
        )
    )
    panes = [("settings", pane.key) for _, in_group in groups() for pane in in_group]
    return [*((key, None) for key in SHOWN), ("client", client), ("invoice", document), *panes]


def laid_out(desk, key, wanted=None):
    """The page once it has read its data, and its layouts have taken it in, which takes some turns of the loop."""
    desk.shell.window().activateWindow()
    desk.shell.navigate(key, wanted)
    desk.rest()
    for _ in range(LAYOUT_TURNS):
        QApplication.processEvents()
    return desk.shell.current()


def test_an_empty_page_offers_each_action_once(empty_desk):
    twice = []
    for key in SHOWN:
        texts = [each.text() for each in seen(laid_out(empty_desk, key), QPushButton) if each.text()]
        twice += [f"{key}: {text}" for text in set(texts) if texts.count(text) > 1]
    assert not twice
