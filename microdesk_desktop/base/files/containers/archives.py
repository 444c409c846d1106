"""Unpack zip, gzip and tar archives in memory, within a bound of bytes and of members."""

import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from struct import error as StructError
from typing import IO, TypeVar, cast

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.containers.member import Member
from microdesk_desktop.base.files.encodings import MAX_BYTES
from microdesk_desktop.base.jobs import Job

_ZIP_ENTRY = b"PK\x01\x02"
"""What begins each entry of a zip archive's list of members."""
_MOST_MEMBERS = 1_000
"""Members of one archive: a daily statement for four years; listing a million of them takes a minute."""
_STEP = 1 << 20
"""Bytes unpacked between two checkpoints: a few milliseconds."""
_ENCRYPTED = 1
"""The flag of an encrypted member of a zip archive."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What Windows and macOS write. Of any other method zipfile unpacks a whole block at once: gigabytes of 600 bytes."""
_NAME_IS_UTF8 = 0x800
_LONGEST_NAME = 255
"""Characters of a name that are shown; file systems allow no more for a file."""
_BESIDE = frozenset(("__MACOSX", "Thumbs.db", "desktop.ini"))
"""Files that systems add beside those of the user."""
_DAMAGED = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    EOFError,
    KeyError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    StructError,
)
"""What the standard library raises for an archive that is damaged or uses an unknown method."""

Entry = TypeVar("Entry")


@dataclass(slots=True)
class Room:
    """The bytes that all archives of one file may still unpack to."""

    left: int = MAX_BYTES

    def take(self, count: int) -> None:
        """Use up so many bytes. Raises FILE_TOO_LARGE beyond the bound."""
        self.check(count)
        self.left -= count

    def check(self, count: int) -> None:
        """Raise FILE_TOO_LARGE when so many bytes are not left."""
        if count > self.left:
            raise KnownError(ErrorCode.FILE_TOO_LARGE)


def zip_names(data: bytes) -> list[str]:
    """The names of a zip archive's members. Raises FILE_UNREADABLE, or FILE_TOO_LARGE for more than any export has."""
    if data.count(_ZIP_ENTRY) > _MOST_MEMBERS:
        raise KnownError(ErrorCode.FILE_TOO_LARGE)
    with _translate_damage(), zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def read_zip_member(data: bytes, name: str, most: int) -> bytes:
    """The first bytes of one member of a zip archive. Raises FILE_UNREADABLE, ARCHIVE_LOCKED, or ARCHIVE_UNKNOWN."""
    with (
        _translate_damage(),
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        _open_entry(archive, archive.getinfo(name)) as file,
    ):
        return file.read(most)


def unzip(archive: Member, room: Room, job: Job) -> Iterator[Member]:
    """The user's files in a zip archive; one that is encrypted or damaged has a refusal.

    Raises FILE_UNREADABLE, FILE_TOO_LARGE, or ARCHIVE_EMPTY.
    """
    with _translate_damage(), zipfile.ZipFile(io.BytesIO(archive.data)) as opened:
        entries = [(_zip_name(each), each) for each in opened.infolist() if not each.is_dir()]
        room.check(sum(entry.file_size for _, entry in entries))
        for name, entry in _of_user(entries):
            yield _member(archive.path_of(name), partial(_open_entry, opened, entry), room, job)


def gunzip(archive: Member, room: Room, job: Job) -> Iterator[Member]:
    """The content of a gzip file, under its name without ".gz"."""
    yield _member(archive.name.removesuffix(".gz"), partial(_open_gzip, archive.data), room, job)


def untar(archive: Member, room: Room, job: Job) -> Iterator[Member]:
    """The user's files in a tar archive. Raises FILE_UNREADABLE, FILE_TOO_LARGE, or ARCHIVE_EMPTY."""
    with _translate_damage(), tarfile.open(fileobj=io.BytesIO(archive.data), mode="r:") as opened:
        entries = [(each.name, each) for each in islice(opened, _MOST_MEMBERS + 1) if each.isreg()]
        for name, entry in _of_user(entries):
            yield _member(archive.path_of(name), partial(opened.extractfile, entry), room, job)


def _of_user(entries: Sequence[tuple[str, Entry]]) -> list[tuple[str, Entry]]:
    """The entries without those that systems add, each under a name that can be shown."""
    if len(entries) > _MOST_MEMBERS:
        raise KnownError(ErrorCode.FILE_TOO_LARGE)
    found = [(clean, entry) for name, entry in entries if (clean := _shown(name))]
    if not found:
        raise KnownError(ErrorCode.ARCHIVE_EMPTY)
    return found


def _shown(name: str) -> str:
    """The path of an entry in characters that can be shown; empty for a file that a system added."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    if any(part.startswith(".") or part in _BESIDE for part in parts):
        return ""
    return "/".join("".join(filter(str.isprintable, part)) for part in parts)[:_LONGEST_NAME]


def _zip_name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry: marked as UTF-8, else what macOS (UTF-8) or Windows in French (cp850) writes unmarked."""
    if entry.flag_bits & _NAME_IS_UTF8:
        return entry.filename
    written = entry.orig_filename.encode("cp437", "replace")
    try:
        return written.decode("utf-8")
    except UnicodeDecodeError:
        return written.decode("cp850")


def _open_gzip(data: bytes) -> IO[bytes]:
    return cast(IO[bytes], gzip.GzipFile(fileobj=io.BytesIO(data)))


def _open_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> IO[bytes]:
    if entry.flag_bits & _ENCRYPTED:
        raise KnownError(ErrorCode.ARCHIVE_LOCKED)
    if entry.compress_type not in _METHODS:
        raise KnownError(ErrorCode.ARCHIVE_UNKNOWN)
    return archive.open(entry)


def _member(name: str, open_file: Callable[[], IO[bytes] | None], room: Room, job: Job) -> Member:
    """The content of one entry, or its refusal. Raises FILE_TOO_LARGE when the archive has no room left for it."""
    content = io.BytesIO()
    try:
        with _translate_damage():
            file = open_file()
            while file is not None and (block := file.read(min(_STEP, room.left + 1))):
                job.checkpoint()
                room.take(len(block))
                content.write(block)
    except KnownError as error:
        if error.code is ErrorCode.FILE_TOO_LARGE:
            raise
        return Member(name, b"", error)
    return Member(name, content.getvalue())


@contextmanager
def _translate_damage() -> Iterator[None]:
    try:
        yield
    except _DAMAGED:
        raise KnownError(ErrorCode.FILE_UNREADABLE) from None
