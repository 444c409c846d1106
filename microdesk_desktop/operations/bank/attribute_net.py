"""Attribute a payment received net of a fee: its documents are settled in full, and the fee becomes an expense."""

from collections.abc import Sequence

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.money import EUR, Money
from microdesk_desktop.domain.settle.attributions import Allocation, Origin, Status
from microdesk_desktop.domain.settle.transactions import Transaction
from microdesk_desktop.operations.attribution.fees import save_fee
from microdesk_desktop.operations.bank.attribute_by_reference import NamedPart, allocations_of, named_transaction
from microdesk_desktop.operations.bank.decide import Former, change_decision, replace_decision
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.attributions import Attribution, Decision
from microdesk_desktop.store.database import Writer


def attribute_net_of_fee(
    session: Session, transaction_id: int, parts: Sequence[NamedPart], fee_cents: int
) -> ChangeResult:
    """Settle the named targets with a payment and the fee that was kept of it, and make the fee's expense, at once.

    What is settled, less the fee, is the amount of the transaction to the cent. The expense goes when the attribution
    ends (`fees.py`). Raises INVALID_VALUE (field) for a fee that is not positive, WRONG_DIRECTION for money out,
    CURRENCY_MISMATCH for a transaction that is not in euros, FEE_MISMATCH where payment and fee are not what the
    targets take, and what `attribute_by_reference` raises; then nothing changes.
    """

    def write(writer: Writer) -> Former:
        transaction = named_transaction(writer, transaction_id)
        _check_fee(transaction, fee_cents)
        gross_cents = transaction.amount_cents + fee_cents
        allocations = allocations_of(writer, transaction, parts, gross_cents)
        _check_sum(allocations, gross_cents)
        decision = _decision(transaction, allocations, save_fee(writer, transaction, fee_cents, Origin.MANUAL))
        return replace_decision(writer, transaction_id, lambda *_: decision, session.clock.now())

    return change_decision(session, write)


def _check_fee(transaction: Transaction, fee_cents: int) -> None:
    if fee_cents <= 0:
        raise KnownError(ErrorCode.INVALID_VALUE, field="fee")
    if transaction.amount_cents <= 0:
        raise KnownError(ErrorCode.WRONG_DIRECTION, part="fee")
    if transaction.currency != EUR:  # expenses are in euros
        raise KnownError(ErrorCode.CURRENCY_MISMATCH, part="fee")


def _check_sum(allocations: Sequence[Allocation], gross_cents: int) -> None:
    settled = sum(each.amount_cents for each in allocations)
    if settled != gross_cents:
        raise KnownError(ErrorCode.FEE_MISMATCH, gross=Money(gross_cents, EUR), settled=Money(settled, EUR))


def _decision(transaction: Transaction, allocations: Sequence[Allocation], fee: Attribution) -> Decision:
    settled = [Attribution(target_id=id_, amount_cents=cents, origin=Origin.MANUAL) for id_, cents in allocations]
    return Decision(
        transaction_id=transaction.id, status=Status.ATTRIBUTED, is_decided=True, attributions=(*settled, fee)
    )
