"""Handle of a long task: progress reports and cancellation."""

import threading
from collections.abc import Callable

from microdesk_desktop.base.errors import Cancelled

ProgressListener = Callable[[int, int, str], None]


class Job:
    """Progress reports of a worker and its cancellation; safe to use from any thread.

    `progress` reports (done, total, key): total 0 means unknown, key names the step for `views/messages/steps.py`.
    """

    def __init__(self, listener: ProgressListener | None = None) -> None:
        self._listener = listener
        self._cancelled = threading.Event()
        self._lock = threading.Lock()
        self._on_cancel: list[Callable[[], None]] = []

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def checkpoint(self) -> None:
        """Raise Cancelled if the user asked to stop; call it wherever stopping is safe."""
        if self._cancelled.is_set():
            raise Cancelled

    def wait(self, seconds: float) -> None:
        """Sleep for `seconds`; raises Cancelled as soon as the user asks to stop."""
        if self._cancelled.wait(seconds):
            raise Cancelled

    def progress(self, done: int, total: int, key: str) -> None:
        """Report the progress of the step `key`."""
        if self._listener is not None:
            self._listener(done, total, key)

    def on_cancel(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Register a cancellation callback (close a socket, interrupt SQL); returns a function that unregisters it.

        The callback runs at once on a job already cancelled. It may run twice, and on any thread.
        """
        with self._lock:
            self._on_cancel.append(callback)
        if self.is_cancelled:
            callback()

        def unregister() -> None:
            with self._lock:
                if callback in self._on_cancel:
                    self._on_cancel.remove(callback)

        return unregister

    def cancel(self) -> None:
        """Ask the worker to stop; returns at once."""
        self._cancelled.set()
        with self._lock:
            callbacks = list(self._on_cancel)
        for callback in callbacks:
            callback()
