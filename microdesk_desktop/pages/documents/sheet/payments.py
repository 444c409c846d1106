"""The payments of one document: the day, the amount, where each comes from, and the way to its transaction."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.theme.tokens import SMALL, TIGHT
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.inline_link import InlineLink
from microdesk_desktop.gui.widgets.strip import empty_layout
from microdesk_desktop.views.records.document_words import settled_before_text
from microdesk_desktop.views.records.payments import PaymentRow
from microdesk_desktop.views.records.rows import InvoiceRow
from microdesk_desktop.views.records.words import payment_origin


class Payments(QWidget):
    """`transaction_wanted` carries the id of the transaction behind a payment, `receipt_wanted` that of its receipt."""

    transaction_wanted = Signal(int)
    receipt_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SMALL)

    def clear(self) -> None:
        """Show nothing, until the payments have been read."""
        empty_layout(self._column)

    def show_payments(self, row: InvoiceRow, payments: Sequence[PaymentRow]) -> None:
        """Show the payments of a document, what was settled before the import first."""
        self.clear()
        before = row.settled_before_cents(payments)
        if before:
            self._column.addWidget(labels.muted(settled_before_text(row, before)))
        for payment in payments:
            self._column.addWidget(self._payment(payment, row.currency))
        if not payments and not before:
            self._column.addWidget(labels.muted(tr("Aucun paiement pour l'instant.")))

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
        transaction_id, receipt_id = payment.transaction_id, payment.receipt_id
        if transaction_id is not None:
            see = InlineLink(tr("Voir l'opération"), lambda: self.transaction_wanted.emit(transaction_id))
            see.setObjectName("see_transaction")
            column.addWidget(see, alignment=Qt.AlignmentFlag.AlignLeft)
        if receipt_id is not None:
            see = InlineLink(tr("Voir la recette"), lambda: self.receipt_wanted.emit(receipt_id))
            see.setObjectName("see_receipt")
            column.addWidget(see, alignment=Qt.AlignmentFlag.AlignLeft)
        return holder
