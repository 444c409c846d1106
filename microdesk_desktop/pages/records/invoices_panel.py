"""The panel beside the invoices: one document, what remains to pay, and each payment with its origin."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.theme.tokens import SMALL, TIGHT, TITLE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.cards import rule
from microdesk_desktop.gui.widgets.labels import set_tone
from microdesk_desktop.gui.widgets.side_panel import SidePanel
from microdesk_desktop.views.records.payments import PaymentRow
from microdesk_desktop.views.records.rows import InvoiceRow
from microdesk_desktop.views.records.words import payment_origin, remaining_text


class InvoicePanel(SidePanel):
    """`transaction_wanted` carries the id of the transaction behind a payment."""

    transaction_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__(tr("Facture choisie"))
        self._invoice: InvoiceRow | None = None
        self._number = labels.caption("", wraps=True)
        self._rest = labels.amount("", size=TITLE)
        self._rest.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._state = labels.muted("")
        self._rule = rule()
        self._caption = labels.caption(tr("Paiements"))
        self._payments = QVBoxLayout()
        self._payments.setSpacing(SMALL)
        self.body.setSpacing(TIGHT)
        for widget in (self._number, self._rest, self._state):
            self.body.addWidget(widget)
        self.body.addSpacing(SMALL)
        self.body.addWidget(self._rule)
        self.body.addSpacing(SMALL)
        self.body.addWidget(self._caption)
        self.body.addLayout(self._payments)
        self.body.addStretch()

    def show_invoice(self, row: InvoiceRow | None) -> None:
        """Show a document; its payments follow."""
        self._invoice = row
        self._clear()
        for widget in (self._rest, self._rule, self._caption):
            widget.setVisible(row is not None)
        if row is None:
            self._number.setText("")
            self._state.setText(tr("Choisissez une facture : ses paiements s'affichent ici."))
            return
        self._number.setText(f"{row.number} · {row.client}")
        self._rest.setText(money.amount(row.remaining_cents or row.total_cents, row.currency))
        set_tone(self._rest, Tone.PLAIN if row.remaining_cents else Tone.POSITIVE)
        self._state.setText(remaining_text(row))

    def show_payments(self, payments: Sequence[PaymentRow]) -> None:
        """Show the payments of the document."""
        self._clear()
        if self._invoice is None:
            return
        before = self._invoice.total_cents - self._invoice.remaining_cents - sum(each.amount_cents for each in payments)
        if before:
            amount = money.amount(before, self._invoice.currency)
            self._payments.addWidget(labels.muted(tr("{amount} réglés avant l'import").format(amount=amount)))
        for payment in payments:
            self._payments.addWidget(self._payment(payment, self._invoice.currency))
        if not payments and not before:
            self._payments.addWidget(labels.muted(tr("Aucun paiement pour l'instant.")))

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
