"""One writing process per profile, and nothing of it readable by others or in a core dump."""

import ctypes
import os
import sys
from pathlib import Path

from filelock import FileLock, Timeout

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files import disk_errors_told

_PR_SET_DUMPABLE = 4


class ProfileLock:
    """Holds the profile for this process until `release`. Raises BUSY when another process holds it."""

    def __init__(self, folder: Path) -> None:
        private_folder(folder)
        self._lock = FileLock(folder / "lock", timeout=0, mode=0o600, is_singleton=False)
        try:
            with disk_errors_told():
                self._lock.acquire()
        except Timeout:
            raise KnownError(ErrorCode.BUSY) from None

    def release(self) -> None:
        """Let another process write."""
        self._lock.release()


def harden_process() -> None:
    """No core dumps, and no file that others may read, from now on."""
    os.umask(0o077)
    if os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def tighten_files(folder: Path) -> None:
    """Set again what only the user may read: the folder and every file of the profile."""
    private_folder(folder)
    for path in folder.rglob("*"):
        wanted = 0o700 if path.is_dir() else 0o600
        if path.stat().st_mode & 0o077:
            path.chmod(wanted)


def private_folder(folder: Path) -> None:
    """Make the folder if needed, and let only the user enter it. Raises DISK_FULL or READ_ONLY."""
    with disk_errors_told():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_mode & 0o077:
            folder.chmod(0o700)
