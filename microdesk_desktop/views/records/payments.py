"""What settles one document, receipt or expense: each payment, and the transaction that explains it."""

from microdesk_desktop.store.bank.payments import PaymentRow, load_payments
from microdesk_desktop.store.records.receipts_expenses import load_categories

__all__ = ["PaymentRow", "load_categories", "load_payments"]
