"""What the lines add up to, below them: the rows before the last, and what is to pay."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from microdesk_desktop.gui.theme.apply import REGULAR, font, scaled
from microdesk_desktop.gui.theme.tokens import BODY, FIGURE, SMALL, TIGHT, WIDE
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.strip import empty_layout
from microdesk_desktop.views.documents.editor.state import EditorState

LEAST_NAME = 136
"""The width of a name: with a French amount beside it, as wide as the mention of the franchise."""


class TotalsView(QWidget):
    """The totals of the draft, right-aligned, with the mentions of its regime."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: object = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, SMALL, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(TIGHT)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnMinimumWidth(1, scaled(LEAST_NAME) + WIDE)

    def show_state(self, state: EditorState) -> None:
        """Show the totals of a draft."""
        shown = (state.totals, state.cases)
        if shown == self._shown:
            return
        self._shown = shown
        empty_layout(self._grid)
        row = 0
        for each in state.totals:
            if each.is_due:
                row = self._add_cases(state, row)
            size = FIGURE if each.is_due else BODY
            name = labels.figure(each.name) if each.is_due else labels.muted(each.name, wraps=False)
            name.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            name.setContentsMargins(0, 0, WIDE, 0)
            self._grid.addWidget(name, row, 1)
            amount = labels.amount(each.amount, size=size)
            if not each.is_due:
                amount.setFont(font(BODY, REGULAR, tabular=True))
            self._grid.addWidget(amount, row, 2)
            row += 1

    def _add_cases(self, state: EditorState, row: int) -> int:
        for text in state.cases:
            case = labels.muted(text)
            case.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(case, row, 0, 1, 3)
            row += 1
        return row
