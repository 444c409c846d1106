"""What a received file has to do with the expenses that are there: the same one in another form, or another one.

Nothing is merged: what is found here is asked, or refused with the expense's reference.
"""

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256

from microdesk_desktop.documents.received.read import load_content
from microdesk_desktop.domain.documents.received import ReceivedContent, ReceivedInvoice, Twin, TwinReason
from microdesk_desktop.domain.identifiers import compact
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.text import fold
from microdesk_desktop.reconcile.labels.names import distinctive_words
from microdesk_desktop.store.bank.targets import load_target
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.received import load_ids_of_file, load_like_expenses, load_received_of_number

_NEAR = timedelta(days=10)
"""Days around the issue or the due date: less than half a month, so that a monthly bill is not the one before."""


def find_twins(reader: Reader, data: bytes, content: ReceivedContent, expense: Expense) -> list[Twin]:
    """The expenses that relate to a file that is not kept yet, each once, the most certain reason first."""
    found = [*_of_file(reader, data), *_of_invoice(reader, content.invoice), *_likely(reader, content, expense)]
    first: dict[int, Twin] = {}
    for twin in found:
        first.setdefault(twin.expense_id, twin)
    return list(first.values())


def find_twins_of(reader: Reader, expense_id: int, content: ReceivedContent, expense: Expense) -> list[Twin]:
    """The other expenses that relate to one that is kept."""
    return [twin for twin in find_twins(reader, b"", content, expense) if twin.expense_id != expense_id]


def _of_file(reader: Reader, data: bytes) -> Iterator[Twin]:
    if data:
        yield from (_twin(reader, TwinReason.SAME_FILE, id_) for id_ in _expense_ids(reader, sha256(data).hexdigest()))


def _expense_ids(reader: Reader, digest: str) -> Iterator[int]:
    for id_ in load_ids_of_file(reader, digest):
        target = load_target(reader, id_)
        if target is not None and target.kind is TargetKind.EXPENSE:
            yield id_


def _of_invoice(reader: Reader, invoice: ReceivedInvoice | None) -> Iterator[Twin]:
    """The received documents that are this one, or that it refers to."""
    if invoice is None:
        return
    own = compact(invoice.number)
    referred = {compact(each.number) for each in invoice.refers_to} - {""}
    for id_, record in load_received_of_number(reader, [own, *referred]):
        other = load_content(record.content).invoice
        if other is None or not other.supplier.is_same(invoice.supplier):
            continue
        reason = _reason(invoice, other, referred)
        if reason is not None:
            yield _twin(reader, reason, id_)


def _reason(invoice: ReceivedInvoice, other: ReceivedInvoice, referred: set[str]) -> TwinReason | None:
    if invoice.is_same_document(other):
        return TwinReason.SAME_NUMBER
    if invoice.is_credit_note and not other.is_credit_note:
        return TwinReason.CREDITED if compact(other.number) in referred else None
    is_correction = invoice.is_corrective and compact(invoice.number) == compact(other.number)
    is_newer = compact(other.number) in referred and invoice.replaces_what_it_refers_to and not other.is_deposit
    return TwinReason.REPLACED if is_correction or is_newer else None


def _likely(reader: Reader, content: ReceivedContent, expense: Expense) -> Iterator[Twin]:
    invoice = content.invoice
    if invoice is None:
        return
    words = set(distinctive_words(fold(expense.supplier)))
    days = [invoice.issued_on, *([invoice.due_on] if invoice.due_on else [])]
    wanted = Expense(
        on=expense.on,
        supplier=expense.supplier,
        label="",
        amount_cents=expense.amount_cents,
        reference=invoice.number,
        currency=expense.currency,
    )
    for id_, other in load_like_expenses(reader, wanted, min(days) - _NEAR, max(days) + _NEAR):
        is_near = any(abs(other.on - day) <= _NEAR for day in days) and other.amount_cents == expense.amount_cents
        is_numbered = other.reference == invoice.number
        if (is_near or is_numbered) and words & set(distinctive_words(fold(other.supplier))):
            yield Twin(reason=TwinReason.LIKELY, expense_id=id_, reference=other.reference)


def _twin(reader: Reader, reason: TwinReason, expense_id: int) -> Twin:
    target = load_target(reader, expense_id)
    assert target is not None, "a file belongs to a record"
    return Twin(reason=reason, expense_id=expense_id, reference=target.reference)
