"""Plan an import of sales documents: new ones, and what a newer list completes of those that are stored."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from microdesk_desktop.documents.imports.reader import ReadRow
from microdesk_desktop.domain.imports.plans import Entity
from microdesk_desktop.domain.imports.types import RowOutcome
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.records.documents import (
    CurrencyPayment,
    DatedPayment,
    DocumentStatus,
    ImportedDocument,
    ListedDocument,
)
from microdesk_desktop.domain.records.receipts_expenses import Receipt
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.domain.text import fold
from microdesk_desktop.operations.records.invoice_payments import SAME_PAYMENT, load_stated
from microdesk_desktop.operations.records.plan import RecordsPlan, Save
from microdesk_desktop.store.bank.payments import load_payments_by_target
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.chain import load_issued_ids
from microdesk_desktop.store.records.documents import load_client_ids, load_documents, load_settled
from microdesk_desktop.store.records.receipts_expenses import load_records

_INVOICES = (DocumentType.INVOICE, DocumentType.DEPOSIT, DocumentType.FINAL)


@dataclass(frozen=True, slots=True)
class _Known:
    """A document that is stored, or that the file brought further up (id None); a sealed one is never changed."""

    id: int | None
    listed: ListedDocument
    is_sealed: bool = False


def plan_documents(reader: Reader, rows: Sequence[ReadRow], plan: RecordsPlan) -> None:
    """Plan documents. Issued ones cannot change: the same number with other facts is refused.

    Rows with one number and other facts that follow each other are all refused: each may be an article of the document.
    """
    known = {fold(each.number): _Known(id_, ListedDocument(document=each)) for id_, each in load_documents(reader)}
    settled, clients = load_settled(reader), load_client_ids(reader)
    waiting, sealed = _receipts_by_number(reader), load_issued_ids(reader)
    stated = load_stated(reader, [id_ for each in waiting.values() for id_, _ in each])
    paid_by_bank = _payments_by_target(reader)
    unclear = _numbers_of_several(rows)
    for row in rows:
        listed = row.record
        assert isinstance(listed, ListedDocument)
        number = fold(listed.document.number)
        twin = known.get(number)
        if (number, _kind(listed.document)) in unclear:
            plan.refuse(row, "number_repeated", number=listed.document.number)
        elif twin is None:
            _add(plan, row, listed, waiting.get(number, ()))
            known[number] = _Known(None, listed)
        elif not _is_same(twin.listed.document, listed.document) or (twin.id is None and twin.listed != listed):
            plan.refuse(row, "number_taken", number=listed.document.number)
        elif twin.id is None:
            plan.find(row, None, Entity.TARGET, shown(listed), completes=False)
        else:
            stored = twin.listed.document
            plan.found.append((Entity.CLIENT, clients[twin.id]))
            payments = _Payments(waiting.get(number, ()), paid_by_bank.get(twin.id, ()), stated)
            found = _Known(twin.id, listed, is_sealed=twin.id in sealed)
            _complete(plan, row, found, stored, stored.type.sign * settled[twin.id], payments)


def _numbers_of_several(rows: Sequence[ReadRow]) -> set[tuple[str, DocumentType]]:
    """The numbers, each with its kind, under which rows that follow each other have different facts."""
    documents = [row.record.document for row in rows if isinstance(row.record, ListedDocument)]
    return {
        (fold(each.number), _kind(each))
        for former, each in pairwise(documents)
        if fold(former.number) == fold(each.number) and _kind(former) is _kind(each) and not _is_same(former, each)
    }


def shown(listed: ListedDocument, settled_cents: int = 0) -> ImportedDocument:
    """The document as the user sees it before the import: all that is settled counts as paid."""
    return replace(listed.document, paid_cents=max(listed.settled_cents, settled_cents))


def payment_of(document: ImportedDocument, payment: DatedPayment) -> Receipt | CurrencyPayment:
    """The payment of a document: a line of the receipts, which are in euros, or a payment in another currency."""
    cents = document.type.sign * payment.cents
    if document.currency != EUR:
        return CurrencyPayment(number=document.number, on=payment.on, cents=cents)
    return Receipt(
        on=payment.on,
        client=document.client,
        label=document.subject,
        amount_cents=cents,
        method=payment.method,
        invoice=document.number,
    )


def _receipts_by_number(reader: Reader) -> dict[str, list[tuple[int, Receipt]]]:
    """The stored receipts by the number of the invoice that they name, in their own column or as their reference."""
    found: dict[str, list[tuple[int, Receipt]]] = {}
    for id_, receipt in load_records(reader, Receipt):
        found.setdefault(fold(receipt.invoice or receipt.reference), []).append((id_, receipt))
    return found


def _payments_by_target(reader: Reader) -> dict[int, list[tuple[date, int]]]:
    """The days and signed cents of the payments that transactions make, by their target."""
    found: dict[int, list[tuple[date, int]]] = {}
    for target_id, on, cents in load_payments_by_target(reader):
        found.setdefault(target_id, []).append((on, cents))
    return found


@dataclass(frozen=True, slots=True)
class _Payments:
    """The payments of a stored document: receipts that name it, transactions, and which receipts lists alone stated."""

    receipts: Sequence[tuple[int, Receipt]]
    by_bank: Sequence[tuple[date, int]]
    stated: Set[int]

    def after(self, day: date | None) -> int:
        """The signed cents that were paid after a day; 0 without one."""
        if day is None:
            return 0
        paid = [*((receipt.on, receipt.amount_cents) for _, receipt in self.receipts), *self.by_bank]
        return sum(cents for on, cents in paid if on > day)

    def stated_after(self, day: date) -> tuple[int, Receipt] | None:
        """The earliest receipt after this day that only a list stated."""
        later = [(id_, receipt) for id_, receipt in self.receipts if id_ in self.stated and receipt.on > day]
        return min(later, key=lambda each: each[1].on, default=None)


def _last_day(listed: ListedDocument) -> date | None:
    """The last day of which a list knows the payments: that of the last one, with the days that banks need."""
    return listed.payment.on + SAME_PAYMENT if listed.payment else None


def _add(plan: RecordsPlan, row: ReadRow, listed: ListedDocument, naming: Sequence[tuple[int, Receipt]]) -> None:
    """Add a document, which receipts that name it pay; the list counts those up to its last payment too."""
    document = listed.document
    in_euros = naming if document.currency == EUR and document.type.is_settled_by_money else ()
    plan.saves += [
        Save(id_, replace(receipt, invoice=document.number))
        for id_, receipt in in_euros
        if receipt.invoice != document.number
    ]
    sign = document.type.sign
    paid = sign * sum(receipt.amount_cents for _, receipt in in_euros)
    later = sign * _Payments(in_euros, (), frozenset()).after(_last_day(listed))
    payment, undated = _still_missing(listed, paid, later)
    plan.saves.append(Save(None, replace(document, paid_cents=undated)))
    if payment is not None:
        plan.saves.append(Save(None, payment_of(document, payment)))
    plan.decide(row, RowOutcome.ADDED, shown(listed, paid))


def _complete(
    plan: RecordsPlan, row: ReadRow, known: _Known, stored: ImportedDocument, settled: int, payments: _Payments
) -> None:
    """Complete a stored document with what became known since: its payment, its state, blank fields."""
    listed, new = known.listed, known.listed.document
    payment, undated = _still_missing(listed, settled, stored.type.sign * payments.after(_last_day(listed)))
    completed = (
        stored
        if known.is_sealed
        else replace(
            stored,
            type=new.type if stored.type is DocumentType.INVOICE else stored.type,
            due_on=stored.due_on or new.due_on,
            subject=stored.subject or new.subject,
            status=stored.status if new.status is DocumentStatus.ISSUED else new.status,
            paid_cents=stored.paid_cents + undated,
        )
    )
    before = len(plan.saves)
    if completed != stored:
        plan.saves.append(Save(known.id, completed))
    earlier = _stated_earlier(listed, payments, settled) if stored.type.sign > 0 else None
    if earlier is not None:
        plan.saves += earlier
    elif payment is not None:
        plan.saves.append(Save(None, payment_of(stored, payment)))
    plan.find(row, known.id, Entity.TARGET, shown(listed, settled), completes=len(plan.saves) > before)


def _stated_earlier(listed: ListedDocument, payments: _Payments, settled: int) -> list[Save] | None:
    """What an older list changes in a payment that a newer one stated: its part that was paid by the earlier day.

    None where there is no such payment, or it had been paid later as a whole.
    """
    last_day = _last_day(listed)
    found = payments.stated_after(last_day) if last_day is not None else None
    if found is None or listed.payment is None:
        return None
    id_, later = found
    part = min(listed.settled_cents - (settled - payments.after(last_day)), listed.payment.cents)
    if part <= 0:
        return None
    if part >= later.amount_cents:
        return [Save(id_, replace(later, on=listed.payment.on))]
    first = payment_of(listed.document, replace(listed.payment, cents=part))
    return [Save(id_, replace(later, amount_cents=later.amount_cents - part)), Save(None, first)]


def _still_missing(listed: ListedDocument, settled: int, later: int = 0) -> tuple[DatedPayment | None, int]:
    """What the list states as settled and is not yet: the payment with its day, and the cents without one.

    `later` of what is settled was paid when the list did not know of it; no more is missing than is left to pay.
    """
    missing = max(0, listed.settled_cents - (settled - later))
    if later:
        missing = min(missing, max(0, listed.document.incl_tax_cents - settled))
    payment = listed.payment
    if payment is None or not missing:
        return None, missing
    dated = min(payment.cents, missing)
    return replace(payment, cents=dated), missing - dated


def _is_same(one: ImportedDocument, other: ImportedDocument) -> bool:
    """Whether all that cannot change of an issued document is the same; tools differ in how they call an invoice."""
    return _kind(one) is _kind(other) and _facts(one) == _facts(other)


def _kind(document: ImportedDocument) -> DocumentType:
    return DocumentType.INVOICE if document.type in _INVOICES else document.type


def _facts(document: ImportedDocument) -> tuple[object, ...]:
    return (
        document.issued_on,
        document.excl_tax_cents,
        document.tax_cents,
        document.incl_tax_cents,
        document.currency,
    )
