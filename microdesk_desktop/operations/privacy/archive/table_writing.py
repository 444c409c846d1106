"""Write the files of a table in one pass over its rows, or in one pass for each where a sink takes one at a time."""

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from typing import Protocol

from microdesk_desktop.operations.privacy.archive.manifest import csv_path, json_path
from microdesk_desktop.operations.privacy.archive.sealed_documents import CHAIN, SEALS, ChainFile
from microdesk_desktop.operations.privacy.archive.sinks import Sink, Writes, opened_together
from microdesk_desktop.operations.privacy.archive.table_files import TableFiles
from microdesk_desktop.store.privacy.whole_tables import Row, Table

RowChunks = Callable[[], Generator[Sequence[Row], None, None]]


class _Part(Protocol):
    """One file of a table."""

    def add(self, rows: Sequence[Row]) -> None:
        """Append these rows."""

    def end(self) -> None:
        """Append what stands after the last row."""


_Begin = Callable[[Writes], _Part]


class _JsonFile:
    def __init__(self, files: TableFiles, file: Writes) -> None:
        self._files = files
        self._file = file
        self._are_first = True
        file.write(files.head)

    def add(self, rows: Sequence[Row]) -> None:
        self._file.write(self._files.rows(rows, are_first=self._are_first))
        self._are_first = False

    def end(self) -> None:
        self._file.write(self._files.foot)


class _CsvFile:
    def __init__(self, files: TableFiles, file: Writes) -> None:
        self._files = files
        self._file = file
        file.write(files.csv_head)

    def add(self, rows: Sequence[Row]) -> None:
        self._file.write(self._files.csv_rows(rows))

    def end(self) -> None:
        """Nothing stands after the last row."""


def write_table(sink: Sink, table: Table, rows: RowChunks, count: Callable[[Sequence[Row]], object]) -> None:
    """Write the JSON and the CSV of a table, and of the seals the chain; `count` gets the rows of each pass."""
    files = TableFiles(table)
    parts: dict[str, _Begin] = {
        json_path(table.name): lambda file: _JsonFile(files, file),
        csv_path(table.name): lambda file: _CsvFile(files, file),
    }
    if table.name == SEALS:
        parts[CHAIN] = lambda file: ChainFile(table, file)
    passes = [parts] if sink.takes_several else [{path: begin} for path, begin in parts.items()]
    for together in passes:
        _write(sink, together, rows(), count)


def _write(
    sink: Sink,
    parts: dict[str, _Begin],
    chunks: Generator[Sequence[Row], None, None],
    count: Callable[[Sequence[Row]], object],
) -> None:
    with closing(chunks), opened_together(sink, list(parts)) as opened:
        begun = [begin(file) for begin, file in zip(parts.values(), opened, strict=True)]
        for rows in chunks:
            count(rows)
            for part in begun:
                part.add(rows)
        for part in begun:
            part.end()
