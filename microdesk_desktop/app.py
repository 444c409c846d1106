"""Composition root of the window: builds every long-lived object, in the order in which they need each other."""

import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from microdesk_desktop.base.clock import Clock, SystemClock
from microdesk_desktop.base.i18n import set_language, system_language
from microdesk_desktop.gui.preferences import Preferences
from microdesk_desktop.gui.theme import Theme
from microdesk_desktop.pages.window import Window


def open_window(profile: Path, language: str | None) -> int:
    """Show the window until it is closed; returns the exit code. `language` wins over what the user chose before."""
    application = QApplication(sys.argv[:1])
    window = build_window(application, profile, language=language)
    sys.excepthook = lambda kind, error, trace: _on_bug(window, kind, error, trace)
    window.show()
    window.start()
    return application.exec()


def build_window(
    application: QApplication, profile: Path, *, language: str | None = None, clock: Clock | None = None
) -> Window:
    """The window of this profile, not shown yet; tests and the demonstration drive the same one."""
    application.setApplicationName("MicroDesk")
    preferences = Preferences(profile)
    set_language(language or preferences.settings.language or system_language())
    theme = Theme(application, preferences.mode)
    return Window(application, profile, theme=theme, preferences=preferences, clock=clock or SystemClock())


def _on_bug(window: Window, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if isinstance(error, Exception):
        window.show_failure(error)
    else:
        sys.__excepthook__(kind, error, trace)
