"""Whether a payment comes when it may, and how far from the day expected."""

import re
from datetime import date

from microdesk_desktop.domain.bank.label_parser import Label, LabelKind, purchase_day
from microdesk_desktop.domain.settle.matching import Target, TargetKind, Transaction
from microdesk_desktop.reconcile.open_items import is_record

INVOICE_LEAD = 2
INVOICE_PATIENCE = 400

# Days from the record to the payment, by what the label says; cards are dated by their day of purchase where written.
_EXPENSE_WINDOWS = {
    LabelKind.CARD: (-3, 8),
    LabelKind.CARD_REFUND: (-3, 30),
    LabelKind.DIRECT_DEBIT: (-6, 35),
    LabelKind.TRANSFER: (-6, 75),
    LabelKind.CHEQUE: (-3, 75),
    LabelKind.FEE: (-15, 15),
    LabelKind.LOAN: (-10, 10),
}
_EXPENSE_WINDOW = (-6, 35)
_RECEIPT_WINDOWS = {LabelKind.CHEQUE_DEPOSIT: (-3, 30), LabelKind.CARD_TAKINGS: (-1, 8)}
_RECEIPT_WINDOW = (-7, 10)
_DAY = re.compile(r"(?<![\d/.-])(\d\d?)([/.-])(\d\d?)\2((?:20)?\d\d)(?![\d/-])")


def days_after(target: Target, transaction: Transaction, label: Label) -> int:
    """Days from the issue or the fact to the payment; a card pays on its day of purchase."""
    paid_on = purchase_day(label, transaction.on) if is_record(target) and label.kind is LabelKind.CARD else None
    return ((paid_on or transaction.on) - target.on).days


def is_timely(target: Target, transaction: Transaction, label: Label) -> bool:
    """Whether the payment falls when such a payment may."""
    days = days_after(target, transaction, label)
    if target.kind is TargetKind.INVOICE:
        return -INVOICE_LEAD <= days <= INVOICE_PATIENCE
    if target.kind is TargetKind.RECEIPT:
        first, last = _RECEIPT_WINDOWS.get(label.kind, _RECEIPT_WINDOW)
    else:
        first, last = _EXPENSE_WINDOWS.get(label.kind, _EXPENSE_WINDOW)
        if label.kind is LabelKind.CARD and label.purchase:
            last = 3
    return first <= days <= last


def days_late(target: Target, transaction: Transaction) -> int | None:
    """Days from the due date to the payment, None where no due date is known."""
    return (transaction.on - target.due_on).days if target.due_on else None


def days_written(text: str) -> frozenset[date]:
    """The days that a text tells with their year: « facture du 12/03/2026 »."""
    days = set()
    for day, _, month, year in _DAY.findall(text):
        try:
            days.add(date(int(year) % 100 + 2000, int(month), int(day)))
        except ValueError:
            continue
    return frozenset(days)
