"""Record a payment of a document that no bank shows: cash, a cheque, a card, what a platform paid out."""

from dataclasses import dataclass
from datetime import date

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.money import EUR, Money
from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method, Receipt
from microdesk_desktop.domain.settle.targets import Target
from microdesk_desktop.operations.records.edit import check_record, delete_record
from microdesk_desktop.operations.records.returned import check_returned, check_still_paid, paid_cents
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.attributions import drop_suggestions_of
from microdesk_desktop.store.bank.payments import add_payment, delete_payment
from microdesk_desktop.store.bank.targets import load_target
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.records.documents import load_document
from microdesk_desktop.store.records.receipts_expenses import save_record

_TOUCHED = Changes.INVOICES | Changes.CLIENTS | Changes.LEDGER | Changes.MATCHES


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPayment:
    """A payment: its day, how it was made, and the positive cents that came in, or went back for a credit note.

    `cents` is None for all that is left. `fee` is what a platform kept: the document is settled by what came in and the
    fee together, and the fee becomes this expense. `remark` replaces the document's subject in the book of receipts.
    With `surplus_label`, what exceeds the rest becomes a receipt of its own with this label; without it, too much is
    refused. `is_returned`: it takes a payment back, that was rejected or given back; `cents` is None for all of it.
    """

    on: date
    method: Method
    cents: int | None = None
    remark: str = ""
    fee: Expense | None = None
    surplus_label: str = ""
    is_returned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedPayment:
    """The ids of what a payment became: receipts and expenses, or a payment in another currency than euros."""

    records: tuple[int, ...] = ()
    payment_id: int | None = None


def pay(session: Session, document_id: int, payment: NewPayment) -> ChangeResult:
    """Record a payment of a document; the undo takes it back. Raises as `record_payment` does."""
    recorded = session.write(lambda writer: record_payment(writer, document_id, payment))

    def undo(session: Session) -> ChangeResult:
        session.write(lambda writer: reverse_payment(writer, document_id, recorded))
        return ChangeResult(changes=_TOUCHED, id=document_id, undo=lambda session: pay(session, document_id, payment))

    return ChangeResult(changes=_TOUCHED, id=document_id, undo=undo)


def record_payment(writer: Writer, document_id: int, payment: NewPayment) -> RecordedPayment:
    """Record a payment: a receipt that names the document, which the book of receipts lists and the bank may show.

    Receipts are in euros: a document in another currency gets a payment, which has no method. Raises UNKNOWN_TARGET
    when the document is not there or is never paid, NOTHING_TO_DO when nothing is left, INVALID_VALUE (`field`) for an
    amount or a fee that is not positive, AMOUNT_EXCEEDS_REMAINING for too much, AMOUNT_EXCEEDS_PAID for more than was
    paid of what is taken back, WRONG_DIRECTION for a fee on a refund, CURRENCY_MISMATCH for a fee in another currency
    than euros.
    """
    document, target = load_document(writer, document_id), load_target(writer, document_id)
    if document is None or target is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET)
    settled, surplus = (_taken_back(writer, target, payment), 0) if payment.is_returned else _split(target, payment)
    drop_suggestions_of(writer, [document_id])
    if target.currency != EUR:
        return RecordedPayment(payment_id=add_payment(writer, document_id, payment.on, settled))
    receipts = [_receipt(document, payment, settled, payment.remark or document.subject, document.number)]
    if surplus:
        receipts.append(_receipt(document, payment, surplus, payment.surplus_label))
    records: list[Receipt | Expense] = [*receipts, *filter(None, (payment.fee,))]
    for record in records:
        check_record(writer, record)
    return RecordedPayment(records=tuple(save_record(writer, record) for record in records))


def reverse_payment(writer: Writer, document_id: int, recorded: RecordedPayment) -> None:
    """Take a recorded payment back. Raises IN_USE when a transaction settles one of its records since, and
    PAYMENT_WAS_RETURNED (`reference`) when another one takes back of the document what it paid."""
    drop_suggestions_of(writer, [document_id])
    for record_id in recorded.records:
        delete_record(writer, record_id)
    if recorded.payment_id is not None:
        delete_payment(writer, recorded.payment_id)
        check_still_paid(writer, [document_id])


def _taken_back(reader: Reader, target: Target, payment: NewPayment) -> int:
    """What is taken back of what was paid, in cents against the sign of the document's total."""
    if payment.fee is not None:
        raise KnownError(ErrorCode.WRONG_DIRECTION, part="fee")
    cents = abs(paid_cents(reader, target)) if payment.cents is None else payment.cents
    if payment.cents is not None and cents <= 0:
        raise KnownError(ErrorCode.INVALID_VALUE, field="amount")
    check_returned(reader, target, cents or 1)
    return -cents if target.total_cents > 0 else cents


def _split(target: Target, payment: NewPayment) -> tuple[int, int]:
    """What the payment settles, in cents with the sign of the document's total, and what it is too much."""
    if not target.remaining_cents:
        raise KnownError(ErrorCode.NOTHING_TO_DO)
    fee_cents = _fee_cents(target, payment.fee)
    left = abs(target.remaining_cents)
    gross = left if payment.cents is None else payment.cents + fee_cents
    if (payment.cents is not None and payment.cents <= 0) or gross <= fee_cents:
        raise KnownError(ErrorCode.INVALID_VALUE, field="amount")
    sign = 1 if target.remaining_cents > 0 else -1
    surplus = max(0, gross - left)
    if surplus and not (payment.surplus_label and sign > 0 and target.currency == EUR):
        remaining = Money(left, target.currency)
        raise KnownError(ErrorCode.AMOUNT_EXCEEDS_REMAINING, reference=target.reference, remaining=remaining)
    return sign * (gross - surplus), surplus


def _fee_cents(target: Target, fee: Expense | None) -> int:
    if fee is None:
        return 0
    if fee.amount_cents <= 0:
        raise KnownError(ErrorCode.INVALID_VALUE, field="fee")
    if target.remaining_cents < 0:
        raise KnownError(ErrorCode.WRONG_DIRECTION, part="fee")
    if target.currency != EUR:
        raise KnownError(ErrorCode.CURRENCY_MISMATCH, part="fee")
    return fee.amount_cents


def _receipt(document: ImportedDocument, payment: NewPayment, cents: int, label: str, invoice: str = "") -> Receipt:
    return Receipt(
        on=payment.on,
        client=document.client,
        label=label,
        amount_cents=cents,
        method=payment.method,
        invoice=invoice,
    )
