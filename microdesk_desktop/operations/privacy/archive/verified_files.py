"""The files of an export while they are read: each one has the size and the digest that the manifest states."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.privacy.archives import MANIFEST
from microdesk_desktop.operations.privacy.archive.manifest import MAX_BYTES, FileEntry, Manifest, decode_manifest
from microdesk_desktop.operations.privacy.archive.sources import Source
from microdesk_desktop.operations.privacy.archive.table_files import FileRef

_MOST_CONTENT = 1 << 28
_BLOCK = 1 << 18


class VerifiedFiles:
    """Reads what the manifest lists; every method raises ValueError for a file that is another one."""

    def __init__(self, source: Source, job: Job) -> None:
        self._source = source
        self._job = job
        try:
            with source.open(MANIFEST) as file:
                data = file.read(MAX_BYTES + 1)
        except source.errors as error:
            raise ValueError("the manifest is damaged") from error
        if len(data) > MAX_BYTES:
            raise ValueError("the manifest is too large")
        self.manifest: Manifest = decode_manifest(data)
        self._unread = dict(self.manifest.files)

    @contextmanager
    def file(self, path: str) -> Iterator[BinaryIO]:
        """A file to read to its end, where its size and its digest are compared."""
        entry = self._entry(path)
        try:
            raw = self._source.open(path)
        except self._source.errors as error:
            raise ValueError(f"{path} is damaged") from error
        with raw:
            checked = _Checked(raw, entry, self._source.errors, self._job)
            yield io.BufferedReader(checked, _BLOCK)
            if checked.readinto(bytearray(1)) or not checked.is_whole:
                raise ValueError(f"{path} is another file")
        del self._unread[path]

    def content(self, ref: FileRef) -> bytes:
        """The content of a file that a row names."""
        if not ref.file:
            return b""
        entry = self._entry(ref.file)
        if entry.size > _MOST_CONTENT or (entry.size, entry.sha256) != (ref.size, ref.sha256):
            raise ValueError(f"{ref.file} is another file")
        with self.file(ref.file) as file:
            return file.read()

    def read_others(self) -> None:
        """Read every file that nobody read yet, for its digest."""
        for path in list(self._unread):
            with self.file(path) as file:
                while file.read(_BLOCK):
                    pass

    def _entry(self, path: str) -> FileEntry:
        entry = self._unread.get(path)
        if entry is None:
            raise ValueError(f"{path} is not listed, or read twice")
        return entry


class _Checked(io.RawIOBase):
    """A file that is never read past the size that it should have."""

    def __init__(self, file: BinaryIO, entry: FileEntry, errors: tuple[type[Exception], ...], job: Job) -> None:
        self._file = file
        self._entry = entry
        self._errors = errors
        self._job = job
        self._size = 0
        self._digest = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._job.checkpoint()
        view = memoryview(buffer).cast("B")
        try:
            data = self._file.read(min(len(view), self._entry.size - self._size + 1))
        except self._errors as error:
            raise ValueError("the file is damaged") from error
        self._size += len(data)
        if self._size > self._entry.size:
            raise ValueError("the file is longer than listed")
        self._digest.update(data)
        view[: len(data)] = data
        return len(data)

    @property
    def is_whole(self) -> bool:
        return self._size == self._entry.size and self._digest.hexdigest() == self._entry.sha256
