"""An expense that came as a file, as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from microdesk_desktop.documents.received.read import load_content
from microdesk_desktop.documents.received.remarks import Remark, remarks_of
from microdesk_desktop.domain.documents.received import ReceivedContent, ReceivedState
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.records.vouchers import VoucherFacts
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.receipts_expenses import load_record
from microdesk_desktop.store.records.received import load_received, load_to_confirm
from microdesk_desktop.store.records.vouchers import load_voucher_facts
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.views.records.expenses.form import ExpenseChoices, load_expense_choices

TO_CONFIRM = "to_confirm"
"""The key of the filter that keeps the expenses that the user has to check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedView:
    """The expense, what its file states, and what is unusual about that; `choices` are those of its form."""

    id: int
    expense: Expense
    state: ReceivedState
    content: ReceivedContent
    vouchers: Sequence[VoucherFacts]
    remarks: Sequence[Remark]
    choices: ExpenseChoices


def load_received_view(reader: Reader, expense_id: int) -> ReceivedView | None:
    """The expense of this id; None for one that is not there, or did not come as a file."""
    expense, record = load_record(reader, TargetKind.EXPENSE, expense_id), load_received(reader, expense_id)
    if not isinstance(expense, Expense) or record is None:
        return None
    content = load_content(record.content)
    return ReceivedView(
        id=expense_id,
        expense=expense,
        state=record.state,
        content=content,
        vouchers=load_voucher_facts(reader, expense_id),
        remarks=remarks_of(content.invoice, load_company(reader)) if content.invoice else (),
        choices=load_expense_choices(reader),
    )


def load_next_to_confirm(reader: Reader) -> int | None:
    """The expense that was received first among those to check; None when none is left."""
    found = load_to_confirm(reader, 1)
    return found[0][0] if found else None
