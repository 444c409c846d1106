"""Plan an import of receipts or expenses: which lines are new, and which invoice a receipt pays."""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Generic, TypeVar

from microdesk_desktop.documents.imports.reader import ReadRow
from microdesk_desktop.domain.imports.plans import Entity
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method, Receipt
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.domain.text import fold
from microdesk_desktop.operations.records.plan import RecordsPlan, Save
from microdesk_desktop.store.bank.payments import load_payments_by_target
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.documents import load_documents, load_settled
from microdesk_desktop.store.records.receipts_expenses import load_records

_SAME_PAYMENT_DAYS = 10
"""Days between the day in a book and that of the bank or of another list for one payment: cheques and weekends."""

_BETWEEN_NUMBERS = re.compile(r"\s*(?:[,;+&]| ET | AND )\s*|\s+")

Line = TypeVar("Line", Receipt, Expense)


class _Stored(Generic[Line]):
    """The stored lines, each to be matched with one line of the file: by its reference, else by its content."""

    def __init__(self, lines: Sequence[tuple[int, Line]]) -> None:
        self.by_reference: dict[str, tuple[int | None, Line]] = {line.reference: (id_, line) for id_, line in lines}
        self.lines: dict[int, Line] = dict(lines)
        self.matched = set[int]()
        self._by_content: dict[Hashable, list[int]] = {}
        for id_, line in lines:
            self._by_content.setdefault(_content(line), []).append(id_)

    def take(self, id_: int | None) -> None:
        """Match this line with one of the file; no other line of the file is then the same."""
        if id_ is None:
            return
        self.matched.add(id_)
        if id_ in (same := self._by_content.get(_content(self.lines[id_]), [])):
            same.remove(id_)

    def take_like(self, line: Line) -> int | None:
        """Match a line of this content with one of the file; None where there is none left."""
        same = self._by_content.get(_content(line))
        if not same:
            return None
        self.matched.add(same[0])
        return same.pop(0)


def _content(line: Receipt | Expense) -> Hashable:
    """What makes two lines the same, whatever their references."""
    return replace(line, reference="", invoice="") if isinstance(line, Receipt) else replace(line, reference="")


def plan_expenses(reader: Reader, rows: Sequence[ReadRow], plan: RecordsPlan) -> None:
    """Plan expenses. A stored refund is known again where a file of refunds alone writes it like spending."""
    stored = _Stored(load_records(reader, Expense))
    lines = _referenced_first(rows, Expense)
    may_be_refunds = all(expense.amount_cents > 0 for _, expense in lines)
    for row, expense in lines:
        refund = replace(expense, amount_cents=-expense.amount_cents)
        same = (expense, refund) if may_be_refunds else (expense,)
        if _refers_to_stored(plan, row, expense, stored, same):
            continue
        twin = None if expense.reference else next(filter(None, map(stored.take_like, same)), None)
        if twin is not None:
            plan.find(row, twin, Entity.TARGET, expense, completes=False)
        else:
            stored.by_reference[expense.reference] = None, expense
            plan.add(row, expense)


def plan_receipts(reader: Reader, rows: Sequence[ReadRow], plan: RecordsPlan) -> None:
    """Plan receipts. One that names a stored invoice, in its own column or as its reference, is its payment.

    Lines that are stored as they are written come first: none of them is then taken for another payment near its day.
    """
    stored = _Stored(load_records(reader, Receipt))
    invoices = _Invoices(reader, stored)
    new = []
    for row, read in _referenced_first(rows, Receipt):
        invoice, receipt = invoices.of(read)
        if _refers_to_stored(plan, row, receipt, stored, (receipt,)):
            continue
        twin = None if receipt.reference else stored.take_like(receipt)
        if twin is not None:
            _find_again(plan, row, twin, stored.lines[twin], receipt)
        else:
            new.append((row, invoice, receipt))
    for row, invoice, receipt in new:
        if _refers_to_stored(plan, row, receipt, stored, (receipt,)):
            continue  # an earlier line of the file brought this reference
        if invoice is not None:
            _pay(plan, row, receipt, invoice, stored)
        elif invoices.names_several(receipt.invoice):
            plan.refuse(row, "invoices_several", field="invoice", value=receipt.invoice)
        else:
            _add(plan, row, receipt, stored)
    plan.saves += [Save(each.id, each.document) for each in invoices.changed()]


def _referenced_first(rows: Sequence[ReadRow], cls: type[Line]) -> list[tuple[ReadRow, Line]]:
    """The lines with a reference first: one without is not given a reference that the file holds further down."""
    lines = [(row, row.record) for row in rows if isinstance(row.record, cls)]
    return sorted(lines, key=lambda line: not line[1].reference)


def _refers_to_stored(plan: RecordsPlan, row: ReadRow, line: Line, stored: _Stored[Line], same: Sequence[Line]) -> bool:
    """Plan a line whose reference is known: the same one again, or refused. False for an unknown reference."""
    twin = stored.by_reference.get(line.reference) if line.reference else None
    if twin is None:
        return False
    id_, known = twin
    if _content(known) not in map(_content, same):
        plan.refuse(row, "reference_taken", reference=line.reference)
        return True
    stored.take(id_)
    if isinstance(line, Receipt) and isinstance(known, Receipt):
        _find_again(plan, row, id_, known, line)
    else:
        plan.find(row, id_, Entity.TARGET, line, completes=False)
    return True


def _find_again(plan: RecordsPlan, row: ReadRow, id_: int | None, known: Receipt, receipt: Receipt) -> None:
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


def _add(plan: RecordsPlan, row: ReadRow, receipt: Receipt, stored: _Stored[Receipt]) -> None:
    stored.by_reference[receipt.reference] = None, receipt
    plan.add(row, receipt)


@dataclass(slots=True, eq=False)
class _Payment:
    """A payment of an invoice that is stored: a receipt that names it, or one that a transaction makes (id None).

    Compared by identity: two transfers of one day and amount are two payments.
    """

    on: date
    cents: int
    receipt_id: int | None = None


@dataclass(slots=True)
class _Invoice:
    """A stored document, what is left to settle of it, and its payments that no line of the file is matched with."""

    id: int
    document: ImportedDocument
    room: int
    payments: list[_Payment] = field(default_factory=list)


class _Invoices:
    """The stored documents by number, as the lines of the file settle them one after the other."""

    def __init__(self, reader: Reader, stored: _Stored[Receipt]) -> None:
        documents = {id_: each for id_, each in load_documents(reader) if each.type is not DocumentType.QUOTE}
        settled = load_settled(reader)
        self._before = documents
        self._invoices = {
            fold(each.number): _Invoice(id_, each, each.incl_tax_cents - each.type.sign * settled[id_])
            for id_, each in documents.items()
        }
        by_id = {each.id: each for each in self._invoices.values()}
        for target_id, on, cents in load_payments_by_target(reader):
            if target_id in by_id:
                by_id[target_id].payments.append(_Payment(on, cents))
        for id_, receipt in stored.lines.items():
            if receipt.invoice and (invoice := self._invoices.get(fold(receipt.invoice))):
                invoice.payments.append(_Payment(receipt.on, receipt.amount_cents, id_))

    def of(self, receipt: Receipt) -> tuple[_Invoice | None, Receipt]:
        """The invoice that a receipt names, and the receipt with its number; None in another currency than euros."""
        named = self._invoices.get(fold(receipt.invoice)) if receipt.invoice else None
        if named is None and not receipt.invoice and receipt.reference:
            named = self._invoices.get(fold(receipt.reference))
            receipt = replace(receipt, reference="") if named else receipt
        if named is None or named.document.currency != EUR:
            return None, receipt
        return named, replace(receipt, invoice=named.document.number)

    def names_several(self, text: str) -> bool:
        """Whether the cell names two stored documents or more: which part pays which is not known."""
        parts = [part for part in _BETWEEN_NUMBERS.split(fold(text)) if part]
        return len(parts) > 1 and all(part in self._invoices for part in parts)

    def changed(self) -> list[_Invoice]:
        """The documents of which another part is settled without a day than before."""
        return [each for each in self._invoices.values() if each.document != self._before[each.id]]


def _pay(plan: RecordsPlan, row: ReadRow, receipt: Receipt, invoice: _Invoice, stored: _Stored[Receipt]) -> None:
    """Plan a receipt that names a stored invoice: a payment that is known already, or a new one of what is left.

    What the invoice's list stated as settled without a day may be this payment: it then counts once.
    """
    cents = invoice.document.type.sign * receipt.amount_cents
    open_payments = [each for each in invoice.payments if each.receipt_id not in stored.matched]
    same = _known_payment(receipt, open_payments, is_full=cents > invoice.room)
    if same:
        invoice.payments = [each for each in invoice.payments if each not in same]
        id_ = same[0].receipt_id if len(same) == 1 else None
        stored.take(id_)
        if id_ is not None:
            _find_again(plan, row, id_, stored.lines[id_], receipt)
        else:
            plan.find(row, invoice.id, Entity.TARGET, receipt, completes=False)
        return
    undated = invoice.document.paid_cents
    if cents > invoice.room + undated:
        plan.refuse(row, "paid_exceeds_total", field="amount", value=receipt.invoice)
        return
    dated = cents if cents == undated else max(0, cents - invoice.room)
    invoice.document = replace(invoice.document, paid_cents=undated - dated)
    invoice.room -= cents - dated
    _add(plan, row, receipt, stored)


def _known_payment(receipt: Receipt, payments: Sequence[_Payment], *, is_full: bool) -> Sequence[_Payment]:
    """Those of the invoice's stored payments that this receipt is: one of the same amount near its day, or of any day
    where nothing more is left to pay; else all of them where they add up to it.
    """
    same = [each for each in payments if each.cents == receipt.amount_cents]
    nearest = min(same, key=lambda each: abs((each.on - receipt.on).days), default=None)
    if nearest is not None and (is_full or abs((nearest.on - receipt.on).days) <= _SAME_PAYMENT_DAYS):
        return [nearest]
    is_sum = is_full and sum(each.cents for each in payments) == receipt.amount_cents
    return payments if is_sum else ()
