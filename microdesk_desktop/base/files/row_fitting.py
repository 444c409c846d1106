"""Which rows of a delimited table have the columns of its header, and what becomes of the others."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Protocol

from microdesk_desktop.base.errors import ErrorCode, KnownError

MAX_ROWS = 300_000
"""Rows that are read of one file: decades of a busy account. What has more is no statement, and would fill the memory.
"""
_MOST_REJECTED_ROWS = 1_000
"""Rejected rows whose cells are kept: enough for the lines above the tables of a file with several accounts."""
_LONG_SHARE = 3
"""One row in so many has a separator at its end where that is a habit; a damaged file has one in hundreds."""
_SHORT_SHARE = 3
"""One short row for so many whole ones shows an exporter that leaves out empty cells, and not a damaged row."""


@dataclass(slots=True)
class Columns:
    """The cells of the chosen columns, the line number of each row, and the line numbers of rejected rows.

    `is_truncated`: the file ends inside a line, as a broken download does. `rejected_rows` holds the cells of the first
    rejected rows, by their line.
    """

    cells: list[list[str]]
    lines: list[int] = field(default_factory=list)
    rejected_lines: list[int] = field(default_factory=list)
    rejected_rows: dict[int, list[str]] = field(default_factory=dict)
    is_truncated: bool = False


class RowRepair(Protocol):
    """Joins the cells of a row that is wider or narrower than the header; None where it cannot."""

    def __call__(self, row: list[str], width: int, /) -> list[str] | None: ...


@dataclass(slots=True)
class Fitting:
    """What rows must be like, and what was seen of them.

    `width` columns have a name; a row with fewer than `whole` cells lacks one, one with more than `header_cells`
    has cells beyond the header. `optional` are the positions that may be left out at the end of a row; `short` are
    rows without some of them, with their line; `has_blank_end`: some whole row ends with an empty cell.
    `trimmed` are the lines of rows with empty cells beyond the header, with the number of their cells.
    """

    width: int
    whole: int
    header_cells: int
    repair: RowRepair | None
    optional: frozenset[int]
    short: list[tuple[int, list[str]]] = field(default_factory=list)
    trimmed: dict[int, int] = field(default_factory=dict)
    has_blank_end: bool = False


def check_rows(count: int) -> None:
    """Raise FILE_TOO_LARGE beyond MAX_ROWS rows, good or bad."""
    if count > MAX_ROWS:
        raise KnownError(ErrorCode.FILE_TOO_LARGE)


def keep_fitting(
    rows: list[list[str]], lines: Sequence[int], fitting: Fitting, columns: Columns
) -> tuple[list[list[str]], Sequence[int]]:
    """The rows trimmed to the header's width, without blank ones; rows of another width are set aside."""
    width = fitting.width
    if {*map(len, rows)} == {fitting.whole} == {width}:
        return rows, lines
    kept, kept_lines = [], []
    # A separator too many moves every cell behind it, unless the exporter ends its rows with one.
    longest = max(map(len, rows), default=width) if _ends_with_separator(rows, width) else width
    for row, line in zip(rows, lines, strict=True):
        if not any(map(str.strip, row)):
            continue
        if len(row) > longest or not fits(row, width) or len(row) < fitting.whole:
            repaired = fitting.repair(row, width) if fitting.repair else None
            if repaired is None or len(repaired) > longest:
                _set_aside(row, line, fitting, columns)
                continue
            row = repaired
        if len(row) > fitting.header_cells:
            fitting.trimmed[line] = len(row)
        kept.append(row[:width])
        kept_lines.append(line)
    return kept, kept_lines


def _ends_with_separator(rows: Sequence[Sequence[str]], width: int) -> bool:
    """Whether many rows of a batch have more cells than the header, which is a habit of their exporter."""
    return sum(len(row) > width for row in rows) * _LONG_SHARE >= len(rows)


def _set_aside(row: list[str], line: int, fitting: Fitting, columns: Columns) -> None:
    if 1 < len(row) < fitting.whole and fitting.optional.issuperset(range(len(row), fitting.whole)):
        fitting.short.append((line, row))
        check_rows(len(fitting.short))
    else:
        # A short row that ends with an empty cell was not shortened: the header has a separator too many.
        fitting.has_blank_end = fitting.has_blank_end or (1 < len(row) < fitting.width and not row[-1])
        _reject(row, line, columns)


def _reject(row: list[str], line: int, columns: Columns) -> None:
    columns.rejected_lines.append(line)
    if len(columns.rejected_rows) < _MOST_REJECTED_ROWS:
        columns.rejected_rows[line] = row


def settle_short_rows(columns: Columns, positions: Sequence[int], fitting: Fitting) -> None:
    """Fill up short rows where the exporter leaves out empty cells at the end of rows, else reject them.

    It does when no whole row ends with an empty cell and many rows are short: otherwise a cell is missing somewhere.
    """
    ends_blank = any(len(row) < fitting.width and not row[-1] for _, row in fitting.short)
    is_habit = not fitting.has_blank_end and not ends_blank and len(fitting.short) * _SHORT_SHARE >= len(columns.lines)
    if not is_habit:
        for line, row in fitting.short:
            _reject(row, line, columns)
        return
    lines = [*columns.lines, *(line for line, _ in fitting.short)]
    order = sorted(range(len(lines)), key=lines.__getitem__)
    for cells, position in zip(columns.cells, positions, strict=True):
        cells.extend(row[position] if position < len(row) else "" for _, row in fitting.short)
        cells[:] = [cells[at] for at in order]
    columns.lines = [lines[at] for at in order]


def settle_trimmed_rows(columns: Columns, fitting: Fitting) -> None:
    """Reject rows that were trimmed, where as many others have a text beyond the header: it lacks the name of a column.

    The cells then stand in other columns than their names.
    """
    widths = set(fitting.trimmed.values())
    wide = sum(len(row) in widths for row in columns.rejected_rows.values())
    if not wide or wide * _SHORT_SHARE < len(fitting.trimmed):
        return
    kept = [line not in fitting.trimmed for line in columns.lines]
    for line in fitting.trimmed:
        _reject([], line, columns)
    columns.cells = [list(compress(cells, kept)) for cells in columns.cells]
    columns.lines = list(compress(columns.lines, kept))


def fits(row: Sequence[str], width: int) -> bool:
    """Whether a row has that many cells, and nothing but empty ones after them."""
    return len(row) >= width and not any(map(str.strip, row[width:]))
