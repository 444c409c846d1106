"""The two files of a table: JSON that loses nothing, a row on each line, and CSV for people and spreadsheets.

A row of JSON is an object of its columns: numbers as they are (amounts in cents), days and moments as ISO texts, null
for what is absent, and for the content of a file where it is, its size and its SHA-256. Numbers of the CSV are never
changed; a text that a spreadsheet would run as a formula has an apostrophe before it.
"""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

import msgspec

from microdesk_desktop.base.files.sheets.cells import is_formula, sheet_text
from microdesk_desktop.store.privacy.whole_tables import ColumnType, Row, Table

CHUNK = 500
"""Rows that are encoded or decoded at once: enough to make a call cheap, few enough to take no memory."""
_CHUNK_BYTES = 1 << 20
_LONGEST_ROW = 1 << 26
_ALSO_FORMULA = ("\0", "\n")


class FileRef(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """The content of a file: its path in the export, its size in bytes and its SHA-256; no path where it is empty."""

    file: str
    size: int
    sha256: str


_TYPES: dict[ColumnType, Any] = {
    ColumnType.INTEGER: int | None,
    ColumnType.REAL: float | None,
    ColumnType.TEXT: str | None,
    ColumnType.BLOB: FileRef | None,
}


class TableFiles:
    """Encodes the rows of one table, and decodes them."""

    def __init__(self, table: Table) -> None:
        self._table = table
        places = [f"c{place}" for place in range(len(table.columns))]
        self._row = msgspec.defstruct(
            "Row",
            [(place, _TYPES[column.type]) for place, column in zip(places, table.columns, strict=True)],
            rename=dict(zip(places, [column.name for column in table.columns], strict=True)),
            forbid_unknown_fields=True,
            gc=False,
        )
        self._encoder = msgspec.json.Encoder()
        self._decoder = msgspec.json.Decoder(list[self._row])  # type: ignore[name-defined]
        self._texts = [place for place, column in enumerate(table.columns) if column.type is ColumnType.TEXT]
        self._files = [place for place, column in enumerate(table.columns) if column.type is ColumnType.BLOB]

    @property
    def head(self) -> bytes:
        """What stands before the rows of JSON."""
        columns = [{"name": column.name, "type": column.type.value} for column in self._table.columns]
        head = self._encoder.encode({"table": self._table.name, "columns": columns})
        return head[:-1] + b',"rows":['

    def rows(self, rows: Sequence[Row], *, are_first: bool) -> bytes:
        """Some rows of JSON. A line break is never a part of a value: JSON writes it otherwise."""
        row = self._row
        lines = self._encoder.encode_lines([row(*values) for values in rows])[:-1].replace(b"\n", b",\n")
        return (b"\n" if are_first else b",\n") + lines

    @property
    def foot(self) -> bytes:
        """What stands after the rows of JSON."""
        return b"\n]}\n"

    @property
    def csv_head(self) -> bytes:
        """The names of the columns; the mark before them makes Excel read UTF-8."""
        return codecs.BOM_UTF8 + _csv([[column.name for column in self._table.columns]])

    def csv_rows(self, rows: Sequence[Row]) -> bytes:
        """Some rows of CSV."""
        columns = list(zip(*rows, strict=True))
        for place in self._texts:
            columns[place] = tuple([text if not text or text[0].isalnum() else _inert(text) for text in columns[place]])
        for place in self._files:
            columns[place] = tuple([file.file if file else None for file in columns[place]])
        return _csv(zip(*columns, strict=True))

    def read(self, file: BinaryIO) -> Iterator[Sequence[Row]]:
        """The rows of a file of JSON, some at a time. Raises ValueError for any other file than `rows` writes."""
        if _line(file) != self.head + b"\n":
            raise ValueError(f"{self._table.name} has another head")
        is_over = False
        while not is_over:
            lines, is_over = self._lines(file)
            if lines:
                rows = self._decoded(lines)
                yield [msgspec.structs.astuple(row) for row in rows]
                self._require_same(rows, lines)

    def _require_same(self, rows: Sequence[msgspec.Struct], lines: Sequence[bytes]) -> None:
        """Raise ValueError for rows that are written otherwise: what comes back would not have the same digest."""
        if self._encoder.encode_lines(rows) != b"".join(line.rstrip(b",\n") + b"\n" for line in lines):
            raise ValueError(f"{self._table.name} is written otherwise")

    def _decoded(self, lines: Sequence[bytes]) -> Sequence[msgspec.Struct]:
        try:
            decoded = self._decoder.decode(b"[" + b"".join(lines) + b"]")
        except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
            raise ValueError(f"{self._table.name} holds other values") from error
        if len(decoded) != len(lines):
            raise ValueError(f"{self._table.name} has several rows on a line")
        return list(decoded)

    def _lines(self, file: BinaryIO) -> tuple[list[bytes], bool]:
        """The next lines of rows, and whether the foot was reached, after which the file ends."""
        lines: list[bytes] = []
        size, is_over = 0, False
        while not is_over and len(lines) < CHUNK and size < _CHUNK_BYTES:
            line = _line(file)
            if not line.endswith(b"\n"):
                raise ValueError(f"{self._table.name} is cut")
            is_over = line == self.foot[1:]
            if not is_over:
                lines.append(line)
                size += len(line)
        if is_over and file.read(1):
            raise ValueError(f"{self._table.name} goes on after its end")
        if lines and lines[-1].endswith(b",\n"):
            lines[-1] = lines[-1][:-2]
        return lines, is_over


def _line(file: BinaryIO) -> bytes:
    line = file.readline(_LONGEST_ROW)
    if len(line) == _LONGEST_ROW:
        raise ValueError("a row is too long")
    return line


def _csv(rows: Iterable[Iterable[object]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode()


def _inert(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet program would run it."""
    runs = is_formula(text) or is_formula(sheet_text(text)) or text.startswith(_ALSO_FORMULA)
    return f"'{text}" if runs else text
