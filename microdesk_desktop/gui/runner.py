"""Background task runner with pools of threads (write, read, network, watch); results are delivered on the main thread.

    page ──run(fn)──▶ lane: SimpleQueue ──▶ worker thread: fn(job)
                                                │ (kind, task, value)
    page ◀─callbacks── drain, ≤ 8 ms at a time ◀┘ SimpleQueue + one signal

A worker function gets values and a `Job` and returns a value: no widget, no `self` of a page.
Tasks are plain Python: a QObject per job with a parent and `deleteLater` crashes once the parent dies.
"""

import queue
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from microdesk_desktop.base.errors import Cancelled, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.outermost import without_blame
from microdesk_desktop.gui.system.later import call_later

T = TypeVar("T")
SLICE_S = 0.008
SHUTDOWN_S = 2.0
# By default a computing thread holds the interpreter lock for 5 ms, which the main thread would wait for at each row.
SWITCH_S = 0.000_5

OnProgress = Callable[[int, int, str], None]
OnError = Callable[[KnownError], None]


class Lane(StrEnum):
    """The pool that a task runs in, each with its own queue.

    WATCH is for what waits for a server to announce something, and may do so for hours: it is no work under way.
    """

    WRITE = "write"
    READ = "read"
    NET = "net"
    WATCH = "watch"


# A thread of WATCH for each mail account; few users have more, whose further accounts are looked at when opened.
THREADS = {Lane.WRITE: 1, Lane.READ: 2, Lane.NET: 4, Lane.WATCH: 8}


@dataclass(kw_only=True, eq=False)
class Task(Generic[T]):
    """A piece of work, queued or running; once it has ended it has an `error`, or a `value` until that is delivered."""

    fn: Callable[[Job], T]
    post: Callable[["Task[Any]", bool], None]
    owner: QObject | None = None
    on_success: Callable[[T], None] | None = None
    on_error: OnError | None = None
    on_progress: OnProgress | None = None
    on_end: Callable[[], None] | None = None
    is_quick: bool = False
    """Whether it takes a moment and was confirmed by the user: once asked for it is carried out, whatever follows."""

    def __post_init__(self) -> None:
        self.job = Job(self._report)
        self._is_forgotten = False
        self._lock = threading.Lock()
        self._progress: tuple[int, int, str] | None = None
        self.value: T | None = None
        self.error: Exception | None = None

    def cancel(self) -> None:
        """Ask the work to stop at its next checkpoint; work that had already ended still delivers its result."""
        self.job.cancel()

    def forget(self) -> None:
        """Cancel, unless it is quick, and call nothing back: the result is no longer wanted."""
        self._is_forgotten = True
        if not self.is_quick:
            self.job.cancel()

    def work(self) -> None:
        """Run on the worker's thread."""
        try:
            self.job.checkpoint()
            value = self.fn(self.job)
            self.value = None if self._is_forgotten else value
        except Exception as error:  # noqa: BLE001 - carried to the main thread whole
            self.error = _without_frames(without_blame(error))
        self.fn = _ended  # its arguments may be secrets
        self.post(self, True)

    def deliver_progress(self) -> None:
        """Deliver the latest progress, on the main thread."""
        with self._lock:
            progress, self._progress = self._progress, None
        if progress and self.on_progress and not self.job.is_cancelled and self._is_wanted():
            self.on_progress(*progress)

    def deliver_end(self, report: Callable[[Exception], None]) -> None:
        """Deliver the outcome, on the main thread; bugs, and known errors without `on_error`, go to `report`."""
        try:
            if self._is_wanted():
                self._call_back(report)
        finally:
            self.let_go()

    def _call_back(self, report: Callable[[Exception], None]) -> None:
        if self.on_end:
            self.on_end()
        if isinstance(self.error, KnownError) and self.on_error:
            self.on_error(self.error)
        elif self.error is None and self.on_success:
            self.on_success(cast(T, self.value))
        elif self.error is not None and not isinstance(self.error, Cancelled):
            report(self.error)

    def let_go(self) -> None:
        """Release the result and the window's objects: the worker may be the last to have the task.

        It would destroy the objects on its thread. The result may be rows of an open vault, which a page that keeps the
        task, or a signal's connection that the garbage collector does not see, would keep in memory.
        """
        self.value = None
        self.owner = self.on_success = self.on_error = self.on_progress = self.on_end = None

    def _is_wanted(self) -> bool:
        return not self._is_forgotten and (self.owner is None or isValid(self.owner))

    def _report(self, done: int, total: int, key: str) -> None:
        with self._lock:
            is_first, self._progress = self._progress is None, (done, total, key)
        if is_first:
            self.post(self, False)


class Runner(QObject):
    """Runs tasks; `failed` carries bugs, and known errors that nobody else takes."""

    failed = Signal(object)
    _ready = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(SWITCH_S)
        self._results: queue.SimpleQueue[tuple[Task[Any], bool]] = queue.SimpleQueue()
        self._queues: dict[Lane, queue.SimpleQueue[Task[Any] | None]] = {lane: queue.SimpleQueue() for lane in Lane}
        self._threads: dict[Lane, list[threading.Thread]] = {lane: [] for lane in Lane}
        self._live: set[Task[Any]] = set()
        self._watching: set[Task[Any]] = set()
        self._when_idle: list[Callable[[], None]] = []
        self._lock = threading.Lock()
        self._is_awake = False
        self._is_shut_down = False
        # Queued from any thread: it is emitted under the lock that `_drain` takes.
        self._ready.connect(self._drain, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        fn: Callable[[Job], T],
        *,
        lane: Lane,
        on_success: Callable[[T], None] | None = None,
        on_error: OnError | None = None,
        on_progress: OnProgress | None = None,
        on_end: Callable[[], None] | None = None,
        owner: QObject | None = None,
        is_quick: bool = False,
    ) -> Task[T]:
        """Run `fn` on a worker of `lane`; every callback comes on the main thread while `owner` lives.

        `on_end` comes first, whatever the outcome; nothing else is called for work that its cancellation stopped.
        `on_error` takes known errors; without it they are emitted by `failed`, as every bug is.
        Work that `is_quick` is not cancelled when the vault is locked or the window closed.
        """
        task = Task(
            fn=fn,
            post=self._post,
            owner=owner,
            on_success=on_success,
            on_error=on_error,
            on_progress=on_progress,
            on_end=on_end,
            is_quick=is_quick,
        )
        (self._watching if lane is Lane.WATCH else self._live).add(task)
        self._queues[lane].put(task)
        self._hire(lane)
        return task

    @property
    def is_idle(self) -> bool:
        """Whether no task runs or is queued, but those that watch."""
        return not self._live

    def cancel_all(self, then: Callable[[], None] | None = None) -> None:
        """Cancel every task but the quick ones; `then` is called on the main thread when all have ended."""
        for task in (*self._live, *self._watching):
            if not task.is_quick:
                task.cancel()
        if then is not None:
            self._when_idle.append(then)
            self._settle()

    def renew_threads(self, *lanes: Lane) -> None:
        """Let the threads of these idle lanes end: the system then overwrites the memory that each kept for itself.

        A lane gets new threads when it has work again. Must not be called while the write lane works: its next task
        would run beside the one under way.
        """
        for lane in lanes:
            for _ in self._threads[lane]:
                self._queues[lane].put(None)
            # A queue of its own for the new threads: they could take from the former one what ends the others.
            self._queues[lane], self._threads[lane] = queue.SimpleQueue(), []

    def shutdown(self, within_s: float = SHUTDOWN_S) -> bool:
        """Cancel, wait at most `within_s`, and deliver nothing more; False when something still runs."""
        self.cancel_all()
        for lane, threads in self._threads.items():
            for _ in threads:
                self._queues[lane].put(None)
        end = time.monotonic() + within_s
        everyone = [thread for threads in self._threads.values() for thread in threads]
        for thread in everyone:
            thread.join(max(0.0, end - time.monotonic()))
        with self._lock:
            self._is_shut_down = True
        self._abandon()
        return not any(thread.is_alive() for thread in everyone)

    def _abandon(self) -> None:
        """Let go of every task, also of those that have ended and were not delivered."""
        for task in (*self._live, *self._watching):
            task.forget()
            task.let_go()
        self._live.clear()
        self._watching.clear()
        while not self._results.empty():
            self._results.get_nowait()

    def _hire(self, lane: Lane) -> None:
        threads = self._threads[lane]
        if len(threads) < THREADS[lane]:
            work = self._queues[lane]
            threads.append(threading.Thread(target=_serve, args=(work,), name=f"{lane}-{len(threads)}", daemon=True))
            threads[-1].start()

    def _post(self, task: Task[Any], is_end: bool) -> None:
        self._results.put((task, is_end))
        with self._lock:
            if self._is_shut_down:
                return  # whoever waited for it is gone, and so may be the object that emits
            wakes, self._is_awake = not self._is_awake, True
            if wakes:
                self._ready.emit()

    def _drain(self) -> None:
        end = time.monotonic() + SLICE_S
        try:
            while not self._results.empty() and time.monotonic() < end:
                self._deliver(*self._results.get_nowait())
        finally:  # a bug in a callback must neither stop the others nor keep a vault from being closed
            self._sleep()
            self._settle()

    def _deliver(self, task: Task[Any], is_end: bool) -> None:
        if is_end:
            self._live.discard(task)
            self._watching.discard(task)
            task.deliver_end(self.failed.emit)
        else:
            task.deliver_progress()

    def _sleep(self) -> None:
        with self._lock:
            self._is_awake = not self._results.empty()
        if self._is_awake:
            call_later(self, 0, self._drain)

    def _settle(self) -> None:
        if not self._live and not self._watching:
            acts, self._when_idle = self._when_idle, []
            for act in acts:
                act()


def _ended(_: Job) -> Any:
    raise RuntimeError("a task runs once")


def _without_frames(error: Exception) -> Exception:
    """The error; a known one without its traceback, whose frames hold secrets and rows for as long as it is shown."""
    if isinstance(error, KnownError):
        error.__traceback__ = error.__context__ = error.__cause__ = None
    return error


def _serve(work: "queue.SimpleQueue[Task[Any] | None]") -> None:
    while (task := work.get()) is not None:
        task.work()
        del task  # else an idle thread would keep the last value, and the session of a locked vault
