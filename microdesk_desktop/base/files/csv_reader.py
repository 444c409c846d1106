"""Delimited text of unknown layout: detect its separator and header, then read chosen columns.

A row that does not have the header's columns is reported by its line number; it does not affect other rows.
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from microdesk_desktop.base.caches import personal_cache
from microdesk_desktop.base.files.row_fitting import (
    MAX_ROWS,
    Columns,
    Fitting,
    RowRepair,
    check_rows,
    fits,
    keep_fitting,
    settle_short_rows,
    settle_trimmed_rows,
)
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.pieces import release

__all__ = ["MAX_ROWS", "Columns", "check_rows"]

DELIMITERS = ";,\t|"
_HEAD_LINES = 60
"""Lines among which the header is searched; Crédit Agricole writes about nine above it."""
_MOST_COLUMNS = 1_000
"""Columns that a header may have, far above any export's; a line of more is none, however many it has."""
_LONGEST_NAME = 200
"""Longest cell in characters that may be the name of a column."""
_LINES_PER_ROW = 10
_BATCH = 1000
_BATCH_CHARACTERS = 1 << 16
"""Characters parsed in one call, which keeps the GIL; about as many as a thousand rows have."""
_FEW = 8
"""Lines taken at a time until a batch has its characters: half a million characters of the longest ones."""
_MOST_SHARED = 10_000
"""Different texts of a column beyond which no more are shared: days of decades are fewer, labels are more."""
_BATCH_AFTER_FAULT = 50
"""Lines parsed after an unclosed quote: few, so that a file full of them is not parsed over and over."""
_MAX_ROW_LINES = 30
"""Longest row in lines, well above labels on several lines; more is an unclosed quote."""
LOST = "\ufffd"
"""What stands for a letter that could not be decoded."""
_NEW_LINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The header row: separator, column names as `column_name` spells them, rows above it, 1-based line number."""

    delimiter: str
    names: tuple[str, ...]
    preamble: tuple[tuple[str, ...], ...]
    line: int


@personal_cache(maxsize=1024)
def column_name(text: str) -> str:
    """A header cell in capitals, without accents and punctuation: « Montant (€) » and « MONTANT » are one name.

    A letter that was lost in an earlier conversion (U+FFFD) becomes a question mark.
    """
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    if LOST in bare:
        bare = bare.replace("?", " ").replace(LOST, "?")
        return " ".join(re.sub(r"[^0-9A-Za-z?]+", " ", bare).upper().split())
    return " ".join(re.sub(r"[^0-9A-Za-z]+", " ", bare).upper().split())


def find_header(head: Sequence[str], score: Callable[[Sequence[str]], int]) -> Header | None:
    """The row of the first lines that `score` rates highest, over all separators; 0 is no header."""
    best: tuple[int, Header] | None = None
    for delimiter in DELIMITERS:
        reader = csv.reader(iter(head), delimiter=delimiter)
        above: list[tuple[str, ...]] = []
        for row in until_error(reader):
            names = _names(row)
            rating = score(names)
            if rating > (best[0] if best else 0):
                header = Header(delimiter=delimiter, names=names, preamble=tuple(above), line=reader.line_num)
                best = rating, header
            above.append(tuple(row))
    return best[1] if best else None


def _names(row: Sequence[str]) -> tuple[str, ...]:
    """The row's cells as names of columns; empty for what is too long to be one."""
    if len(row) > _MOST_COLUMNS:
        return ()
    return tuple(column_name(cell) if len(cell) <= _LONGEST_NAME else "" for cell in row)


def read_head(lines: Iterator[str]) -> list[str]:
    """The first lines of a file, among which its header is searched."""
    return list(islice(lines, _HEAD_LINES))


def read_columns(
    lines: Iterable[str],
    header: Header,
    positions: Sequence[int],
    job: Job,
    *,
    repair: RowRepair | None = None,
    optional: Collection[int] = (),
    needs_whole_rows: bool = False,
) -> Columns:
    """The columns at `positions` of every row below the header; blank rows are skipped.

    `repair` is asked about rows of another width. `optional` are positions whose cells may be left out at the end of
    rows. `needs_whole_rows`: a row must have the header's blank cells at the end too, as most rows have. Raises
    Cancelled, or FILE_TOO_LARGE beyond MAX_ROWS rows.
    """
    width, needed = len(header.names), max(positions, default=-1) + 1
    while width > needed and not header.names[width - 1]:  # « + » is a name without letters
        width -= 1
    columns = Columns([[] for _ in positions])
    header_cells = len(header.names)
    whole = header_cells if needs_whole_rows else width
    fitting = Fitting(width, whole, header_cells, repair, frozenset((*optional, *range(width, whole))))
    known: list[dict[str, str]] = [{} for _ in positions]
    for rows, row_lines in _batches(iter(lines), header, width, columns, job):
        kept, kept_lines = keep_fitting(rows, row_lines, fitting, columns)
        if not kept:
            continue
        across = list(zip(*kept, strict=True))
        fitting.has_blank_end = fitting.has_blank_end or fitting.whole > width or "" in across[-1]
        for cells, position, texts in zip(columns.cells, positions, known, strict=True):
            cells.extend(_shared(across[position], texts))
        columns.lines.extend(kept_lines)
        if len(columns.lines) > MAX_ROWS:
            for cells in columns.cells:
                release(cells)
        check_rows(len(columns.lines))
    if fitting.short:
        settle_short_rows(columns, positions, fitting)
    if fitting.trimmed:
        settle_trimmed_rows(columns, fitting)
    columns.rejected_lines.sort()
    return columns


def _shared(column: Sequence[str], known: dict[str, str]) -> Iterable[str]:
    """The texts of a column, equal ones as one object while few differ: a day or an amount takes sixty bytes."""
    return map(known.setdefault, column, column) if len(known) < _MOST_SHARED else column


def check_lines(count: int) -> None:
    """Raise FILE_TOO_LARGE for more lines than the longest statement has, blank ones included."""
    check_rows(count // _LINES_PER_ROW)


def _batches(
    lines: Iterator[str], header: Header, width: int, columns: Columns, job: Job
) -> Iterator[tuple[list[list[str]], Sequence[int]]]:
    """Yield batches of rows with each row's first line number; other lines go to `columns.rejected_lines`."""
    waiting: list[str] = []
    line, size = header.line + 1, _BATCH
    while True:
        job.checkpoint()
        check_rows(len(columns.rejected_lines))
        check_lines(line)
        _fill(waiting, lines, size)
        if not waiting:
            return
        batch = _parse_batch(waiting[:size], header.delimiter, width)
        if batch.ends_at_fault:
            columns.rejected_lines.append(line + batch.taken - 1)
        size = _BATCH_AFTER_FAULT if batch.ends_at_fault else _BATCH
        yield batch.rows, _from(line, batch.offsets)
        columns.is_truncated = not waiting[batch.taken - 1].endswith(("\n", "\r"))
        del waiting[: batch.taken]
        line += batch.taken


def _from(line: int, offsets: Sequence[int]) -> Sequence[int]:
    """The numbers of the lines at these offsets from a line."""
    if isinstance(offsets, range):
        return range(line + offsets.start, line + offsets.stop)
    return [line + offset for offset in offsets]


def _fill(waiting: list[str], lines: Iterator[str], size: int) -> None:
    """Add lines up to `size` of them, fewer when they are long."""
    room = _BATCH_CHARACTERS
    while len(waiting) < size and room > 0:
        taken = list(islice(lines, min(_FEW, size - len(waiting))))
        if not taken:
            return
        waiting += taken
        room -= sum(map(len, taken))


@dataclass(frozen=True, slots=True)
class _Batch:
    """Rows with the offset of each one's first line, and how many lines they take.

    `ends_at_fault`: the last line taken begins a row that cannot be parsed; it belongs to none of `rows`.
    """

    rows: list[list[str]]
    offsets: Sequence[int]
    taken: int
    ends_at_fault: bool


def _parse_batch(lines: Sequence[str], delimiter: str, width: int) -> _Batch:
    """The rows of these lines, up to the first that cannot be parsed.

    An unclosed quotation mark makes one row include the following ones: parsing then starts again on its second line.
    """
    rows, is_whole = _parse(lines, delimiter)
    offsets = _offsets(rows, len(lines) if is_whole else -1)
    faulty = _first_unclosed_quote(rows, offsets, delimiter, width)
    if faulty is None:
        if is_whole:
            return _Batch(rows, offsets[: len(rows)], len(lines), ends_at_fault=False)
        faulty = len(rows)
    taken = offsets[faulty]
    # The last row of the batch may be whole once the lines after the batch are there.
    may_continue = faulty == len(rows) and taken > 0 and len(lines) - taken < _MAX_ROW_LINES
    if not may_continue:
        taken += 1
    return _Batch(rows[:faulty], offsets[:faulty], taken, ends_at_fault=not may_continue)


def _parse(lines: Sequence[str], delimiter: str) -> tuple[list[list[str]], bool]:
    """The rows of these lines, and whether all of them could be parsed."""
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return rows, False
    return rows, True


def _offsets(rows: Sequence[Sequence[str]], taken: int) -> Sequence[int]:
    """The offset in lines of each row from the first one, and of what follows the last row."""
    if taken == len(rows):
        return range(taken + 1)
    offsets = [0]
    for row in rows:
        offsets.append(offsets[-1] + 1 + sum(len(_NEW_LINE.findall(cell)) for cell in row))
    return offsets


def _first_unclosed_quote(
    rows: Sequence[Sequence[str]], offsets: Sequence[int], delimiter: str, width: int
) -> int | None:
    """Index of the first row in which an unclosed quote has swallowed following rows.

    Such a row spans several lines, and misses the width or has a cell with at least half a row's separators.
    """
    if isinstance(offsets, range):
        return None
    limit = max(1, (width - 1) // 2)
    for index, row in enumerate(rows):
        spans_lines = offsets[index + 1] - offsets[index] > 1
        if spans_lines and (
            not fits(row, width) or any(_NEW_LINE.search(cell) and cell.count(delimiter) >= limit for cell in row)
        ):
            return index
    return None


def until_error(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows of a `csv.reader`, up to the first that it cannot parse."""
    try:
        yield from reader
    except csv.Error:
        return
