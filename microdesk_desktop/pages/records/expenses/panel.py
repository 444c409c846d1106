"""The panel beside the expenses: one expense, its vouchers, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.documents.received import ReceivedState
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.layout.side_panel import SidePanel
from microdesk_desktop.gui.theme.tokens import SMALL, TIGHT, TITLE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.records.voucher_list import VoucherList
from microdesk_desktop.views.expenses.categories import Proposal, proposal_reason
from microdesk_desktop.views.expenses.expected import ExpenseSeries, expectation_text
from microdesk_desktop.views.records.expenses.facts import payment_facts
from microdesk_desktop.views.records.rows import RecordRow
from microdesk_desktop.views.records.words import category, record_party, record_state


class ExpensePanel(SidePanel):
    """Its signals are emitted when the button of the action is pressed."""

    attach_wanted = Signal()
    category_wanted = Signal()
    edit_wanted = Signal()
    received_wanted = Signal()
    rhythm_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(tr("Dépense choisie"))
        self.vouchers = VoucherList(workspace)
        self._party = labels.heading("")
        self._party.setWordWrap(True)
        self._amount = labels.amount("", size=TITLE)
        self._amount.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._facts = labels.muted("")
        self._rule = rule()
        self._caption = labels.caption(tr("Justificatif"))
        self._attach = buttons.keyed(tr("Joindre un justificatif…"), self.attach_wanted.emit, "J")
        self._attach.setObjectName("attach")
        self._hint = labels.caption(tr("Ou déposez ici une image ou un PDF, 10 Mo au plus."), wraps=True)
        self._received = buttons.keyed(tr("Voir la facture reçue…"), self.received_wanted.emit, "")
        self._received.setObjectName("received")
        self._classify = buttons.keyed(tr("Classer"), self.category_wanted.emit, "P")
        self._classify.setObjectName("classify")
        self._why = labels.caption("", wraps=True)
        self._repeats = buttons.keyed(tr("Revient régulièrement…"), self.rhythm_wanted.emit, "")
        self._repeats.setObjectName("repeats")
        self._edit = buttons.keyed(tr("Corriger…"), self.edit_wanted.emit, tr("Entrée"))
        self._remove = buttons.keyed(tr("Supprimer"), self.removal_wanted.emit, tr("Suppr"))
        self._only_with_expense: Sequence[QWidget] = (
            *(self._party, self._amount, self._rule, self._caption, self.vouchers),
            *(self._attach, self._hint, self._repeats, self._edit, self._remove),
        )
        self._lay_out()
        self.show_expense(None)

    def show_expense(
        self, row: RecordRow | None, proposal: Proposal | None = None, series: ExpenseSeries | None = None
    ) -> None:
        """Show an expense, the category that is proposed for it and its series; its vouchers follow."""
        for widget in self._only_with_expense:
            widget.setVisible(row is not None)
        self._received.setVisible(row is not None and row.received is ReceivedState.CONFIRMED)
        self.vouchers.show_record(row.id if row else None)
        for widget in (self._classify, self._why):
            widget.setVisible(proposal is not None)
        if proposal is not None:
            self._classify.setText(buttons.literal(tr("Classer : {category}").format(category=proposal.category)))
            self._why.setText(proposal_reason(proposal))
        if row is None:
            self._facts.setText(tr("Choisissez une dépense : son justificatif s'affiche ici."))
            return
        record = row.record
        self._edit.setText(tr("Vérifier…") if row.is_to_confirm else tr("Corriger…"))
        self._party.setText(record_party(record))
        self._amount.setText(money.amount(record.signed_cents, row.currency, signed=True))
        reference = tr("Référence : {reference}").format(reference=record.reference) if record.reference else ""
        facts = (
            dates.long_day(record.on),
            category(record),
            record.label,
            reference,
            *payment_facts(row),
            _bank_text(row),
            _series_text(series),
        )
        self._facts.setText("\n".join(filter(None, facts)))

    def _lay_out(self) -> None:
        self.body.setSpacing(TIGHT)
        self.body.addWidget(self._party)
        self.body.addWidget(self._amount)
        self.body.addWidget(self._facts)
        self.body.addWidget(self._classify)
        self.body.addWidget(self._why)
        self.body.addSpacing(SMALL)
        self.body.addWidget(self._rule)
        self.body.addSpacing(SMALL)
        self.body.addWidget(self._caption)
        self.body.addWidget(self.vouchers)
        actions = QVBoxLayout()
        actions.setSpacing(SMALL)
        actions.addWidget(self._attach)
        actions.addWidget(self._hint)
        actions.addWidget(self._received)
        actions.addWidget(self._repeats)
        actions.addWidget(self._edit)
        actions.addWidget(self._remove)
        self.body.addSpacing(SMALL)
        self.body.addLayout(actions)
        self.body.addStretch()


def _series_text(series: ExpenseSeries | None) -> str:
    """When the next one is expected."""
    return tr("La suivante : {text}").format(text=expectation_text(series)) if series is not None else ""


def _bank_text(row: RecordRow) -> str:
    state = record_state(row)
    return tr("Banque : {state}").format(state=state.lower()) if state else ""
