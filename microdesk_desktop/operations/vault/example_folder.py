"""The temporary folder of the sample company: removed when its window closes, or at the next start after a kill."""

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.files.atomic import translate_os_errors
from microdesk_desktop.base.paths import EXAMPLE_PREFIX
from microdesk_desktop.vault.lock import ProfileLock

_UNLOCKED_PREFIX = "microdesk-new-"
"""Of a folder whose lock is not held yet: another start must not take it for one that was left behind."""


@contextmanager
def example_folder() -> Iterator[Path]:
    """A new folder that only the user can read, removed at the end. Raises DISK_FULL, READ_ONLY or PATH_UNUSABLE."""
    remove_left_behind()
    with translate_os_errors():
        made = Path(tempfile.mkdtemp(prefix=_UNLOCKED_PREFIX))
    lock = ProfileLock(made)
    try:
        with translate_os_errors():
            folder = made.rename(made.with_name(made.name.replace(_UNLOCKED_PREFIX, EXAMPLE_PREFIX, 1)))
        yield folder
    finally:
        _remove(made)
        _remove(made.with_name(made.name.replace(_UNLOCKED_PREFIX, EXAMPLE_PREFIX, 1)))
        lock.release()


def remove_left_behind() -> None:
    """Remove the folders of examples that were killed; one that runs, and what is not the user's own, is left."""
    for folder in Path(tempfile.gettempdir()).glob(f"{EXAMPLE_PREFIX}*"):
        if not _is_own_folder(folder):
            continue
        with suppress(KnownError):
            lock = ProfileLock(folder)
            try:
                _remove(folder)
            finally:
                lock.release()


def _is_own_folder(path: Path) -> bool:
    """Whether this is a folder, not a link to one, that belongs to the user: anybody may write where it stands."""
    try:
        facts = path.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(facts.st_mode) and (sys.platform == "win32" or facts.st_uid == os.getuid())


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
