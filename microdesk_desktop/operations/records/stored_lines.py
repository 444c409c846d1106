"""Stored receipts and expenses, each to be matched with one line of a file."""

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from microdesk_desktop.documents.imports.reader import ReadRow
from microdesk_desktop.domain.imports.plans import Entity
from microdesk_desktop.domain.records.expense_vat import rescaled
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method, Receipt
from microdesk_desktop.operations.records.plan import RecordsPlan, Save

Line = TypeVar("Line", Receipt, Expense)


class StoredLines(Generic[Line]):
    """The stored lines, each to be matched with one line of the file: by its reference, else by its content."""

    def __init__(self, lines: Sequence[tuple[int, Line]]) -> None:
        self.by_reference: dict[str, tuple[int | None, Line]] = {line.reference: (id_, line) for id_, line in lines}
        self.lines: dict[int, Line] = dict(lines)
        self.matched = set[int]()
        self._by_content: dict[Hashable, list[int]] = {}
        for id_, line in lines:
            self._by_content.setdefault(content_of(line), []).append(id_)

    def take(self, id_: int | None) -> None:
        """Match this line with one of the file; no other line of the file is then the same."""
        if id_ is None:
            return
        self.matched.add(id_)
        if id_ in (same := self._by_content.get(content_of(self.lines[id_]), [])):
            same.remove(id_)

    def take_like(self, line: Line) -> int | None:
        """Match a line of this content with one of the file; None where there is none left."""
        same = self._by_content.get(content_of(line))
        if not same:
            return None
        self.matched.add(same[0])
        return same.pop(0)


def content_of(line: Receipt | Expense) -> Hashable:
    """What makes two lines the same, whatever their references."""
    if isinstance(line, Receipt):
        return replace(line, reference="", invoice="")
    return replace(line, reference="", method=None, vat=())


def find_expense_again(plan: RecordsPlan, row: ReadRow, id_: int | None, known: Expense, expense: Expense) -> None:
    """Note an expense that is stored, and fill in how it was paid and its VAT where the stored one lacks them."""
    vat = known.vat or rescaled(expense.vat, expense.amount_cents, known.amount_cents)
    completed = replace(known, method=known.method or expense.method, vat=vat)
    if id_ is not None and completed != known:
        plan.saves.append(Save(id_, completed))
    plan.find(row, id_, Entity.TARGET, expense, completes=id_ is not None and completed != known)


def find_again(plan: RecordsPlan, row: ReadRow, id_: int | None, known: Receipt, receipt: Receipt) -> None:
    """Note a receipt that is stored, and fill in what the stored one lacks."""
    completed = replace(
        known,
        invoice=known.invoice or receipt.invoice,
        label=known.label or receipt.label,
        activity=known.activity or receipt.activity,
        method=receipt.method if known.method is Method.OTHER and row.cells.get("method") else known.method,
    )
    if id_ is not None and completed != known:
        plan.saves.append(Save(id_, completed))
    plan.find(row, id_, Entity.TARGET, receipt, completes=id_ is not None and completed != known)


def add_receipt(plan: RecordsPlan, row: ReadRow, receipt: Receipt, stored: StoredLines[Receipt]) -> None:
    """Add a line of the file as a new receipt."""
    stored.by_reference[receipt.reference] = None, receipt
    plan.add(row, receipt)
