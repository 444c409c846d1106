"""The panel beside a book: one line with all that the law asks for, and what it leads to."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.books.totals import vat_of
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.layout.side_panel import SidePanel
from microdesk_desktop.gui.theme.tokens import SMALL, TIGHT, TITLE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.facts import Fact, Facts
from microdesk_desktop.views.books.euros import PaidAbroad, euros_action, paid_abroad_text
from microdesk_desktop.views.books.register import RegisterRow
from microdesk_desktop.views.books.register_words import (
    activity_short,
    correction_text,
    method_text,
    period_name,
    source_text,
    state_detail,
    vat_facts,
)


class LinePanel(SidePanel):
    """`source_wanted` asks for the document, receipt or expense of the line, `transaction_wanted` for its bank row,
    `euros_wanted` for the form of what its money in another currency was worth."""

    source_wanted = Signal()
    transaction_wanted = Signal()
    euros_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Ligne choisie"))
        self._party = labels.by_others(labels.heading(""))
        self._party.setWordWrap(True)
        self._nature = labels.by_others(labels.muted(""))
        self._amount = labels.amount("", size=TITLE)
        self._amount.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._correction = labels.body("")
        self._facts = Facts()
        self._state = labels.caption("", wraps=True)
        self._hint = labels.muted(tr("Choisissez une ligne : ce qui la justifie s'affiche ici."))
        self._source = buttons.keyed(tr("Ouvrir"), self.source_wanted.emit, tr("Entrée"))
        self._source.setObjectName("source")
        self._transaction = buttons.keyed(tr("Voir l'opération bancaire"), self.transaction_wanted.emit, "B")
        self._transaction.setObjectName("transaction")
        self._euros = buttons.keyed("", self.euros_wanted.emit, "E")
        self._euros.setObjectName("euros")
        self._abroad = labels.muted("")
        self.paid_abroad: PaidAbroad | None = None
        self._of_line: tuple[QWidget, ...] = (self._party, self._amount, self._facts, self._state, self._source)
        self._lay_out()
        self.show_line(None)

    def show_line(self, row: RegisterRow | None) -> None:
        """Show a line; what was paid in another currency follows (`show_paid_abroad`)."""
        self.show_paid_abroad(None)
        for each in self._of_line:
            each.setVisible(row is not None)
        self._hint.setVisible(row is None)
        line = row.line if row is not None else None
        self._nature.setVisible(line is not None and bool(line.nature))
        self._correction.setVisible(line is not None and line.is_correction)
        self._transaction.setVisible(line is not None and line.transaction_id is not None)
        if row is None or line is None:
            return
        self._party.setText(line.party or tr("À indiquer"))
        self._nature.setText(line.nature)
        self._amount.setText(money.amount(line.gross_cents, line.currency))
        self._correction.setText(correction_text(line))
        self._facts.set_facts(_facts(row))
        self._state.setText(state_detail(line))
        self._source.setText(source_text(line))

    def show_paid_abroad(self, paid: PaidAbroad | None) -> None:
        """Show what was paid in another currency for the line in sight; None where it was in euros."""
        self.paid_abroad = paid
        self._euros.setVisible(paid is not None)
        self._abroad.setVisible(paid is not None)
        if paid is not None:
            self._euros.setText(euros_action(paid))
            self._abroad.setText(paid_abroad_text(paid))

    def _lay_out(self) -> None:
        self.body.setSpacing(TIGHT)
        for widget in (self._hint, self._party, self._nature, self._amount, self._abroad, self._correction):
            self.body.addWidget(widget)
        self.body.addSpacing(SMALL)
        self.body.addWidget(rule())
        self.body.addSpacing(SMALL)
        self.body.addWidget(self._facts)
        self.body.addSpacing(SMALL)
        self.body.addWidget(self._state)
        actions = QVBoxLayout()
        actions.setSpacing(SMALL)
        actions.addWidget(self._source)
        actions.addWidget(self._transaction)
        actions.addWidget(self._euros)
        self.body.addSpacing(SMALL)
        self.body.addLayout(actions)
        self.body.addStretch()


def _facts(row: RegisterRow) -> list[Fact]:
    line = row.line
    is_split = bool(vat_of(line) or line.disbursement_cents)
    return [
        Fact(name=tr("Date"), value=dates.long_day(line.on)),
        Fact(name=tr("Période"), value=period_name(row.period)),
        Fact(name=tr("Référence"), value=line.reference),
        Fact(name=tr("Document"), value=line.document if line.document != line.reference else ""),
        Fact(name=tr("Activité"), value=activity_short(line.activity) if line.activity else ""),
        Fact(name=tr("Règlement"), value=method_text(line)),
        Fact(
            name=tr("Hors taxes"),
            value=money.amount(line.amount_cents, line.currency) if is_split else "",
            is_amount=True,
        ),
        *(Fact(name=name, value=value, is_amount=True) for name, value in vat_facts(line)),
        Fact(
            name=tr("Débours"),
            value=money.amount(line.disbursement_cents, line.currency) if line.disbursement_cents else "",
            is_amount=True,
        ),
    ]
