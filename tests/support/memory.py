"""Reads the memory of a process from outside, as another program of the same user would."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


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
