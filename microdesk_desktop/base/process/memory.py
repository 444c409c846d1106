"""Overwriting of the memory that the program has freed, on Linux: what was read there is not left behind.

Python and Qt free memory without erasing it. From `overwrite_on_free` on, the C library overwrites each block that it
takes back, except the few that each thread keeps for itself. Python's own allocator keeps the blocks of small objects:
`overwrite_freed_memory` fills those that are free, then gives whole pages back to the system.
Best effort: what is still referenced, on a stack or in a register is out of reach. Other systems: nothing is done.
"""

import ctypes
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

_M_PERTURB, _M_ARENA_MAX = -6, -8  # malloc.h
# A freed block is filled with this byte and a new one with its complement: zero, the value that a library which reads
# new memory too early can best do with.
_FILL = 0xFF
# Python's allocator serves objects of up to 512 bytes in size classes of 16 bytes, each from pools of 16 KiB. Bytes
# have 33 of their own; the two smallest classes are filled with bare objects and complex numbers.
_BYTES_SIZES = range(48, 513, 16)
_BYTES_HEADER = sys.getsizeof(b"")
# A class is filled once so many bytes in a row came from memory that is new: four pools, since a pool that is new too
# may stand before one that is not.
_NEW_BYTES = 4 * 16_384
# Half a second at most, whatever the allocator of another Python does.
_MOST_BLOCKS = 1_000_000
# glibc keeps for each thread up to seven freed blocks of each size, up to 1,032 bytes.
_KEPT_BLOCKS, _KEPT_SIZES = 8, range(24, 1_033, 16)


def overwrite_on_free() -> None:
    """Have the C library overwrite what is freed, and use one heap for all threads, which can be given back."""
    libc = _libc()
    if libc is not None:
        libc.mallopt(_M_ARENA_MAX, 1)
        libc.mallopt(_M_PERTURB, _FILL)


def overwrite_freed_memory() -> None:
    """Overwrite the free blocks of Python's allocator and of this thread, and give free pages back to the system.

    Takes 5 to 100 ms of computing, by how much is free.
    """
    libc = _libc()
    if libc is None:
        return
    _fill_free_blocks_of_python()
    _fill_free_blocks_of_thread(libc)
    libc.malloc_trim(0)


def _fill_free_blocks_of_python() -> None:
    """Allocate blocks of every size class until each class needs memory from the system.

    A pool whose size class changed keeps what lies behind its last block, fewer bytes than one block has.
    """
    try:
        starts, ends = _mapped()
    except OSError:  # a container without /proc
        return
    blocks: list[object] = []
    for size, make in _block_makers():
        new = 0
        for _ in range(_MOST_BLOCKS):
            block = make()
            blocks.append(block)
            place = bisect_right(starts, id(block)) - 1
            new = 0 if place >= 0 and id(block) < ends[place] else new + 1
            if new * size >= _NEW_BYTES:
                break


def _block_makers() -> Iterator[tuple[int, Callable[[], object]]]:
    """For each size class, a function that allocates a block of it.

    64 bytes come first: they cover the pools that are wholly free but for 16 bytes each.
    """
    yield 64, partial(bytes, 64 - _BYTES_HEADER)
    yield 16, object
    yield 32, complex
    for size in _BYTES_SIZES:
        yield size, partial(bytes, size - _BYTES_HEADER)


def _fill_free_blocks_of_thread(libc: ctypes.CDLL) -> None:
    for size in _KEPT_SIZES:
        blocks = [libc.malloc(size) for _ in range(_KEPT_BLOCKS)]
        for block in blocks:
            libc.memset(block, 0, size)
        for block in blocks:
            libc.free(block)


def _mapped() -> tuple[list[int], list[int]]:
    """The starts and the ends of the process's memory areas, ascending."""
    lines = Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace").splitlines()
    areas = sorted(tuple(int(end, 16) for end in line.split(" ", 1)[0].split("-")) for line in lines)
    return [start for start, _ in areas], [end for _, end in areas]


def _libc() -> ctypes.CDLL | None:
    """The C library, where it is glibc under Linux."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "mallopt") or not hasattr(libc, "malloc_trim"):
        return None
    libc.malloc.restype = ctypes.c_void_p
    libc.malloc.argtypes = [ctypes.c_size_t]
    libc.memset.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t]
    libc.free.argtypes = [ctypes.c_void_p]
    return libc
