"""The floor of the list: a bare `QTableView` over rows that plain SQL reads."""

from collections import Counter
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


def read_screen(reader: Reader) -> tuple[list[Row], list[Row], list[Row]]:
    """What one screen of the list needs: its rows, how many there are of each status, and the totals of each month."""
    months = reader.all(
        "SELECT substr(booked_on, 1, 7), currency, count(*), sum(max(amount_cents, 0)), sum(min(amount_cents, 0))"
        " FROM bank_transaction GROUP BY 1, 2"
    )
    page = reader.all(f"SELECT {_COLUMNS} FROM bank_transaction ORDER BY booked_on DESC, id DESC LIMIT ?", (SCREEN,))
    return page, reader.all("SELECT status, count(*) FROM bank_transaction GROUP BY status"), months


def read_everything(reader: Reader) -> list[Row]:
    """Every row of the list."""
    return reader.all(f"SELECT {_COLUMNS} FROM bank_transaction ORDER BY booked_on DESC, id DESC")


def scan(reader: Reader, word: str) -> tuple[list[int], Counter[str], Counter[str]]:
    """The transactions whose label holds a word, by reading and comparing every one of them.

    Then how many there are of each status, and their sum in each month, as the page shows them at each key stroke.
    """
    rows = reader.all("SELECT id, label, status, booked_on, amount_cents FROM bank_transaction")
    found = [row for row in rows if word in row[1].lower()]
    sums: Counter[str] = Counter()
    for _, _, _, day, cents in found:
        sums[day[:7]] += cents
    return [row[0] for row in found], Counter(row[2] for row in found), sums


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
