"""Rows for a table of any length: identifiers are known first, rows are read by windows of 24 when first shown."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from microdesk_desktop.base.format.tone import Tone

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Sequence[Any]], Mapping[Any, R]]

# A screen or two: a row costs as much to read as to paint, and a leap to elsewhere reads on the main thread.
WINDOW = 24
WINDOWS_KEPT = 200
ROW_ROLE = Qt.ItemDataRole.UserRole


class CellKind(Enum):
    """How a cell is painted."""

    TEXT = auto()
    MUTED = auto()
    AMOUNT = auto()
    CHIP = auto()


@dataclass(frozen=True, kw_only=True)  # no slots: `Column[Row](…)` sets an attribute on the new object
class Column(Generic[R]):
    """One column as data.

    `sample` is the longest usual text, which sets the width; without one the column takes `share` parts of what is
    left. An amount's column grows to its longest amount, since no amount is ever cut.
    `detail` is a muted second line; `tone` colours an amount or a chip, and a PLAIN chip is outlined.
    `spoken` replaces the text for a screen reader.
    """

    header: str
    text: Callable[[R], str]
    kind: CellKind = CellKind.TEXT
    sample: str = ""
    share: int = 1
    detail: Callable[[R], str] | None = None
    tone: Callable[[R], Tone] | None = None
    spoken: Callable[[R], str] | None = None


class RowsModel(QAbstractTableModel, Generic[R]):
    """Immutable rows; the model is reset as a whole, never edited in place."""

    loaded = Signal(object)

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._ids: Sequence[Hashable] = ()
        self._fetch: Fetch[R] = lambda _: {}
        self._windows: OrderedDict[int, Mapping[Hashable, R]] = OrderedDict()

    def set_ids(self, ids: Sequence[Hashable], fetch: Fetch[R]) -> None:
        """Show the rows of these identifiers, in this order; `fetch` reads a window of them, on the main thread."""
        self.beginResetModel()
        self._ids, self._fetch = ids, fetch
        self._windows.clear()
        self.endResetModel()

    def set_rows(self, rows: Iterable[R], key: Callable[[R], Hashable]) -> None:
        """Show rows that are all in memory."""
        known = {key(row): row for row in rows}
        self.set_ids(tuple(known), lambda ids: {each: known[each] for each in ids})

    def row(self, number: int) -> R | None:
        """The row at this position; None once it is no longer in the vault."""
        start = number - number % WINDOW
        window = self._windows.get(start)
        if window is None:
            window = self._fetch(self._ids[start : start + WINDOW])
            self._windows[start] = window
            if len(self._windows) > WINDOWS_KEPT:
                self._windows.popitem(last=False)
            self.loaded.emit(window)
        return window.get(self._ids[number])

    def set_header(self, number: int, text: str) -> None:
        """Replace the header of one column."""
        columns = list(self.columns)
        columns[number] = replace(columns[number], header=text)
        self.columns = tuple(columns)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, number, number)

    def id_at(self, number: int) -> Hashable | None:
        """The identifier at this position, None outside of the list."""
        return self._ids[number] if 0 <= number < len(self._ids) else None

    def number_of(self, wanted: Hashable) -> int:
        """The position of this identifier, -1 when it is not in the list."""
        try:
            return self._ids.index(wanted)
        except ValueError:
            return -1

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in _ROLES:
            return None
        row = self.row(index.row())
        if role == ROW_ROLE or row is None:
            return row
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        return _spoken(column, row)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.header
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.kind is CellKind.AMOUNT else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


_ROLES = {ROW_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}


def _spoken(column: Column[R], row: R) -> str:
    if column.spoken:
        return column.spoken(row)
    texts = (column.text(row), column.detail(row) if column.detail else "")
    return ", ".join(filter(None, texts))
