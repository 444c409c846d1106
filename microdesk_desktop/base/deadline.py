"""Bounded waiting: run a blocking call on a daemon thread and give up on it, or cancel a job after a delay.

DNS look-ups, blocking reads and keyring prompts cannot be interrupted: the caller stops waiting, the thread is
abandoned and ends on its own.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from microdesk_desktop.base.jobs import Job

T = TypeVar("T")


class DeadlineExceeded(Exception):
    """The call did not finish in time, or its caller abandoned it."""


class BackgroundCall(Generic[T]):
    """One call on a daemon thread of its own, started at once."""

    def __init__(self, call: Callable[[], T], *, name: str) -> None:
        self._call = call
        self._value: list[T] = []
        self._error: Exception | None = None
        self._ended = threading.Event()
        threading.Thread(target=self._run, name=name, daemon=True).start()

    def result(self, timeout_s: float) -> T:
        """The value of the call, or its exception; raises DeadlineExceeded when there is neither in time."""
        self._ended.wait(max(0.0, timeout_s))
        if self._value:
            return self._value[0]
        if self._error is not None:
            raise self._error
        raise DeadlineExceeded

    def abandon(self) -> None:
        """Let a waiting `result` return at once; safe from any thread."""
        self._ended.set()

    def _run(self) -> None:
        try:
            self._value.append(self._call())
        except Exception as error:  # noqa: BLE001 - handed to the caller, which raises it
            self._error = error
        finally:
            self._ended.set()


@contextmanager
def cancelled_after(seconds: float) -> Iterator[Job]:
    """A job that cancels itself after `seconds`, for work that must not keep the user waiting."""
    job = Job()
    timer = threading.Timer(seconds, job.cancel)
    timer.daemon = True
    timer.start()
    try:
        yield job
    finally:
        timer.cancel()


@contextmanager
def cancelled_later(job: Job, seconds: float) -> Iterator[Job]:
    """A job that is cancelled `seconds` after `job` is, for a request whose answer must not be lost."""
    late = Job()
    timers: list[threading.Timer] = []

    def start_timer() -> None:
        timer = threading.Timer(seconds, late.cancel)
        timer.daemon = True
        timer.start()
        timers.append(timer)

    unregister = job.on_cancel(start_timer)
    try:
        yield late
    finally:
        unregister()
        for timer in timers:
            timer.cancel()
