"""Counts what the pages read from a vault: CPU time of the reading threads, and what is brought into Python."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from microdesk_desktop.store.database import Database, Reader

T = TypeVar("T")
Row = TypeVar("Row")


class ReadMeter:
    """Stands before the reads of one database until it is removed."""

    def __init__(self, database: Database) -> None:
        self.seconds = 0.0
        self.characters = 0
        self._lock = threading.Lock()
        self._database = database
        self._read = database.read
        setattr(database, "read", self._metered)  # noqa: B010

    def remove(self) -> None:
        """Let the reads pass uncounted again."""
        setattr(self._database, "read", self._read)  # noqa: B010

    def _metered(self, fn: Callable[[Reader], Any]) -> Any:
        started = time.thread_time()
        try:
            return self._read(lambda reader: fn(_MeteredReader(reader, self)))
        finally:
            with self._lock:
                self.seconds += time.thread_time() - started

    def count(self, rows: Iterable[Sequence[Any]]) -> None:
        """Add the length of the values of these rows, as text; the counting itself costs no time."""
        started = time.thread_time()
        self.characters += sum(len(str(value)) for row in rows for value in row)
        with self._lock:
            self.seconds -= time.thread_time() - started


class _MeteredReader(Reader):
    """Reads like the reader that it is given."""

    def __init__(self, reader: Reader, meter: ReadMeter) -> None:
        self._reader = reader
        self._meter = meter

    def all(self, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        rows = self._reader.all(sql, params)
        self._meter.count(rows)
        return rows

    def one(self, sql: str, params: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        row = self._reader.one(sql, params)
        self._meter.count([] if row is None else [row])
        return row

    def rows_as(self, cls: type[Row], sql: str, params: Sequence[Any] = ()) -> list[Row]:
        rows = self._reader.rows_as(cls, sql, params)
        self._meter.count(_values(rows))
        return rows

    def keyed_rows_as(self, cls: type[Row], sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, Row]]:
        rows = self._reader.keyed_rows_as(cls, sql, params)
        self._meter.count(
            [(key, *values) for (key, _), values in zip(rows, _values([row for _, row in rows]), strict=True)]
        )
        return rows

    def iterate(self, sql: str, params: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        yield from self.all(sql, params)


def _values(rows: Sequence[Any]) -> list[list[Any]]:
    return [[getattr(row, field.name) for field in fields(row)] for row in rows]
