"""The panel beside the invoices: one document, what remains to pay, each payment with its origin, and what to do.

Its buttons are made once and only shown or hidden, so that the focus is never lost with a button that goes.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.theme.tokens import SMALL, TIGHT, TITLE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.cards import rule
from microdesk_desktop.gui.widgets.labels import set_tone
from microdesk_desktop.gui.widgets.side_panel import SidePanel
from microdesk_desktop.views.records.document_actions import DocumentAction, action_words, offered_actions
from microdesk_desktop.views.records.payments import PaymentRow
from microdesk_desktop.views.records.rows import InvoiceRow
from microdesk_desktop.views.records.words import issued_text, payment_origin, remaining_text

KEYS: Mapping[DocumentAction, tuple[str, ...]] = {
    DocumentAction.MARK_PAID: ("P",),
    DocumentAction.CORRECT: ("C",),
    DocumentAction.REMOVE: ("Del", "Backspace"),
}


class InvoicePanel(SidePanel):
    """`wanted` carries the action of a button, `transaction_wanted` the id of the transaction behind a payment."""

    wanted = Signal(object)
    transaction_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__(tr("Facture choisie"))
        self._invoice: InvoiceRow | None = None
        self._number = labels.caption("", wraps=True)
        self._rest = labels.amount("", size=TITLE)
        self._rest.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._state = labels.muted("")
        self._facts = labels.muted("")
        self._rule = rule()
        self._caption = labels.caption(tr("Paiements"))
        self._payments = QVBoxLayout()
        self._payments.setSpacing(SMALL)
        self._primary = buttons.primary("", self._do_next)
        self._primary.setObjectName("next")
        self._plain = {action: self._button(action) for action in DocumentAction}
        self._lay_out()
        self.show_invoice(None)

    @property
    def actions_offered(self) -> tuple[DocumentAction, ...]:
        """What can be done with the document in sight, the next action first."""
        return offered_actions(self._invoice) if self._invoice else ()

    def show_invoice(self, row: InvoiceRow | None) -> None:
        """Show a document; its payments follow."""
        self._invoice = row
        self._clear()
        for widget in (self._rest, self._facts, self._rule, self._caption):
            widget.setVisible(row is not None)
        self._show_buttons(row)
        if row is None:
            self._number.setText("")
            self._state.setText(tr("Choisissez une facture : ses paiements s'affichent ici."))
            return
        self._number.setText(f"{row.number} · {row.client}")
        self._rest.setText(money.amount(row.remaining_cents or row.total_cents, row.currency))
        set_tone(self._rest, Tone.PLAIN if row.remaining_cents else Tone.POSITIVE)
        self._state.setText(remaining_text(row))
        self._facts.setText(issued_text(row))

    def show_payments(self, payments: Sequence[PaymentRow]) -> None:
        """Show the payments of the document."""
        self._clear()
        if self._invoice is None:
            return
        before = self._invoice.settled_before_cents(payments)
        if before:
            amount = money.amount(before, self._invoice.currency)
            self._payments.addWidget(labels.muted(tr("{amount} réglés avant l'import").format(amount=amount)))
        for payment in payments:
            self._payments.addWidget(self._payment(payment, self._invoice.currency))
        if not payments and not before:
            self._payments.addWidget(labels.muted(tr("Aucun paiement pour l'instant.")))

    def _show_buttons(self, row: InvoiceRow | None) -> None:
        offered = self.actions_offered
        self._primary.setVisible(bool(offered))
        if offered:
            self._primary.setText(tr("{verb} · Entrée").format(verb=action_words(offered[0], row)))
        for action, button in self._plain.items():
            button.setText(action_words(action, row))
            button.setVisible(action in offered[1:])

    def _do_next(self) -> None:
        if self.actions_offered:
            self.wanted.emit(self.actions_offered[0])

    def _button(self, action: DocumentAction) -> QPushButton:
        made = buttons.plain("", lambda: self.wanted.emit(action))
        made.setObjectName(action.value)
        made.setToolTip(tr("Touche {key}").format(key=KEYS[action][0]))
        return made

    def _lay_out(self) -> None:
        self.body.setSpacing(TIGHT)
        for widget in (self._number, self._rest, self._state, self._facts):
            self.body.addWidget(widget)
        self.body.addSpacing(SMALL)
        self.body.addWidget(self._rule)
        self.body.addSpacing(SMALL)
        self.body.addWidget(self._caption)
        self.body.addLayout(self._payments)
        self.body.addSpacing(SMALL)
        actions = QVBoxLayout()
        actions.setSpacing(SMALL + 2)
        for button in (self._primary, *self._plain.values()):
            actions.addWidget(button)
        self.body.addLayout(actions)
        self.body.addStretch()

    def _payment(self, payment: PaymentRow, currency: str) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, TIGHT, 0, TIGHT)
        column.setSpacing(0)
        line = QHBoxLayout()
        line.addWidget(labels.body(dates.long_day(payment.on)), 1)
        line.addWidget(labels.amount(money.amount(payment.amount_cents, currency)))
        column.addLayout(line)
        column.addWidget(labels.caption(payment_origin(payment), wraps=True))
        transaction_id = payment.transaction_id
        if transaction_id is not None:
            see = buttons.link(tr("Voir l'opération"), lambda: self.transaction_wanted.emit(transaction_id))
            see.setObjectName("see_transaction")
            column.addWidget(see, alignment=Qt.AlignmentFlag.AlignLeft)
        return holder

    def _clear(self) -> None:
        while self._payments.count():
            item = self._payments.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
