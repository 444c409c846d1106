"""Composition root of the window: builds the long-lived objects in the order of their dependencies."""

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from microdesk_desktop.base.clock import Clock, SystemClock
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import language as current_language
from microdesk_desktop.base.i18n import set_language, system_language
from microdesk_desktop.base.outermost import without_blame
from microdesk_desktop.base.paths import resource
from microdesk_desktop.base.process.hardening import harden_process
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.system.gc_timer import GarbageCollector, collect_and_overwrite
from microdesk_desktop.gui.system.later import call_later
from microdesk_desktop.gui.system.signals import close_on_signals
from microdesk_desktop.gui.theme.apply import Theme
from microdesk_desktop.gui.theme.tokens import Mode
from microdesk_desktop.gui.window.preferences import Preferences, keep_no_history
from microdesk_desktop.pages.shell.single_instance import SingleInstance
from microdesk_desktop.pages.shell.window import SIZE, Window

if TYPE_CHECKING:  # heavy: the first screen must be painted before
    from microdesk_desktop.base.instance import Listener
    from microdesk_desktop.operations.session import Session

SETTLE_MS = 5_000
# By then the first page is painted; what the passphrase went through is overwritten, in 20 ms that nobody notices.
AFTER_OPENING_MS = 1_000
LAYOUT_TURNS = 6
"""Turns of the loop in which nested layouts take a new width, one after the other."""


def open_window(
    profile: Path, language: str | None, files: Sequence[Path] = (), listener: "Listener | None" = None
) -> int:
    """Show the window until it is closed; returns the exit code. `language` wins over what the user chose before.

    `files` are opened once the vault is. `listener` is where the second starts of this profile arrive.
    """
    harden_process()
    _ignore_logging_rules()
    application = new_application()
    window = build_window(application, profile, language=language)
    window.open_files(files)
    application.aboutToQuit.connect(SingleInstance(window, listener).close)
    call_later(window, AFTER_OPENING_MS, lambda: _remove_left_examples(window))
    return _run(application, window, window.start)


def new_application() -> QApplication:
    """Qt's application, in the style that the theme is made for: its default is the desktop's own under Windows."""
    # Else a screen of scale 2 has Qt look on the disk for a file named after each image of a letter, with « @2x ».
    os.environ["QT_HIGHDPI_DISABLE_2X_IMAGE_LOADING"] = "1"
    # As an option, because `setStyle` loads the class QStyle with its thousand values: 5 ms before the first screen.
    return QApplication([*sys.argv[:1], "-style", "fusion"])


def _ignore_logging_rules() -> None:
    """Ignore the environment's rules for Qt's log, which can have every key that is typed written to standard error."""
    for name in ("QT_LOGGING_RULES", "QT_LOGGING_CONF"):
        os.environ.pop(name, None)


def build_window(
    application: QApplication, profile: Path, *, language: str | None = None, clock: Clock | None = None
) -> Window:
    """The window of this profile, not shown yet; tests and the demonstration use it too."""
    application.setApplicationName("MicroDesk")
    application.setDesktopFileName("microdesk")  # by which Wayland finds the icon, and X11 the entry of the menu
    application.setWindowIcon(QIcon(str(resource("brand", "microdesk.svg"))))
    keep_no_history()
    preferences = Preferences(profile)
    set_language(language or preferences.settings.language or system_language())
    theme = Theme(application, preferences.mode)
    return Window(
        application,
        profile,
        theme=theme,
        preferences=preferences,
        clock=clock or SystemClock(),
        open_example=partial(open_example, profile),
    )


def open_example(profile: Path) -> None:
    """Show the program on a sample company, in a process of its own: nothing there can reach this vault.

    It takes over the language, and the look of this profile. Raises PATH_UNUSABLE when no process can be started.
    """
    from PySide6.QtCore import QProcess

    program = [] if getattr(sys, "frozen", False) else ["-m", "microdesk_desktop"]
    process = QProcess()
    process.setProgram(sys.executable)
    process.setArguments([*program, "--profile", str(profile), "--lang", current_language(), "demo"])
    for redirect in (process.setStandardInputFile, process.setStandardOutputFile, process.setStandardErrorFile):
        redirect(QProcess.nullDevice())
    # PySide6's types name a pair, but only whether it started is returned.
    if process.startDetached() is False:  # type: ignore[comparison-overlap]
        raise KnownError(ErrorCode.PATH_UNUSABLE, path=sys.executable)


def _remove_left_examples(window: Window) -> None:
    from microdesk_desktop.operations.vault.example_folder import remove_left_behind

    window.runner.run(lambda _: remove_left_behind(), lane=Lane.READ)


def open_example_on(session: "Session") -> int:
    """Show the vault of the sample company, which is open already, until its window closes; returns the exit code."""
    from microdesk_desktop.pages.shell.example import mark_as_example

    application = new_application()
    window = build_window(application, session.profile, language=current_language(), clock=session.clock)

    def begin() -> None:
        window.show_vault(session)
        mark_as_example(window)

    return _run(application, window, begin)


def _run(application: QApplication, window: Window, begin: Callable[[], None]) -> int:
    sys.excepthook = lambda kind, error, trace: _on_bug(window, kind, error, trace)
    GarbageCollector(application)
    window.opened.connect(lambda: call_later(window, AFTER_OPENING_MS, collect_and_overwrite))
    window.opened.connect(partial(_set_pages_elsewhere, window))
    # Widgets that are to be deleted go at the next turn of the loop.
    window.locked.connect(lambda: call_later(window, 0, collect_and_overwrite))
    close_on_signals(window)
    window.show()
    begin()
    return application.exec()


def save_screenshots(session: "Session", folder: Path) -> list[Path]:
    """Show the pages of an open vault that need no record in both themes, and save a PNG of each in `folder`.

    Raises PATH_UNUSABLE, and the bug of a page that fails: the package is tried so.
    """
    from microdesk_desktop.pages.registry import PAGES

    application = new_application()
    window = build_window(application, session.profile, language=current_language(), clock=session.clock)
    window.resize(SIZE)  # whatever the screen
    window.show()
    bugs: list[Exception] = []
    window.runner.failed.connect(bugs.append)
    window.show_vault(session)
    pictures = []
    for mode in (Mode.LIGHT, Mode.DARK):
        window.theme.set_mode(mode)
        for page in (each for each in PAGES if not each.shows_one):
            window.go_to(page.key)
            _settle(application, window)
            if bugs:
                raise bugs[0]
            pictures.append(folder / f"{page.key}-{mode.value}.png")
            if not window.grab().save(str(pictures[-1])):
                raise KnownError(ErrorCode.PATH_UNUSABLE, path=str(pictures[-1]))
    window.close()
    return pictures


def _settle(application: QApplication, window: Window) -> None:
    """Wait until the page has read and painted its data."""
    deadline = QDeadlineTimer(SETTLE_MS)
    application.processEvents()
    while not window.is_at_rest and not deadline.hasExpired():
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, deadline)
    for _ in range(LAYOUT_TURNS):
        application.processEvents()


def _set_pages_elsewhere(window: Window) -> None:
    """Have documents set in a process of its own, which starts with the first of them."""
    if window.workspace is not None:
        window.workspace.session.press.use_own_process()


def _on_bug(window: Window, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if isinstance(error, Exception):
        window.show_failure(without_blame(error))
    else:
        sys.__excepthook__(kind, error, trace)
