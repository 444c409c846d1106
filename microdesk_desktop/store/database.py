"""The one door to SQL: an encrypted database, one writer, a few readers, errors translated once."""

import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlcipher3 import dbapi2 as sqlcipher

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.store.migrate import migrate

T = TypeVar("T")
Values = Sequence[Any]
READERS = 3


class Reader:
    """A connection that may only read, on one snapshot."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def all(self, sql: str, params: Values = ()) -> list[tuple[Any, ...]]:
        return list(self.iterate(sql, params))

    def one(self, sql: str, params: Values = ()) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._connection.execute(sql, params).fetchone()
        return row

    def value(self, sql: str, params: Values = ()) -> Any:
        row = self.one(sql, params)
        return row[0] if row else None

    def iterate(self, sql: str, params: Values = ()) -> Iterator[tuple[Any, ...]]:
        yield from self._connection.execute(sql, params)


class Writer(Reader):
    """The connection that may write, inside one transaction."""

    def run(self, sql: str, params: Values = ()) -> int:
        return int(self._connection.execute(sql, params).lastrowid or 0)

    def run_many(self, sql: str, rows: Iterable[Values]) -> int:
        return int(self._connection.executemany(sql, rows).rowcount)


class Database:
    """An open vault file."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._key = path, key
        self._writing = threading.RLock()
        self._writer = self._connect()
        migrate(self._writer)
        self._readers: queue.LifoQueue[Any] = queue.LifoQueue()
        for _ in range(READERS):
            reader = self._connect()
            reader.execute("PRAGMA query_only = ON")
            self._readers.put(reader)

    @classmethod
    def create(cls, path: Path, key: bytes) -> "Database":
        return cls(path, key)

    @classmethod
    def open(cls, path: Path, key: bytes) -> "Database":
        return cls(path, key)

    def _connect(self) -> Any:
        connection = sqlcipher.connect(str(self._path), check_same_thread=False, isolation_level=None)
        connection.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
        connection.execute("PRAGMA cipher_log_level = NONE")
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlcipher.DatabaseError as error:
            raise KnownError(ErrorCode.VAULT_DAMAGED) from error
        for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL", "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    def read(self, fn: Callable[[Reader], T]) -> T:
        connection = self._readers.get()
        try:
            with _transaction(connection, "BEGIN"):
                return fn(Reader(connection))
        finally:
            self._readers.put(connection)

    def write(self, fn: Callable[[Writer], T]) -> T:
        with self._writing, _transaction(self._writer, "BEGIN IMMEDIATE"):
            return fn(Writer(self._writer))

    def erase_residue(self) -> None:
        with self._writing:
            for statement in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                self._writer.execute(statement)

    def close(self) -> None:
        for _ in range(READERS):
            self._readers.get().close()
        self._writer.close()


@contextmanager
def _transaction(connection: Any, begin: str) -> Iterator[None]:
    connection.execute(begin)
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
