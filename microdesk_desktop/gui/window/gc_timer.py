"""Collects garbage on the main thread alone, little by little.

Python's own collections come on any thread and at any time: on a worker they could destroy Qt objects, and a full one
freezes the window for 30 to 90 ms while ten thousand transactions come in.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 5_000
YOUNG = 1


class GarbageCollector(QObject):
    """In charge of garbage for as long as it lives; what exists already is taken as permanent."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        timer = QTimer(self)
        timer.timeout.connect(lambda: gc.collect(YOUNG))
        timer.start(EVERY_MS)

    def collect_all(self) -> None:
        """Collect everything; for a moment when nothing moves, such as after locking."""
        gc.collect()
