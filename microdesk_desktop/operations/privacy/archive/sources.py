"""Where the files of an export are read from: a folder, or an encrypted archive. Neither is trusted."""

import os
import stat
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol
from zipfile import is_zipfile

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.regular import open_regular
from microdesk_desktop.domain.privacy.archives import MANIFEST

if TYPE_CHECKING:
    from pyzipper import AESZipFile

_ENCRYPTED = 0x1
_ARCHIVE = b"PK\x03\x04"
_MOST_FILES = 2_000_000
_FORBIDDEN = frozenset("\\:\0")


class Source(Protocol):
    """The files of an export, by their paths with slashes; `errors` are what reading a damaged one raises."""

    errors: tuple[type[Exception], ...]

    def open(self, path: str) -> BinaryIO:
        """The file, for reading. Raises ValueError where there is none that may be read."""


class FolderSource:
    """A folder; no link in it is followed."""

    errors: tuple[type[Exception], ...] = ()

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._plain: set[str] = set()

    def open(self, path: str) -> BinaryIO:
        place = self._folder
        *folders, name = checked_path(path)
        for part in folders:
            place /= part
            if str(place) not in self._plain and not _is_folder(place):
                raise ValueError(f"{path} is in no folder")
            self._plain.add(str(place))
        place /= name
        if _is_link(place):
            raise ValueError(f"{path} is a link")
        try:
            return open_regular(place)
        except KnownError as error:
            if error.code in (ErrorCode.FILE_NOT_FOUND, ErrorCode.PATH_UNUSABLE):
                raise ValueError(f"{path} is missing") from error
            raise


class ZipSource:
    """An archive as an export writes it: every file encrypted by the same passphrase, none twice."""

    def __init__(self, archive: "AESZipFile", errors: tuple[type[Exception], ...]) -> None:
        self.errors = errors
        self._archive = archive
        self._sizes: dict[str, int] = {}
        for info in archive.infolist():
            if info.filename in self._sizes or not info.flag_bits & _ENCRYPTED or len(self._sizes) > _MOST_FILES:
                raise ValueError(f"{info.filename} is in the archive otherwise")
            self._sizes[info.filename] = info.file_size

    def open(self, path: str) -> BinaryIO:
        checked_path(path)
        if path not in self._sizes:
            raise ValueError(f"{path} is missing")
        file: BinaryIO = self._archive.open(path)
        return file


@contextmanager
def opened_source(path: Path, passphrase: str | None) -> Iterator[Source]:
    """The export at this path.

    Raises FILE_NOT_FOUND, EXPORT_UNKNOWN for what is none, EXPORT_PASSPHRASE where it is encrypted and the passphrase
    is missing or another one.
    """
    if path.is_dir():
        if not os.path.lexists(path / MANIFEST):
            raise KnownError(ErrorCode.EXPORT_UNKNOWN, path=str(path))
        yield FolderSource(path)
        return
    with open_regular(path) as file:
        begins_as_archive = file.read(len(_ARCHIVE)) == _ARCHIVE
        if not is_zipfile(file):
            if begins_as_archive:
                raise ValueError("the archive is cut")
            raise KnownError(ErrorCode.EXPORT_UNKNOWN, path=str(path))
        file.seek(0)
        yield from _zip(file, path, passphrase)


def _zip(file: BinaryIO, path: Path, passphrase: str | None) -> Iterator[Source]:
    from pyzipper import AESZipFile, BadZipFile

    errors = (BadZipFile, zlib.error, EOFError, NotImplementedError, OverflowError, RuntimeError, struct.error)
    try:
        archive = AESZipFile(file)
    except errors as error:
        raise ValueError("the archive is damaged") from error
    with archive:
        if MANIFEST not in archive.namelist():
            raise KnownError(ErrorCode.EXPORT_UNKNOWN, path=str(path))
        if passphrase is None:
            raise KnownError(ErrorCode.EXPORT_PASSPHRASE)
        archive.setpassword(passphrase.encode())
        source = ZipSource(archive, errors)
        try:
            archive.open(MANIFEST).close()
        except RuntimeError as error:  # what the library raises for another passphrase
            raise KnownError(ErrorCode.EXPORT_PASSPHRASE) from error
        except errors as error:
            raise ValueError("the archive is damaged") from error
        yield source


def checked_path(path: str) -> list[str]:
    """The parts of a path of an export. Raises ValueError for one that could lead elsewhere."""
    parts = path.split("/")
    if {"", ".", ".."} & set(parts) or _FORBIDDEN & set(path):
        raise ValueError(f"{path!r} is no path of an export")
    return parts


def _is_link(place: Path) -> bool:
    try:
        return place.is_symlink()
    except OSError as error:  # a name that is too long
        raise ValueError("no path of an export") from error


def _is_folder(place: Path) -> bool:
    try:
        return stat.S_ISDIR(place.lstat().st_mode)
    except OSError:
        return False
