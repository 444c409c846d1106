"""Mapping of SQLCipher's errors to `KnownError` and `Cancelled`."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import translate_os_errors

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
    sqlcipher.SQLITE_PROTOCOL: ErrorCode.BUSY,
    sqlcipher.SQLITE_NOMEM: ErrorCode.OUT_OF_MEMORY,
}
# The copy of a whole database raises the text of sqlite3_errstr() without its code.
_UNCODED = {
    "access permission denied": sqlcipher.SQLITE_PERM,
    "database is locked": sqlcipher.SQLITE_BUSY,
    "database table is locked": sqlcipher.SQLITE_LOCKED,
    "attempt to write a readonly database": sqlcipher.SQLITE_READONLY,
    "interrupted": sqlcipher.SQLITE_INTERRUPT,
    "disk I/O error": sqlcipher.SQLITE_IOERR,
    "database disk image is malformed": sqlcipher.SQLITE_CORRUPT,
    "database or disk is full": sqlcipher.SQLITE_FULL,
    "unable to open database file": sqlcipher.SQLITE_CANTOPEN,
    "locking protocol": sqlcipher.SQLITE_PROTOCOL,
    "file is not a database": sqlcipher.SQLITE_NOTADB,
}
# Python's own error for a text that is no UTF-8: a page was damaged in a way that its checks allow.
_UNDECODABLE = "Could not decode to UTF-8"
_ROOM_BYTES = 1 << 20


@contextmanager
def translate_sqlite_errors(path: Path, *, writing: bool = True) -> Iterator[None]:
    """Map environment errors on this file (disk full, busy, damaged) to KnownError; programming errors propagate.

    "Read only" on a reader (`writing` is False) propagates as well: the reader tried to write.
    """
    try:
        yield
    except sqlcipher.Error as error:
        code = getattr(error, "sqlite_errorcode", None) or _code_of_text(str(error))
        known = None if code == sqlcipher.SQLITE_READONLY and not writing else _known_error(code, path)
        if known is None:
            raise
        raise known from error


def _code_of_text(text: str) -> int:
    return int(sqlcipher.SQLITE_CORRUPT) if text.startswith(_UNDECODABLE) else _UNCODED.get(text, 0)


def _known_error(code: int, path: Path) -> Exception | None:
    primary = code & _PRIMARY
    if primary == sqlcipher.SQLITE_INTERRUPT:
        return Cancelled()
    if primary == sqlcipher.SQLITE_CANTOPEN:
        return KnownError(_open_error(path))
    if primary == sqlcipher.SQLITE_IOERR and not _has_room(path):
        return KnownError(ErrorCode.DISK_FULL)
    known = _CODES.get(primary)
    return KnownError(known) if known else None


def _has_room(path: Path) -> bool:
    with translate_os_errors():
        return shutil.disk_usage(path.parent).free > _ROOM_BYTES


def _open_error(path: Path) -> ErrorCode:
    with translate_os_errors():
        is_there = path.exists()
    if not is_there:
        return ErrorCode.VAULT_MISSING
    if not os.access(path.parent, os.W_OK):
        return ErrorCode.READ_ONLY
    return ErrorCode.DISK_FAILED if _has_room(path) else ErrorCode.DISK_FULL
