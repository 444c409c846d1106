"""Payments of documents that are taken back: unpaid cheques, rejected debits, card chargebacks, money given back.

Money of the other direction than the document's total takes back at most what was paid of it, on its own day: the
document is due again by so much, and the day of the payment stays as it was.
"""

from collections.abc import Iterable

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.settle.targets import Target, TargetKind
from microdesk_desktop.store.bank.targets import load_target
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.paid import sum_paid


def paid_cents(reader: Reader, target: Target) -> int:
    """What was paid of a document and not taken back since, with the sign of its total; 0 for receipts and expenses,
    which are facts of their own."""
    if target.kind is not TargetKind.INVOICE:
        return 0
    paid = sum_paid(reader, target.id)
    return paid if paid * target.total_cents > 0 else 0


def check_returned(reader: Reader, target: Target, cents: int) -> None:
    """Raise AMOUNT_EXCEEDS_PAID (`reference`, `paid`) for more than was paid of the document; the sign is ignored."""
    paid = abs(paid_cents(reader, target))
    if abs(cents) > paid:
        raise KnownError(ErrorCode.AMOUNT_EXCEEDS_PAID, reference=target.reference, paid=Money(paid, target.currency))


def check_still_paid(reader: Reader, target_ids: Iterable[int]) -> None:
    """Raise PAYMENT_WAS_RETURNED (`reference`) where less is paid of a document now than was taken back of it."""
    for target_id in target_ids:
        target = load_target(reader, target_id)
        if target is None or target.kind is not TargetKind.INVOICE:
            continue
        if sum_paid(reader, target_id) * target.total_cents < 0:
            raise KnownError(ErrorCode.PAYMENT_WAS_RETURNED, reference=target.reference)
