"""The floor of the list: a bare `QTableView` over rows that plain SQL reads."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from microdesk_desktop.store.database import Reader

COLUMNS = 5
ROW_HEIGHT = 40
SCREEN = 60
Index = QModelIndex | QPersistentModelIndex
Row = tuple[Any, ...]

_COLUMNS = "booked_on, label, amount_cents, status, id"
_NO_INDEX = QModelIndex()


def read_screen(reader: Reader) -> tuple[list[Row], list[Row]]:
    """What one screen of the list needs: its rows, and how many there are of each status."""
    page = reader.all(f"SELECT {_COLUMNS} FROM bank_transaction ORDER BY booked_on DESC, id DESC LIMIT ?", (SCREEN,))
    return page, reader.all("SELECT status, count(*) FROM bank_transaction GROUP BY status")


def read_everything(reader: Reader) -> list[Row]:
    """Every row of the list."""
    return reader.all(f"SELECT {_COLUMNS} FROM bank_transaction ORDER BY booked_on DESC, id DESC")


def scan(reader: Reader, word: str) -> list[int]:
    """The ids of the transactions whose label holds a word, by reading and comparing every one of them."""
    return [id_ for id_, label in reader.all("SELECT id, label FROM bank_transaction") if word in label.lower()]


class BareModel(QAbstractTableModel):
    """Rows already in memory, as text."""

    def __init__(self, rows: list[Row]) -> None:
        super().__init__()
        self._rows = [tuple(map(str, row)) for row in rows]

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return len(self._rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        return self._rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


def show_bare_table(rows: list[Row], size: QSize) -> QTableView:
    """A table with Qt's own look, painted."""
    view = QTableView()
    view.setModel(BareModel(rows))
    view.model().setParent(view)
    view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    view.verticalHeader().hide()
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.resize(size)
    view.show()
    QApplication.processEvents()
    view.viewport().repaint()
    return view
