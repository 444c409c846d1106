"""Where the files of an export are written: a folder, or one encrypted archive."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from microdesk_desktop.base.files.atomic import create_private_file
from microdesk_desktop.operations.privacy.archive.manifest import FileEntry

if TYPE_CHECKING:
    from pyzipper import AESZipFile

_PACKED = (".pdf", ".jpg", ".jpeg", ".png", ".webp")
"""Files that a compression would not make smaller."""


class Writes(Protocol):
    """A file that is being written."""

    def write(self, data: bytes, /) -> object:
        """Append these bytes."""


class Sink(Protocol):
    """Takes the files of an export; `entries` are those written so far."""

    takes_several: bool
    """Whether several files may be written at the same time."""
    entries: dict[str, FileEntry]

    def file(self, path: str) -> "Writing":
        """A new file at this path below the export, with slashes."""

    def whole(self, path: str, content: bytes) -> FileEntry:
        """A new file with this content."""


class Writing:
    """A file being written, which is added to the entries of its sink when the block ends."""

    def __init__(self, sink: Sink, path: str, file: BinaryIO) -> None:
        self._sink = sink
        self._path = path
        self._file = file
        self._digest = hashlib.sha256()
        self._size = 0

    def __enter__(self) -> "Writing":
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()
        if error == (None, None, None):
            self._sink.entries[self._path] = FileEntry(self._size, self._digest.hexdigest())

    def write(self, data: bytes) -> None:
        """Append these bytes."""
        self._file.write(data)
        self._digest.update(data)
        self._size += len(data)


class FolderSink:
    """A folder that exists and is empty."""

    takes_several = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: set[str] = set()
        self.entries: dict[str, FileEntry] = {}

    def file(self, path: str) -> Writing:
        return Writing(self, path, os.fdopen(self._create(path), "wb"))

    def whole(self, path: str, content: bytes) -> FileEntry:
        with open(self._create(path), "wb", buffering=0, closefd=True) as file:  # noqa: PTH123 - a descriptor
            _write_all(file, content)
        return _added(self.entries, path, content)

    def _create(self, path: str) -> int:
        folder, _, _ = path.rpartition("/")
        if folder not in self._made:
            self._make(folder)
        return create_private_file(Path(f"{self._folder}/{path}"))

    def _make(self, folder: str) -> None:
        place = self._folder
        for part in filter(None, folder.split("/")):
            place /= part
            place.mkdir(mode=0o700, exist_ok=True)
        self._made.add(folder)


class ZipSink:
    """An archive that is being written."""

    takes_several = False

    def __init__(self, archive: "AESZipFile", at: datetime) -> None:
        self._archive = archive
        self._at = at.timetuple()[:6]
        self.entries: dict[str, FileEntry] = {}

    def file(self, path: str) -> Writing:
        return Writing(self, path, self._open(path))

    def whole(self, path: str, content: bytes) -> FileEntry:
        with self._open(path) as file:
            file.write(content)
        return _added(self.entries, path, content)

    def _open(self, path: str) -> BinaryIO:
        from pyzipper import ZIP_DEFLATED, ZIP_STORED

        info = self._archive.zipinfo_cls(path, self._at)
        info.compress_type = ZIP_STORED if path.endswith(_PACKED) else ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        file: BinaryIO = self._archive.open(info, "w", force_zip64=True)
        return file


@contextmanager
def opened_together(sink: Sink, paths: Sequence[str]) -> Iterator[Sequence[Writing]]:
    """Several files that are written at the same time, of a sink that takes them."""
    with ExitStack() as stack:
        yield [stack.enter_context(sink.file(path)) for path in paths]


@contextmanager
def zip_sink(file: BinaryIO, passphrase: str, at: datetime) -> Iterator[ZipSink]:
    """A sink that writes an archive of WinZip's AES-256 into this file."""
    from pyzipper import WZ_AES, AESZipFile

    archive = AESZipFile(file, "w", encryption=WZ_AES, allowZip64=True)
    archive.setpassword(passphrase.encode())
    try:
        yield ZipSink(archive, at)
        archive.close()
    except BaseException:
        archive.fp = None  # or its end would still be written, after a member that a full disk has cut
        raise


def _added(entries: dict[str, FileEntry], path: str, content: bytes) -> FileEntry:
    entry = FileEntry(len(content), hashlib.sha256(content).hexdigest())
    entries[path] = entry
    return entry


def _write_all(file: BinaryIO, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[file.write(view) :]
