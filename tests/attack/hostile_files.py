"""Give every reader of statements hostile files: `python -m tests.attack.hostile_files [MEGABYTES]`.

A reader gives way when it takes longer than its file is worth, fills the memory, keeps other threads from running, is
slow to be cancelled, or ends in anything but a result or a known error.
"""

import multiprocessing
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from microdesk_desktop.banks.statements.detect import AUTO, read_statement
from microdesk_desktop.base.errors import Cancelled, KnownError
from microdesk_desktop.base.jobs import Job
from tests.attack.shapes import FILES
from tests.support.memory import forget_peak, peak_memory
from tests.support.standstill import confirmed, watch

STANDSTILL_S = 0.050
SECONDS_PER_MB = 1.0
"""Processor time of the slowest reader for a million good bytes, four times over."""
MEMORY_PER_BYTE = 40
CANCELLED_AFTER = (0, 1, 5, 50)
"""Checkpoints after which the user cancels."""
CANCEL_S = 0.2
MB = 1_000_000
Attack = Callable[[], list[str]]
"""Attacks once; returns what gave way, in words."""


class Cancelling(Job):
    """A job that the user cancels at one of its checkpoints."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self.left = after
        self.cancelled_at = 0.0
        self.stopped_at = 0.0

    def checkpoint(self) -> None:
        self.left -= 1
        if self.left < 0 and not self.is_cancelled:
            self.cancelled_at = time.thread_time()
            self.cancel()
        super().checkpoint()


def faults_of(read: Callable[[Job], object], size: int) -> Iterator[str]:
    """What is wrong with reading this content of `size` bytes, in words; nothing when the reader holds."""
    before = forget_peak()
    found = watch(lambda: read(Job()))
    memory = peak_memory() - before
    if found.error is not None and not isinstance(found.error, KnownError):
        yield f"ends in {found.error!r:.80}"
    if found.total_s > 1 + SECONDS_PER_MB * size / MB:
        yield f"takes {found.total_s:.1f} s"
    if memory > 100 * MB + MEMORY_PER_BYTE * size:
        yield f"takes {memory / MB:.0f} MB"
    found = confirmed(found, lambda: read(Job()), bound_s=STANDSTILL_S)
    if found.longest_s > STANDSTILL_S:
        yield f"stands still for {found.longest_s * 1000:.0f} ms: {' '.join(found.place.split())[-160:]}"
    for after in CANCELLED_AFTER:
        job = Cancelling(after)
        _run_until_it_stops(read, job)
        late = job.stopped_at - job.cancelled_at
        if job.is_cancelled and late > CANCEL_S:
            yield f"stops {late:.2f} s after it was cancelled"


def _run_until_it_stops(read: Callable[[Job], object], job: Cancelling) -> None:
    with suppress(KnownError, Cancelled):
        read(job)
    job.stopped_at = time.thread_time()


def try_all(attacks: Iterator[tuple[str, Attack]]) -> int:
    """Run each attack in a process of its own and print what gave way; returns how many did."""
    tried = given_way = 0
    context = multiprocessing.get_context("fork")
    for name, attack in attacks:
        tried += 1
        with context.Pool(1) as pool:
            faults = pool.apply(attack)
        given_way += bool(faults)
        for fault in faults:
            print(f"{name}: {fault}", flush=True)
    print(f"attacks tried {tried}, given way {given_way}")
    return given_way


def _attack(form: str, name: str, size: int, given: str) -> list[str]:
    data = FILES[form][name](size)
    return list(faults_of(lambda job: read_statement(data, format=given, job=job), len(data)))


def _attacks(size: int) -> Iterator[tuple[str, Attack]]:
    for form, shapes in FILES.items():
        for name in shapes:
            for given in sorted({form, AUTO}):
                yield f"{form}, {name}, read as {given}", partial(_attack, form, name, size, given)


if __name__ == "__main__":
    sys.exit(bool(try_all(_attacks(int(float(sys.argv[1]) * MB) if len(sys.argv) > 1 else 20 * MB))))
