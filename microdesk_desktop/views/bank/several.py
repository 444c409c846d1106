"""What can be done with several transactions together."""

from collections.abc import Sequence
from dataclasses import dataclass

from microdesk_desktop.domain.bank.types import State
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.bank.prefill import prefilled_expense
from microdesk_desktop.views.bank.rows import TransactionRow, load_transactions
from microdesk_desktop.views.expenses.categories import load_category_index


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """Those of some transactions that wait, and the expense that each money out among them stands for.

    One with a proposal is left out of the expenses: what it most likely settles is there already.
    """

    rows: Sequence[TransactionRow]
    expenses: Sequence[tuple[int, Expense]]

    @property
    def waiting(self) -> Sequence[int]:
        """The ids of those that wait."""
        return [row.id for row in self.rows]


def load_several(reader: Reader, ids: Sequence[int]) -> Several:
    """What can be done with these transactions."""
    waiting = [row for row in load_transactions(reader, ids) if row.status in (Status.TODO, Status.SUGGESTED)]
    index = load_category_index(reader)
    expenses = [
        (row.id, prefilled_expense(row, index))
        for row in waiting
        if row.amount_cents < 0 and not row.suggestions and row.state is not State.PENDING and row.currency == "EUR"
    ]
    return Several(rows=waiting, expenses=expenses)
