"""Fixtures of the window."""

from tests.support.gui import made_vault, new_window, profile, recovery_key, shell, window, wrist

__all__ = ["made_vault", "new_window", "profile", "recovery_key", "shell", "window", "wrist"]
