"""Notes each module with classes of Qt that is first imported on another thread than the main one.

PySide6 is not thread-safe while it creates classes: a main thread that uses Qt meanwhile may end the process.
"""

import sys
import threading
from collections.abc import Callable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

WITH_QT = ("PySide6", "shiboken6", "pyqtgraph", "microdesk_desktop.gui", "microdesk_desktop.pages")


class QtImportGuard(MetaPathFinder):
    """Finds no module; it is asked first for each module that is not loaded yet."""

    def __init__(self, note: Callable[[str], object]) -> None:
        self._note = note

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        thread = threading.current_thread()
        if fullname.startswith(WITH_QT) and thread is not threading.main_thread():
            self._note(f"{fullname} on {thread.name}")
        return None


def install(note: Callable[[str], object]) -> None:
    """Call `note` with the module and the thread, on that thread."""
    sys.meta_path.insert(0, QtImportGuard(note))
