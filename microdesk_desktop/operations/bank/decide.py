"""Manual decisions on a transaction: attribute, accept, detach, ignore, create its record. Each can be undone."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.domain.settle.attributions import Allocation, Origin, Status
from microdesk_desktop.domain.settle.reasons import FEE, KEPT_PAYMENT, Reason
from microdesk_desktop.domain.settle.targets import Target
from microdesk_desktop.domain.settle.transactions import Transaction
from microdesk_desktop.operations.attribution.fees import kept_cents, save_fee
from microdesk_desktop.operations.attribution.kept_payments import TakenPayment, take_kept_payments
from microdesk_desktop.operations.attribution.made import delete_made, made_reason
from microdesk_desktop.operations.records.edit import DeletedRecord, check_record, delete_record, restore_record
from microdesk_desktop.operations.records.returned import check_returned, check_still_paid, paid_cents
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
from microdesk_desktop.store.bank.kept_payments import restore_payment
from microdesk_desktop.store.bank.targets import has_room, load_target
from microdesk_desktop.store.bank.transactions import load_bank_transactions
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.records.receipts_expenses import save_record

Decide = Callable[[Writer, Transaction], Decision]
TransactionChange = Callable[[Session, int], ChangeResult]
TOUCHED = Changes.MATCHES | Changes.BANK | Changes.INVOICES | Changes.LEDGER


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """What a new decision replaced: the decision, and the records made for it, which went with it.

    `kept` are the payments that no transaction explained, and that the new decision has taken over.
    """

    decision: Decision
    made: Sequence[DeletedRecord] = ()
    kept: Sequence[TakenPayment] = ()


def attribute(session: Session, transaction_id: int, allocations: Sequence[Allocation]) -> ChangeResult:
    """Settle these targets with the transaction, in place of what it settled before.

    Raises UNKNOWN_TRANSACTION, UNKNOWN_TARGET, AMOUNT_EXCEEDS_TRANSACTION, AMOUNT_EXCEEDS_REMAINING,
    WRONG_DIRECTION, CURRENCY_MISMATCH, AMOUNT_EXCEEDS_PAID for money that takes back more of a document than was paid
    of it, or PAYMENT_WAS_RETURNED when a payment that it replaces was taken back since; then it changes nothing.
    """
    return _decide(session, transaction_id, lambda _, transaction: _attributed(transaction, allocations, ()))


def accept(session: Session, transaction_id: int, rank: int = 0) -> ChangeResult:
    """Make the proposal of this rank the user's own decision, with its reasons.

    Raises NOTHING_TO_DO when the transaction has no such proposal.
    """

    def decide(writer: Writer, transaction: Transaction) -> Decision:
        proposals = load_proposals(writer, transaction.id)
        if rank >= len(proposals):
            raise KnownError(ErrorCode.NOTHING_TO_DO)
        chosen = proposals[rank]
        decision = _attributed(transaction, chosen.allocations, chosen.reasons)
        kept = kept_cents(transaction, chosen.allocations)
        if not kept:
            return decision
        fee = save_fee(writer, transaction, kept, Origin.MANUAL)
        return replace(decision, attributions=(*decision.attributions, fee))

    return _decide(session, transaction_id, decide)


def detach(session: Session, transaction_id: int) -> ChangeResult:
    """Remove the attribution; the engine leaves the transaction alone from then on.

    Raises PAYMENT_WAS_RETURNED (`reference`) when what it paid was taken back since.
    """
    return _decide(
        session, transaction_id, lambda _, transaction: Decision(transaction_id=transaction.id, is_decided=True)
    )


def ignore(session: Session, transaction_id: int) -> ChangeResult:
    """Mark the transaction as settling no document, receipt or expense."""
    return _decide(session, transaction_id, lambda _, transaction: ignored(transaction))


def ignored(transaction: Transaction) -> Decision:
    """The decision that the transaction settles nothing."""
    return Decision(transaction_id=transaction.id, status=Status.IGNORED, is_decided=True)


def unignore(session: Session, transaction_id: int) -> ChangeResult:
    """Give an ignored transaction the status TODO again.

    Raises NOTHING_TO_DO when it is not ignored.
    """

    def decide(writer: Writer, transaction: Transaction) -> Decision:
        decision = load_decision(writer, transaction.id)
        if decision is None or decision.status is not Status.IGNORED:
            raise KnownError(ErrorCode.NOTHING_TO_DO)
        return Decision(transaction_id=transaction.id, is_decided=True)

    return _decide(session, transaction_id, decide)


def create_record(
    session: Session, transaction_id: int, record: Expense | Receipt, *, replaces: bool = False
) -> ChangeResult:
    """Make the record and settle it with the transaction; it goes again with the attribution, unless it is changed.

    Raises ALREADY_SETTLED (`reference`) where the transaction settles something, unless the record `replaces` that: two
    records would stay for one payment. Raises what `put_record` and `attribute` raise.
    """

    def write(writer: Writer) -> tuple[Former, int]:
        if not replaces:
            _check_settles_nothing(writer, transaction_id)
        check_record(writer, record)
        record_id = save_record(writer, record)
        before = replace_decision(
            writer, transaction_id, lambda _, each: settling(writer, each, record_id), session.clock.now()
        )
        return before, record_id

    before, record_id = session.write(write)

    def make_again(session: Session) -> ChangeResult:
        return create_record(session, transaction_id, record, replaces=True)

    def unmake(session: Session) -> ChangeResult:
        session.write(lambda writer: unmake_record(writer, before, record_id))
        return ChangeResult(changes=TOUCHED, undo=make_again)

    return ChangeResult(changes=TOUCHED, id=record_id, undo=unmake)


def _check_settles_nothing(reader: Reader, transaction_id: int) -> None:
    for each in load_attributions(reader, transaction_id)[:1]:
        target = load_target(reader, each.target_id)
        raise KnownError(ErrorCode.ALREADY_SETTLED, reference=target.reference if target else "")


def settling(reader: Reader, transaction: Transaction, record_id: int) -> Decision:
    """The decision that the transaction settles a record just saved, as far as both go."""
    target = load_target(reader, record_id)
    assert target is not None, "the record was just saved"
    amount = min(transaction.amount_cents, target.remaining_cents, key=abs)
    allocation = Allocation(target_id=record_id, amount_cents=amount)
    return _attributed(transaction, [allocation], (made_reason(reader, record_id),))


def unmake_record(writer: Writer, before: Former, record_id: int) -> None:
    """Restore the decision and delete the record. Raises IN_USE when another transaction settles it since."""
    restore_decision(writer, before)
    delete_record(writer, record_id)


def _attributed(transaction: Transaction, allocations: Sequence[Allocation], reasons: tuple[Reason, ...]) -> Decision:
    return Decision(
        transaction_id=transaction.id,
        status=Status.ATTRIBUTED,
        is_decided=True,
        attributions=tuple(
            Attribution(target_id=each.target_id, amount_cents=each.amount_cents, origin=Origin.MANUAL, reasons=reasons)
            for each in allocations
        ),
    )


def _decide(session: Session, transaction_id: int, decide: Decide) -> ChangeResult:
    return change_decision(
        session, lambda writer: replace_decision(writer, transaction_id, decide, session.clock.now())
    )


def change_decision(session: Session, write: Callable[[Writer], Former]) -> ChangeResult:
    """Write a new decision, which `write` does and returns the former one, so that it can be undone and redone."""
    before = session.write(write)
    return ChangeResult(
        changes=TOUCHED,
        id=before.decision.transaction_id,
        undo=lambda session: change_decision(session, lambda writer: restore_decision(writer, before)),
    )


def replace_decision(
    writer: Writer,
    transaction_id: int,
    decide: Decide,
    at: datetime | None = None,
    *,
    returning: Sequence[TakenPayment] = (),
) -> Former:
    """Replace the decision by the one that `decide` makes; returns the former one.

    `at` is when the user decides it; None for a decision that only comes back.
    """
    transactions = load_bank_transactions(writer, [transaction_id])
    before = load_decision(writer, transaction_id)
    if not transactions or before is None:
        raise KnownError(ErrorCode.UNKNOWN_TRANSACTION, id=transaction_id)
    decision = decide(writer, transactions[0])
    if at is not None:
        decision = _with_lesson(before, decision, at)
    made, kept = put_decision(writer, transactions[0], decision, returning)
    return Former(decision=before, made=made, kept=kept)


def _with_lesson(before: Decision, made: Decision, at: datetime) -> Decision:
    """A decision of the user's with its moment, and with what it takes away of what the engine had done by itself."""
    settled = {each.target_id for each in made.attributions}
    undone = [
        each.target_id
        for each in before.attributions
        if each.origin is Origin.AUTO and FEE not in (reason.code for reason in each.reasons)
    ]
    refused = tuple(id_ for id_ in dict.fromkeys((*before.refused, *undone)) if id_ not in settled)
    return replace(made, decided_at=at, refused=refused)


def restore_decision(writer: Writer, before: Former) -> Former:
    """Restore a former decision as far as it is still possible; returns the one that it replaces."""
    for record in before.made:
        restore_record(writer, record)
    return replace_decision(
        writer,
        before.decision.transaction_id,
        lambda writer, _: still_possible(writer, before.decision),
        returning=before.kept,
    )


def still_possible(reader: Reader, before: Decision) -> Decision:
    """A former decision without the proposals whose targets have gone or were settled since."""
    proposals = tuple(
        each
        for each in before.proposals
        if KEPT_PAYMENT in (reason.code for reason in each.reasons)
        or all(has_room(reader, part) for part in each.allocations)
    )
    status = Status.TODO if before.status is Status.SUGGESTED and not proposals else before.status
    return replace(before, status=status, proposals=proposals)


def put_decision(
    writer: Writer, transaction: Transaction, decision: Decision, returning: Sequence[TakenPayment] = ()
) -> tuple[Sequence[DeletedRecord], Sequence[TakenPayment]]:
    """Replace the former decision, and delete the proposals of other transactions on the targets that it changes.

    `returning` are payments that the former decision had taken over. Returns the records made for the former decision,
    which went with it, and the payments that the new one takes over. Raises what `attribute` raises.
    """
    freed = load_attributions(writer, transaction.id)
    release_transactions(writer, [transaction.id])
    for payment in returning:
        restore_payment(writer, payment)
    kept = take_kept_payments(writer, transaction, decision.attributions)
    check_attributions(writer, transaction, decision.attributions)
    drop_suggestions_of(writer, {each.target_id for each in (*freed, *decision.attributions)})
    save_new_decision(writer, decision, transaction.on)
    check_still_paid(writer, {each.target_id for each in freed})
    return delete_made(writer, freed), kept


def check_attributions(writer: Writer, transaction: Transaction, attributions: Sequence[Attribution]) -> None:
    """Check signs, currency and amounts against the transaction and the targets. Raises as `attribute` does."""
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
    for target_id, amount in _amount_by_target(attributions).items():
        _check_target(writer, load_target(writer, target_id), amount, transaction.currency)


def _amount_by_target(attributions: Sequence[Attribution]) -> Counter[int]:
    amounts: Counter[int] = Counter()
    for each in attributions:
        amounts[each.target_id] += each.amount_cents
    return amounts


def _check_target(reader: Reader, target: Target | None, amount_cents: int, currency: str) -> None:
    if target is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET)
    if target.currency != currency:
        raise KnownError(ErrorCode.CURRENCY_MISMATCH, reference=target.reference)
    if amount_cents * target.total_cents < 0 and paid_cents(reader, target):
        check_returned(reader, target, amount_cents)
        return
    if amount_cents * target.total_cents <= 0:
        raise KnownError(ErrorCode.WRONG_DIRECTION, reference=target.reference)
    if abs(amount_cents) > abs(target.remaining_cents):
        raise KnownError(
            ErrorCode.AMOUNT_EXCEEDS_REMAINING,
            reference=target.reference,
            remaining=Money(abs(target.remaining_cents), target.currency),
        )
