"""Large files that the user gives (statements, tables, backups): regular ones only, never more than a given size.

A pipe, a device or a terminal is refused before a byte of it is read: reading one may wait for ever or never end.
Small files, which may come through a pipe, are read by `bounded`.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job

_STEP = 1 << 22
"""Bytes read between two checkpoints: a few milliseconds from a disk."""
# Non-blocking, because opening a pipe waits for its other end; no controlling terminal, because a file is never one.
_FLAGS = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY", "O_NOINHERIT")
)


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file for reading. Raises FILE_NOT_FOUND, PATH_UNUSABLE for anything else, FILE_UNREADABLE."""
    try:
        descriptor = os.open(path, _FLAGS)
    except FileNotFoundError:
        raise KnownError(ErrorCode.FILE_NOT_FOUND, path=str(path)) from None
    except PermissionError:
        raise KnownError(ErrorCode.FILE_UNREADABLE, path=str(path)) from None
    # A socket, a name too long; ValueError: a zero character in the path.
    except (OSError, ValueError):
        raise KnownError(ErrorCode.PATH_UNUSABLE, path=str(path)) from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise KnownError(ErrorCode.PATH_UNUSABLE, path=str(path))
    return os.fdopen(descriptor, "rb")


def read_regular(path: Path, most: int, job: Job | None = None) -> bytes:
    """The content of a regular file of at most `most` bytes.

    A file that grows meanwhile, or whose size is not known in advance, is read up to the limit.
    Raises FILE_NOT_FOUND, PATH_UNUSABLE, FILE_UNREADABLE, FILE_TOO_LARGE or Cancelled.
    """
    with open_regular(path) as file:
        if os.fstat(file.fileno()).st_size > most:
            raise KnownError(ErrorCode.FILE_TOO_LARGE, path=str(path))
        try:
            blocks = list(_blocks(file, most + 1, job or Job()))
        except OSError:
            raise KnownError(ErrorCode.FILE_UNREADABLE, path=str(path)) from None
    data = b"".join(blocks)
    if len(data) > most:
        raise KnownError(ErrorCode.FILE_TOO_LARGE, path=str(path))
    return data


def _blocks(file: BinaryIO, room: int, job: Job) -> Iterator[bytes]:
    """The content in blocks, up to `room` bytes. A file of the system may have nothing to give yet: that ends it."""
    while room > 0 and (block := file.read(min(_STEP, room))):
        job.checkpoint()
        yield block
        room -= len(block)
