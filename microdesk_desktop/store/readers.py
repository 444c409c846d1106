"""The pool of connections that only read, for the threads that read at the same time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.store.connection import connect

MAX_IDLE = 3


class ReaderPool:
    """Read connections to one database, opened on demand and used again; safe to use from any thread."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key
        self._lock = threading.Lock()
        self._idle: list[Any] = []
        self._busy: list[Any] = []
        self._is_closed = False

    @contextmanager
    def connection(self) -> Iterator[Any]:
        """A connection that nobody else uses meanwhile. Raises VAULT_LOCKED once the pool is closed."""
        connection = self._acquire()
        try:
            yield connection
        finally:
            self._release(connection)

    def interrupt(self) -> None:
        """Stop the running queries."""
        with self._lock:
            for connection in self._busy:
                connection.interrupt()

    def close_idle(self) -> None:
        """Close the connections that nobody uses, with the pages that they cache."""
        with self._lock:
            for connection in self._idle:
                connection.close()
            self._idle.clear()

    def close(self) -> None:
        """Open no more connections and forget the key; those in use are closed when they are given back."""
        with self._lock:
            self._is_closed = True
            self._key = b""
        self.close_idle()

    def _acquire(self) -> Any:
        with self._lock:
            if self._is_closed:
                raise KnownError(ErrorCode.VAULT_LOCKED)
            connection = self._idle.pop() if self._idle else _connect(self._path, self._key)
            self._busy.append(connection)
            return connection

    def _release(self, connection: Any) -> None:
        with self._lock:
            self._busy.remove(connection)
            if self._is_closed or len(self._idle) >= MAX_IDLE:
                connection.close()
            else:
                self._idle.append(connection)


def _connect(path: Path, key: bytes) -> Any:
    connection = connect(path, key)
    connection.execute("PRAGMA query_only = ON")
    return connection
