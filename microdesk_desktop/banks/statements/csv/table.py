"""The columns of a CSV export that are read, and the sections of a file that holds several tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import compress

from microdesk_desktop.banks.statements.builder import MAX_ACCOUNTS
from microdesk_desktop.banks.statements.csv.columns import ColumnMapping
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.csv_reader import Header, column_name
from microdesk_desktop.base.files.table_head import is_number_or_day
from microdesk_desktop.base.pieces import distinct, release
from microdesk_desktop.domain.text import fold


@dataclass(frozen=True)
class Table:
    """The mapped columns, by position, with the line of each row; `is_truncated`: the file ends inside a line.

    `rejected` gives the lines that are no row, each with a row problem's code; `rejected_rows` the cells of some.
    """

    mapping: ColumnMapping
    header: Header
    cells: dict[int, list[str]]
    lines: Sequence[int]
    is_truncated: bool = False
    rejected: Mapping[int, str] = field(default_factory=dict)
    rejected_rows: Mapping[int, Sequence[str]] = field(default_factory=dict)

    def column(self, role: str) -> Sequence[str]:
        """The cells of a role, none when the file has no such column."""
        place = self.mapping.roles.get(role)
        return () if place is None else self.cells[place]

    @cached_property
    def distinct_dates(self) -> dict[str, None]:
        """The texts of the dates; a long table has few."""
        return distinct(self.column("date"))

    def release(self) -> None:
        """Let go of the cells, when all rows are read."""
        for column in self.cells.values():
            release(column)
        while self.distinct_dates:
            self.distinct_dates.popitem()

    def is_last(self, role: str) -> bool:
        """Whether the role's column ends the line."""
        last = max((place for place, name in enumerate(self.header.names) if name), default=0)
        return self.mapping.roles.get(role, -1) >= last

    def keep(self, kept: Sequence[bool]) -> "Table":
        """The table with the rows for which `kept` is True."""
        if all(kept):
            return self
        cells = {place: list(compress(column, kept)) for place, column in self.cells.items()}
        return replace(self, cells=cells, lines=list(compress(self.lines, kept)))


def split_sections(table: Table) -> list[Table]:
    """One table per repetition of the header, with the rows between two tables as the preamble of the second.

    Exports of several accounts, and exports that were put one after the other, repeat the header. Raises FILE_TOO_LARGE
    for more of them than a file has accounts.
    """
    dates = table.column("date")
    place = table.mapping.roles["date"]
    name = table.header.names[place]
    repeated = {text for text in table.distinct_dates if not is_number_or_day(text) and column_name(text) == name}
    starts = [row for row, text in enumerate(dates) if text in repeated and _is_header(table, row)] if repeated else []
    if not starts:
        return [table]
    if len(starts) > MAX_ACCOUNTS:
        raise KnownError(ErrorCode.FILE_TOO_LARGE)
    sections, first, header = [], 0, table.header
    for start in [*starts, len(dates)]:
        is_last = start == len(dates)
        end = start if is_last else _last_row(dates, first, start)
        until = table.lines[start] if not is_last else None
        sections.append(_section(table, header, (first, end), until))
        if not is_last:
            header = replace(table.header, preamble=_between(table, end, start), line=table.lines[start])
            first = start + 1
    return [each for each in sections if each.lines or each.rejected or each.header.preamble] or sections[:1]


def _is_header(table: Table, row: int) -> bool:
    return all(column_name(column[row]) == table.header.names[place] for place, column in table.cells.items())


def _last_row(dates: Sequence[str], first: int, start: int) -> int:
    """The end of the rows with a day before the header at `start`."""
    end = start
    while end > first and not is_number_or_day(dates[end - 1]):
        end -= 1
    return end


def _between(table: Table, end: int, start: int) -> tuple[tuple[str, ...], ...]:
    """The rows between the end of a table and the header of the next one, in the order of their lines."""
    after = table.lines[end - 1] if end else table.header.line
    rows = {
        table.lines[row]: tuple(table.cells[place][row] for place in sorted(table.cells)) for row in range(end, start)
    }
    for line, cells in table.rejected_rows.items():
        if after < line < table.lines[start]:
            rows[line] = tuple(cells)
    return tuple(rows[line] for line in sorted(rows))


def _section(table: Table, header: Header, span: tuple[int, int], until: int | None) -> Table:
    """The rows of a span, with the rejected lines inside it; those after its last row are of the next preamble."""
    first, end = span
    last_line = table.lines[end - 1] if end > first else header.line
    limit = last_line if until is not None else None
    return replace(
        table,
        header=header,
        cells={place: column[first:end] for place, column in table.cells.items()},
        lines=table.lines[first:end],
        rejected={
            line: code
            for line, code in table.rejected.items()
            if header.line < line and (limit is None or line < limit)
        },
        is_truncated=table.is_truncated and until is None,
    )


def part_tables(table: Table, parts: Sequence[ColumnMapping]) -> list[Table]:
    """One table per part of a layout, with the rows whose direction is one of its words.

    Rows of an unknown direction are rejected in the first one.
    """
    if not parts:
        return [table]
    words = [part.part.when if part.part else frozenset[str]() for part in parts]
    directions = [fold(text) for text in table.column("direction")]
    tables = [
        replace(table.keep([each in when for each in directions]), mapping=part, rejected={})
        for part, when in zip(parts, words, strict=True)
    ]
    known = frozenset[str]().union(*words)
    unknown = (line for line, each in zip(table.lines, directions, strict=True) if each not in known)
    tables[0] = replace(tables[0], rejected={**table.rejected, **dict.fromkeys(unknown, "sign_unclear")})
    return tables
