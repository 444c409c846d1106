"""Several transactions of one party that settle one document exactly: deposit then balance, instalments."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.labels.confidence import MEDIUM
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.payment_windows import is_timely
from microdesk_desktop.reconcile.tuning import MATCHES

# A document and the transactions that settle it, all by position.
Settlement = tuple[int, tuple[int, ...]]


def settlements(undecided: Mapping[int, Evidence], items: OpenItems) -> list[Settlement]:
    """Documents with the only transactions (keys of `undecided`) that make up exactly what remains."""
    found = [
        settlement
        for (party, currency), payments in _payments_by_party(undecided).items()
        if 2 <= len(payments) <= MATCHES.pool
        for invoice in items.open_invoices(party, currency)
        for settlement in _made_up(invoice, payments, undecided, items)
    ]
    return _unrivalled(found)


def _payments_by_party(undecided: Mapping[int, Evidence]) -> dict[tuple[int, str], list[int]]:
    payments: dict[tuple[int, str], list[int]] = defaultdict(list)
    for position, evidence in undecided.items():
        if _may_be_instalment(evidence):
            for party in evidence.matched_parties:
                payments[party, evidence.transaction.currency].append(position)
    return payments


def _may_be_instalment(evidence: Evidence) -> bool:
    return evidence.nature is None and not evidence.cited.cites_closed_document


def may_pay_part(evidence: Evidence, items: OpenItems, party: int) -> bool:
    """Whether the transaction may be one of several that make up an open invoice of the party."""
    if evidence.transaction.pending or not _may_be_instalment(evidence):
        return False
    invoices = items.open_invoices(party, evidence.transaction.currency)
    return any(_may_be_part(evidence, invoice, items) for invoice in invoices)


def _made_up(
    invoice: int, payments: Sequence[int], undecided: Mapping[int, Evidence], items: OpenItems
) -> Iterator[Settlement]:
    left = items.remaining[invoice]
    parts = [position for position in payments if _may_be_part(undecided[position], invoice, items)]
    for count in range(2, min(MATCHES.instalments, len(parts)) + 1):
        for choice in combinations(parts, count):
            if sum(undecided[position].transaction.amount_cents for position in choice) == left:
                yield invoice, choice


def _may_be_part(evidence: Evidence, invoice: int, items: OpenItems) -> bool:
    amount, left = evidence.transaction.amount_cents, items.remaining[invoice]
    if amount * left <= 0 or abs(amount) >= abs(left) or not is_timely(evidence, items, invoice):
        return False
    cited = evidence.cited.at_least(MEDIUM)
    return not cited or invoice in cited


def _unrivalled(found: Sequence[Settlement]) -> list[Settlement]:
    """The settlements that share neither document nor transaction with another."""
    invoices = Counter(invoice for invoice, _ in found)
    transactions = Counter(position for _, choice in found for position in choice)
    return [
        (invoice, choice)
        for invoice, choice in found
        if invoices[invoice] == 1 and all(transactions[position] == 1 for position in choice)
    ]
