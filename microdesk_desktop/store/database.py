"""Thread-safe access to an encrypted database: one write connection and a pool of read connections.

read(fn)  ─▶ any thread    ─▶ a pooled connection, on one snapshot
write(fn) ─▶ one at a time ─▶ the write connection: BEGIN IMMEDIATE … COMMIT, or ROLLBACK on any error
                └─ after a pause, on a thread of its own: checkpoint, so that little is left to lose in the WAL

SQLite's errors leave this module as `KnownError` or `Cancelled`; programming errors propagate unchanged.
"""

import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, TypeVar

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import create_private_file
from microdesk_desktop.store.commit_count import CommitCount, read_commit_number
from microdesk_desktop.store.connection import connect
from microdesk_desktop.store.errors import translate_sqlite_errors
from microdesk_desktop.store.integrity import check_copy, check_file
from microdesk_desktop.store.migrate import Migration, load_migrations, migrate, missing_steps
from microdesk_desktop.store.readers import ReaderPool
from microdesk_desktop.store.transaction import Reader, Writer, count_rows, transaction
from microdesk_desktop.store.wal import WalCommits, read_commits, recovered_frames

__all__ = ["CopyFirst", "Database", "Reader", "Writer"]

T = TypeVar("T")
PAUSE_S = 1.0
"""How long after a write its pages are moved out of the WAL: a burst of small writes is moved in one go."""
_MIN_BYTES = 4096  # one page
CopyFirst = Callable[["Database"], None]


class Database:
    """An open vault file; safe to use from any thread. Make one with `create` or `open`."""

    def __init__(self, path: Path, key: bytes, writer: Any) -> None:
        self.path = path
        self._key = key
        self._writer: Any = writer
        self._write_lock = threading.Lock()
        self._writing_thread: int | None = None
        self._closing_lock = threading.Lock()
        self._readers = ReaderPool(path, key)
        self._is_closed = False
        self._count: CommitCount | None = None
        self._checkpoint_timer: threading.Timer | None = None

    @classmethod
    def create(cls, path: Path, key: bytes, *, migrations: Sequence[Migration] | None = None) -> "Database":
        """Create a vault file with the current schema, readable by its owner only.

        Raises VAULT_EXISTS when the file exists, even empty, DISK_FULL or READ_ONLY.
        """
        steps = load_migrations() if migrations is None else migrations
        _make_empty(path)
        try:
            return cls._open_with(path, key, lambda database: cls._start_new(database, steps))
        except BaseException:
            path.unlink()
            raise

    @classmethod
    def open(
        cls,
        path: Path,
        key: bytes,
        *,
        copy_first: CopyFirst | None = None,
        migrations: Sequence[Migration] | None = None,
    ) -> "Database":
        """Open an existing vault file and migrate it if needed, after `copy_first` has made a copy of it.

        Raises VAULT_MISSING, VAULT_DAMAGED (also for another key, an empty or a truncated file), VAULT_FROM_FUTURE,
        BUSY, DISK_FULL or READ_ONLY, and then leaves the file as it was.
        """
        _check_file(path)
        steps = load_migrations() if migrations is None else migrations
        commits = read_commits(path)
        return cls._open_with(path, key, lambda database: cls._start(database, steps, copy_first, commits))

    @classmethod
    def _open_with(cls, path: Path, key: bytes, start: Callable[["Database"], None]) -> "Database":
        with translate_sqlite_errors(path):
            database = cls(path, key, connect(path, key))
        try:
            start(database)
        except BaseException:
            database.close()
            raise
        return database

    @property
    def version(self) -> int:
        """The number of the last migration that the vault went through."""
        return int(self.read(lambda reader: reader.value("PRAGMA user_version")))

    def read(self, fn: Callable[[Reader], T]) -> T:
        """Return what `fn` reads on one snapshot. Raises VAULT_LOCKED once closed, Cancelled when interrupted."""
        with (
            translate_sqlite_errors(self.path, writing=False),
            self._readers.connection() as connection,
            transaction(connection, "BEGIN"),
        ):
            return fn(Reader(connection))

    def write(self, fn: Callable[[Writer], T], *, foreign_keys: bool = True) -> T:
        """Run `fn` in one transaction and return its result once the transaction is on disk; rolled back on any error.

        Without foreign keys, `fn` may make tables anew as a migration does, and checks the references itself.
        Raises VAULT_LOCKED once closed, BUSY, DISK_FULL or READ_ONLY, and RuntimeError inside another write.
        """
        with (
            translate_sqlite_errors(self.path),
            self._exclusive() as connection,
            nullcontext() if foreign_keys else _without_foreign_keys(connection),
        ):
            number, before = None, connection.total_changes
            with transaction(connection, "BEGIN IMMEDIATE"):
                value = fn(Writer(connection))
                if self._count is not None and connection.total_changes > before:
                    number = self._count.raise_number()
            if self._count is not None and number is not None:
                self._count.confirm(number)
                self._checkpoint_after_pause()
            return value

    @property
    def lost_commits(self) -> int | None:
        """How many confirmed transactions were found missing since losses were last forgotten; None if unknown."""
        return self._count.lost if self._count is not None else None

    def forget_losses(self) -> None:
        """Take the vault as it is from now on: the user has seen what is missing. Raises VAULT_LOCKED once closed."""
        with self._exclusive():
            if self._count is not None:
                self._count.forget_losses()

    def checkpoint(self) -> bool:
        """Move committed pages from the WAL into the vault file, and empty the WAL; whether it is empty.

        It waits for a running write, never for readers: one that holds an older snapshot, or a disk that refuses,
        leaves pages in the WAL, where they are safe until the next checkpoint.
        """
        with suppress(KnownError, Cancelled), translate_sqlite_errors(self.path), self._exclusive() as connection:
            if self._count is not None:
                self._count.sync()
            return _empty_wal(connection)
        return False

    def copy_to(self, path: Path, progress: Callable[[int, int], None] | None = None) -> dict[str, int]:
        """Copy one snapshot into a new file under the same key, after a checkpoint; returns its row count per table.

        `progress` receives (pages done, pages in all) and may raise to stop.
        """
        self.checkpoint()
        _make_empty(path)

        def report(_status: int, remaining: int, total: int) -> None:
            if progress is not None:
                progress(total - remaining, total)

        with translate_sqlite_errors(path), self._readers.connection() as source, transaction(source, "BEGIN"):
            counts = count_rows(Reader(source))
            target = connect(path, self._key)
            try:
                source.backup(target, pages=256, progress=report, sleep=0)
            finally:
                target.close()
        return counts

    def check(self) -> Mapping[str, bool]:
        """Run the integrity checks, after a checkpoint: {check: passed}. Blocks writers."""
        self.checkpoint()
        with self._exclusive():
            return check_file(self.path, self._key)

    def check_copy(self, path: Path, counts: Mapping[str, int]) -> None:
        """Check a copy, which has the same key. Raises BACKUP_DAMAGED unless it is intact, with these row counts."""
        check_copy(path, self._key_if_open(), counts)

    def open_copy(self, path: Path) -> "Database":
        """A copy, which has the same key, migrated in place. Raises as `open` does."""
        return Database.open(path, self._key_if_open(), copy_first=lambda _: None)

    def erase_residue(self) -> None:
        """Remove what deleted rows leave in free pages, in the slack of pages, in the WAL and in cached pages.

        Raises BUSY while a reader holds an old snapshot.
        """
        with translate_sqlite_errors(self.path), self._exclusive() as connection:
            _checkpoint(connection)
            connection.execute("VACUUM")
            _checkpoint(connection)
            connection.execute("PRAGMA shrink_memory")
            self._readers.close_idle()

    def size(self) -> int:
        """The size in bytes that a copy of the vault has at most."""
        paths = (self.path, Path(f"{self.path}-wal"))
        return sum(path.stat().st_size for path in paths if path.exists())

    def interrupt(self) -> None:
        """Stop the running queries; their callers get Cancelled."""
        self._readers.interrupt()
        with self._closing_lock:
            if not self._is_closed:
                self._writer.interrupt()

    def close(self) -> None:
        """Close after the current write and forget the key; active readers are closed when they finish."""
        self._refuse_nesting()
        with self._write_lock, self._closing_lock:
            if self._is_closed:
                return
            self._is_closed = True
            self._key = b""
            self._readers.close()
            self._stop_counting()
            self._writer.close()

    def _key_if_open(self) -> bytes:
        if self._is_closed:
            raise KnownError(ErrorCode.VAULT_LOCKED)
        return self._key

    def _checkpoint_after_pause(self) -> None:
        if self._checkpoint_timer is None:
            self._checkpoint_timer = threading.Timer(PAUSE_S, self._checkpoint_in_background)
            self._checkpoint_timer.daemon = True
            self._checkpoint_timer.start()

    def _checkpoint_in_background(self) -> None:
        self._checkpoint_timer = None
        if not self.checkpoint() and not self._is_closed:
            self._checkpoint_after_pause()

    def _start(self, migrations: Sequence[Migration], copy_first: CopyFirst | None, commits: WalCommits) -> None:
        """Find out whether confirmed transactions are missing, then move what a crash left in the WAL."""
        with translate_sqlite_errors(self.path):
            recovered = recovered_frames(self._writer)
        self._bring_up_to_date(migrations, copy_first)
        self._start_counting()
        lost = commits.lost(recovered)
        if lost and self._count is not None:
            self._count.add_losses(lost)
        if recovered:
            self.checkpoint()

    def _start_counting(self) -> None:
        """Count commits, unless the number cannot be read: a damaged page must not keep the others from being read."""
        with translate_sqlite_errors(self.path):
            # A connection of its own, because one that met a damaged page writes no more.
            own = connect(self.path, self._key)
            try:
                number = read_commit_number(own)
            finally:
                own.close()
        if number is not None:
            self._count = CommitCount(self._writer, self.path, number)

    def _stop_counting(self) -> None:
        if self._checkpoint_timer is not None:
            self._checkpoint_timer.cancel()
        if self._count is not None:
            self._count.close()

    def _start_new(self, migrations: Sequence[Migration]) -> None:
        self._migrate(migrations)
        self._start_counting()

    def _bring_up_to_date(self, migrations: Sequence[Migration], copy_first: CopyFirst | None) -> None:
        with translate_sqlite_errors(self.path):
            missing = missing_steps(self._writer, migrations)
        if missing and copy_first is None:
            raise RuntimeError("a migration needs a copy of the vault first")
        if missing and copy_first:
            copy_first(self)
        self._migrate(missing)

    def _migrate(self, steps: Sequence[Migration]) -> None:
        with translate_sqlite_errors(self.path), self._exclusive() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            if steps:
                own = connect(self.path, self._key, foreign_keys=False)
                try:
                    migrate(own, steps)
                finally:
                    own.close()

    def _refuse_nesting(self) -> None:
        if self._writing_thread == threading.get_ident():
            raise RuntimeError("a write or a close inside a write")

    @contextmanager
    def _exclusive(self) -> Iterator[Any]:
        self._refuse_nesting()
        with self._write_lock:
            if self._is_closed:
                raise KnownError(ErrorCode.VAULT_LOCKED)
            self._writing_thread = threading.get_ident()
            try:
                yield self._writer
            finally:
                self._writing_thread = None


@contextmanager
def _without_foreign_keys(connection: Any) -> Iterator[None]:
    """Around a transaction: SQLite ignores the pragma inside one."""
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def _make_empty(path: Path) -> None:
    """Create the file before SQLite does: private from the start, and never in place of another."""
    try:
        os.close(create_private_file(path))
    except KnownError as error:
        if error.code is ErrorCode.FILE_EXISTS:
            raise KnownError(ErrorCode.VAULT_EXISTS) from error
        raise


def _check_file(path: Path) -> None:
    # SQLCipher opens an empty file with any key, as a new and empty vault.
    if not path.exists():
        raise KnownError(ErrorCode.VAULT_MISSING)
    if path.stat().st_size < _MIN_BYTES:
        raise KnownError(ErrorCode.VAULT_DAMAGED)


def _checkpoint(connection: Any) -> None:
    """Empty the WAL, waiting for readers. Raises BUSY when one stays too long."""
    is_busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if is_busy:
        raise KnownError(ErrorCode.BUSY)


def _empty_wal(connection: Any) -> bool:
    """Checkpoint without waiting for readers; whether the WAL is empty."""
    waits_ms = connection.execute("PRAGMA busy_timeout").fetchone()[0]
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        is_busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        connection.execute(f"PRAGMA busy_timeout = {waits_ms}")
    return not is_busy
