"""The lock that allows one process per profile, and the access rights of the profile's files."""

from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import translate_os_errors
from microdesk_desktop.vault.places import private_paths

FILE_NAME = "lock"


class ProfileLock:
    """An operating-system lock on a profile, released when the process dies."""

    def __init__(self, profile: Path) -> None:
        """Take the lock. Raises BUSY when another process has it, READ_ONLY or DISK_FULL."""
        # Imported here because it costs a third of a bare window's start.
        from filelock import FileLock, Timeout

        # Not thread-local: taken on one worker, released on another. A soft lock would survive a killed process.
        self._lock = FileLock(profile / FILE_NAME, mode=0o600, thread_local=False, fallback_to_soft=False)
        try:
            with translate_os_errors():
                self._lock.acquire(timeout=0)
        except Timeout:
            raise KnownError(ErrorCode.BUSY) from None

    def release(self) -> None:
        """Let another process write."""
        self._lock.release()


def harden_profile(profile: Path) -> None:
    """Create the folder if needed; restrict it and the program's files to the owner. Raises READ_ONLY or DISK_FULL."""
    with translate_os_errors():
        profile.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in private_paths(profile):
            mode = 0o700 if path.is_dir() else 0o600
            if path.stat().st_mode & 0o777 != mode:
                path.chmod(mode)
