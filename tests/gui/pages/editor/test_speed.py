"""The window answers while one types, with a few lines and with many."""

import time

import pytest
from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from microdesk_desktop.pages.editor.refresh import work_out
from microdesk_desktop.views.documents.franchise import FranchiseCheck
from tests.support.documents.issuing import drafted
from tests.support.measures.pace import slowness
from tests.support.measures.standstill import confirmed, watch

FRAME_S = 0.016
"""One picture of a screen that shows sixty a second."""
HELD_S = FRAME_S / 2
"""Of the interpreter's lock, which the window's own thread waits for at any moment of its turn."""
KEYS = "abcdefghijklmnopqrst"
BETWEEN_MS = 60


def longest_turn(entry, key):
    """The longest turn of the main thread, in its processor time, from a key stroke to the next one."""
    started = time.thread_time()
    QTest.keyClick(entry, key)
    longest = time.thread_time() - started
    until = QDeadlineTimer(BETWEEN_MS)
    while not until.hasExpired():
        started = time.thread_time()
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        longest = max(longest, time.thread_time() - started)
    return longest


@pytest.mark.parametrize("count", [20, 200])
def test_no_key_stroke_holds_the_window_for_longer_than_a_frame(author, count):
    lines = [{"label": f"Prestation {number}", "unit_price": "10.00"} for number in range(count)]
    author.desk.session.press.use_own_process()
    page = author.begin(drafted(author.desk.session, lines=lines))
    page.lines.open_line(count - 1)
    author.rest()
    turns = sorted(longest_turn(page.lines.editor.label, key) for key in KEYS)
    assert turns[-2] < FRAME_S * slowness(), turns  # one may hold a collection of garbage
    author.rest()
    assert page.state.nets[count - 1] == "10,00\u00a0€"


@pytest.mark.parametrize("count", [20, 200])
def test_what_a_key_stroke_starts_leaves_the_window_its_turns(author, count):
    session = author.desk.session
    session.press.use_own_process()
    lines = [{"label": f"Prestation {number}", "unit_price": "10.00"} for number in range(count)]
    page = author.begin(drafted(session, lines=lines))

    franchise = FranchiseCheck()

    def work():
        return work_out(session, page.draft, franchise)

    work()
    found = confirmed(watch(work), work, bound_s=HELD_S)
    assert found.error is None
    assert found.longest_s < HELD_S, found.place
