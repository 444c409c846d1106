"""Proposals for a transaction without a certain match: one to three, best first, with a score and reasons."""

from datetime import date

from microdesk_desktop.domain.settle.attributions import Allocation, Proposal
from microdesk_desktop.domain.settle.reasons import Reason
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.explain import reasons_for
from microdesk_desktop.reconcile.matchers.match import Parts
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.proposals.candidates import candidates
from microdesk_desktop.reconcile.proposals.score import score
from microdesk_desktop.reconcile.tuning import FULL_SCORE, SUGGESTIONS


def suggest(evidence: Evidence, items: OpenItems) -> tuple[Proposal, ...]:
    """One to three proposals, best first; none where nothing is likely."""
    likely = [
        (value, parts)
        for parts in candidates(evidence, items)
        if (value := score(evidence, items, parts)) >= SUGGESTIONS.min_score
    ]
    likely.sort(key=lambda each: _best_first(items, *each))
    return tuple(propose(evidence, items, parts, value) for value, parts in likely[: SUGGESTIONS.max_suggestions])


def propose(evidence: Evidence, items: OpenItems, parts: Parts, value: int, *instead: Reason) -> Proposal:
    """A proposal, its score given in thousandths, with its reasons; `instead` replace the one of the amount."""
    targets = items.targets
    return Proposal(
        allocations=tuple(Allocation(target_id=targets[position].id, amount_cents=cents) for position, cents in parts),
        score=value / FULL_SCORE,
        reasons=reasons_for(evidence, items, parts, *instead, is_certain=value == FULL_SCORE),
    )


def _best_first(items: OpenItems, value: int, parts: Parts) -> tuple[int, int, date, Parts]:
    target = items.targets[parts[0][0]]
    return -value, len(parts), target.due_on or target.on, parts
