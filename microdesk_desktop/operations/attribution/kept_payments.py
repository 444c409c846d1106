"""Link transactions to the payments that they made before the bank was disconnected."""

from collections.abc import Iterable, Sequence

from microdesk_desktop.domain.records.kept_payments import Found, KeptPayment, Parts, find_again
from microdesk_desktop.domain.settle.attributions import Allocation, Origin, Proposal, Status
from microdesk_desktop.domain.settle.reasons import FEE, KEPT_PAYMENT, Reason
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.settle.transactions import Transaction
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.attributions import Attribution, Decision, delete_suggestions, save_new_decision
from microdesk_desktop.store.bank.kept_payments import (
    find_kept_payment,
    link_payment,
    load_kept_payments,
    load_new_transactions,
    set_explained,
)
from microdesk_desktop.store.bank.payments import delete_payment
from microdesk_desktop.store.bank.targets import has_room
from microdesk_desktop.store.bank.transactions import load_bank_transactions
from microdesk_desktop.store.database import Reader, Writer

_SCORE = 0.9
_NOTHING = Found(links={}, doubtful={})
TakenPayment = tuple[int, int, str, int, str]
"""A payment that a decision took over, as `restore_payment` needs it."""


def link_kept_payments(session: Session) -> int:
    """Link the transactions that are new to payments that no transaction explains; returns how many it linked.

    Where several fit, they are proposed. The engine leaves these transactions alone from then on: what they settle is
    in the user's books.
    """
    found = session.read(_find)
    return session.write(_link) if found.links or found.doubtful else 0


def take_kept_payments(
    writer: Writer, transaction: Transaction, attributions: Iterable[Attribution]
) -> Sequence[TakenPayment]:
    """Delete the payments that these attributions record anew: those of the same transaction, before a disconnect."""
    taken: list[TakenPayment] = []
    for each in attributions:
        if has_room(writer, Allocation(each.target_id, each.amount_cents)):
            continue
        row = find_kept_payment(writer, each.target_id, each.amount_cents, transaction.on)
        if row is not None:
            delete_payment(writer, row[0])
            taken.append(row)
    return taken


def _find(reader: Reader) -> Found:
    fresh = load_new_transactions(reader)
    if not fresh:
        return _NOTHING
    days = [each.on for each in fresh]
    kept = load_kept_payments(reader, min(days), max(days))
    return find_again(fresh, kept) if kept else _NOTHING


def _link(writer: Writer) -> int:
    found = _find(writer)
    delete_suggestions(writer, sorted({*found.links, *found.doubtful}))
    for transaction_id, parts in sorted(found.links.items()):
        for part in parts:
            link_payment(writer, part.id, transaction_id, Origin.AUTO, _reasons(part, parts))
        set_explained(writer, transaction_id, Status.ATTRIBUTED)
    for transaction in load_bank_transactions(writer, sorted(found.doubtful)):
        proposals = tuple(_proposal(each) for each in found.doubtful[transaction.id])
        save_new_decision(writer, Decision(transaction_id=transaction.id, proposals=proposals), transaction.on)
        set_explained(writer, transaction.id, Status.SUGGESTED)
    return len(found.links)


def _proposal(parts: Parts) -> Proposal:
    return Proposal(
        allocations=tuple(Allocation(each.target_id, each.amount_cents) for each in parts),
        score=_SCORE,
        reasons=(Reason(KEPT_PAYMENT),),
    )


def _reasons(part: KeptPayment, parts: Parts) -> tuple[Reason, ...]:
    """Why: and that it is a fee, where it is taken off what the others settle."""
    is_taken_off = part.amount_cents < 0 < sum(each.amount_cents for each in parts)
    is_fee = is_taken_off and part.kind is TargetKind.EXPENSE
    return (Reason(FEE), Reason(KEPT_PAYMENT)) if is_fee else (Reason(KEPT_PAYMENT),)
