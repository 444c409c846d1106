"""The payments of a document, receipt or expense with their transactions."""

from microdesk_desktop.store.bank.payments import PaymentRow, load_payments

__all__ = ["PaymentRow", "load_payments"]
