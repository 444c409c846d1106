"""Backups: one file with an encrypted copy of the vault and the header that opens it.

    NAME.mdbackup    a ZIP, not compressed: keys.json, vault.db; its comment is the record of `backup_files`

It opens with the passphrase or the recovery key that was valid when it was made; the keyring does not open it.
"""

import errno
import os
import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import create_private_file, replace_with, sync_folder, translate_os_errors
from microdesk_desktop.base.files.new_file import new_file
from microdesk_desktop.store.backup_files import DATABASE, HEADER, MAX_HEADER_BYTES, SUFFIX, read_record
from microdesk_desktop.store.commit_count import SUFFIX as COMMITS
from microdesk_desktop.store.database import Database, Writer
from microdesk_desktop.store.transaction import count_rows

_PARTIAL = ".partial"
_PARTIAL_NAME = re.compile(rf"\A\..+\{SUFFIX}\{_PARTIAL}(\.db(-wal|-shm|-journal)?)?")
_BESIDE = ("-wal", "-shm", "-journal", COMMITS)
_BLOCK = 1 << 20
Progress = Callable[[int, int], None]


def write_backup(
    database: Database, header: bytes, path: Path, progress: Progress | None = None, *, record: bytes = b""
) -> None:
    """Copy the vault as it is now, and check the copy before giving it its name.

    `progress` is called with the pages copied and their number, a last time before the archive is read back.
    Raises DISK_FULL, READ_ONLY, or BACKUP_DAMAGED for a copy that fails its check, and then changes nothing.
    """
    with _work_file(path, ".db") as copy:
        counts = database.copy_to(copy, progress)
        database.check_copy(copy, counts)
        _pack(header, copy, path, record, progress)


def write_outside(
    database: Database,
    header: bytes,
    path: Path,
    progress: Progress | None,
    *,
    record: bytes,
    work_folder: Path,
    note: Callable[[Path], object],
) -> None:
    """Write a backup into a folder of the user's, where nothing but the complete file should ever have a name.

    The copy of the database is made in `work_folder`. `note` is called with the path of each partial file that has to
    be made beside `path`, before it is made. Raises as `write_backup` does, and FILE_EXISTS.
    """

    def partial() -> Path:
        work = _work_path(path, "")
        note(work)
        return work

    if work_folder == path.parent:
        note(_work_path(path, ".db"))
    with _work_file(work_folder / path.name, ".db") as copy:
        counts = database.copy_to(copy, progress)
        database.check_copy(copy, counts)
        with new_file(path, partial) as file:
            _fill(file, header, copy, path, record, progress)


def discard_partials(folder: Path) -> None:
    """Delete the partial files of backups that were interrupted; none may be under way."""
    for path in folder.glob(f".*{SUFFIX}{_PARTIAL}*"):
        discard_partial(path)


def discard_partial(path: Path) -> None:
    """Delete this file, with what SQLite made beside it, if it is a partial file of a backup."""
    for each in (path, *(Path(f"{path}{end}") for end in _BESIDE)):
        if _PARTIAL_NAME.fullmatch(each.name) and each.is_file() and not each.is_symlink():
            each.unlink(missing_ok=True)


def read_backup_header(path: Path) -> bytes:
    """The header in the backup. Raises FILE_NOT_FOUND or BACKUP_DAMAGED."""
    with _open_archive(path) as archive:
        return archive.read(HEADER)


def unpacked_size(path: Path) -> int:
    """The size in bytes of what `unpack` extracts. Raises as it does."""
    with _open_archive(path) as archive:
        return sum(entry.file_size for entry in archive.infolist())


def unpack(path: Path, folder: Path, progress: Progress | None = None) -> None:
    """Extract the header and the database of a backup into an empty folder, and sync them to the disk.

    `progress` is called with the bytes of the database that were extracted, and their number.
    Raises FILE_NOT_FOUND, BACKUP_DAMAGED, DISK_FULL or READ_ONLY.
    """
    with _open_archive(path) as archive:
        _unpack_one(archive, DATABASE, folder / DATABASE, progress)
        _unpack_one(archive, HEADER, folder / HEADER)
    sync_folder(folder)


@contextmanager
def opened_backup(path: Path, database: Database, work_folder: Path, progress: Progress) -> Iterator[Database]:
    """The database in a backup of the vault that `database` is, opened from a copy that is deleted at the end.

    Raises as `unpack` does, and BACKUP_DAMAGED where the vault's key does not open it.
    """
    with _work_file(work_folder / path.name, ".db") as copy:
        _unpack_database(path, copy, progress)
        try:
            unpacked = database.open_copy(copy)
        except KnownError as error:
            if error.code is not ErrorCode.VAULT_DAMAGED:
                raise
            raise KnownError(ErrorCode.BACKUP_DAMAGED, path=str(path)) from error
        try:
            yield unpacked
        finally:
            unpacked.close()


def change_header(path: Path, header: bytes) -> None:
    """Replace the header of a backup by another one of the same vault. Raises as `unpack` does."""
    with _work_file(path, ".db") as copy:
        record = _unpack_database(path, copy)
        _pack(header, copy, path, record)


def rewrite_backup(path: Path, database: Database, change: Callable[[Writer], object]) -> None:
    """Apply a change to the database in a backup, and remove the residue of deleted rows.

    `database` is the vault that the backup was made of. Raises BACKUP_DAMAGED when it is not, or as `unpack` does.
    """
    header = read_backup_header(path)
    with _work_file(path, ".db") as copy:
        record = _unpack_database(path, copy)
        unpacked = database.open_copy(copy)
        try:
            unpacked.write(change)
            unpacked.erase_residue()
            counts = unpacked.read(count_rows)
        finally:
            unpacked.close()
        database.check_copy(copy, counts)
        _pack(header, copy, path, record)


def _unpack_database(path: Path, copy: Path, progress: Progress | None = None) -> bytes:
    """Extract the database of a backup; returns its record."""
    with _open_archive(path) as archive:
        _unpack_one(archive, DATABASE, copy, progress)
        return archive.comment


def _pack(header: bytes, copy: Path, path: Path, record: bytes, progress: Progress | None = None) -> None:
    """Write the archive in place of the file that has this name, if any, once it is read back."""
    with _work_file(path, "") as packed:
        with translate_os_errors(), os.fdopen(create_private_file(packed), "w+b") as file:
            _fill(file, header, copy, path, record, progress)
        replace_with(packed, path)


def _fill(file: BinaryIO, header: bytes, copy: Path, path: Path, record: bytes, progress: Progress | None) -> None:
    """Write the archive and read it back; `path` is the name for errors."""
    _write_archive(file, header, copy, record)
    if progress is not None:
        progress(1, 1)
    _check_archive(file, path)


def _write_archive(file: BinaryIO, header: bytes, copy: Path, record: bytes) -> None:
    # Members without a date of their own: the ZIP format has none before 1980, and the clock may be there.
    member = zipfile.ZipInfo(DATABASE)
    member.file_size = copy.stat().st_size
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo(HEADER), header)
        with copy.open("rb") as source, archive.open(member, "w") as target:
            while block := source.read(_BLOCK):
                target.write(block)
        archive.comment = record
    file.flush()
    os.fsync(file.fileno())


def _check_archive(file: BinaryIO, path: Path) -> None:
    """Raise BACKUP_DAMAGED unless each member has the checksum that was computed while it was written."""
    with zipfile.ZipFile(file) as archive:
        if archive.testzip() is not None:
            raise KnownError(ErrorCode.BACKUP_DAMAGED, path=str(path))


@contextmanager
def _work_file(path: Path, suffix: str) -> Iterator[Path]:
    """The path of a temporary file beside the backup; deleted at the end with what a vault keeps beside it."""
    work = _work_path(path, suffix)
    with translate_os_errors():
        try:
            _remove_database(work)
            yield work
        finally:
            _remove_database(work)


def _work_path(path: Path, suffix: str) -> Path:
    return path.with_name(f".{path.name}{_PARTIAL}{suffix}")


def _remove_database(work: Path) -> None:
    for path in (work, *(Path(f"{work}{end}") for end in _BESIDE)):
        path.unlink(missing_ok=True)


@contextmanager
def _open_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive of a backup, refused unless it is an ordinary file that holds the two members and nothing else."""
    with translate_os_errors():
        if not path.exists():
            raise KnownError(ErrorCode.FILE_NOT_FOUND, path=str(path))
        if not path.is_file():  # a pipe would wait for ever
            raise KnownError(ErrorCode.BACKUP_DAMAGED, path=str(path))
        with path.open("rb") as file, _damage(path), zipfile.ZipFile(file) as archive:
            read_record(file)
            if not _is_backup(archive.infolist()):
                raise KnownError(ErrorCode.BACKUP_DAMAGED, path=str(path))
            yield archive


@contextmanager
def _damage(path: Path) -> Iterator[None]:
    """Raise BACKUP_DAMAGED for what the ZIP library raises on an archive that is damaged, or not one."""
    try:
        yield
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, struct.error):
        raise KnownError(ErrorCode.BACKUP_DAMAGED, path=str(path)) from None
    except OSError as error:
        if error.errno != errno.EINVAL:  # a seek to a place that the archive gives and that cannot be
            raise
        raise KnownError(ErrorCode.BACKUP_DAMAGED, path=str(path)) from None


def _is_backup(entries: list[zipfile.ZipInfo]) -> bool:
    stored = [entry for entry in entries if entry.compress_type == zipfile.ZIP_STORED]
    sizes = {entry.filename: entry.file_size for entry in stored if entry.file_size == entry.compress_size}
    return set(sizes) == {HEADER, DATABASE} and len(entries) == len(sizes) and sizes[HEADER] <= MAX_HEADER_BYTES


def _unpack_one(archive: zipfile.ZipFile, name: str, target: Path, progress: Progress | None = None) -> None:
    size, done = archive.getinfo(name).file_size, 0
    with archive.open(name) as source, os.fdopen(create_private_file(target), "wb") as file:
        while block := source.read(_BLOCK):
            file.write(block)
            done += len(block)
            if progress is not None:
                progress(done, size)
        file.flush()
        os.fsync(file.fileno())
