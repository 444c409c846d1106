"""What a transaction settles as a small sum in the panel: documents, fee, what was received."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.theme.tokens import SMALL, TIGHT
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.views.bank.words.sums import SumLine


class SumView(QWidget):
    """Lines of text and amount, the total below a rule; the labels are kept and reused."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Répartition"))
        self._cells: list[tuple[QLabel, QLabel, QLabel]] = []
        self._rule = rule()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, TIGHT, 0, TIGHT)
        self._grid.setHorizontalSpacing(SMALL)
        self._grid.setVerticalSpacing(TIGHT)
        self._grid.setColumnStretch(0, 1)
        self._total = (labels.body(""), labels.amount(""))
        self.hide()

    def show_lines(self, lines: Sequence[SumLine]) -> None:
        """Show these lines, and nothing else."""
        parts = [line for line in lines if not line.is_total]
        while len(self._cells) < len(parts):
            self._add_cells()
        for number, (text, amount, left) in enumerate(self._cells):
            line = parts[number] if number < len(parts) else None
            text.setText(line.text if line else "")
            amount.setText(line.amount if line else "")
            left.setText(line.left if line else "")
            for cell in (text, amount):
                cell.setVisible(line is not None)
            left.setVisible(line is not None and bool(line.left))
        total = next((line for line in lines if line.is_total), None)
        self._show_total(total)
        self.setVisible(bool(lines))

    def _show_total(self, total: SumLine | None) -> None:
        last = 2 * len(self._cells)
        text, amount = self._total
        for widget in (self._rule, text, amount):
            self._grid.removeWidget(widget)
            widget.setParent(None)  # the last children are read last
        self._grid.addWidget(self._rule, last, 0, 1, 2)
        self._grid.addWidget(text, last + 1, 0)
        self._grid.addWidget(amount, last + 1, 1, Qt.AlignmentFlag.AlignRight)
        text.setText(total.text if total else "")
        amount.setText(total.amount if total else "")
        for widget in (self._rule, text, amount):
            widget.setVisible(total is not None)

    def _add_cells(self) -> None:
        row = 2 * len(self._cells)
        text, amount, left = labels.muted(""), labels.amount(""), labels.caption("", wraps=True)
        self._grid.addWidget(text, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(amount, row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(left, row + 1, 0, 1, 2)
        self._cells.append((text, amount, left))
