"""Delimited text of unknown layout: its separator, its header, and its columns with the line of each row.

A row that cannot be cut into the header's columns is refused by its line; it never takes others with it.
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from microdesk_desktop.base.jobs import Job

_DELIMITERS = ";,\t|"
_HEAD_LINES = 60
_BATCH = 1000
_BATCH_AFTER_FAULT = 50
_MOST_LINES = 30
_NEW_LINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Where a table begins: its separator, its column names in one spelling, the rows above, its 1-based line."""

    delimiter: str
    names: tuple[str, ...]
    preamble: tuple[tuple[str, ...], ...]
    line: int


@dataclass(slots=True)
class Columns:
    """The cells of the columns asked for, the line of each row, and the lines that do not fit the header.

    `is_cut` says that the file stops in the middle of a line, as a broken download does.
    """

    cells: list[list[str]]
    lines: list[int] = field(default_factory=list)
    misfits: list[int] = field(default_factory=list)
    is_cut: bool = False


@lru_cache(maxsize=1024)
def column_name(text: str) -> str:
    """A header cell in one spelling: « Montant de l'opération (€) » is MONTANT DE L OPERATION."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^0-9A-Za-z]+", " ", bare).upper().split())


def find_header(head: Sequence[str], score: Callable[[Sequence[str]], int]) -> Header | None:
    """The best row of the first lines, whatever its separator; `score` rates column names, 0 is no header at all."""
    best: tuple[int, Header] | None = None
    for delimiter in _DELIMITERS:
        reader = csv.reader(iter(head), delimiter=delimiter)
        above: list[tuple[str, ...]] = []
        for row in _until_error(reader):
            names = tuple(map(column_name, row))
            rating = score(names)
            if rating > (best[0] if best else 0):
                header = Header(delimiter=delimiter, names=names, preamble=tuple(above), line=reader.line_num)
                best = rating, header
            above.append(tuple(row))
    return best[1] if best else None


def read_head(lines: Iterator[str]) -> list[str]:
    """The first lines of a file, among which its header stands."""
    return list(islice(lines, _HEAD_LINES))


def read_columns(lines: Iterable[str], header: Header, positions: Sequence[int], job: Job) -> Columns:
    """The columns at `positions` of every row below the header; blank rows are passed over."""
    width = len(header.names)
    while width and not header.names[width - 1]:
        width -= 1
    columns = Columns([[] for _ in positions])
    for rows, row_lines in _batches(iter(lines), header, width, columns, job):
        fitting, fitting_lines = _fit(rows, row_lines, width, columns.misfits)
        if not fitting:
            continue
        across = list(zip(*fitting, strict=True))
        for cells, position in zip(columns.cells, positions, strict=True):
            cells.extend(across[position])
        columns.lines.extend(fitting_lines)
    columns.misfits.sort()
    return columns


def _fit(
    rows: list[list[str]], lines: Sequence[int], width: int, misfits: list[int]
) -> tuple[list[list[str]], Sequence[int]]:
    """The rows cut to the header's width, without the blank ones; those of another width are told by line."""
    if {*map(len, rows)} == {width}:
        return rows, lines
    fitting, fitting_lines = [], []
    for row, line in zip(rows, lines, strict=True):
        if not any(map(str.strip, row)):
            continue
        if _fits(row, width):
            fitting.append(row[:width])
            fitting_lines.append(line)
        else:
            misfits.append(line)
    return fitting, fitting_lines


def _batches(
    lines: Iterator[str], header: Header, width: int, columns: Columns, job: Job
) -> Iterator[tuple[list[list[str]], Sequence[int]]]:
    """Rows by the thousand with the line on which each begins.

    A stray quotation mark makes one row swallow the following ones: reading then starts again on its second line.
    """
    waiting: list[str] = []
    line, size = header.line + 1, _BATCH
    while True:
        job.checkpoint()
        waiting += islice(lines, max(0, size - len(waiting)))
        if not waiting:
            return
        batch = waiting[:size]
        rows, is_whole = _cut(batch, header.delimiter)
        offsets = _offsets(rows, len(batch) if is_whole else -1)
        faulty = _first_swallower(rows, offsets, header.delimiter, width)
        if faulty is None and not is_whole:
            faulty = len(rows)
        taken, size = len(batch), _BATCH
        if faulty is not None:
            taken = offsets[faulty]
            may_go_on = faulty == len(rows) and taken > 0 and len(batch) - taken < _MOST_LINES
            if not may_go_on:
                columns.misfits.append(line + taken)
                taken, size = taken + 1, _BATCH_AFTER_FAULT
            del rows[faulty:]
        yield rows, [line + offset for offset in offsets[: len(rows)]]
        columns.is_cut = not batch[taken - 1].endswith(("\n", "\r"))
        del waiting[:taken]
        line += taken


def _cut(lines: Sequence[str], delimiter: str) -> tuple[list[list[str]], bool]:
    """The rows of these lines, and whether all of them could be cut."""
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return rows, False
    return rows, True


def _offsets(rows: Sequence[Sequence[str]], taken: int) -> Sequence[int]:
    """How many lines after the first each row begins; one more for what follows the last."""
    if taken == len(rows):
        return range(taken + 1)
    offsets = [0]
    for row in rows:
        offsets.append(offsets[-1] + 1 + sum(len(_NEW_LINE.findall(cell)) for cell in row))
    return offsets


def _first_swallower(rows: Sequence[Sequence[str]], offsets: Sequence[int], delimiter: str, width: int) -> int | None:
    """The first row of several lines that misses its width, or with a cell that holds half a row's separators."""
    if isinstance(offsets, range):
        return None
    limit = max(1, (width - 1) // 2)
    for index, row in enumerate(rows):
        spans_lines = offsets[index + 1] - offsets[index] > 1
        if spans_lines and (
            not _fits(row, width) or any(_NEW_LINE.search(cell) and cell.count(delimiter) >= limit for cell in row)
        ):
            return index
    return None


def _fits(row: Sequence[str], width: int) -> bool:
    return len(row) >= width and not any(map(str.strip, row[width:]))


def _until_error(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error:
        return
