"""Runs Python's garbage collector on the main thread only, on a timer.

Python's own collections come on any thread and at any time: on a worker they could destroy Qt objects, and a full one
freezes the window for 30 to 90 ms while ten thousand transactions come in.
"""

import gc

from PySide6.QtCore import QObject, QTimer

from microdesk_desktop.base.process.memory import overwrite_freed_memory

EVERY_MS = 5_000
YOUNG = 1


def collect_and_overwrite() -> None:
    """Run a full collection and overwrite what it frees: after opening, erasing and locking, when 20 ms do not show."""
    gc.collect()
    overwrite_freed_memory()


class GarbageCollector(QObject):
    """Replaces automatic collection while it exists; objects that exist already are frozen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        timer = QTimer(self)
        timer.timeout.connect(lambda: gc.collect(YOUNG))
        timer.start(EVERY_MS)
