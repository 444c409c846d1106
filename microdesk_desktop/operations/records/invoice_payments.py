"""Plan the receipts of a book that pay stored invoices, whatever was known of their payments before.

A list of documents states what is settled of an invoice, and perhaps the day of its last payment; the book states each
payment. What a list stated is therefore only what no line of a book explains yet, in whatever order both are imported:
a line takes the place of the stated payment, or a part of it. A line that is dated later than the stated payment is
another one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from microdesk_desktop.documents.imports.reader import ReadRow
from microdesk_desktop.domain.imports.plans import Entity
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Receipt
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.domain.text import fold
from microdesk_desktop.operations.records.plan import RecordsPlan, Save
from microdesk_desktop.operations.records.stored_lines import StoredLines, add_receipt, find_again
from microdesk_desktop.store.bank.payments import load_payments_by_target
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.imports.journal import load_rows_of_kind
from microdesk_desktop.store.records.documents import load_documents, load_settled

SAME_PAYMENT = timedelta(days=10)
"""Between the day in a book and that of the bank or of a list for one payment: cheques and weekends."""

_BETWEEN_NUMBERS = re.compile(r"\s*(?:[,;+&]| ET | AND )\s*|\s+")


@dataclass(slots=True, eq=False)
class Payment:
    """A payment of an invoice that is stored: a receipt that names it, or one that a transaction makes (no receipt).

    Compared by identity: two transfers of one day and amount are two payments. `is_stated`: only a list of documents
    gave it. `is_of_book`: a book of receipts holds it.
    """

    on: date
    cents: int
    receipt_id: int | None = None
    is_stated: bool = False
    is_of_book: bool = False


@dataclass(slots=True)
class Invoice:
    """A stored document, what is left to settle of it, and its payments that no line of the file is matched with."""

    id: int
    document: ImportedDocument
    room: int
    payments: list[Payment] = field(default_factory=list)


def load_stated(reader: Reader, receipts: Sequence[int]) -> frozenset[int]:
    """Those of these receipts that only lists of documents gave, and that no transaction pays."""
    attributed = {target_id for target_id, _, _ in load_payments_by_target(reader)}
    of_lists = set(load_rows_of_kind(reader, Entity.TARGET, ImportKind.DOCUMENTS))
    of_books = set(load_rows_of_kind(reader, Entity.TARGET, ImportKind.RECEIPTS))
    return frozenset(of_lists.intersection(receipts) - of_books - attributed)


class Invoices:
    """The stored documents by number, as the lines of the file settle them one after the other."""

    def __init__(self, reader: Reader, stored: StoredLines[Receipt]) -> None:
        documents = {id_: each for id_, each in load_documents(reader) if each.type.is_settled_by_money}
        settled = load_settled(reader)
        self._before = documents
        self._invoices = {
            fold(each.number): Invoice(id_, each, each.incl_tax_cents - each.type.sign * settled[id_])
            for id_, each in documents.items()
        }
        by_id = {each.id: each for each in self._invoices.values()}
        for target_id, on, cents in load_payments_by_target(reader):
            if target_id in by_id:
                by_id[target_id].payments.append(Payment(on, cents))
        stated = load_stated(reader, [*stored.lines])
        of_books = set(load_rows_of_kind(reader, Entity.TARGET, ImportKind.RECEIPTS))
        for id_, receipt in stored.lines.items():
            if receipt.invoice and (invoice := self._invoices.get(fold(receipt.invoice))):
                payment = Payment(receipt.on, receipt.amount_cents, id_, id_ in stated, id_ in of_books)
                invoice.payments.append(payment)
        self.restated: dict[int, Receipt] = {}
        """Payments that lists stated, as the lines of the file leave them, by their id."""

    def of(self, receipt: Receipt) -> tuple[Invoice | None, Receipt]:
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

    def saves(self) -> list[Save]:
        """The stated payments that changed, and the documents of which less is settled without a day than before."""
        changed = [each for each in self._invoices.values() if each.document != self._before[each.id]]
        return [
            *(Save(id_, receipt) for id_, receipt in self.restated.items()),
            *(Save(each.id, each.document) for each in changed),
        ]

    def pay(
        self, plan: RecordsPlan, row: ReadRow, receipt: Receipt, invoice: Invoice, stored: StoredLines[Receipt]
    ) -> None:
        """Plan a receipt that names a stored invoice: a payment that is known, or stated, or a new one of what is left.

        What the list stated as settled without a day may be this payment: it then counts once.
        """
        cents = invoice.document.type.sign * receipt.amount_cents
        payments = [each for each in invoice.payments if each.receipt_id not in stored.matched]
        stated = _stated_payment(receipt, payments, invoice)
        # Where nothing is left to pay, a payment of any day may be this one; what a list stated comes before that.
        same = _known_payment(receipt, payments, stored, is_full=cents > invoice.room and stated is None)
        if same:
            self._find(plan, row, receipt, invoice, same, stored)
            return
        left = cents - (min(cents, stated.cents) if stated else 0)
        undated = invoice.document.paid_cents
        if left > invoice.room + undated:
            plan.refuse(row, "paid_exceeds_total", field="amount", value=receipt.invoice)
            return
        dated = max(0, min(left, undated))
        invoice.document = replace(invoice.document, paid_cents=undated - dated)
        invoice.room -= left - dated
        if stated is not None and stated.cents <= cents:
            self._restate(plan, row, receipt, invoice, stated, stored)
            return
        if stated is not None and stated.receipt_id is not None:
            stated.cents -= cents
            known = self.restated.get(stated.receipt_id, stored.lines[stated.receipt_id])
            self.restated[stated.receipt_id] = replace(known, amount_cents=stated.cents)
        add_receipt(plan, row, receipt, stored)

    def _find(
        self,
        plan: RecordsPlan,
        row: ReadRow,
        receipt: Receipt,
        invoice: Invoice,
        same: Sequence[Payment],
        stored: StoredLines[Receipt],
    ) -> None:
        """Note that the receipt is one or several payments that are stored."""
        if len(same) == 1 and same[0].is_stated:
            self._restate(plan, row, receipt, invoice, same[0], stored)
            return
        invoice.payments = [each for each in invoice.payments if each not in same]
        id_ = same[0].receipt_id if len(same) == 1 else None
        stored.take(id_)
        if id_ is not None:
            find_again(plan, row, id_, stored.lines[id_], receipt)
        else:
            plan.find(row, invoice.id, Entity.TARGET, receipt, completes=False)

    def _restate(
        self,
        plan: RecordsPlan,
        row: ReadRow,
        receipt: Receipt,
        invoice: Invoice,
        stated: Payment,
        stored: StoredLines[Receipt],
    ) -> None:
        """Put the line of the book in the place of the payment that a list stated."""
        assert stated.receipt_id is not None, "a list states receipts"
        known = stored.lines[stated.receipt_id]
        invoice.payments.remove(stated)
        stored.take(stated.receipt_id)
        line = replace(receipt, reference=receipt.reference or known.reference)
        self.restated[stated.receipt_id] = line
        plan.find(row, stated.receipt_id, Entity.TARGET, receipt, completes=line != known)


def _known_payment(
    receipt: Receipt, payments: Sequence[Payment], stored: StoredLines[Receipt], *, is_full: bool
) -> Sequence[Payment]:
    """Those of the invoice's stored payments that this receipt is: one of the same amount near its day, or of any day
    where nothing more is left to pay; else all of them where they add up to it.
    """
    same = [each for each in payments if each.cents == receipt.amount_cents]
    nearest = min(same, key=lambda each: abs(each.on - receipt.on), default=None)
    if nearest is not None and (is_full or _is_near(receipt, nearest, stored)):
        return [nearest]
    is_sum = is_full and sum(each.cents for each in payments) == receipt.amount_cents
    return payments if is_sum else ()


def _is_near(receipt: Receipt, payment: Payment, stored: StoredLines[Receipt]) -> bool:
    """Whether the day leaves both one payment: a book gives one day for it, the bank and lists may give another.

    Other words for the client are those of another book.
    """
    if payment.is_of_book and payment.receipt_id is not None:
        known = stored.lines[payment.receipt_id]
        if (known.client, known.label) == (receipt.client, receipt.label):
            return payment.on == receipt.on
    return abs(payment.on - receipt.on) <= SAME_PAYMENT


def _stated_payment(receipt: Receipt, payments: Sequence[Payment], invoice: Invoice) -> Payment | None:
    """The payment that a list stated on this day or later, the earliest one."""
    if invoice.document.type.sign < 0 or receipt.amount_cents <= 0:
        return None
    stated = [each for each in payments if each.is_stated and receipt.on <= each.on + SAME_PAYMENT]
    return min(stated, key=lambda each: each.on, default=None)
