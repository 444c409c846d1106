"""What each value of an export is, so that nothing comes back that the program itself could not have written.

    column ─▶ its kind: of this column alone, or by its name
    kind   ─▶ what the program reads the value by: what that refuses is refused

Types, absence, references and the codes that the schema lists are checked by the database.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.operations.privacy.archive.column_kinds import OF_COLUMN, Check, matching
from microdesk_desktop.store.privacy.whole_tables import Column, ColumnType, Row, Table

_LONGEST_TEXT = 1 << 20
_ADDED_UP = ("cents", "bytes_in", "bytes_out", "requests")
_MOST_IN_ALL = 1 << 60
"""Of the numbers of such a column together: sums of them stay integers of 64 bits."""
_REFUSED = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, KnownError)
MOST_IDS = 1 << 53
"""An id that is higher was never given: the next ones would soon be none at all."""
_YEARS = range(10, 9_900)
"""Computing with other ones leaves the calendar."""


def _day(text: str) -> None:
    day = date.fromisoformat(text)
    if day.isoformat() != text or day.year not in _YEARS:
        raise ValueError("no day")


def _moment(text: str) -> None:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None or at.isoformat() != text or at.year not in _YEARS:
        raise ValueError("no moment")


def _id(number: int) -> None:
    if not 0 <= number <= MOST_IDS:
        raise ValueError("no id")


def _flag(number: int) -> None:
    if number not in (0, 1):
        raise ValueError("neither yes nor no")


def _text(text: str) -> None:
    if len(text) > _LONGEST_TEXT:
        raise ValueError("too long")


_BY_NAME: Mapping[ColumnType, Mapping[str, Check]] = {
    ColumnType.TEXT: {
        "digest": matching(r"[0-9a-f]{64}"),
        "previous": matching(r"[0-9a-f]{64}"),
        "currency": matching(r"[A-Z]{3}"),
        "start": _day,
    },
    ColumnType.INTEGER: {"sequence": _id},
}
_BY_LAST_WORD: Mapping[ColumnType, Mapping[str, Check]] = {
    ColumnType.TEXT: {"on": _day, "until": _day, "day": _day, "at": _moment},
    ColumnType.INTEGER: {"id": _id},
}
_FLAGS = ("is_", "has_", "shows_", "counts_", "taxes_")


class RowKinds:
    """Checks the rows of one table, some at a time and in their order."""

    def __init__(self, table: Table, file: str) -> None:
        self._table = table
        self._file = file
        self._line = 2  # the head comes before the rows
        self._checks = list(_checks(table))
        self._sums = {
            place: 0
            for place, column in enumerate(table.columns)
            if column.type is ColumnType.INTEGER and column.name.endswith(_ADDED_UP)
        }

    def require(self, rows: Sequence[Row]) -> None:
        """Raise EXPORT_VALUE (`file`, `line`, `column`) for the first value that is of another kind."""
        columns = list(zip(*rows, strict=True))
        for place, check in self._checks:
            for value in set(columns[place]) - {None}:
                if not _holds(check, value):
                    raise self._refusal(place, columns[place].index(value))
        for place in self._sums:
            self._sums[place] += sum(map(abs, filter(None, columns[place])))
            if self._sums[place] > _MOST_IN_ALL:
                raise self._refusal(place, max(range(len(rows)), key=lambda row: abs(columns[place][row] or 0)))
        self._line += len(rows)

    def _refusal(self, place: int, row: int) -> KnownError:
        column = self._table.columns[place].name
        return KnownError(ErrorCode.EXPORT_VALUE, file=self._file, line=str(self._line + row), column=column)


def is_written(table: str, column: Column, value: object) -> bool:
    """Whether the program itself could have written this value into a column."""
    if column.name.endswith(_ADDED_UP) and isinstance(value, int) and abs(value) > _MOST_IN_ALL:
        return False
    check = _check_of(table, column)
    return check is None or _holds(check, value)


def _checks(table: Table) -> Iterator[tuple[int, Check]]:
    for place, column in enumerate(table.columns):
        check = _check_of(table.name, column)
        if check is not None:
            yield place, check


def _check_of(table: str, column: Column) -> Check | None:
    return OF_COLUMN.get((table, column.name)) or _by_name(column)


def _by_name(column: Column) -> Check | None:
    if column.type is ColumnType.INTEGER and column.name.startswith(_FLAGS):
        return _flag
    last = column.name.rpartition("_")[2]
    named = _BY_NAME.get(column.type, {}).get(column.name) or _BY_LAST_WORD.get(column.type, {}).get(last)
    return named or (_text if column.type is ColumnType.TEXT else None)


def _holds(check: Check, value: object) -> bool:
    try:
        check(value)
    except _REFUSED:
        return False
    return True
