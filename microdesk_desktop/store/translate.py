"""What SQLCipher's errors mean to the user, told once at the store's door."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError

_PRIMARY = 0xFF
_CODES = {
    sqlcipher.SQLITE_BUSY: ErrorCode.BUSY,
    sqlcipher.SQLITE_LOCKED: ErrorCode.BUSY,
    sqlcipher.SQLITE_READONLY: ErrorCode.READ_ONLY,
    sqlcipher.SQLITE_PERM: ErrorCode.READ_ONLY,
    sqlcipher.SQLITE_FULL: ErrorCode.DISK_FULL,
    sqlcipher.SQLITE_IOERR: ErrorCode.DISK_FAILED,
    sqlcipher.SQLITE_CORRUPT: ErrorCode.VAULT_DAMAGED,
    sqlcipher.SQLITE_NOTADB: ErrorCode.VAULT_DAMAGED,
}
# Extended codes that the module does not name: a quota refuses the write itself (IOERR_WRITE),
# a full disk refuses to enlarge the shared memory (IOERR_SHMSIZE).
_FULL = (sqlcipher.SQLITE_IOERR | 3 << 8, sqlcipher.SQLITE_IOERR | 19 << 8)


@contextmanager
def translated(path: Path, *, writing: bool = True) -> Iterator[None]:
    """Raise KnownError or Cancelled for the world's faults on this file; our own mistakes pass as they are.

    A reader that is told "read only" tried to write: that is our mistake.
    """
    try:
        yield
    except sqlcipher.Error as error:
        code = getattr(error, "sqlite_errorcode", 0)
        told = None if code == sqlcipher.SQLITE_READONLY and not writing else _told(code, path)
        if told is None:
            raise
        raise told from error


def _told(code: int, path: Path) -> Exception | None:
    primary = code & _PRIMARY
    if primary == sqlcipher.SQLITE_INTERRUPT:
        return Cancelled()
    if primary == sqlcipher.SQLITE_CANTOPEN:
        return KnownError(_why_unopened(path))
    known = ErrorCode.DISK_FULL if code in _FULL else _CODES.get(primary)
    return KnownError(known) if known else None


def _why_unopened(path: Path) -> ErrorCode:
    if not path.exists():
        return ErrorCode.VAULT_MISSING
    return ErrorCode.DISK_FAILED if os.access(path.parent, os.W_OK) else ErrorCode.READ_ONLY
