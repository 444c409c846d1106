"""The program's own files: atomic writes, readable by their owner only, with OS errors as KnownError.

Every path that comes from the user, an argument, the environment or a setting is used inside `translate_os_errors`.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError

_CODES = {
    errno.ENOSPC: ErrorCode.DISK_FULL,
    errno.EDQUOT: ErrorCode.DISK_FULL,
    errno.EFBIG: ErrorCode.DISK_FULL,
    errno.EROFS: ErrorCode.READ_ONLY,
    errno.EACCES: ErrorCode.READ_ONLY,
    errno.EPERM: ErrorCode.READ_ONLY,
    errno.EIO: ErrorCode.DISK_FAILED,
    # A disk of the network or a stick that has gone.
    errno.ESTALE: ErrorCode.DISK_FAILED,
    errno.ENODEV: ErrorCode.DISK_FAILED,
    errno.ETIMEDOUT: ErrorCode.DISK_FAILED,
    errno.EHOSTDOWN: ErrorCode.DISK_FAILED,
    errno.ENOENT: ErrorCode.FILE_NOT_FOUND,
    errno.EEXIST: ErrorCode.FILE_EXISTS,
    errno.ENOMEM: ErrorCode.OUT_OF_MEMORY,
    errno.EMFILE: ErrorCode.OUT_OF_MEMORY,
    errno.ENFILE: ErrorCode.OUT_OF_MEMORY,
}
_NULL = "null "  # "embedded null byte", "embedded null character in path": Python's words for a NUL in a path


@contextmanager
def translate_os_errors() -> Iterator[None]:
    """Raise KnownError for what the system answers about a path: disk full, read-only, failing, no such file …

    PATH_UNUSABLE stands for every other OSError (a name too long, a folder in place of a file, a loop of links), and
    for a path that the system cannot even be asked about: with a NUL, or with characters that its encoding lacks.
    """
    try:
        yield
    except OSError as error:
        if error.errno is None:  # raised by a library, not by the system
            raise
        raise known_os_error(error) from error
    except UnicodeEncodeError as error:
        raise KnownError(ErrorCode.PATH_UNUSABLE, path=error.object) from error
    except ValueError as error:
        if _NULL not in str(error):
            raise
        raise KnownError(ErrorCode.PATH_UNUSABLE) from error


def known_os_error(error: OSError) -> KnownError:
    """The KnownError of an OSError; its `path` is the file that the system named, if it named one."""
    code = _CODES.get(error.errno or 0, ErrorCode.PATH_UNUSABLE)
    named = error.filename
    return KnownError(code, **({"path": os.fsdecode(named)} if isinstance(named, str | bytes) and named else {}))


def create_private_file(path: Path) -> int:
    """Create an empty file readable by its owner only; returns its descriptor. Raises FILE_EXISTS."""
    with translate_os_errors():
        return os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o600)


def write_atomic(path: Path, data: bytes) -> None:
    """Replace the file's content; after a kill at any moment the file has its former content or the new one."""
    partial = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    try:
        with translate_os_errors(), os.fdopen(create_private_file(partial), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        replace_with(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def replace_with(partial: Path, path: Path) -> None:
    """Rename a complete file to its final name, and sync the folder."""
    with translate_os_errors():
        partial.replace(path)
        sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Flush a file's content to the disk."""
    with translate_os_errors(), path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Flush a folder's entries to the disk; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
