"""Give every reader of statements hostile files: `python -m tests.attack.hostile_files [MEGABYTES] [FORMAT…]`.

Each file is read as what it is, read as what it is taken for, and previewed in a vault as the import page does. A
reader gives way when it takes longer than its file is worth, fills the memory, keeps other threads from running, is
slow to be cancelled, or ends in anything but a result or a known error.
"""

import io
import multiprocessing
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from microdesk_desktop.banks.statements.detect import AUTO, read_statement
from microdesk_desktop.base.errors import Cancelled, KnownError
from microdesk_desktop.base.files.csv_reader import MAX_ROWS
from microdesk_desktop.base.files.encodings import MAX_BYTES
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.imports.drafts import Draft
from microdesk_desktop.domain.imports.preview import Preview
from microdesk_desktop.operations.imports.preview import preview
from microdesk_desktop.operations.imports.read import open_files
from microdesk_desktop.operations.session import Session
from tests.attack.shapes import FILES
from tests.support.measures.memory import forget_peak, peak_memory
from tests.support.measures.standstill import confirmed, watch
from tests.support.vaults import new_vault

STANDSTILL_S = 0.050
SECONDS_PER_MB = 1.0
"""Processor time of the slowest reader for a million good bytes, four times over."""
MEMORY = 40_000_000
"""Of the reader itself: modules that it loads, and what one step makes."""
MEMORY_PER_BYTE = 8
"""The text, in up to four bytes a character, and once more in plain spelling."""
MEMORY_PER_ROW = 600
"""A row with its day, label and identifier takes 300 to 400 bytes, with its cells or its refusal up to 600."""
_SHORTEST_ROW = 20
"""Bytes of a day, a label and an amount."""
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


def faults_of(read: Callable[[Job], object], size: int, *, unpacked: int = 0) -> Iterator[str]:
    """What is wrong with reading this content of `size` bytes, in words; nothing when the reader holds.

    `unpacked` are the bytes that it may be unpacked to before it is refused.
    """
    before = forget_peak()
    found = watch(lambda: read(Job()))
    memory = peak_memory() - before
    if found.error is not None and not isinstance(found.error, KnownError):
        yield f"ends in {found.error!r:.80}"
    if found.total_s > 1 + SECONDS_PER_MB * size / MB:
        yield f"takes {found.total_s:.1f} s"
    if memory > most_memory(max(size, unpacked)):
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


def most_memory(size: int) -> int:
    """The bytes of memory that reading so many may take, the file itself not counted."""
    return MEMORY + MEMORY_PER_BYTE * size + MEMORY_PER_ROW * min(MAX_ROWS, size // _SHORTEST_ROW)


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
    return list(faults_of(lambda job: read_statement(data, format=given, job=job), size_of(data)))


def _attack_preview(form: str, name: str, size: int) -> list[str]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(data := FILES[form][name](size))
        session = new_vault(Path(folder) / "profile").session
        return list(faults_of(lambda job: _preview(session, path, job), size_of(data)))


def _preview(session: Session, path: Path, job: Job) -> list[Preview]:
    """The preview of each draft of the file; they are returned so that they are freed after the measure."""
    return [preview(session, _of_a_kind(draft), job) for draft in open_files(session, [path], job)]


def _of_a_kind(draft: Draft) -> Draft:
    """The draft, of the first of the kinds that the user would be asked to choose among."""
    return draft if draft.kind or draft.refusal else draft.with_kind(draft.possible_kinds[0])


def size_of(data: bytes) -> int:
    """The bytes that a file holds, unpacked as far as they are accepted."""
    if not data.startswith(b"PK"):
        return len(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return min(MAX_BYTES, sum(each.file_size for each in archive.filelist)) + len(data)


def _attacks(size: int, forms: Sequence[str]) -> Iterator[tuple[str, Attack]]:
    for form in forms or FILES:
        for name in FILES[form]:
            for given in sorted({form, AUTO}):
                yield f"{form}, {name}, read as {given}", partial(_attack, form, name, size, given)
            yield f"{form}, {name}, previewed", partial(_attack_preview, form, name, size)


if __name__ == "__main__":
    megabytes = float(sys.argv[1]) if len(sys.argv) > 1 else 20
    sys.exit(bool(try_all(_attacks(int(megabytes * MB), sys.argv[2:]))))
