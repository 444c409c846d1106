"""A transaction on a connection, and the reader and writer that run SQL inside it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from sqlcipher3 import dbapi2 as sqlcipher

from microdesk_desktop.base.text import well_formed
from microdesk_desktop.store.converters import row_maker

Values = Sequence[Any]
Row = TypeVar("Row")
_BATCH = 1000  # rows of parameters held at once: few, and enough to make the savepoint around them free


class Reader:
    """Runs queries on one snapshot; valid only inside the function that received it."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def all(self, sql: str, params: Values = ()) -> list[tuple[Any, ...]]:
        """Every row."""
        rows: list[tuple[Any, ...]] = self._execute(sql, params).fetchall()
        return rows

    def one(self, sql: str, params: Values = ()) -> tuple[Any, ...] | None:
        """The first row; None without one."""
        row: tuple[Any, ...] | None = self._execute(sql, params).fetchone()
        return row

    def value(self, sql: str, params: Values = ()) -> Any:
        """The first column of the first row; None without a row."""
        row = self.one(sql, params)
        return row[0] if row else None

    def rows_as(self, cls: type[Row], sql: str, params: Values = ()) -> list[Row]:
        """One `cls`, a dataclass, for each row; every column is named after a field and converted to its type."""
        cursor = self._execute(sql, params)
        make = row_maker(cls, [column[0] for column in cursor.description])
        return [make(row) for row in cursor]

    def keyed_rows_as(self, cls: type[Row], sql: str, params: Values = ()) -> list[tuple[Any, Row]]:
        """The first column, and one `cls` of the others, for each row."""
        cursor = self._execute(sql, params)
        make = row_maker(cls, [column[0] for column in cursor.description[1:]])
        return [(row[0], make(row[1:])) for row in cursor]

    def iterate(self, sql: str, params: Values = ()) -> Iterator[tuple[Any, ...]]:
        """The rows one by one, without a list of them."""
        yield from self._execute(sql, params)

    def _execute(self, sql: str, params: Values) -> Any:
        """Run one statement; a text with half of a surrogate pair, which SQLite cannot keep, loses that half.

        Texts are cleaned where they come in; this is for a new source that forgets it.
        """
        try:
            return self._connection.execute(sql, params)
        except UnicodeEncodeError:
            return self._connection.execute(sql, _well_formed(params))


class Writer(Reader):
    """Runs queries and statements inside one write transaction."""

    def run(self, sql: str, params: Values = ()) -> int:
        """Execute one statement; returns the id of the row that it inserted."""
        return int(self._execute(sql, params).lastrowid or 0)

    def run_many(self, sql: str, rows: Iterable[Values]) -> int:
        """Execute the statement for each of these rows of parameters; returns how many table rows changed."""
        rows, changed = iter(rows), 0
        while batch := list(islice(rows, _BATCH)):
            changed += self._run_batch(sql, batch)
        return changed

    def _run_batch(self, sql: str, batch: Sequence[Values]) -> int:
        self._connection.execute("SAVEPOINT batch")
        try:
            changed = self._connection.executemany(sql, batch).rowcount
        except UnicodeEncodeError:
            # The rows before the one with half of a surrogate pair are in already.
            self._connection.execute("ROLLBACK TO batch")
            changed = self._connection.executemany(sql, map(_well_formed, batch)).rowcount
        self._connection.execute("RELEASE batch")
        return int(changed)

    def run_script(self, sql: str) -> None:
        """Execute several statements in the current transaction."""
        for statement in statements(sql):
            self._connection.execute(statement)


def json_list(values: Iterable[object]) -> str:
    """The values as one parameter, for `IN (SELECT value FROM json_each(?))`: a list of any length."""
    return well_formed(json.dumps(list(values), ensure_ascii=False))


def _well_formed(values: Values) -> Values:
    return [well_formed(value) if isinstance(value, str) else value for value in values]


def count_rows(reader: Reader) -> dict[str, int]:
    """The number of rows of each table, SQLite's own left out."""
    names = reader.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'")
    return {name: int(reader.value(f'SELECT count(*) FROM "{name}"')) for (name,) in names}


@contextmanager
def transaction(connection: Any, begin: str) -> Iterator[None]:
    """Run the block in one transaction: committed at its end, rolled back by any error."""
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A full disk has already rolled the transaction back.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def statements(text: str) -> Iterator[str]:
    """Split SQL text into its statements; executescript() would commit the open transaction."""
    waiting = ""
    for line in text.splitlines(keepends=True):
        waiting += line
        if sqlcipher.complete_statement(waiting):
            yield waiting
            waiting = ""
    if waiting.strip():
        yield waiting
