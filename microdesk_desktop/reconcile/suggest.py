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
from microdesk_desktop.reconcile.numbers import Confidence
from microdesk_desktop.reconcile.open_items import OpenItems, is_record
from microdesk_desktop.reconcile.payment_windows import days_after, days_late, is_timely
from microdesk_desktop.reconcile.tuning import FULL_SCORE, NAMES, SUGGESTIONS


def suggest(facts: Evidence, book: OpenItems) -> tuple[Proposal, ...]:
    """One to three proposals worth the user's look, none where nothing is likely."""
    positions = dict.fromkeys(
        position
        for position in _candidates(facts, book)
        if position in facts.mentions.found or is_timely(book.targets[position], facts.transaction, facts.label)
    )
    scored = [(score(facts, book, position), position) for position in positions]
    likely = sorted(
        (each for each in scored if each[0] >= SUGGESTIONS.least_score), key=lambda each: _best_first(book, *each)
    )
    return tuple(
        propose(facts, book, (share_of(facts, book, each),), value) for value, each in likely[: SUGGESTIONS.most]
    )


def propose(facts: Evidence, book: OpenItems, parts: Parts, value: int, *further: Reason) -> Proposal:
    """A proposal with its reasons; `further` ones replace what its amount says."""
    return Proposal(
        allocations=tuple(
            Allocation(kind=book.targets[position].kind, target_id=book.targets[position].id, amount_cents=cents)
            for position, cents in parts
        ),
        score=value / FULL_SCORE,
        reasons=why(facts, book, parts, *further),
    )


def share_of(facts: Evidence, book: OpenItems, position: int) -> tuple[int, int]:
    """The target with as much as both it and the transaction can bear."""
    return position, min(facts.transaction.amount_cents, book.remaining[position], key=abs)


def score(facts: Evidence, book: OpenItems, position: int) -> int:
    """How likely the transaction settles the target, in thousandths, to the nearest hundredth."""
    target = book.targets[position]
    trust = facts.mentions.found.get(position)
    if facts.nature and not trust and not _may_be_of(facts.nature, target):
        return 0
    value = (
        _number_weight(trust)
        + SUGGESTIONS.party * facts.likeness.get(book.parties[position], 0) // FULL_SCORE
        + _amount_weight(facts, book.remaining[position], target.total_cents)
        + _time_weight(facts, target)
    )
    if not is_record(target):
        value -= _doubt_of_invoice(facts, trust)
    return (max(0, min(SUGGESTIONS.highest_score, value)) + 5) // 10 * 10


def _number_weight(trust: Confidence | None) -> int:
    match trust:
        case Confidence.HIGH:
            return SUGGESTIONS.number_high
        case Confidence.MEDIUM:
            return SUGGESTIONS.number_medium
        case Confidence.LOW:
            return SUGGESTIONS.number_low
        case None:
            return 0


def _doubt_of_invoice(facts: Evidence, trust: Confidence | None) -> int:
    cites_another = not trust and (facts.mentions.found or facts.mentions.cites_closed_document)
    is_purchase = facts.label.kind in (LabelKind.CARD, LabelKind.DIRECT_DEBIT)
    return SUGGESTIONS.other_number * bool(cites_another) + SUGGESTIONS.card_or_debit * is_purchase


def _may_be_of(nature: Nature, target: Target) -> bool:
    return target.kind is TargetKind.EXPENSE and nature is not Nature.OWN_TRANSFER


def _best_first(book: OpenItems, value: int, position: int) -> tuple[int, date, int]:
    target = book.targets[position]
    return -value, target.due_on or target.on, position


def _candidates(facts: Evidence, book: OpenItems) -> Iterable[int]:
    """What is named, what has the amount, what the parties meant owe; crowds tell nothing."""
    transaction = facts.transaction
    yield from (position for position in facts.mentions.found if _is_open(book, position, transaction))
    same_amount = book.exact(transaction.currency, transaction.amount_cents)
    if len(same_amount) <= SUGGESTIONS.same_amount:
        yield from same_amount
    for party, likeness in facts.likeness.items():
        if likeness >= NAMES.medium:
            yield from book.exact_of_party(party, transaction.currency, transaction.amount_cents)
    for party in facts.meant[: SUGGESTIONS.parties]:
        open_invoices = book.open_invoices(party, transaction.currency)
        if len(open_invoices) <= SUGGESTIONS.same_amount:
            yield from (position for position in open_invoices if _is_open(book, position, transaction))


def _is_open(book: OpenItems, position: int, transaction: Transaction) -> bool:
    return (
        book.remaining[position] * transaction.amount_cents > 0
        and book.targets[position].currency == transaction.currency
    )


def _amount_weight(facts: Evidence, left: int, total: int) -> int:
    amount = facts.transaction.amount_cents
    if amount == left:
        return SUGGESTIONS.amount_exact
    if left == facts.label.gross_cents:
        return SUGGESTIONS.amount_gross
    if abs(amount) > abs(left):
        is_little = abs(amount) * 100 <= (100 + SUGGESTIONS.surplus_percent) * abs(left)
        return SUGGESTIONS.amount_surplus if is_little else 0
    if abs(left - amount) * SUGGESTIONS.nearly_paid_part <= abs(left):
        return SUGGESTIONS.amount_nearly_paid
    percent, rest = divmod(abs(amount * 100), abs(total))
    if rest == 0 and percent % SUGGESTIONS.share_step_percent == 0:
        return SUGGESTIONS.amount_deposit if says_deposit(facts) else SUGGESTIONS.amount_share
    return SUGGESTIONS.amount_part


def _time_weight(facts: Evidence, target: Target) -> int:
    if is_record(target):
        days = abs(days_after(target, facts.transaction, facts.label))
        return max(0, SUGGESTIONS.day_of_record - SUGGESTIONS.day_lost * days)
    late = days_late(target, facts.transaction)
    if late is None:
        return SUGGESTIONS.due_late
    if abs(late) <= SUGGESTIONS.due_near_days:
        return SUGGESTIONS.due_near
    return SUGGESTIONS.due_late if late <= SUGGESTIONS.due_late_days else SUGGESTIONS.due_far
