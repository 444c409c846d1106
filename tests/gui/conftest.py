"""Fixtures of the window."""

from tests.support.company import desk, empty_desk
from tests.support.gui import made_vault, new_window, profile, recovery_key, shell, window, wrist

__all__ = ["desk", "empty_desk", "made_vault", "new_window", "profile", "recovery_key", "shell", "window", "wrist"]
