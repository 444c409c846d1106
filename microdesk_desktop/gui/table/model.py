"""The rows of a table of any length; those that have not been read yet are announced when they arrive."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.table.bands import Bands
from microdesk_desktop.gui.table.checks import Checks
from microdesk_desktop.gui.table.pages import PAGE, Pages, in_memory

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole


class CellKind(Enum):
    """How a cell is painted: WHO stands out and has a muted line below, TONED is a short text in its tone's colour.

    A NUMBER is muted and stands at the right, as an AMOUNT does. A MARK, in the first column, is a sign in the place
    where the check box of its row comes into sight.
    """

    TEXT = auto()
    WHO = auto()
    TONED = auto()
    MUTED = auto()
    NUMBER = auto()
    AMOUNT = auto()
    CHIP = auto()
    MARK = auto()


@dataclass(frozen=True, kw_only=True)  # no slots: `Column[Row](…)` sets an attribute on the new object
class Column(Generic[R]):
    """One column as data.

    `sample` is the longest usual text, or a text on each line of which the widest counts; it sets the width. Without
    one the column takes `share` parts of what is left. An amount's column grows to its longest amount, since no amount
    is ever cut.
    `detail` is a muted second line; `tone` colours an amount, a chip or a text, and a PLAIN chip is outlined.
    `spoken` replaces the text for a screen reader. `edit` makes the cells editable in place: it gives the text that
    the user corrects, None for a cell that stays as it is. `sort_key` lets the user sort by the column: rows in memory
    by its values, others by the owner of the rows. `hint` is the tool tip of a cell. A WHO cell stands out unless
    `is_strong` is there and finds that its row need not.

    `gives_way` is the rank in which columns are left out where the width does not suffice, the highest first; those
    without a rank always stay. What is left out stands in the tool tip of the row, and is read with it.
    """

    header: str
    text: Callable[[R], str]
    kind: CellKind = CellKind.TEXT
    sample: str = ""
    share: int = 1
    detail: Callable[[R], str] | None = None
    tone: Callable[[R], Tone] | None = None
    spoken: Callable[[R], str] | None = None
    edit: Callable[[R], str | None] | None = None
    sort_key: Callable[[R], Any] | None = None
    hint: Callable[[R], str] | None = None
    is_strong: Callable[[R], bool] | None = None
    gives_way: int = 0


class RowsModel(QAbstractTableModel, Generic[R]):
    """Immutable rows; the model is reset as a whole, or given new values for the same rows.

    `dataChanged` comes when rows that were awaited arrive; `looked_at` carries a page when a row of it is first shown.
    `edited` carries the identifier of a row, the number of a column and the text that the user typed: what then
    becomes of the row is for the owner of the rows, the model itself keeps what it shows.
    """

    looked_at = Signal(object)
    edited = Signal(object, int, str)

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._pages: Pages[R] = in_memory(())
        self._key: Callable[[R], Hashable] = id
        self._seen: set[int] = set()
        self.bands: Bands = {}
        self.checks: Checks | None = None
        self.sorted_by: tuple[int, bool] | None = None
        """The column by which the rows are sorted, and whether from the last to the first."""
        self.left_out: Sequence[int] = ()
        """The columns for which there is no room: their cells are read with the first one that is shown."""

    def set_pages(self, pages: Pages[R], key: Callable[[R], Hashable], bands: Bands | None = None) -> None:
        """Show these rows, whose identifiers `key` gives; what the former ones still read is forgotten."""
        self.beginResetModel()
        self._pages.stop_reading()
        self._pages, self._key, self.bands = pages, key, bands or {}
        self._seen.clear()
        pages.arrived = self._announce
        self.endResetModel()

    def set_rows(self, rows: Iterable[R], key: Callable[[R], Hashable], bands: Bands | None = None) -> None:
        """Show rows that are all in memory."""
        self.set_pages(in_memory(tuple(rows)), key, bands)

    def renew_rows(self, rows: Sequence[R]) -> None:
        """Show new values of the rows in memory, which keep their number and their order."""
        assert len(rows) == len(self._pages), "the same rows"
        self._pages = in_memory(rows)
        self._pages.arrived = self._announce
        self._seen.clear()
        if rows:
            self._announce(range(len(rows)))

    def row(self, number: int) -> R | None:
        """The row at this position; None while it is awaited, and once it is no longer in the vault."""
        page = self._pages.page_of(number)
        if page is None:
            return None
        if number // PAGE not in self._seen:
            self._seen.add(number // PAGE)
            self.looked_at.emit(page)
        offset = number % PAGE
        return page[offset] if offset < len(page) else None

    def is_awaited(self, number: int) -> bool:
        """Whether the row at this position has not been read yet."""
        return 0 <= number < len(self._pages) and not self._pages.has(number)

    def stop_reading(self) -> None:
        """Let no more rows arrive until others are set: the list has changed since it was read."""
        self._pages.stop_reading()

    def look_ahead(self, number: int) -> None:
        """Ask for the row at this position, which is about to be shown."""
        self._pages.page_of(number)

    def id_at(self, number: int) -> Hashable | None:
        """The identifier at this position, None outside of the list and while the row is awaited."""
        row = self.row(number) if number >= 0 else None
        return None if row is None else self._key(row)

    def number_of(self, wanted: Hashable) -> int:
        """The position of this identifier, -1 when it is not among the rows that have arrived."""
        return next((number for number, row in self._pages.places() if self._key(row) == wanted), -1)

    def set_sorted(self, sorted_by: tuple[int, bool] | None) -> None:
        """Show in the header by which column the rows are sorted."""
        self.sorted_by = sorted_by
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def is_right(self, number: int) -> bool:
        """Whether the column is aligned at its right."""
        return self.columns[number].kind in (CellKind.AMOUNT, CellKind.NUMBER)

    def is_checked(self, row: R) -> bool:
        """Whether the user has checked the row."""
        return self.checks is not None and self._key(row) in self.checks

    def texts_left_out(self, row: R) -> Sequence[str]:
        """« Type : Entreprise », for each column for which there is no room and which has a text."""
        pairs = ((self.columns[number].header, _spoken(self.columns[number], row)) for number in self.left_out)
        return [f"{header} : {text}" for header, text in pairs if text]

    def _announce(self, places: range) -> None:
        last = len(self.columns) - 1
        self.dataChanged.emit(self.index(places.start, 0), self.index(places[-1], last))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._pages)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in _ROLES:
            return None
        row = self.row(index.row())
        if row is None and role == Qt.ItemDataRole.AccessibleTextRole and self.is_awaited(index.row()):
            return tr("Chargement…")
        if role == ROW_ROLE or row is None:
            return row
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.EditRole:
            return column.edit(row) if column.edit else None
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        return self._spoken_cell(index, row)

    def _spoken_cell(self, index: Index, row: R) -> str:
        """The cell for a screen reader; the first one begins with its band, and with whether the row is checked."""
        text = _spoken(self.columns[index.column()], row)
        if index.column() != next(number for number in range(len(self.columns)) if number not in self.left_out):
            return text
        text = ", ".join((text, *self.texts_left_out(row)))
        band = self.bands.get(index.row())
        parts = (band.text, band.detail) if band else ()
        return ", ".join(filter(None, (*parts, tr("cochée") if self.is_checked(row) else "", text)))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.header
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.is_right(section) else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.AccessibleDescriptionRole, Qt.ItemDataRole.ToolTipRole) and column.sort_key:
            return _sort_words(section, self.sorted_by)
        return None


class EditableRowsModel(RowsModel[R]):
    """Rows of which some cells can be corrected; apart, since Qt asks for the flags of every cell that it paints."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid() or self.columns[index.column()].edit is None:
            return flags
        can_edit = self.data(index, Qt.ItemDataRole.EditRole) is not None
        return flags | Qt.ItemFlag.ItemIsEditable if can_edit else flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if value == self.data(index, Qt.ItemDataRole.EditRole):
            return False
        self.edited.emit(self.id_at(index.row()), index.column(), value)
        return True


_ROLES = {
    ROW_ROLE,
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.AccessibleTextRole,
}


def _sort_words(number: int, sorted_by: tuple[int, bool] | None) -> str:
    """How the rows are sorted by this column, and what its header does next."""
    if sorted_by is None or sorted_by[0] != number:
        return tr("Trier par cette colonne")
    return (
        tr("Trié du dernier au premier ; un clic remet l'ordre habituel")
        if sorted_by[1]
        else tr("Trié du premier au dernier ; un clic inverse l'ordre")
    )


def _spoken(column: Column[R], row: R) -> str:
    if column.spoken:
        return column.spoken(row)
    texts = (column.text(row), column.detail(row) if column.detail else "")
    return ", ".join(filter(None, texts))
