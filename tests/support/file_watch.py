"""Which files of a folder are opened or made, as the system counts it: Qt and SQLite are seen too. Linux only."""

import ctypes
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_OPENED, _MADE, _NONBLOCKING = 0x20, 0x100 | 0x80, os.O_NONBLOCK
_HEAD = struct.Struct("iIII")
_libc = ctypes.CDLL(None, use_errno=True)


@contextmanager
def opened_files(folder: Path) -> Iterator[list[str]]:
    """The names of the files in the folder that were opened in the block, filled in when it ends."""
    with _watched(folder, _OPENED) as names:
        yield names


@contextmanager
def made_files(folder: Path) -> Iterator[list[str]]:
    """The names that files and folders in the folder had in the block for a moment, filled in when it ends."""
    with _watched(folder, _MADE) as names:
        yield names


@contextmanager
def _watched(folder: Path, events: int) -> Iterator[list[str]]:
    watch = _libc.inotify_init1(_NONBLOCKING)
    assert watch >= 0
    assert _libc.inotify_add_watch(watch, os.fsencode(folder), events) >= 0
    names: list[str] = []
    try:
        yield names
        names += _names(watch)
    finally:
        os.close(watch)


def _names(watch: int) -> Iterator[str]:
    while True:
        try:
            events = os.read(watch, 1 << 16)
        except BlockingIOError:
            return
        while events:
            *_, length = _HEAD.unpack_from(events)
            yield os.fsdecode(events[_HEAD.size : _HEAD.size + length].rstrip(b"\0"))
            events = events[_HEAD.size + length :]
