"""What no decision of a run changes about its transactions, looked up once before anything is settled."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from microdesk_desktop.reconcile.affected import DependencyIndex
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.instalments import payments_by_party
from microdesk_desktop.reconcile.matchers import MATCHERS
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
        self._matchers = _matchers_by_transaction(evidence, self.eligible, items)

    def matchable(self, number: int, waiting: Iterable[int], items: OpenItems) -> Sequence[int]:
        """Those of the transactions that the matcher with this number among MATCHERS may match."""
        bit, matchers = 1 << number, self._matchers
        matchable = [position for position in waiting if matchers[position] & bit]
        if MATCHERS[number].is_of_exact_amount:
            amounts = self._amounts
            matchable = [position for position in matchable if amounts[position] in items.amounts]
        return matchable


def _matchers_by_transaction(evidence: Sequence[Evidence], eligible: Iterable[int], items: OpenItems) -> bytearray:
    """For each transaction, one bit for each matcher that may match it; a byte holds eight matchers.

    They are read many times: bytes side by side are read several times faster than objects all over the memory.
    """
    bits: dict[Callable[[Evidence, OpenItems], object], int] = defaultdict(int)
    for number, matcher in enumerate(MATCHERS):
        bits[matcher.may_match] |= 1 << number
    matchers = bytearray(len(evidence))
    for position in eligible:
        facts = evidence[position]
        for may_match, bit in bits.items():
            if may_match(facts, items):
                matchers[position] |= bit
    return matchers
