"""Measure how long a worker keeps all other threads from running, as the window's own thread would feel it.

A call into C keeps the interpreter's lock until it returns. The measure is the processor time of the worker between
two moments at which another thread runs, so that a busy machine does not change it.
"""

import gc
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Standstill:
    """The longest standstill in seconds, the worker's processor time in all, and the error that ended it, if any.

    `place` is where the worker was just after the longest standstill.
    """

    longest_s: float = 0.0
    total_s: float = 0.0
    place: str = ""
    error: BaseException | None = None
    value: object = field(default=None, repr=False)


def measure(work: Callable[[], object]) -> Standstill:
    """Run `work` on a thread of its own while this one does nothing but look at that one's clock.

    Garbage is not collected meanwhile: the window does that at moments of its own.
    """
    found, ended = Standstill(), threading.Event()

    def run() -> None:
        try:
            found.value = work()
        except BaseException as error:  # noqa: BLE001 - handed to the caller
            found.error = error.with_traceback(None)
        finally:
            ended.set()

    was_enabled = gc.isenabled()
    gc.disable()
    worker = threading.Thread(target=run)
    try:
        worker.start()
        _watch(worker, found, ended)
    finally:
        worker.join()
        if was_enabled:
            gc.enable()
    return found


def _watch(worker: threading.Thread, found: Standstill, ended: threading.Event) -> None:
    assert worker.ident is not None
    try:
        clock = time.pthread_getcpuclockid(worker.ident)
    except ProcessLookupError:  # it has ended already
        return
    before = 0.0
    while not ended.is_set():
        try:
            now = time.clock_gettime(clock)
        except OSError:  # the thread has ended between the two lines
            return
        if now - before > found.longest_s:
            found.longest_s = now - before
            frame = sys._current_frames().get(worker.ident)  # noqa: SLF001 - the documented way to another thread
            found.place = "".join(traceback.format_stack(frame)[-3:]) if frame else ""
        before = found.total_s = now
        time.sleep(0)  # gives the worker its turn at once, rather than after the interpreter's interval
