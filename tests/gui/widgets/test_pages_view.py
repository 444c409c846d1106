"""The pages beside the editor: sharp at every scale, the newest last, few kept, and painted beside the window."""

import os
import subprocess
import sys

import pytest

from microdesk_desktop.documents.prepare import prepare
from microdesk_desktop.documents.render.typeset import Typesetter
from microdesk_desktop.domain.documents.look import Look
from microdesk_desktop.gui.page_image import paint_page
from microdesk_desktop.gui.runner import Runner
from microdesk_desktop.gui.widgets.pages_view import PagesView
from tests.support.guards import ROOT
from tests.support.measures.standstill import confirmed, watch
from tests.worlds.document_pages import PAGES

HELD_S = 0.008
"""Half a picture of a screen that shows sixty a second. The interpreter's own switches take up to 4 ms on a busy
machine; a page that is painted with its lock held, 14 ms at least."""
WIDTH = 1_040
"""Of a page on a screen with two dots for each pixel."""
MOST_KEPT = 4


def striped(number):
    """A page that differs from those of other numbers."""
    shape = f'<rect width="{10 + number}" height="300"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 595 842">{shape}</svg>'.encode()


@pytest.fixture
def view(qapp, qtbot):
    runner = Runner()
    made = PagesView(runner)
    qtbot.addWidget(made)
    made.resize(420, 500)
    made.show()
    yield made
    runner.shutdown()


@pytest.mark.parametrize("name", ["rates", "two hundred"])
def test_the_window_goes_on_while_a_page_is_painted(qapp, name):
    svg = Typesetter().svg(prepare(PAGES[name], "F-2026-0043").page, Look(template="modern"))[0]
    paint_page(svg, WIDTH)

    def paint():
        paint_page(svg, WIDTH)

    found = confirmed(watch(paint), paint, bound_s=HELD_S)
    assert found.total_s > HELD_S
    assert found.longest_s < HELD_S, found.place


@pytest.mark.parametrize("scale", ["1", "1.25", "1.5", "2"])
def test_a_page_is_shown_dot_for_dot(scale):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
    program = [sys.executable, "-m", "tests.support.shown_page"]
    assert subprocess.run(program, cwd=ROOT, env=environment, check=False).returncode == 0


def test_the_state_that_came_last_is_shown(view, qtbot):
    for number in range(9):
        view.set_pages([striped(number), striped(number + 100)])
        if number == 0:
            qtbot.waitUntil(lambda: view.is_current)
    qtbot.waitUntil(lambda: view.is_current)
    assert view.images[0] == paint_page(striped(8), view.images[0].width())


def test_pages_out_of_sight_are_painted_once_they_are_scrolled_to_and_then_forgotten(view, qtbot):
    view.set_pages([striped(number) for number in range(40)])
    qtbot.waitUntil(lambda: view.is_current)
    assert len(view.images) <= MOST_KEPT
    for share in (0.2, 0.4, 0.6, 0.8, 1.0):
        view.show_part(share)
        assert not view.is_current
        qtbot.waitUntil(lambda: view.is_current)
        assert 0 < len(view.images) <= MOST_KEPT
