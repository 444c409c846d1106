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
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.attributions import load_attributions
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

    Raises UNKNOWN_TRANSACTION, UNKNOWN_TARGET, and what `attribute` raises; then nothing changes.
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

    Raises UNKNOWN_TARGET, and AMOUNT_EXCEEDS_REMAINING for a target that another transaction settles in full.
    """
    left, allocations = available_cents, []
    for part in parts:
        target = _target(reader, transaction.id, part)
        amount = signed_like(target, part.amount_cents) if part.amount_cents else share_of(left, target)
        left -= amount
        allocations.append(Allocation(target_id=target.id, amount_cents=amount))
    return allocations


def _target(reader: Reader, transaction_id: int, part: NamedPart) -> Target:
    """The target with all that it can take: the part that this transaction settles now counts as free."""
    target = find_target(reader, part.kind, part.reference)
    if target is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET, reference=part.reference)
    now = load_attributions(reader, transaction_id)
    freed = sum(each.amount_cents for each in now if each.target_id == target.id)
    if target.remaining_cents + freed == 0:
        nothing = Money(0, target.currency)
        raise KnownError(ErrorCode.AMOUNT_EXCEEDS_REMAINING, reference=part.reference, remaining=nothing)
    return replace(target, remaining_cents=target.remaining_cents + freed)
