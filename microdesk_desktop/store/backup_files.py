"""The backup files of a folder: which are backups of this vault, and in which order they were made.

Each backup that the program makes carries a record in the comment of its ZIP. Its number, one more than the highest in
the folder, orders the backups by when they were made: neither the clock nor the dates of files can change that order.

Separate from `backup.py`, so that reading a vault's status loads neither SQLCipher nor the ZIP library.
"""

import json
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from microdesk_desktop.base.errors import ErrorCode

SUFFIX = ".mdbackup"
HEADER, DATABASE = "keys.json", "vault.db"
"""The two members of the archive, in this order."""
MAX_HEADER_BYTES = 100_000
DAILY, VERSION, COPY = "daily", "version", "copy"
"""Kinds: the copy of the day, the copy before a migration, a copy that the user asked for."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# The names that the program gives: each day, before a migration, at the user's request; a number where one is taken.
_OWN_NAME = re.compile(r"(\d{4}-\d\d-\d\d|version-\d+|MicroDesk-[\d-]+)(-\d+)?" + re.escape(SUFFIX))
_FORMER_VERSION = re.compile(r"version-\d{4}")
_MAX_RECORD_BYTES = 1_000
# Of the ZIP format: the local header of a member that is not compressed, and the end of the central directory.
_LOCAL, _LOCAL_BYTES = b"PK\x03\x04", 30
_END, _END_BYTES = b"PK\x05\x06", 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup of the vault with this id.

    `number` orders backups by when they were made; 0 for those of versions that kept no record.
    `made_on` is the day on the computer's clock at that time, which may have been wrong.
    """

    path: Path
    vault: str
    kind: str
    number: int
    made_on: date
    header: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class OutdatedBackup:
    """A backup that still opens with a former passphrase, or another former key, and what prevented its rewriting."""

    name: str
    code: ErrorCode
    has_former_passphrase: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupContent:
    """What is in a backup: the name of the business at that time, and the number of rows of each table."""

    company: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreTest:
    """That the latest backup was opened, checked page by page and removed again.

    `opens_as_today` is whether the passphrase and the recovery key of today open it. `counts` are the rows of each
    table in the backup and in the vault of today, which may have gone on since.
    """

    name: str
    made_on: date
    company: str
    opens_as_today: bool
    counts: Mapping[str, tuple[int, int]]

    @property
    def differing(self) -> Mapping[str, tuple[int, int]]:
        """The tables that do not have as many rows as today."""
        return {table: both for table, both in self.counts.items() if both[0] != both[1]}


def backups_in(folder: Path) -> list[Path]:
    """The files of a folder that have the name of a backup, in the order of their names."""
    found = (path for path in folder.glob(f"*{SUFFIX}") if not path.name.startswith("."))
    return sorted(path for path in found if path.is_file() and not path.is_symlink())


def backups_of(folder: Path, vault: str | None) -> list[Backup]:
    """The backups of this vault in a folder, of any vault when None, by name; damaged and foreign files are left out.

    Only the ends of each file are read: whether its pages are intact is not known.
    """
    identified = filter(None, map(identify, backups_in(folder)))
    return [backup for backup in identified if vault is None or backup.vault == vault]


def in_order(backups: Iterable[Backup], today: date) -> list[Backup]:
    """The backups by when they were made, the latest last.

    Those without a number come first, by date; a date in the future does not make one of them the latest.
    """
    return sorted(backups, key=lambda backup: (backup.number, backup.made_on <= today, backup.made_on))


def next_number(backups: Iterable[Backup]) -> int:
    """The number of the next backup."""
    return max((backup.number for backup in backups), default=0) + 1


def record(*, vault: str, kind: str, number: int, made_on: date, path: Path) -> bytes:
    """The record of a backup, for the comment of its ZIP.

    It holds the name of the file, so that a copy that the user made under another name is never rotated.
    """
    values = {"vault": vault, "kind": kind, "number": number, "made_on": made_on.isoformat(), "name": path.name}
    return json.dumps(values).encode()


def identify(path: Path) -> Backup | None:
    """The backup in a file, None when it is none, or when its beginning or end is damaged."""
    try:
        with path.open("rb") as file:
            header, comment = _header(file), read_record(file)
        vault = json.loads(header)["vault"] if header else None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    if not isinstance(vault, str):
        return None
    kind, number, made_on = _recorded(comment, vault, path) if comment else _unrecorded(path)
    return Backup(path=path, vault=vault, kind=kind, number=number, made_on=made_on, header=header)


def has_own_name(path: Path) -> bool:
    """Whether a file has a name that the program gives to backups."""
    return _OWN_NAME.fullmatch(path.name) is not None


def vault_of(path: Path) -> str | None:
    """The id of the vault that a backup is of, by its header, else by its record; None where neither has it."""
    for read in (peek_header, _peek_record):
        with suppress(ValueError, TypeError, KeyError, RecursionError):
            vault = json.loads(read(path))["vault"]
            if isinstance(vault, str):
                return vault
    return None


def _peek_record(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return read_record(file)
    except OSError:
        return b""


def peek_header(path: Path) -> bytes:
    """The header in a backup whose other parts may be damaged; empty when there is none."""
    try:
        with path.open("rb") as file:
            return _header(file)
    except OSError:
        return b""


def _header(file: BinaryIO) -> bytes:
    """The vault's header, from the first member of the archive; empty when that is something else."""
    start = file.read(_LOCAL_BYTES)
    method, crc, size = start[8:10], int.from_bytes(start[14:18], "little"), int.from_bytes(start[18:22], "little")
    names, extra = int.from_bytes(start[26:28], "little"), int.from_bytes(start[28:30], "little")
    name = file.read(names)
    if start[:4] != _LOCAL or method != b"\0\0" or size > MAX_HEADER_BYTES or name != HEADER.encode():
        return b""
    file.seek(extra, 1)
    header = file.read(size)
    return header if zlib.crc32(header) == crc else b""


def read_record(file: BinaryIO) -> bytes:
    """The record of a backup, empty when it has none. Raises ValueError when the end of the archive is damaged."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_BYTES - _MAX_RECORD_BYTES))
    tail = file.read()
    at = tail.rfind(_END)
    comment = tail[at + _END_BYTES :]
    if at < 0 or int.from_bytes(tail[at + 20 : at + 22], "little") != len(comment):
        raise ValueError("no end of an archive")
    return comment


def _recorded(comment: bytes, vault: str, path: Path) -> tuple[str, int, date]:
    """Kind, number and day of the record; a copy of the user's when it is not the record of this file."""
    try:
        values: Any = json.loads(comment)
        kind, number, made_on = values["kind"], values["number"], date.fromisoformat(values["made_on"])
        is_sound = values["vault"] == vault and type(number) is int and number > 0
        is_named_so = values["name"] == path.name
    except (ValueError, TypeError, KeyError, RecursionError):
        return COPY, 0, day_of(path)
    if not is_sound:
        return COPY, 0, day_of(path)
    return kind if is_named_so and kind in (DAILY, VERSION) else COPY, number, made_on


def _unrecorded(path: Path) -> tuple[str, int, date]:
    """Kind and day, by its name, of a backup of a version that kept no record."""
    if _DAY.fullmatch(path.stem):
        with suppress(ValueError):
            return DAILY, 0, date.fromisoformat(path.stem)
    return VERSION if _FORMER_VERSION.fullmatch(path.stem) else COPY, 0, day_of(path)


def day_of(path: Path) -> date:
    """The day of a file's last change, 1 January 1970 for one that no calendar has."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone().date()
    except (ValueError, OverflowError, OSError):
        return date(1970, 1, 1)


def size_of(path: Path) -> int:
    """The size of a file in bytes, 0 for one that was removed meanwhile."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def unidentified(folder: Path, backups: Sequence[Backup]) -> list[Path]:
    """The files that have the name of a backup and are none of these."""
    known = {backup.path for backup in backups}
    return [path for path in backups_in(folder) if path not in known]
