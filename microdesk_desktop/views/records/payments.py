"""The payments of a document, receipt or expense with their transactions, and the categories in use."""

from microdesk_desktop.store.bank.payments import PaymentRow, load_payments
from microdesk_desktop.store.records.receipts_expenses import load_categories

__all__ = ["PaymentRow", "load_categories", "load_payments"]
