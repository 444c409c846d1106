"""Attribute a transaction to documents, receipts and expenses named by their reference."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.settle.attributions import Allocation
from microdesk_desktop.domain.settle.shares import share_of, signed_like
from microdesk_desktop.domain.settle.targets import Target, TargetKind
from microdesk_desktop.domain.settle.transactions import Transaction
from microdesk_desktop.operations.bank.decide import attribute
from microdesk_desktop.operations.records.returned import paid_cents
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.attributions import load_attributions
from microdesk_desktop.store.bank.kept_payments import find_kept_payment
from microdesk_desktop.store.bank.targets import find_target
from microdesk_desktop.store.bank.transactions import load_bank_transactions
from microdesk_desktop.store.database import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPart:
    """A target by its reference, and what goes to it in positive cents; None for as much as both can take."""

    kind: TargetKind
    reference: str
    amount_cents: int | None = None


def attribute_by_reference(session: Session, transaction_id: int, parts: Sequence[NamedPart]) -> ChangeResult:
    """Settle the named targets, in place of whatever the transaction settled before.

    Raises INVALID_VALUE (field) for a part that is not positive, UNKNOWN_TRANSACTION, UNKNOWN_TARGET, and what
    `attribute` raises; then nothing changes.
    """
    allocations = session.read(lambda reader: _allocations(reader, transaction_id, parts))
    return attribute(session, transaction_id, allocations)


def _allocations(reader: Reader, transaction_id: int, parts: Sequence[NamedPart]) -> list[Allocation]:
    transaction = named_transaction(reader, transaction_id)
    return allocations_of(reader, transaction, parts, transaction.amount_cents)


def named_transaction(reader: Reader, transaction_id: int) -> Transaction:
    """The transaction of this id. Raises UNKNOWN_TRANSACTION."""
    transactions = load_bank_transactions(reader, [transaction_id])
    if not transactions:
        raise KnownError(ErrorCode.UNKNOWN_TRANSACTION, id=transaction_id)
    return transactions[0]


def allocations_of(
    reader: Reader, transaction: Transaction, parts: Sequence[NamedPart], available_cents: int
) -> list[Allocation]:
    """What goes to each of the named targets of `available_cents`, which have the sign of the transaction.

    What the transaction settles now counts as free. Raises INVALID_VALUE for a part that is not positive,
    UNKNOWN_TARGET, and AMOUNT_EXCEEDS_REMAINING for a target that another transaction settles in full.
    """
    if any(part.amount_cents is not None and part.amount_cents <= 0 for part in parts):
        raise KnownError(ErrorCode.INVALID_VALUE, field="amount")
    left, allocations = available_cents, []
    found = [_target(reader, part) for part in parts]
    # A sale and a credit note in one payment are deducted; parts that all go the other way take payments back.
    is_return = all(target.total_cents * available_cents < 0 for target in found)
    now = load_attributions(reader, transaction.id)
    for part, target in zip(parts, found, strict=True):
        freed = sum(each.amount_cents for each in now if each.target_id == target.id)
        freed += _kept_cents(reader, transaction, part, target) if target.remaining_cents + freed == 0 else 0
        target = _as_returned(reader, target, freed) if is_return else _with_freed(target, freed)
        amount = signed_like(target, part.amount_cents) if part.amount_cents is not None else share_of(left, target)
        left -= amount
        allocations.append(Allocation(target_id=target.id, amount_cents=amount))
    return allocations


def _kept_cents(reader: Reader, transaction: Transaction, part: NamedPart, target: Target) -> int:
    """What a payment settles that no transaction explains and that this one made: it takes it over."""
    cents = transaction.amount_cents
    if part.amount_cents is not None:
        cents = part.amount_cents if cents > 0 else -part.amount_cents
    return cents if find_kept_payment(reader, target.id, cents, transaction.on) is not None else 0


def _target(reader: Reader, part: NamedPart) -> Target:
    target = find_target(reader, part.kind, part.reference)
    if target is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET, reference=part.reference)
    return target


def _with_freed(target: Target, freed_cents: int) -> Target:
    """The target with all that it can take."""
    if target.remaining_cents + freed_cents == 0:
        nothing = Money(0, target.currency)
        raise KnownError(ErrorCode.AMOUNT_EXCEEDS_REMAINING, reference=target.reference, remaining=nothing)
    return replace(target, remaining_cents=target.remaining_cents + freed_cents)


def _as_returned(reader: Reader, target: Target, freed_cents: int) -> Target:
    """The target with all that can be taken back of it, where something was paid."""
    paid = paid_cents(reader, target) - freed_cents
    return replace(target, remaining_cents=-paid) if paid else _with_freed(target, freed_cents)
