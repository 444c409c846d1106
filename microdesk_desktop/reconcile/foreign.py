"""Which transactions in euros paid expenses in another currency: those whose labels state the original amount.

A card payment abroad is booked in euros, at a rate that nobody knows before; many banks repeat the amount that was
asked for in the label. Nothing is found where two payments or two expenses agree.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from microdesk_desktop.domain.bank.original_amount import original_amount
from microdesk_desktop.domain.money import EUR, Money
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.settle.transactions import Transaction
from microdesk_desktop.domain.text import fold

DAYS_BEFORE, DAYS_AFTER = 5, 25
"""From the day of an invoice: cards pay at once and are booked within days, and the next month's like payment is not
among these days."""
_WORD = re.compile(r"[A-Z0-9]{3,}")


def payments_in_euros(
    transactions: Iterable[Transaction], expenses: Sequence[tuple[int, Expense]]
) -> Sequence[tuple[int, Transaction]]:
    """The id of each expense with the one transaction that states its amount, its currency and its supplier."""
    pairs = [
        (id_, transaction)
        for transaction in transactions
        if transaction.currency == EUR and not transaction.pending and (stated := original_amount(transaction.label))
        for id_, expense in expenses
        if _is_paid_by(expense, transaction, stated)
    ]
    of_expense = Counter(id_ for id_, _ in pairs)
    of_transaction = Counter(transaction.id for _, transaction in pairs)
    return [
        (id_, transaction) for id_, transaction in pairs if of_expense[id_] == 1 and of_transaction[transaction.id] == 1
    ]


def _is_paid_by(expense: Expense, transaction: Transaction, stated: Money) -> bool:
    days = (transaction.on - expense.on).days
    return (
        stated == Money(abs(expense.amount_cents), expense.currency)
        and expense.signed_cents * transaction.amount_cents > 0
        and -DAYS_BEFORE <= days <= DAYS_AFTER
        and _first_word(expense.supplier) in _WORD.findall(fold(transaction.label))
    )


def _first_word(name: str) -> str | None:
    """The first word of three letters of a name, which distinguishes it: « GitHub, Inc. »."""
    found = _WORD.search(fold(name))
    return found[0] if found else None
