"""The two copies of the header beside the vault's database, `keys.json` and `keys.copy.json`.

The first is written and synced, then the second. A kill in between leaves two whole copies of different ages: the newer
one counts, and the first one where both have the same generation, so that a new passphrase is in force from the moment
when the first copy has it. A copy that is damaged is healed from the other once the vault is open.
"""

import threading
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import write_atomic
from microdesk_desktop.vault.header import (
    MAX_BYTES,
    Header,
    generation_of,
    header_bytes,
    header_damaged,
    parse_header,
    sealed,
)
from microdesk_desktop.vault.places import COPY_NAME, DATABASE_NAME, HEADER_NAME, vault_exists


class HealedFrom(StrEnum):
    """What a damaged copy of the header was healed from: the other copy, or a backup."""

    COPY = "copy"
    BACKUP = "backup"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningReport:
    """What was found while a vault was opened.

    `healed_from` is None when both copies of the header were good; `is_healed` is False when one that was not could not
    be written, as on a full disk. `is_latest` is False when the header counted more
    openings than the database: an older `vault.db` was put back, or its last changes were lost.
    """

    healed_from: HealedFrom | None = None
    is_healed: bool = True
    is_latest: bool = True


NOTHING_FOUND = OpeningReport()


def read_header(folder: Path) -> Header:
    """The newest whole copy of the header. Raises VAULT_DAMAGED when none is, or what `read_copies` raises."""
    copies = read_copies(folder)
    if not copies:
        raise header_damaged()
    return copies[0]


def read_copies(folder: Path) -> list[Header]:
    """The copies that are whole by their checksum, the newest first.

    Raises VAULT_MISSING when there is no vault, VAULT_DAMAGED when its database is missing or empty, VAULT_FROM_FUTURE
    when a copy has a format that this version does not know.
    """
    if not vault_exists(folder):
        raise KnownError(ErrorCode.VAULT_MISSING)
    database = folder / DATABASE_NAME
    if not database.exists() or database.stat().st_size == 0:
        raise KnownError(ErrorCode.VAULT_DAMAGED)
    copies = [_read(folder / name) for name in (HEADER_NAME, COPY_NAME)]
    # A stable sort: the first copy stays first where both have the same generation.
    return sorted((copy for copy in copies if copy is not None), key=generation_of, reverse=True)


def write_copies(folder: Path, header: Header) -> None:
    """Write the header into both copies.

    Raises DISK_FULL, READ_ONLY or DISK_FAILED when the first cannot be written, and then changes nothing. A second one
    that cannot be written is removed, so that no former passphrase opens it; the next opening writes it.
    """
    data, copy = header_bytes(header), folder / COPY_NAME
    write_atomic(folder / HEADER_NAME, data)
    try:
        write_atomic(copy, data)
    except (KnownError, OSError):
        with suppress(OSError):
            copy.unlink()


class KeptHeader:
    """The authentic header of an open vault, and its two copies on the disk; safe to use from any thread."""

    def __init__(self, folder: Path, header: Header, key: bytes) -> None:
        """`key` is the one of `header_key`."""
        self._folder = folder
        self._header = header
        self._key = key
        self._lock = threading.RLock()

    @property
    def current(self) -> Header:
        """The header in force."""
        return self._header

    def replace(self, header: Header, *, generation: int | None = None) -> None:
        """Seal the header and write both copies. Raises what `write_copies` raises."""
        with self._lock:
            made = sealed(header, generation_of(self._header) if generation is None else generation, self._key)
            write_copies(self._folder, made)
            self._header = made

    def is_intact(self) -> bool:
        """Whether both copies on the disk are, to the byte, the header in force."""
        with self._lock:
            data = header_bytes(self._header)
            return all(_content(self._folder / name) == data for name in (HEADER_NAME, COPY_NAME))

    def heal(self) -> None:
        """Write the copies again where they differ from the header in force. Raises as `replace` does."""
        with self._lock:
            if not self.is_intact():
                write_copies(self._folder, self._header)

    def for_backup(self, generation: int) -> Header:
        """The header in force, with the generation of the database beside which it is packed.

        A backup that is restored counts as the latest: its header must not have counted further than its database.
        """
        return sealed(self._header, generation, self._key)

    def forget_key(self) -> None:
        """Drop the key of the MAC when the vault closes."""
        self._key = b""


def _read(path: Path) -> Header | None:
    data = _content(path)
    if data is None:
        return None
    try:
        return parse_header(data)
    except KnownError as error:
        if error.code is not ErrorCode.VAULT_DAMAGED:
            raise
        return None


def _content(path: Path) -> bytes | None:
    """The bytes of a copy, None where it is missing, too large, no regular file, or cannot be read."""
    try:
        return path.read_bytes() if path.is_file() and path.stat().st_size <= MAX_BYTES else None
    except OSError:
        return None
