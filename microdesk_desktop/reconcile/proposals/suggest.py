"""Proposals for a transaction without a certain match: one to three, best first, with a score and reasons."""

import re
from collections import Counter, defaultdict
from datetime import date

from microdesk_desktop.domain.settle.attributions import Allocation, Proposal
from microdesk_desktop.domain.settle.reasons import Reason
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.explain import reasons_for
from microdesk_desktop.reconcile.matchers.match import Parts
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.payment_windows import days_after, days_late
from microdesk_desktop.reconcile.proposals.candidates import candidates, is_exact
from microdesk_desktop.reconcile.proposals.score import weigh
from microdesk_desktop.reconcile.tuning import FULL_SCORE, SUGGESTIONS

_STANDING_ORDER = re.compile(r"\bPERM(?:ANENT)?\b")
"""Paid on one day of the month, next to the day of the invoice."""
_NOT_TAKEN = Counter[Parts]()
Rank = tuple[int, int, int, date, Parts]


class Suggester:
    """Proposes for one transaction after the other, the oldest first; equal payments take equal documents in turn."""

    def __init__(self, items: OpenItems) -> None:
        self._items = items
        self._proposed: dict[tuple[str, int], Counter[Parts]] = defaultdict(Counter)

    def suggest(self, evidence: Evidence) -> tuple[Proposal, ...]:
        """One to three proposals, best first; none where nothing is likely."""
        items = self._items
        likely = [
            (value, parts)
            for parts in candidates(evidence, items)
            if (value := weigh(evidence, items, parts, SUGGESTIONS.min_score)) >= SUGGESTIONS.min_score
        ]
        if not likely:
            return ()
        paid = evidence.transaction.currency, evidence.transaction.amount_cents
        taken = self._proposed.get(paid, _NOT_TAKEN)
        likely.sort(key=lambda each: _rank(evidence, items, taken, *each))
        if _is_whole_of_one(evidence, items, likely[0][1]):
            self._proposed[paid][likely[0][1]] += 1
        best = likely[: SUGGESTIONS.max_suggestions]
        return tuple(propose(evidence, items, parts, min(value, SUGGESTIONS.max_score)) for value, parts in best)


def _rank(evidence: Evidence, items: OpenItems, taken: Counter[Parts], value: int, parts: Parts) -> Rank:
    """The likeliest first; of equals those that no equal payment has taken, the nearest of a series, the oldest due."""
    target = items.targets[parts[0][0]]
    return -value, taken[parts], _days_from_due(evidence, items, parts), target.due_on or target.on, parts


def _days_from_due(evidence: Evidence, items: OpenItems, parts: Parts) -> int:
    """How far from the day due, of the documents of a retainer: a month once missed stays so; 0 for any other."""
    position = parts[0][0]
    if items.is_record[position] or len(items.twins(position)) < SUGGESTIONS.series:
        return 0
    if not _is_whole_of_one(evidence, items, parts):
        return 0
    if _STANDING_ORDER.search(evidence.text):
        return abs(days_after(evidence, items, position))
    late = days_late(evidence, items, position)
    return abs(days_after(evidence, items, position) - SUGGESTIONS.usual_term_days if late is None else late)


def _is_whole_of_one(evidence: Evidence, items: OpenItems, parts: Parts) -> bool:
    return len(parts) == 1 and is_exact(evidence, items, parts)


def propose(evidence: Evidence, items: OpenItems, parts: Parts, value: int, *instead: Reason) -> Proposal:
    """A proposal, its score given in thousandths, with its reasons; `instead` replace the one of the amount."""
    targets = items.targets
    return Proposal(
        allocations=tuple(Allocation(target_id=targets[position].id, amount_cents=cents) for position, cents in parts),
        score=(value + 5) // 10 * 10 / FULL_SCORE,
        reasons=reasons_for(evidence, items, parts, *instead, is_certain=value == FULL_SCORE),
    )
