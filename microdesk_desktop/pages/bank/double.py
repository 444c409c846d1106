"""Two transactions that may be one payment, side by side, above what the user can decide about them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.theme.tokens import SMALL, TIGHT
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.views.bank.doubles import compared_facts
from microdesk_desktop.views.bank.rows import TransactionRow

COLUMNS = 2


class DoubleComparison(QWidget):
    """Hidden unless two transactions are shown; `buttons` stand below them."""

    def __init__(self, buttons: Sequence[QPushButton]) -> None:
        super().__init__()
        self.setAccessibleName(tr("Double possible"))
        self._cells: list[QLabel] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SMALL)
        self._grid.setVerticalSpacing(TIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addWidget(labels.heading(tr("Double possible ?")))
        column.addWidget(labels.muted(tr("Ces deux opérations sont peut-être le même paiement.")))
        column.addLayout(self._grid)
        for button in buttons:
            column.addWidget(button)
        column.addSpacing(SMALL)
        column.addWidget(rule())
        self.hide()

    def show_pair(self, row: TransactionRow | None, other: TransactionRow | None) -> None:
        """Show both transactions; nothing without the other one."""
        self.setVisible(row is not None and other is not None)
        if row is None or other is None:
            return
        texts = [tr("Celle-ci"), tr("L'autre"), *(each for pair in compared_facts(row, other) for each in pair)]
        while len(self._cells) < len(texts):
            self._add_cell()
        for cell, text in zip(self._cells, texts, strict=True):
            cell.setText(text)

    def _add_cell(self) -> None:
        cell = labels.caption("", wraps=True)
        cell.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(cell, len(self._cells) // COLUMNS, len(self._cells) % COLUMNS)
        self._grid.setColumnStretch(len(self._cells) % COLUMNS, 1)
        self._cells.append(cell)
