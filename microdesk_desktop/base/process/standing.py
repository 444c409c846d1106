"""A worker process that stays and answers one request after the other, over pipes; nothing is written to disk.

    ask ─▶ start if none runs ─▶ request ─▶ answer
             ▲                      │ ended before it answered: once more, in a new process
             └──────────────────────┘

The worker ends with the process that started it, however that ends: its standard input is closed then.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread, Timer
from typing import IO

from microdesk_desktop.base.process.worker import Worker, start_worker

_LENGTH_BYTES = 8
_ATTEMPTS = 2
"""A worker may have ended by itself, for want of use or of memory, just before it was asked."""
_IDLE_S = 300.0
"""After five minutes without a request a worker ends: it holds sixty megabytes, and starts again in a third of a
second."""


class WorkerLostError(Exception):
    """A worker ended before it answered, twice; `is_late` where it took too long instead."""

    def __init__(self, *, is_late: bool) -> None:
        super().__init__()
        self.is_late = is_late


class StandingWorker:
    """One worker process at most, started when it is asked; safe to use from any thread, one request at a time."""

    def __init__(self, worker: Worker, *, within: float) -> None:
        self._worker = worker
        self._within = within
        self._process: subprocess.Popen[bytes] | None = None
        self._asking = Lock()
        self._ends = 0

    @property
    def process_id(self) -> int | None:
        """The process id of the worker that runs; None without one."""
        return None if self._process is None else self._process.pid

    def ask(self, request: bytes, *, within: float | None = None) -> bytes:
        """The worker's answer, within so many seconds if they are given.

        Raises WorkerLostError, or OUT_OF_MEMORY when no process can be started.
        """
        with self._asking:
            ends = self._ends
            for _ in range(_ATTEMPTS):
                answer = self._ask_once(request, within or self._within)
                if answer is not None:
                    return answer
                if self._ends != ends:
                    break
        raise WorkerLostError(is_late=False)

    def end(self) -> None:
        """End the worker with what it holds in memory; the next request starts another. A request under way fails."""
        self._ends += 1
        process = self._process
        if process is not None:
            process.kill()
        with self._asking:
            self._discard()

    def _ask_once(self, request: bytes, within: float) -> bytes | None:
        """The answer; None when the worker ended before. Raises WorkerLostError past the time limit."""
        if self._process is None or self._process.poll() is not None:
            self._discard()
            self._process = start_worker(self._worker)
        process, late = self._process, Event()
        timer = Timer(within, lambda: _end(process, late))
        timer.start()
        try:
            answer = _exchanged(process, request)
        finally:
            timer.cancel()
        if answer is None:
            self._discard()
        if answer is None and late.is_set():
            raise WorkerLostError(is_late=True)
        return answer

    def _discard(self) -> None:
        """Wait for the end of the process, and close the pipes."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _end(process: subprocess.Popen[bytes], late: Event) -> None:
    late.set()
    process.kill()


def _exchanged(process: subprocess.Popen[bytes], request: bytes) -> bytes | None:
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        write_frame(process.stdin, request)
    except OSError:  # a closed pipe; EINVAL under Windows
        return None
    return read_frame(process.stdout)


def write_frame(file: IO[bytes], content: bytes) -> None:
    """Write a content with its length in front."""
    file.write(len(content).to_bytes(_LENGTH_BYTES) + content)
    file.flush()


def read_frame(file: IO[bytes]) -> bytes | None:
    """Read what `write_frame` wrote; None at the end of the file, in the middle of a frame too."""
    length = file.read(_LENGTH_BYTES)
    if len(length) < _LENGTH_BYTES:
        return None
    content = file.read(int.from_bytes(length))
    return content if len(content) == int.from_bytes(length) else None


def serve(answer: Callable[[bytes], bytes], tidy: Callable[[], bool], *, idle_s: float = _IDLE_S) -> int:
    """The life of a worker: answer requests until none comes for a while, or until `tidy` returns true.

    `tidy` runs after each answer, while nobody waits; it returns whether the worker must end.
    """
    requests: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_receive, args=(requests,), daemon=True).start()
    while True:
        try:
            request = requests.get(timeout=idle_s)
        except Empty:
            return 0
        write_frame(sys.stdout.buffer, answer(request))
        if tidy():
            return 0


def _receive(requests: "SimpleQueue[bytes]") -> None:
    """Take in requests on a thread, so that the end of the other process is noticed in the middle of an answer."""
    while (request := read_frame(sys.stdin.buffer)) is not None:
        requests.put(request)
    os._exit(0)
