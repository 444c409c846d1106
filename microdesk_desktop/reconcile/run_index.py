"""What no decision of a run changes about its transactions, looked up once before anything is settled."""

from collections.abc import Sequence

from microdesk_desktop.reconcile.affected import DependencyIndex
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.instalments import payments_by_party
from microdesk_desktop.reconcile.open_items import OpenItems


class RunIndex:
    """The transactions of a run, by position: those that may settle something, by key, by party to pay."""

    def __init__(self, evidence: Sequence[Evidence], items: OpenItems) -> None:
        self.eligible: Sequence[int] = [
            position for position, each in enumerate(evidence) if not each.is_excluded and not each.transaction.pending
        ]
        self.dependencies = DependencyIndex(evidence, self.eligible, items)
        self.payments = payments_by_party(evidence, self.eligible, items)
