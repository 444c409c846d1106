"""What may settle a transaction when nothing is certain: a few likely targets, best first, with a score and reasons."""

from collections.abc import Iterable
from datetime import date

from microdesk_desktop.domain.bank.label_parser import LabelKind
from microdesk_desktop.domain.settle.matching import (
    Allocation,
    Nature,
    Proposal,
    Reason,
    Target,
    TargetKind,
    Transaction,
)
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.explain import Parts, says_deposit, why
from microdesk_desktop.reconcile.names import MEDIUM
from microdesk_desktop.reconcile.numbers import Confidence
from microdesk_desktop.reconcile.open_items import OpenItems, is_record
from microdesk_desktop.reconcile.payment_windows import days_after, days_late, is_timely

MIN_SCORE = 0.45
MAX_SUGGESTIONS = 3
MAX_SAME_AMOUNT = 20
_PARTIES = 3
_NUMBER = {Confidence.HIGH: 0.5, Confidence.MEDIUM: 0.4, Confidence.LOW: 0.2}


def suggest(facts: Evidence, book: OpenItems) -> tuple[Proposal, ...]:
    """One to three proposals worth the user's look, none where nothing is likely."""
    positions = dict.fromkeys(
        position
        for position in _candidates(facts, book)
        if position in facts.mentions.found or is_timely(book.targets[position], facts.transaction, facts.label)
    )
    scored = [(score(facts, book, position), position) for position in positions]
    likely = sorted((each for each in scored if each[0] >= MIN_SCORE), key=lambda each: _best_first(book, *each))
    return tuple(
        propose(facts, book, (share_of(facts, book, each),), value) for value, each in likely[:MAX_SUGGESTIONS]
    )


def propose(facts: Evidence, book: OpenItems, parts: Parts, value: float, *further: Reason) -> Proposal:
    """A proposal with its reasons; `further` ones replace what its amount says."""
    return Proposal(
        allocations=tuple(
            Allocation(kind=book.targets[position].kind, target_id=book.targets[position].id, amount_cents=cents)
            for position, cents in parts
        ),
        score=value,
        reasons=why(facts, book, parts, *further),
    )


def share_of(facts: Evidence, book: OpenItems, position: int) -> tuple[int, int]:
    """The target with as much as both it and the transaction can bear."""
    return position, min(facts.transaction.amount_cents, book.remaining[position], key=abs)


def score(facts: Evidence, book: OpenItems, position: int) -> float:
    """How likely the transaction settles the target, between 0 and 0.99."""
    target = book.targets[position]
    trust = facts.mentions.found.get(position)
    if facts.nature and not trust and not _may_be_of(facts.nature, target):
        return 0.0
    value = _NUMBER[trust] if trust else 0.0
    value += 0.35 * facts.likeness.get(book.parties[position], 0.0)
    value += _amount_weight(facts, book.remaining[position], target.total_cents)
    value += _time_weight(facts, target)
    if not is_record(target):
        if not trust and (facts.mentions.found or facts.mentions.cites_closed_document):
            value -= 0.2
        if facts.label.kind in (LabelKind.CARD, LabelKind.DIRECT_DEBIT):
            value -= 0.3
    return round(max(0.0, min(0.99, value)), 2)


def _may_be_of(nature: Nature, target: Target) -> bool:
    return target.kind is TargetKind.EXPENSE and nature is not Nature.OWN_TRANSFER


def _best_first(book: OpenItems, value: float, position: int) -> tuple[float, date, int]:
    target = book.targets[position]
    return -value, target.due_on or target.on, target.id


def _candidates(facts: Evidence, book: OpenItems) -> Iterable[int]:
    """What is named, what has the amount, what the parties meant owe; crowds tell nothing."""
    transaction = facts.transaction
    yield from (position for position in facts.mentions.found if _is_open(book, position, transaction))
    same_amount = book.exact(transaction.currency, transaction.amount_cents)
    if len(same_amount) <= MAX_SAME_AMOUNT:
        yield from same_amount
    for party, likeness in facts.likeness.items():
        if likeness >= MEDIUM:
            yield from book.exact_of_party(party, transaction.currency, transaction.amount_cents)
    for party in facts.meant[:_PARTIES]:
        open_invoices = book.open_invoices(party, transaction.currency)
        if len(open_invoices) <= MAX_SAME_AMOUNT:
            yield from (position for position in open_invoices if _is_open(book, position, transaction))


def _is_open(book: OpenItems, position: int, transaction: Transaction) -> bool:
    return (
        book.remaining[position] * transaction.amount_cents > 0
        and book.targets[position].currency == transaction.currency
    )


def _amount_weight(facts: Evidence, left: int, total: int) -> float:
    amount = facts.transaction.amount_cents
    if amount == left:
        return 0.35
    if left == facts.label.gross_cents:
        return 0.3
    if abs(amount) > abs(left):
        return 0.0 if abs(amount) > 1.05 * abs(left) else 0.15
    if abs(left - amount) * 50 <= abs(left):
        return 0.25
    if (amount * 100) % total == 0 and abs(amount * 100 // total) % 5 == 0:
        return 0.25 if says_deposit(facts) else 0.15
    return 0.1


def _time_weight(facts: Evidence, target: Target) -> float:
    if is_record(target):
        return max(0.0, 0.25 - 0.02 * abs(days_after(target, facts.transaction, facts.label)))
    late = days_late(target, facts.transaction)
    if late is None:
        return 0.1
    return 0.15 if abs(late) <= 10 else 0.1 if late <= 60 else 0.05
