"""The lock that allows one process per profile, and the access rights of the profile's files."""

import errno
import os
import stat
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import translate_os_errors
from microdesk_desktop.vault.places import private_paths

if TYPE_CHECKING:  # heavy: a third of a bare window's start
    from filelock import BaseFileLock

FILE_NAME = "lock"
_HELD_ELSEWHERE = frozenset((errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES))


class ProfileLock:
    """Operating-system locks on a profile, released when the process dies.

    The folder itself is locked, and a file in it. A file alone would not do: once it is deleted or replaced, a second
    process locks the new one. The file is for Windows, which deletes no open file, for network disks that lock no
    folder, and for former versions, which know nothing else.
    """

    def __init__(self, profile: Path) -> None:
        """Take the lock. Raises BUSY when another process has it, PATH_UNUSABLE, READ_ONLY or DISK_FULL."""
        # A vault may be closed by two threads at once: a descriptor closed twice could be another file's by then.
        self._releasing = threading.Lock()
        self._folder = _lock_folder(profile)
        try:
            self._file = _lock_file(profile / FILE_NAME)
        except BaseException:
            self._release_folder()
            raise

    def release(self) -> None:
        """Let another process write; safe from any thread, and more than once."""
        with self._releasing:
            self._file.release()
            self._release_folder()

    def _release_folder(self) -> None:
        if self._folder is not None:
            os.close(self._folder)
            self._folder = None


def _lock_folder(profile: Path) -> int | None:
    """The descriptor that holds the lock; None where the system or the disk locks no folder."""
    if sys.platform == "win32":
        return None
    import fcntl

    with translate_os_errors():
        descriptor = os.open(profile, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        if error.errno in _HELD_ELSEWHERE:
            raise KnownError(ErrorCode.BUSY) from None
        return None
    return descriptor


def _lock_file(path: Path) -> "BaseFileLock":
    from filelock import FileLock, Timeout

    # Not thread-local: taken on one worker, released on another. A soft lock would survive a killed process.
    lock = FileLock(path, mode=0o600, thread_local=False, fallback_to_soft=False)
    try:
        with translate_os_errors():
            _refuse_special(path)
            lock.acquire(timeout=0)
    except Timeout:
        raise KnownError(ErrorCode.BUSY) from None
    return lock


def _refuse_special(path: Path) -> None:
    """Raise PATH_UNUSABLE for a link, a pipe or a device in place of the file."""
    if os.path.lexists(path) and not stat.S_ISREG(path.lstat().st_mode):
        raise KnownError(ErrorCode.PATH_UNUSABLE, path=str(path))


def harden_profile(profile: Path) -> None:
    """Create the folder if needed; restrict it and the program's files to the owner. Raises READ_ONLY or DISK_FULL."""
    with translate_os_errors():
        profile.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in private_paths(profile):
            mode = 0o700 if path.is_dir() else 0o600
            if path.stat().st_mode & 0o777 != mode:
                path.chmod(mode)
