"""The number of transactions that changed a vault, kept in it and in a small file beside it.

    vault.db           table `commit_count`, raised inside each transaction that changes something
    vault.db-commits   the same number, written once that transaction is on the disk

A vault whose number is the lower one has lost transactions that were confirmed: the end of its WAL is damaged or gone,
or an older copy of the vault was put back. The file is written last, so that neither a kill nor a power cut ever
makes its number the higher one.
"""

import os
import re
import stat
import zlib
from contextlib import suppress
from dataclasses import dataclass
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import translate_os_errors

SUFFIX = "-commits"
_LINE = re.compile(r"([0-9a-f]{32}) (\d{19}) (\d{19}) ([0-9a-f]{8})\n", re.ASCII)
_LINE_BYTES = 82
_FLAGS = ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK")
_OPEN = reduce(or_, (getattr(os, flag, 0) for flag in _FLAGS), os.O_RDWR | os.O_CREAT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The content of the file: the salt of the vault that it is about, its last commit, and how many were lost."""

    salt: str
    commits: int
    lost: int


class MarkFile:
    """The file beside the vault: one line of fixed length with its checksum, rewritten in place."""

    def __init__(self, path: Path) -> None:
        """Open it, made when it is missing. Raises PATH_UNUSABLE for a link, a folder or a device, or READ_ONLY."""
        with translate_os_errors():
            self._descriptor = os.open(path, _OPEN, 0o600)
        if not stat.S_ISREG(os.fstat(self._descriptor).st_mode):
            self.close()
            raise KnownError(ErrorCode.PATH_UNUSABLE, path=str(path))

    def read(self) -> Mark | None:
        """Its content; None for a new or a damaged file."""
        with translate_os_errors():
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            line = os.read(self._descriptor, _LINE_BYTES).decode("ascii", errors="replace")
        found = _LINE.fullmatch(line)
        if found is None or found[4] != _checksum(found[1], found[2], found[3]):
            return None
        return Mark(salt=found[1], commits=int(found[2]), lost=int(found[3]))

    def write(self, mark: Mark) -> None:
        """Replace its content; not synced, because a loss of power may only leave a lower number."""
        fields = mark.salt, f"{mark.commits:019}", f"{mark.lost:019}"
        line = f"{' '.join(fields)} {_checksum(*fields)}\n".encode("ascii")
        # A disk that refuses leaves the former number, which is lower: the commit itself is safe, and is confirmed.
        with suppress(OSError):
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, line)

    def sync(self) -> None:
        """Flush it to the disk, where the disk allows it."""
        with suppress(OSError):
            os.fsync(self._descriptor)

    def close(self) -> None:
        os.close(self._descriptor)


class CommitCount:
    """Counts the commits of one open vault; every call comes from the thread that holds its write lock."""

    def __init__(self, connection: Any, path: Path, number: int) -> None:
        """Compare `number`, the last commit of the vault, with the file beside it; `lost` is how many are missing.

        Raises PATH_UNUSABLE when something else has the name of the file, or READ_ONLY.
        """
        self._connection = connection
        self._salt = str(connection.execute("PRAGMA cipher_salt").fetchone()[0])
        self._number = number
        self._file = MarkFile(Path(f"{path}{SUFFIX}"))
        mark = self._file.read()
        # Another salt is another vault: a copy that was restored, or one made after this one was deleted.
        known = mark if mark is not None and mark.salt == self._salt else None
        self.lost = known.lost + max(0, known.commits - self._number) if known else 0
        self._note()
        self._file.sync()

    def raise_number(self) -> int:
        """Count the transaction that is open; returns its number."""
        raised = "UPDATE commit_count SET number = number + 1 RETURNING number"
        return int(self._connection.execute(raised).fetchone()[0])

    def confirm(self, number: int) -> None:
        """Note that the transaction with this number is on the disk."""
        self._number = number
        self._note()

    def add_losses(self, commits: int) -> None:
        """Keep at least this many as lost, found in another way."""
        self.lost = max(self.lost, commits)
        self._note()
        self._file.sync()

    def forget_losses(self) -> None:
        """Take the vault as it is from now on."""
        self.lost = 0
        self._note()
        self._file.sync()

    def sync(self) -> None:
        """Flush the file to the disk."""
        self._file.sync()

    def close(self) -> None:
        self._file.close()

    def _note(self) -> None:
        self._file.write(Mark(salt=self._salt, commits=self._number, lost=self.lost))


def read_commit_number(connection: Any) -> int | None:
    """The number of the last commit in the vault; None when its page is damaged, or the table is not there yet."""
    try:
        return int(connection.execute("SELECT number FROM commit_count WHERE id = 1").fetchone()[0])
    except (sqlcipher.DatabaseError, TypeError):
        return None


def _checksum(*fields: str) -> str:
    return f"{zlib.crc32(' '.join(fields).encode('ascii')):08x}"
