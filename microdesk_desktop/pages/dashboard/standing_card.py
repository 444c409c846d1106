"""What clients owe, what of it is late, and what the accounts hold; each figure leads to its list."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.domain.money import Money
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL, WIDE
from microdesk_desktop.pages.dashboard.named_figure import NamedFigure
from microdesk_desktop.views.dashboard.figures import Dashboard
from microdesk_desktop.views.dashboard.words import (
    balance_definition,
    balance_words,
    due_definition,
    due_words,
    late_definition,
    late_words,
    sums_lines,
    sums_spoken,
)


class StandingCard(QFrame):
    """Three figures, one above the other."""

    def __init__(self, navigate: Callable[..., object]) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.due = NamedFigure(tr("À encaisser"), due_definition(), partial(navigate, "invoices", DocumentState.ISSUED))
        self.late = NamedFigure(tr("En retard"), late_definition(), partial(navigate, "invoices", DocumentState.LATE))
        self.balance = NamedFigure(tr("Solde"), balance_definition(), partial(navigate, "bank"))
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MIDDLE, WIDE, MIDDLE)
        column.setSpacing(SMALL)
        for number, part in enumerate((self.due, self.late, self.balance)):
            if number:
                column.addWidget(rule())
            column.addWidget(part, 1)

    def show_figures(self, shown: Dashboard) -> None:
        """Show what is due and the balance."""
        self._fill(self.due, [each.total for each in shown.due], due_words(shown.due))
        self._fill(self.late, [each.late for each in shown.due if each.late_documents], late_words(shown.due))
        self._fill(self.balance, shown.balances.sums, balance_words(shown.balances))

    @staticmethod
    def _fill(standing: NamedFigure, sums: Sequence[Money], detail: str) -> None:
        standing.fill(sums_lines(sums), detail, sums_spoken(sums))
