"""Give an expense in a foreign currency the euros that the bank debited, once one transaction states its amount."""

from collections.abc import Sequence
from dataclasses import replace

from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.records.expense_vat import rescaled
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.settle.transactions import Transaction
from microdesk_desktop.operations.session import Session
from microdesk_desktop.reconcile.foreign import payments_in_euros
from microdesk_desktop.store.bank.transactions import load_undecided
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.records.receipts_expenses import load_record, load_unpaid_foreign_expenses, save_record


def put_paid_in_euros(session: Session) -> None:
    """Replace the amounts of the unpaid foreign expenses that a transaction states; attribution then finds them equal.

    What the supplier invoiced stays beside the expense, with the file that it came from.
    """
    found = session.read(_found)
    if found:
        session.write(lambda writer: _replace(writer, found))


def _found(reader: Reader) -> Sequence[tuple[int, Expense, Transaction]]:
    abroad = load_unpaid_foreign_expenses(reader)
    if not abroad:
        return ()
    known = dict(abroad)
    return [(id_, known[id_], transaction) for id_, transaction in payments_in_euros(load_undecided(reader), abroad)]


def _replace(writer: Writer, found: Sequence[tuple[int, Expense, Transaction]]) -> None:
    """Replace each expense that is still as it was read."""
    for id_, expense, transaction in found:
        if load_record(writer, TargetKind.EXPENSE, id_) == expense:
            save_record(writer, _in_euros(expense, -transaction.amount_cents), id_)


def _in_euros(expense: Expense, cents: int) -> Expense:
    vat = rescaled(expense.vat, expense.amount_cents, cents)
    return replace(expense, amount_cents=cents, currency=EUR, vat=vat)
