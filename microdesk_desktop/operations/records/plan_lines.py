"""Plan an import of receipts or expenses: which lines are new, and which invoice a receipt pays."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from microdesk_desktop.documents.imports.reader import ReadRow
from microdesk_desktop.domain.company import Company, VatRegime
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.operations.records.invoice_payments import Invoices
from microdesk_desktop.operations.records.plan import RecordsPlan
from microdesk_desktop.operations.records.stored_lines import (
    StoredLines,
    add_receipt,
    content_of,
    find_again,
    find_expense_again,
)
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.receipts_expenses import load_records
from microdesk_desktop.store.vault.company import load_company

Line = TypeVar("Line", Receipt, Expense)


def plan_expenses(reader: Reader, rows: Sequence[ReadRow], plan: RecordsPlan) -> None:
    """Plan expenses. A stored refund is known again where a file of refunds alone writes it like spending."""
    stored = StoredLines(load_records(reader, Expense))
    company = load_company(reader)
    lines = [(row, _with_own_vat(line, company)) for row, line in _referenced_first(rows, Expense)]
    may_be_refunds = all(expense.amount_cents > 0 for _, expense in lines)
    for row, expense in lines:
        refund = replace(expense, amount_cents=-expense.amount_cents)
        same = (expense, refund) if may_be_refunds else (expense,)
        if _refers_to_stored(plan, row, expense, stored, same):
            continue
        twin = None if expense.reference else next(filter(None, map(stored.take_like, same)), None)
        if twin is not None:
            find_expense_again(plan, row, twin, stored.lines[twin], expense)
        else:
            stored.by_reference[expense.reference] = None, expense
            plan.add(row, expense)


def _with_own_vat(expense: Expense, company: Company) -> Expense:
    """The expense without VAT that a business under the franchise does not deduct."""
    is_liable = company.vat_regime_on(expense.on) is VatRegime.REAL
    return expense if is_liable or not expense.vat else replace(expense, vat=())


def plan_receipts(reader: Reader, rows: Sequence[ReadRow], plan: RecordsPlan) -> None:
    """Plan receipts. One that names a stored invoice, in its own column or as its reference, is its payment.

    Lines that are stored as they are written come first: none of them is then taken for another payment near its day.
    """
    stored = StoredLines(load_records(reader, Receipt))
    invoices = Invoices(reader, stored)
    new = []
    for row, read in _referenced_first(rows, Receipt):
        invoice, receipt = invoices.of(read)
        if _refers_to_stored(plan, row, receipt, stored, (receipt,)):
            continue
        twin = None if receipt.reference else stored.take_like(receipt)
        if twin is not None:
            find_again(plan, row, twin, stored.lines[twin], receipt)
        else:
            new.append((row, invoice, receipt))
    for row, invoice, receipt in new:
        if _refers_to_stored(plan, row, receipt, stored, (receipt,)):
            continue  # an earlier line of the file brought this reference
        if invoice is not None:
            invoices.pay(plan, row, receipt, invoice, stored)
        elif invoices.names_several(receipt.invoice):
            plan.refuse(row, "invoices_several", field="invoice", value=receipt.invoice)
        else:
            add_receipt(plan, row, receipt, stored)
    plan.saves += invoices.saves()


def _referenced_first(rows: Sequence[ReadRow], cls: type[Line]) -> list[tuple[ReadRow, Line]]:
    """The lines with a reference first: one without is not given a reference that the file holds further down."""
    lines = [(row, row.record) for row in rows if isinstance(row.record, cls)]
    return sorted(lines, key=lambda line: not line[1].reference)


def _refers_to_stored(
    plan: RecordsPlan, row: ReadRow, line: Line, stored: StoredLines[Line], same: Sequence[Line]
) -> bool:
    """Plan a line whose reference is known: the same one again, or refused. False for an unknown reference."""
    twin = stored.by_reference.get(line.reference) if line.reference else None
    if twin is None:
        return False
    id_, known = twin
    if content_of(known) not in map(content_of, same):
        plan.refuse(row, "reference_taken", reference=line.reference)
        return True
    stored.take(id_)
    if isinstance(line, Receipt) and isinstance(known, Receipt):
        find_again(plan, row, id_, known, line)
    elif isinstance(line, Expense) and isinstance(known, Expense):
        find_expense_again(plan, row, id_, known, line)
    return True
