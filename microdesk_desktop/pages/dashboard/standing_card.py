"""What clients owe, what of it is late, and what the accounts hold; each figure leads to its list."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.theme.tokens import LEAD, MIDDLE, SMALL, WIDE
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.figure import Figure
from microdesk_desktop.views.dashboard.figures import Dashboard, Sums
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
        self.due = _Standing(tr("À encaisser"), due_definition(), partial(navigate, "invoices", DocumentState.ISSUED))
        self.late = _Standing(tr("En retard"), late_definition(), partial(navigate, "invoices", DocumentState.LATE))
        self.balance = _Standing(tr("Solde"), balance_definition(), partial(navigate, "bank"))
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MIDDLE, WIDE, MIDDLE)
        column.setSpacing(SMALL)
        for number, part in enumerate((self.due, self.late, self.balance)):
            if number:
                column.addWidget(rule())
            column.addWidget(part, 1)

    def show_figures(self, shown: Dashboard) -> None:
        """Show what is due and the balance."""
        self.due.fill(tuple(each.total for each in shown.due), due_words(shown.due))
        late = tuple(each.late for each in shown.due if each.late_documents)
        self.late.fill(late, late_words(shown.due))
        self.balance.fill(shown.balances.sums, balance_words(shown.balances))


class _Standing(QWidget):
    """A name, a line about it, and the figure at their right."""

    def __init__(self, name: str, definition: str, act: Callable[[], object]) -> None:
        super().__init__()
        self._name = name
        self._definition = definition
        self.setToolTip(definition)
        self.figure = Figure(act, size=LEAD)
        self.detail: QLabel = labels.caption("")
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch()
        texts.addWidget(labels.heading(name))
        texts.addWidget(self.detail)
        texts.addStretch()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addLayout(texts, 1)
        line.addWidget(self.figure)

    def fill(self, sums: Sums, detail: str) -> None:
        """Show the sums, one per currency, and the line about them."""
        self.figure.fill(sums_lines(sums), f"{self._name} : {sums_spoken(sums)}", self._definition)
        self.detail.setText(detail)
