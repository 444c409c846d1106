"""The user's word on a transaction: attribute, accept, detach, ignore, create its record. Each can be undone."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.domain.settle.matching import Allocation, Origin, Reason, Status, Target, TargetKind, Transaction
from microdesk_desktop.operations.records.edit import check_record
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.attributions import (
    Attribution,
    Decision,
    drop_suggestions_of,
    load_attributions,
    load_decision,
    load_proposals,
    release_transactions,
    save_new_decision,
)
from microdesk_desktop.store.bank.targets import load_target
from microdesk_desktop.store.bank.transactions import load_facts
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.records.receipts_expenses import delete_record, record_kind, save_record

TOUCHED = Changes.MATCHES | Changes.BANK | Changes.INVOICES | Changes.LEDGER


def attribute(session: Session, transaction_id: int, allocations: Sequence[Allocation]) -> ChangeResult:
    """Settle these targets with the transaction, in place of whatever it settled before.

    Raises UNKNOWN_TRANSACTION, UNKNOWN_TARGET, AMOUNT_EXCEEDS_TRANSACTION, AMOUNT_EXCEEDS_REMAINING,
    WRONG_DIRECTION or CURRENCY_MISMATCH, and then changes nothing.
    """

    return _decide(session, transaction_id, lambda _, transaction: _attributed(transaction, allocations, ()))


def accept(session: Session, transaction_id: int, rank: int = 0) -> ChangeResult:
    """Take the proposal of this rank as the user's own decision; its reasons are kept.

    Raises NOTHING_TO_DO when the transaction has no such proposal.
    """

    def decide(writer: Writer, transaction: Transaction) -> Decision:
        proposals = load_proposals(writer, transaction.id)
        if rank >= len(proposals):
            raise KnownError(ErrorCode.NOTHING_TO_DO)
        return _attributed(transaction, proposals[rank].allocations, proposals[rank].reasons)

    return _decide(session, transaction_id, decide)


def detach(session: Session, transaction_id: int) -> ChangeResult:
    """Take the attribution off; the engine will not put it back."""
    return _decide(
        session, transaction_id, lambda _, transaction: Decision(transaction_id=transaction.id, is_decided=True)
    )


def ignore(session: Session, transaction_id: int) -> ChangeResult:
    """Say that the transaction concerns no document, receipt or expense."""
    return _decide(
        session,
        transaction_id,
        lambda _, transaction: Decision(transaction_id=transaction.id, status=Status.IGNORED, is_decided=True),
    )


def unignore(session: Session, transaction_id: int) -> ChangeResult:
    """Put an ignored transaction back among those to do.

    Raises NOTHING_TO_DO when it is not ignored.
    """

    def decide(writer: Writer, transaction: Transaction) -> Decision:
        decision = load_decision(writer, transaction.id)
        if decision is None or decision.status is not Status.IGNORED:
            raise KnownError(ErrorCode.NOTHING_TO_DO)
        return Decision(transaction_id=transaction.id, is_decided=True)

    return _decide(session, transaction_id, decide)


def create_expense(session: Session, transaction_id: int, expense: Expense) -> ChangeResult:
    """Make the expense and settle it with the transaction. Raises what `put_record` and `attribute` raise."""
    return _create(session, transaction_id, expense)


def create_receipt(session: Session, transaction_id: int, receipt: Receipt) -> ChangeResult:
    """Make the receipt and settle it with the transaction. Raises what `put_record` and `attribute` raise."""
    return _create(session, transaction_id, receipt)


def _create(session: Session, transaction_id: int, record: Expense | Receipt) -> ChangeResult:
    kind, made = record_kind(record), list[int]()

    def decide(writer: Writer, transaction: Transaction) -> Decision:
        check_record(writer, record)
        made.append(save_record(writer, record))
        target = load_target(writer, kind, made[0])
        assert target is not None, "the record was just saved"
        amount = min(transaction.amount_cents, target.remaining_cents, key=abs)
        return _attributed(transaction, [Allocation(kind=kind, target_id=target.id, amount_cents=amount)], ())

    done = _decide(session, transaction_id, decide)
    undo = done.undo
    assert undo is not None

    def unmake(session: Session) -> ChangeResult:
        undone = undo(session)
        session.write(lambda writer: delete_record(writer, kind, made[0]))
        return replace(undone, undo=None)

    return replace(done, id=made[0], undo=unmake)


def _attributed(transaction: Transaction, allocations: Sequence[Allocation], reasons: tuple[Reason, ...]) -> Decision:
    return Decision(
        transaction_id=transaction.id,
        status=Status.ATTRIBUTED,
        is_decided=True,
        attributions=tuple(
            Attribution(
                kind=each.kind,
                target_id=each.target_id,
                amount_cents=each.amount_cents,
                origin=Origin.MANUAL,
                reasons=reasons,
            )
            for each in allocations
        ),
    )


def _decide(session: Session, transaction_id: int, decide: Callable[[Writer, Transaction], Decision]) -> ChangeResult:
    def write(writer: Writer) -> Decision:
        transactions = load_facts(writer, [transaction_id])
        before = load_decision(writer, transaction_id)
        if not transactions or before is None:
            raise KnownError(ErrorCode.UNKNOWN_TRANSACTION, id=transaction_id)
        put_decision(writer, transactions[0], decide(writer, transactions[0]))
        return before

    before = session.write(write)
    return ChangeResult(changes=TOUCHED, id=transaction_id, undo=lambda session: _restore(session, before))


def _restore(session: Session, before: Decision) -> ChangeResult:
    return _decide(session, before.transaction_id, lambda _, __: before)


def put_decision(writer: Writer, transaction: Transaction, decision: Decision) -> None:
    """Write a decision in place of the former one, and withdraw the proposals of others that it makes untrue.

    Raises what `attribute` raises.
    """
    freed = load_attributions(writer, transaction.id)
    release_transactions(writer, [transaction.id])
    check_attributions(writer, transaction, decision.attributions)
    drop_suggestions_of(writer, {(each.kind, each.target_id) for each in (*freed, *decision.attributions)})
    save_new_decision(writer, decision, transaction.on)


def check_attributions(writer: Writer, transaction: Transaction, attributions: Sequence[Attribution]) -> None:
    """Refuse what the transaction or a target cannot bear."""
    if not attributions:
        return
    total = sum(each.amount_cents for each in attributions)
    if total * transaction.amount_cents <= 0:
        raise KnownError(ErrorCode.WRONG_DIRECTION)
    if abs(total) > abs(transaction.amount_cents):
        raise KnownError(
            ErrorCode.AMOUNT_EXCEEDS_TRANSACTION,
            amount=Money(abs(total), transaction.currency),
            available=Money(abs(transaction.amount_cents), transaction.currency),
        )
    for (kind, target_id), amount in _amount_by_target(attributions).items():
        _check_target(load_target(writer, kind, target_id), amount, transaction.currency)


def _amount_by_target(attributions: Sequence[Attribution]) -> Counter[tuple[TargetKind, int]]:
    amounts: Counter[tuple[TargetKind, int]] = Counter()
    for each in attributions:
        amounts[each.kind, each.target_id] += each.amount_cents
    return amounts


def _check_target(target: Target | None, amount_cents: int, currency: str) -> None:
    if target is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET)
    if target.currency != currency:
        raise KnownError(ErrorCode.CURRENCY_MISMATCH, reference=target.reference)
    if amount_cents * target.total_cents <= 0:
        raise KnownError(ErrorCode.WRONG_DIRECTION, reference=target.reference)
    if abs(amount_cents) > abs(target.remaining_cents):
        raise KnownError(
            ErrorCode.AMOUNT_EXCEEDS_REMAINING,
            reference=target.reference,
            remaining=Money(abs(target.remaining_cents), target.currency),
        )
