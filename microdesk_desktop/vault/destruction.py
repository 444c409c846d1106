"""Destroy the files of a vault without its key; what wraps the key is overwritten before it is unlinked.

Without a slot the data key is lost: whatever remains of the database on the disk, in free blocks or in a snapshot of
the file system, opens no more. On a flash disk even an overwritten slot may remain in a spare cell: the report has a
line on it.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import sync_folder, translate_os_errors
from microdesk_desktop.vault.header import Header, parse_header
from microdesk_desktop.vault.places import staged_files

HEADER_BYTES = 1 << 17
"""More than the longest header, with what a ZIP writes before it."""


class Kind(StrEnum):
    """A kind of file that is destroyed: of what it consists for its user."""

    HEADERS = "headers"
    DATABASE = "database"
    BACKUPS = "backups"
    SECRET_NAMES = "secret_names"
    SETTINGS = "settings"
    REPORTS = "reports"
    NOTES = "notes"


_PARTIAL = r"\.[0-9a-f]{8}"
_PATTERNS = {
    Kind.HEADERS: re.compile(rf"keys(\.copy)?\.json|\.keys(\.copy)?\.json{_PARTIAL}"),
    Kind.DATABASE: re.compile(r"vault\.db(-wal|-shm|-journal|-commits)?"),
    Kind.SECRET_NAMES: re.compile(rf"tokens\.json|\.tokens\.json{_PARTIAL}"),
    # With the lock and the partial file that Qt makes beside the window's geometry.
    Kind.SETTINGS: re.compile(rf"settings\.json|\.settings\.json{_PARTIAL}|window\.ini(\.lock|\.[A-Za-z0-9]{{6}})?"),
    Kind.NOTES: re.compile(rf"outside\.json|\.outside\.json{_PARTIAL}"),
}
_REPORT = re.compile(rf"[0-9a-f]{{8}}\.txt|\.[0-9a-f]{{8}}\.txt{_PARTIAL}")
REPORTS_NAME = "reports"


def files_by_kind(profile: Path) -> Mapping[Kind, list[Path]]:
    """The files of the program in a profile, but for its backups, its notes of erasures and what is in use meanwhile.

    A link in place of a file is one of them: what it leads to is not.
    """
    found: dict[Kind, list[Path]] = {kind: [] for kind in Kind}
    with translate_os_errors():
        for path in [*_entries(profile), *staged_files(profile)]:
            kind = next((kind for kind, pattern in _PATTERNS.items() if pattern.fullmatch(path.name)), None)
            if kind is not None:
                found[kind].append(path)
            elif path.parent != profile:  # the marker of a staging folder, which goes last
                found[Kind.NOTES].append(path)
        found[Kind.REPORTS] = [path for path in _entries(profile / REPORTS_NAME) if _REPORT.fullmatch(path.name)]
    return found


def headers_in(paths: Iterable[Path]) -> Iterator[Header]:
    """The headers in these files, without those that are damaged."""
    for path in paths:
        with suppress(KnownError, OSError):
            yield parse_header(path.read_bytes())


def overwrite(path: Path, most: int = HEADER_BYTES) -> None:
    """Overwrite the beginning of a file in place, and sync it to the disk; nothing for a link, or where it is gone.

    It takes no room: a full disk does not prevent it. Raises READ_ONLY or DISK_FAILED.
    """
    if path.is_symlink() or not path.exists():
        return
    with translate_os_errors():
        _make_writable(path)
        with path.open("rb+", buffering=0) as file:
            file.write(os.urandom(min(most, path.stat().st_size)))
            os.fsync(file.fileno())


def unlink(path: Path) -> bool:
    """Unlink a file or a link; False where it was gone. Raises READ_ONLY, DISK_FAILED."""
    try:
        with translate_os_errors():
            path.unlink()
    except KnownError as error:
        if error.code is ErrorCode.FILE_NOT_FOUND:
            return False
        raise
    return True


def remove_if_empty(folder: Path) -> None:
    """Remove a folder that holds nothing any more, and no link to one."""
    with suppress(OSError):
        if not folder.is_symlink():
            folder.rmdir()


def sync(folder: Path) -> None:
    """Bring what was unlinked in a folder to the disk; nothing where it is gone."""
    with suppress(OSError):
        sync_folder(folder)


def _make_writable(path: Path) -> None:
    """A file that its owner protected is theirs to destroy all the same."""
    if not os.access(path, os.W_OK):
        with suppress(OSError):
            path.chmod(0o600)


def _entries(folder: Path) -> list[Path]:
    """The files and links in a folder; none where it is gone, or a link to a folder elsewhere."""
    if folder.is_symlink() and folder.name == REPORTS_NAME:
        return []
    return sorted(path for path in _listed(folder) if path.is_symlink() or path.is_file())


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
