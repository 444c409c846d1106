"""Measure how long some work keeps all other threads from running, as the window's own thread would feel it.

A call into C keeps the interpreter's lock until it returns. Two clocks time the longest one, both in processor time:
another thread that looks at the worker's clock whenever it has the lock (`watch`), and a timer that interrupts the work
itself (`interrupt`). Each may only be too long: the first where the machine is busy and wakes the other thread late,
the second where the call gives the lock away, as unpacking does. So the lesser of the two is taken.
"""

import gc
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from types import FrameType

from tests.support.measures.pace import slowness

_TIMER_S = 0.002
"""Processor time between two interruptions; the system rounds it up to its own tick, 4 ms at most."""
_FRAMES = 3
"""Frames that are shown of a place."""


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

    def note(self, seconds: float, frame: FrameType | None) -> None:
        """Keep a standstill that ended in this frame if it is the longest one."""
        if seconds > self.longest_s:
            self.longest_s = seconds
            self.place = "".join(traceback.format_stack(frame)[-_FRAMES:]) if frame else ""


_TIMES = 3
"""How often the same work is timed by both clocks: a busy machine may slow down any call, or wake a thread late."""


def confirmed(found: Standstill, work: Callable[[], object], *, bound_s: float) -> Standstill:
    """What was found by `watch`; where it is more than `bound_s`, the work is run again with both clocks.

    A standstill of the work itself is found each time. What is still above the bound is given in seconds of the machine
    for which the bounds were chosen.
    """
    for _ in range(_TIMES):
        if found.longest_s > bound_s:
            found = min(found, interrupt(work), watch(work), key=lambda each: each.longest_s)
    return found if found.longest_s <= bound_s else replace(found, longest_s=found.longest_s / slowness())


def watch(work: Callable[[], object]) -> Standstill:
    """Run `work` on a thread of its own while this one does nothing but look at that one's clock.

    Garbage is not collected meanwhile: the window does that at moments of its own.
    """
    found, ended, end = Standstill(), threading.Event(), [0.0]

    def run() -> None:
        try:
            found.value = work()
        except BaseException as error:  # noqa: BLE001 - handed to the caller
            found.error = error.with_traceback(None)
        finally:
            end[0] = time.thread_time()
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
    found.note(end[0] - found.total_s, None)
    found.total_s = end[0]
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
            found.note(now - before, sys._current_frames().get(worker.ident))  # noqa: SLF001 - the documented way
        before = found.total_s = now
        time.sleep(0)  # gives the worker its turn at once, rather than after the interpreter's interval


def interrupt(work: Callable[[], object]) -> Standstill:
    """Run `work` on this thread, the main one, and time how long it takes from each interruption to the next step."""
    found, steps = Standstill(), _Steps()
    was_enabled, former_trace = gc.isenabled(), sys.gettrace()
    former_handler = signal.signal(signal.SIGPROF, steps.on_timer)
    gc.disable()
    steps.begin()
    signal.setitimer(signal.ITIMER_PROF, _TIMER_S, _TIMER_S)
    try:
        found.value = work()
    except Exception as error:  # noqa: BLE001 - handed to the caller
        found.error = error.with_traceback(None)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        sys.settrace(former_trace)
        signal.signal(signal.SIGPROF, former_handler)
        if was_enabled:
            gc.enable()
    steps.end()
    return replace(found, longest_s=steps.found.longest_s, total_s=steps.found.total_s, place=steps.found.place)


class _Steps:
    """The steps of the interpreter that follow an interruption of the main thread.

    The interruption itself is no step: a search with a regular expression lets a signal's handler run, and no thread.
    """

    def __init__(self) -> None:
        self.found = Standstill()
        self._started = self._before = 0.0
        self._is_awaited = False

    def begin(self) -> None:
        self._started = self._before = time.thread_time()

    def end(self) -> None:
        self.found.total_s = time.thread_time() - self._started
        self.found.note(time.thread_time() - self._before, None)

    def on_timer(self, _number: int, frame: FrameType | None) -> None:
        if frame is None or self._is_awaited:
            return
        self._is_awaited = True
        frame.f_trace, frame.f_trace_opcodes = self._on_step, True
        sys.settrace(self._on_step)

    def _on_step(self, frame: FrameType, _event: str, _argument: object) -> None:
        if frame.f_code is _Steps.on_timer.__code__:
            return
        sys.settrace(None)
        self._is_awaited = False
        now = time.thread_time()
        self.found.note(now - self._before, frame)
        self._before = now
