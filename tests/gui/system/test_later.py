"""Calls that come later, on the main thread."""

import gc
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from shiboken6 import delete

from microdesk_desktop.gui.system.later import call_later


class Secret:
    """What a page of an open vault may hold."""


def test_a_call_comes_once_what_is_under_way_has_ended(qtbot):
    calls = []
    owner = QObject()
    call_later(owner, 0, lambda: calls.append("later"))
    calls.append("now")
    qtbot.waitUntil(lambda: len(calls) > 1)
    QCoreApplication.processEvents()
    assert calls == ["now", "later"]


@pytest.mark.parametrize("delay_ms", [0, 1])
def test_an_owner_that_goes_first_is_never_called_and_nothing_stays_in_memory(delay_ms, qtbot):
    secret, owner, calls = Secret(), QObject(), []
    held = weakref.ref(secret)
    call_later(owner, delay_ms, lambda secret=secret: calls.append(secret))
    owner.deleteLater()
    del secret, owner
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    QCoreApplication.processEvents()
    assert (calls, held()) == ([], None)


def test_a_call_may_destroy_its_own_owner(qtbot):
    owner, calls = QObject(), []
    gone = []
    owner.destroyed.connect(lambda: gone.append(True))

    def destroy():
        delete(owner)
        calls.append("destroyed")

    call_later(owner, 0, destroy)
    qtbot.waitUntil(lambda: bool(calls))
    QCoreApplication.processEvents()
    assert gone == [True]
