"""Proposals for a transaction without a certain match: a few likely targets, best first, with a score and reasons."""

from collections.abc import Collection, Sequence
from datetime import date

from microdesk_desktop.domain.bank.labels.parser import LabelKind
from microdesk_desktop.domain.settle.attributions import Allocation, Proposal
from microdesk_desktop.domain.settle.reasons import Reason
from microdesk_desktop.domain.settle.targets import Target, TargetKind
from microdesk_desktop.domain.settle.transactions import Nature
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.explain import announces_deposit, reasons_for
from microdesk_desktop.reconcile.labels.confidence import HIGH, MEDIUM, Confidence
from microdesk_desktop.reconcile.matchers.match import Parts
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.payment_windows import days_after, days_late, is_timely, timely_invoices
from microdesk_desktop.reconcile.tuning import FULL_SCORE, NAMES, SUGGESTIONS

_PURCHASES = (LabelKind.CARD, LabelKind.DIRECT_DEBIT)


def suggest(evidence: Evidence, items: OpenItems) -> tuple[Proposal, ...]:
    """One to three proposals, best first; none where no target is likely."""
    candidates = _candidates(evidence, items)
    if not candidates:
        return ()
    likely = [
        (value, position)
        for position in candidates
        if (value := score(evidence, items, position)) >= SUGGESTIONS.min_score
    ]
    if not likely:
        return ()
    likely.sort(key=lambda each: _best_first(items, *each))
    return tuple(
        propose(evidence, items, (share_of(evidence, items, position),), value)
        for value, position in likely[: SUGGESTIONS.max_suggestions]
    )


def propose(evidence: Evidence, items: OpenItems, parts: Parts, value: int, *instead: Reason) -> Proposal:
    """A proposal, its score given in thousandths, with its reasons; `instead` replace the one of the amount."""
    targets = items.targets
    return Proposal(
        allocations=tuple(Allocation(target_id=targets[position].id, amount_cents=cents) for position, cents in parts),
        score=value / FULL_SCORE,
        reasons=reasons_for(evidence, items, parts, *instead),
    )


def share_of(evidence: Evidence, items: OpenItems, position: int) -> tuple[int, int]:
    """The target with as much as both it and the transaction have left."""
    return position, min(evidence.transaction.amount_cents, items.remaining[position], key=abs)


def score(evidence: Evidence, items: OpenItems, position: int) -> int:
    """How likely the transaction settles the target, in thousandths, to the nearest hundredth."""
    cited, is_record = evidence.cited, items.is_record[position]
    confidence = cited.found.get(position)
    if evidence.nature and not confidence and not _may_be_of(evidence.nature, items.targets[position]):
        return 0
    value = SUGGESTIONS.party * evidence.party_scores.get(items.parties[position], 0) // FULL_SCORE
    value += _amount_weight(evidence, items, position) + _time_weight(evidence, items, position)
    if confidence:
        value += _number_weight(confidence)
    elif not is_record and (cited.found or cited.cites_closed_document):
        value -= SUGGESTIONS.other_number
    if not is_record and evidence.kind in _PURCHASES:
        value -= SUGGESTIONS.card_or_debit
    return (max(0, min(SUGGESTIONS.max_score, value)) + 5) // 10 * 10


def _number_weight(confidence: Confidence) -> int:
    if confidence is HIGH:
        return SUGGESTIONS.number_high
    return SUGGESTIONS.number_medium if confidence is MEDIUM else SUGGESTIONS.number_low


def _may_be_of(nature: Nature, target: Target) -> bool:
    return target.kind is TargetKind.EXPENSE and nature is not Nature.OWN_TRANSFER


def _best_first(items: OpenItems, value: int, position: int) -> tuple[int, date, int]:
    target = items.targets[position]
    return -value, target.due_on or target.on, position


def _candidates(evidence: Evidence, items: OpenItems) -> Collection[int]:
    """Targets that are cited, have the amount, or are owed by a matched party; too many of one kind are left out."""
    currency, amount = evidence.transaction.currency, evidence.transaction.amount_cents
    others = list(_same_amount(evidence, items))
    if others:
        others = [position for position in others if is_timely(evidence, items, position)]
    remaining = items.remaining
    for party in evidence.matched_parties[: SUGGESTIONS.parties]:
        invoices = items.open_invoices(party, currency)
        if len(invoices) <= SUGGESTIONS.same_amount:
            timely = timely_invoices(evidence, items, invoices)
            others += [position for position in timely if remaining[position] * amount > 0]
    if not evidence.cited.found:
        return dict.fromkeys(others) if len(others) > 1 else others
    cited = [
        position
        for position in evidence.cited.found
        if remaining[position] * amount > 0 and items.targets[position].currency == currency
    ]
    return dict.fromkeys(cited + others)


def _same_amount(evidence: Evidence, items: OpenItems) -> Sequence[int]:
    currency, amount = evidence.transaction.currency, evidence.transaction.amount_cents
    same_amount = items.exact(currency, amount)
    if len(same_amount) <= SUGGESTIONS.same_amount:
        return same_amount
    return [
        position
        for party, agreement in evidence.party_scores.items()
        if agreement >= NAMES.medium
        for position in items.exact_of_party(party, currency, amount)
    ]


def _amount_weight(evidence: Evidence, items: OpenItems, position: int) -> int:
    amount, left = evidence.transaction.amount_cents, items.remaining[position]
    if amount == left:
        return SUGGESTIONS.amount_exact
    if left == evidence.gross_cents:
        return SUGGESTIONS.amount_gross
    if abs(amount) > abs(left):
        is_little = abs(amount) * 100 <= (100 + SUGGESTIONS.surplus_percent) * abs(left)
        return SUGGESTIONS.amount_surplus if is_little else 0
    if abs(left - amount) * SUGGESTIONS.nearly_paid_part <= abs(left):
        return SUGGESTIONS.amount_nearly_paid
    percent, rest = divmod(abs(amount * 100), abs(items.targets[position].total_cents))
    if rest == 0 and percent % SUGGESTIONS.share_step_percent == 0:
        return SUGGESTIONS.amount_deposit if announces_deposit(evidence) else SUGGESTIONS.amount_share
    return SUGGESTIONS.amount_part


def _time_weight(evidence: Evidence, items: OpenItems, position: int) -> int:
    if items.is_record[position]:
        days = abs(days_after(evidence, items, position))
        return max(0, SUGGESTIONS.day_of_record - SUGGESTIONS.day_lost * days)
    late = days_late(evidence, items, position)
    if late is None:
        return SUGGESTIONS.due_late
    if abs(late) <= SUGGESTIONS.due_near_days:
        return SUGGESTIONS.due_near
    return SUGGESTIONS.due_late if late <= SUGGESTIONS.due_late_days else SUGGESTIONS.due_far
