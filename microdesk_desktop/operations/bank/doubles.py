"""Decide about two transactions that may be one payment: merge them, or keep both; each can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import StatementFormat
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.imports.plans import Entity
from microdesk_desktop.operations.attribution.made import delete_made
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.bank.decide import TOUCHED, put_decision, still_possible
from microdesk_desktop.operations.records.edit import DeletedRecord, restore_record
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.attribution_run import forget_last_run
from microdesk_desktop.store.bank.attributions import Decision, load_decision, release_transactions
from microdesk_desktop.store.bank.doubles import MergedRow, is_undecided_double, merge_into, separate, set_kept
from microdesk_desktop.store.bank.transactions import load_bank_transactions
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.imports.journal import (
    Claim,
    forget_fetched,
    load_claims_on,
    load_fetched,
    note_fetched,
    restore_claims,
    share_claims,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Merge:
    """What a merge changed: enough to undo it. `kept` is the decision of the remaining one before, `then` after it."""

    kept: Decision
    then: Decision
    removed: Decision
    made: Sequence[DeletedRecord]
    merged: MergedRow
    claims: tuple[Claim, ...]
    noted: tuple[int, ...]


def merge_double(session: Session, newer_id: int, older_id: int) -> ChangeResult:
    """Make one transaction of two: the one that the user decided about stays, else the older one.

    A pending one is booked by the other one: what the user decided goes on for its amount, where it still can.
    The imports and the bank that gave the other one hold the remaining one from then on; their files add it no more.
    What was decided about the other one ends with it. Raises UNKNOWN_TRANSACTION unless both may be one payment.
    """
    merge = session.write(lambda writer: _merge(writer, newer_id, older_id))
    run_attribution(session, Job())

    def undo(session: Session) -> ChangeResult:
        session.write(lambda writer: _undo(writer, merge))
        run_attribution(session, Job())
        return ChangeResult(changes=TOUCHED, id=newer_id)

    return ChangeResult(changes=TOUCHED, id=merge.kept.transaction_id, undo=undo)


def keep_both(session: Session, newer_id: int, older_id: int) -> ChangeResult:
    """Note that two transactions are two payments. Raises UNKNOWN_TRANSACTION unless both may be one."""

    def write(writer: Writer) -> None:
        _require_undecided(writer, newer_id, older_id)
        set_kept(writer, newer_id, older_id, is_kept=True)

    session.write(write)

    def undo(session: Session) -> ChangeResult:
        session.write(lambda writer: set_kept(writer, newer_id, older_id, is_kept=False))
        return ChangeResult(changes=Changes.BANK, id=newer_id)

    return ChangeResult(changes=Changes.BANK, id=newer_id, undo=undo)


def _require_undecided(writer: Writer, newer_id: int, older_id: int) -> None:
    if not is_undecided_double(writer, newer_id, older_id):
        raise KnownError(ErrorCode.UNKNOWN_TRANSACTION, id=newer_id)


def _merge(writer: Writer, newer_id: int, older_id: int) -> _Merge:
    _require_undecided(writer, newer_id, older_id)
    newer, older = load_decision(writer, newer_id), load_decision(writer, older_id)
    assert newer is not None, "a pair refers to stored transactions"
    assert older is not None, "a pair refers to stored transactions"
    kept, removed = (newer, older) if newer.is_decided and not older.is_decided else (older, newer)
    kept_id, removed_id = kept.transaction_id, removed.transaction_id
    release_transactions(writer, [removed_id])
    made = delete_made(writer, removed.attributions)
    claims = load_claims_on(writer, Entity.TRANSACTION, removed_id)
    share_claims(writer, Entity.TRANSACTION, of=removed_id, to=kept_id)
    merged = merge_into(writer, removed_id, kept_id)
    then = _go_on(writer, kept) if merged.kept_facts else kept
    noted = (kept_id,) if _is_fetched(writer, merged) and kept_id not in load_fetched(writer) else ()
    note_fetched(writer, noted)
    forget_last_run(writer)  # what depended on the one that goes is not known any more
    return _Merge(kept=kept, then=then, removed=removed, made=made, merged=merged, claims=tuple(claims), noted=noted)


def _go_on(writer: Writer, decision: Decision) -> Decision:
    """Decide of a transaction that has other facts as before: what settled one target in full still does.

    The engine looks anew at what no human decided.
    """
    (transaction,) = load_bank_transactions(writer, [decision.transaction_id])
    settled = decision.attributions
    if len(settled) == 1:
        settled = (replace(settled[0], amount_cents=transaction.amount_cents),)
    wanted = replace(decision, attributions=settled) if decision.is_decided else Decision(transaction_id=transaction.id)
    _give_back(writer, wanted)
    then = load_decision(writer, transaction.id)
    assert then is not None, "it was just read"
    return then


def _is_fetched(writer: Writer, merged: MergedRow) -> bool:
    """Whether the bank itself sent the transaction."""
    return merged.source not in frozenset(StatementFormat) or merged.id in load_fetched(writer)


def _undo(writer: Writer, merge: _Merge) -> None:
    """Bring the other transaction back, and both decisions, unless the user decided anew meanwhile."""
    if not separate(writer, merge.merged):
        raise KnownError(ErrorCode.NOTHING_TO_DO)
    restore_claims(writer, merge.claims)
    forget_fetched(writer, merge.noted)
    now = load_decision(writer, merge.kept.transaction_id)
    if now is not None and not (now.is_decided and now != merge.then):
        _give_back(writer, merge.kept)
    for record in merge.made:
        restore_record(writer, record)
    _give_back(writer, merge.removed)


def _give_back(writer: Writer, decision: Decision) -> None:
    """Restore a decision; the transaction is to do where what it settled is settled by another one since."""
    for transaction in load_bank_transactions(writer, [decision.transaction_id]):
        try:
            put_decision(writer, transaction, still_possible(writer, decision))
        except KnownError:
            put_decision(writer, transaction, Decision(transaction_id=transaction.id))
            delete_made(writer, decision.attributions)
