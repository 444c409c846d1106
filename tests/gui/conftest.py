"""Fixtures of the window."""

from tests.support.bank import bank
from tests.support.clock import clock
from tests.support.company import desk, empty_desk
from tests.support.gui import made_vault, new_window, profile, recovery_key, shell, window

__all__ = [
    "bank",
    "clock",
    "desk",
    "empty_desk",
    "made_vault",
    "new_window",
    "profile",
    "recovery_key",
    "shell",
    "window",
]
