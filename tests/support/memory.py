"""The memory of a process: how much it takes, and what another program of the same user would read in it."""

import gc
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def forget_peak() -> int:
    """Begin a new measure of the most memory that this process takes; returns what it takes now, in bytes."""
    _ITSELF.joinpath("clear_refs").write_text("5")  # proc(5): resets the peak
    return _memory("VmRSS")


def peak_memory() -> int:
    """The most bytes of memory that this process has taken since the measure began."""
    return _memory("VmHWM")


def _memory(name: str) -> int:
    lines = _ITSELF.joinpath("status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))


_ITSELF = Path("/proc/self")


def writable_memory(process: int) -> Iterator[bytes]:
    """The areas of memory that the process can write: heap, stacks, anonymous and private maps."""
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{process}/maps").read_text(encoding="utf-8", errors="replace").splitlines():
            area, rights = line.split(" ", 2)[:2]
            start, end = (int(each, 16) for each in area.split("-"))
            if rights.startswith("rw"):
                memory.seek(start)
                with suppress(OSError):  # given back to the system meanwhile
                    yield memory.read(end - start)


def live(text: bytes) -> int:
    """How many strings and bytes that an object refers to hold the text."""
    gc.unfreeze()
    gc.collect()
    known, found = set[int](), 0
    waiting: list[object] = [each for each in gc.get_objects() if each is not text]
    while waiting:
        for each in gc.get_referents(waiting.pop()):
            if id(each) in known or each is text:
                continue
            known.add(id(each))
            if isinstance(each, str):
                found += text.decode() in each
            elif isinstance(each, bytes):
                found += text in each
            elif not gc.is_tracked(each):
                waiting.append(each)
    return found
