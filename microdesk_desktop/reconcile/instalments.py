"""Several transactions of one party that settle one document exactly: deposit then balance, instalments."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.numbers import Confidence
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.payment_windows import is_timely

MOST_PAYMENTS = 4
_CHOICE = 12

Settlement = tuple[int, tuple[int, ...]]


def settlements(facts: Mapping[int, Evidence], book: OpenItems) -> list[Settlement]:
    """Documents with the only transactions (keys of `facts`) that make up exactly what remains."""
    made = [
        settlement
        for (party, currency), payers in _payers(facts).items()
        if 2 <= len(payers) <= _CHOICE
        for demand in book.open_invoices(party, currency)
        for settlement in _made_up(demand, payers, facts, book)
    ]
    return _unrivalled(made)


def _payers(facts: Mapping[int, Evidence]) -> dict[tuple[int, str], list[int]]:
    payers: dict[tuple[int, str], list[int]] = defaultdict(list)
    for position, each in facts.items():
        if each.nature is None and not each.mentions.cites_closed_document:
            for party in each.meant:
                payers[party, each.transaction.currency].append(position)
    return payers


def _made_up(
    demand: int, payers: Sequence[int], facts: Mapping[int, Evidence], book: OpenItems
) -> Iterator[Settlement]:
    left = book.remaining[demand]
    parts = [position for position in payers if _may_be_part(facts[position], demand, book)]
    for count in range(2, min(MOST_PAYMENTS, len(parts)) + 1):
        for choice in combinations(parts, count):
            if sum(facts[position].transaction.amount_cents for position in choice) == left:
                yield demand, choice


def _may_be_part(facts: Evidence, demand: int, book: OpenItems) -> bool:
    amount, left = facts.transaction.amount_cents, book.remaining[demand]
    cited = {position for position, trust in facts.mentions.found.items() if trust is not Confidence.LOW}
    return (
        amount * left > 0
        and abs(amount) < abs(left)
        and (not cited or demand in cited)
        and is_timely(book.targets[demand], facts.transaction, facts.label)
    )


def _unrivalled(made: Sequence[Settlement]) -> list[Settlement]:
    """The settlements that share neither document nor transaction with another."""
    open_invoices = Counter(demand for demand, _ in made)
    transactions = Counter(position for _, choice in made for position in choice)
    return [
        (demand, choice)
        for demand, choice in made
        if open_invoices[demand] == 1 and all(transactions[position] == 1 for position in choice)
    ]
