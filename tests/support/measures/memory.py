"""The memory of a process: how much it takes, and what another program of the same user would read in it."""

import gc
from collections.abc import Iterator, Mapping
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


def occurrences(process: int, words: Mapping[str, str]) -> Mapping[str, int]:
    """How often each word stands in the memory of a process, as Python writes it or as Qt does."""
    found = dict.fromkeys(words, 0)
    for area in writable_memory(process):
        for kind, word in words.items():
            found[kind] += area.count(word.encode()) + area.count(word.encode("utf-16-le"))
    return found


def live(*texts: bytes) -> int:
    """How many strings and bytes that an object refers to hold one of the texts."""
    gc.unfreeze()
    gc.collect()
    decoded = [text.decode() for text in texts]
    own = {id(each) for each in (texts, decoded, *texts, *decoded)}
    known, found = set(own), 0
    waiting: list[object] = [each for each in gc.get_objects() if id(each) not in own]
    while waiting:
        for each in gc.get_referents(waiting.pop()):
            if id(each) in known:
                continue
            known.add(id(each))
            if isinstance(each, str):
                found += any(text in each for text in decoded)
            elif isinstance(each, bytes):
                found += any(text in each for text in texts)
            elif not gc.is_tracked(each):
                waiting.append(each)
    return found
