"""Fixtures of the window."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from microdesk_desktop.gui import notices
from microdesk_desktop.gui.system import idle
from microdesk_desktop.gui.system.gc_timer import YOUNG
from tests.support.bank import bank
from tests.support.clock import clock
from tests.support.company import desk, empty_desk, made_company
from tests.support.gui import made_vault, new_window, profile, recovery_key, shell, window
from tests.support.mail.desk import gmail, mail_desk

DAY_MS = 86_400_000
__all__ = [
    "bank",
    "clock",
    "desk",
    "empty_desk",
    "gmail",
    "made_company",
    "made_vault",
    "mail_desk",
    "new_window",
    "profile",
    "recovery_key",
    "shell",
    "window",
]


@pytest.fixture(autouse=True)
def collections_on_the_main_thread() -> Iterator[None]:
    """As in the program: a collection on a worker could destroy widgets there, which ends the process."""
    gc.disable()
    yield
    if QApplication.instance() is not None:  # a window that was closed would wait for the loop of the next test
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect(YOUNG)


@pytest.fixture(autouse=True, scope="session")
def nothing_goes_by_itself() -> Iterator[None]:
    """A test may take any time: a toast stays, and no tick locks the window of one that set the clock forward."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(idle, "TICK_MS", DAY_MS)
        patch.setattr(notices, "TOAST_MS", DAY_MS)
        yield


@pytest.fixture(autouse=True, scope="module")
def no_widgets_are_left_to_others() -> Iterator[None]:
    """Tests without a window, which collect on any thread, find no widgets of this module."""
    yield
    gc.collect()
    gc.enable()
