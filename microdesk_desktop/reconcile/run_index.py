"""What a run looks up about its transactions once, before anything is settled."""

from collections.abc import Iterable, Sequence

from microdesk_desktop.reconcile.affected import DependencyIndex
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.instalments import payments_by_party
from microdesk_desktop.reconcile.matchers import traits_of
from microdesk_desktop.reconcile.matchers.match import Matcher
from microdesk_desktop.reconcile.open_items import OpenItems


class RunIndex:
    """The transactions of a run, by position: those that may settle something, by matcher, by key, by party."""

    def __init__(self, evidence: Sequence[Evidence], items: OpenItems) -> None:
        self.eligible: Sequence[int] = [
            position for position, each in enumerate(evidence) if not each.is_excluded and not each.transaction.pending
        ]
        self.dependencies = DependencyIndex(evidence, self.eligible, items)
        self.payments = payments_by_party(evidence, self.eligible, items)
        self._amounts = [each.transaction.amount_cents for each in evidence]
        # Read many times: bytes side by side are read several times faster than objects all over the memory.
        self._traits = bytearray(len(evidence))
        for position in self.eligible:
            self._traits[position] = traits_of(evidence[position], items)

    def set_decided(self, position: int) -> None:
        """No matcher matches the transaction any more."""
        self._traits[position] = 0

    def matchable(self, matcher: Matcher, waiting: Iterable[int], items: OpenItems) -> Sequence[int]:
        """Those of the transactions that are undecided and that the matcher may match."""
        needed, traits = int(matcher.needs), self._traits
        matchable = [position for position in waiting if traits[position] & needed]
        if matcher.is_of_exact_amount:
            amounts = self._amounts
            matchable = [position for position in matchable if amounts[position] in items.amounts]
        return matchable
