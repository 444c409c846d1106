"""Small files of any origin, read within a bound: settings, headers, passphrases, keys.

Only regular files and pipes are read: a device has no end, and a folder no content.
"""

import json
import os
import select
import stat
import time
from contextlib import closing
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import translate_os_errors

NO_WRITER_WAIT_S = 2.0
"""How long a pipe may be without anybody who writes to it: whoever starts us starts both at once."""
WRITER_WAIT_S = 60.0
"""How long the writer of a pipe may take: a password manager asks its own question first."""
_MAX_DIGITS = 100
_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_at_most(path: Path, limit: int, *, until: bytes = b"") -> bytes:
    """The first `limit` bytes; of a pipe, what comes up to `until` or its end.

    Raises FILE_NOT_FOUND, DISK_FAILED, OUT_OF_MEMORY, and PATH_UNUSABLE for what cannot be read: refused to the user,
    a folder, a device, a pipe to which nobody writes.
    """
    try:
        with translate_os_errors():
            return _read(path, limit, until)
    except KnownError as error:
        if error.code is ErrorCode.READ_ONLY:
            raise KnownError(ErrorCode.PATH_UNUSABLE, path=str(path)) from error
        raise


def parse_json(data: bytes | str) -> object:
    """The value of a JSON text; an integer of more digits than any of ours is infinite.

    Raises ValueError for any other text, also one that is nested too deep to be read.
    """
    try:
        return json.loads(data, parse_int=_number)
    except RecursionError:
        raise ValueError("nested too deep") from None


def _number(digits: str) -> int | float:
    # Python refuses to convert more than 4,300 digits, which would lose the rest of the file.
    return int(digits) if len(digits) <= _MAX_DIGITS else float(digits)


def _read(path: Path, limit: int, until: bytes) -> bytes:
    descriptor = os.open(path, _OPEN)
    with closing(os.fdopen(descriptor, "rb", buffering=0)):
        kind = os.fstat(descriptor).st_mode
        if stat.S_ISREG(kind):
            return _read_file(descriptor, limit)
        if stat.S_ISFIFO(kind) and os.name != "nt":
            return _read_pipe(descriptor, limit, until, path)
        raise KnownError(ErrorCode.PATH_UNUSABLE, path=str(path))


def _read_file(descriptor: int, limit: int) -> bytes:
    data = b""
    while len(data) < limit and (block := os.read(descriptor, limit - len(data))):
        data += block
    return data


def _read_pipe(descriptor: int, limit: int, until: bytes, path: Path) -> bytes:
    data, has_waited, started = b"", False, time.monotonic()
    while len(data) < limit and not (until and until in data):
        block = _available(descriptor, limit - len(data))
        if block:
            data += block
            continue
        if block == b"" and (data or has_waited):
            break
        end = started + (WRITER_WAIT_S if block is None else NO_WRITER_WAIT_S)
        if not select.select([descriptor], [], [], max(0.0, end - time.monotonic()))[0]:
            raise KnownError(ErrorCode.PATH_UNUSABLE, path=str(path))
        has_waited = True
    return data


def _available(descriptor: int, limit: int) -> bytes | None:
    """What the pipe holds; None while its writer has written nothing more, empty without a writer."""
    try:
        return os.read(descriptor, limit)
    except BlockingIOError:
        return None
