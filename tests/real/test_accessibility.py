"""What a screen reader is given of every page, read over a real accessibility bus from the real window."""

import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from microdesk_desktop.pages.registry import PAGES
from tests.support.guards import ROOT
from tests.support.window.atspi import accessibility_bus, environment, session_bus, windows_of
from tests.support.window.display import x11_screen

pytestmark = pytest.mark.real
__all__ = ["session_bus", "x11_screen"]
CONTROLS = frozenset(
    (
        "push button", "toggle button", "button menu", "radio button", "check box", "text", "password text",
        "combo box", "spin button", "list", "table", "tree", "page tab", "link", "heading", "menu item", "slider",
    )
)  # fmt: skip
SHOWN = tuple(page.key for page in PAGES if not page.behind or page.key in ("rules", "imports"))
FORMS = ("clients.add", "receipts.add", "expenses.add", "rules.add", "bank.connect_bank", "bank.disconnect_bank")
START_S = 60


def test_every_page_has_names_and_roles_that_fit(session_bus, x11_screen):
    with shown_window(session_bus, x11_screen) as show, accessibility_bus(session_bus) as bus:
        faults = [fault for key in (*SHOWN, *FORMS) for fault in faults_of(key, show(bus, key))]
    assert not faults


def faults_of(key, windows):
    """What is wrong with the windows while this page is in sight, as sentences."""
    roles = [each.role for each in windows]
    if roles not in (["frame"], ["frame", "dialog"]):
        yield f"{key}: the windows are {roles}, no frame with a dialog at most"
    seen = [node for window in windows for node in window.walk() if node.is_showing]
    for node in seen:
        if node.role in CONTROLS and not node.name.strip():
            yield f"{key}: no name: {node.path}"
    if "." in key and roles == ["frame"]:
        yield from (f"{key}: found behind the sheet: {node.path}" for node in seen if is_behind_sheet(node))
    if not any(node.role == "heading" and node.name for node in seen):
        yield f"{key}: no heading"
    for group in seen:
        boxes = [child for child in group.children if child.role == "check box"]
        if len(boxes) > 1:
            yield f"{key}: check boxes beside one another, for a choice of one: {group.path}"


def is_behind_sheet(node):
    """Whether a control of the frame stands outside of the dialog that covers it."""
    return node.role in CONTROLS and " > dialog « " not in node.path


@contextmanager
def shown_window(bus_address, screen):
    """The window as a process; gives a function that shows a page, and returns the trees of the windows."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.window.shown"],
        cwd=ROOT,
        env=environment(bus_address, screen),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "shown\n"

    def show(bus, key):
        process.stdin.write(f"{key}\n")
        process.stdin.flush()
        assert process.stdout.readline() == "shown\n"
        deadline = time.monotonic() + START_S
        while not (windows := windows_of(bus, process.pid)):
            assert time.monotonic() < deadline, "the window is not on the accessibility bus"
        return windows

    with process.stdin, process.stdout:
        yield show
    process.wait(START_S)
