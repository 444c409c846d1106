"""Several movements of one party that settle one document exactly: deposit then balance, instalments."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from microdesk_desktop.reconcile.evidence import Facts
from microdesk_desktop.reconcile.numbers import Trust
from microdesk_desktop.reconcile.open_items import Book
from microdesk_desktop.reconcile.payment_windows import is_timely

MOST_PAYMENTS = 4
_CHOICE = 12

Settlement = tuple[int, tuple[int, ...]]


def settlements(facts: Mapping[int, Facts], book: Book) -> list[Settlement]:
    """Documents with the movements (keys of `facts`) that make up exactly what remains, where no other choice does."""
    made = [
        settlement
        for (party, currency), payers in _payers(facts).items()
        if 2 <= len(payers) <= _CHOICE
        for demand in book.demands(party, currency)
        for settlement in _made_up(demand, payers, facts, book)
    ]
    return _unrivalled(made)


def _payers(facts: Mapping[int, Facts]) -> dict[tuple[int, str], list[int]]:
    payers: dict[tuple[int, str], list[int]] = defaultdict(list)
    for position, each in facts.items():
        if each.nature is None and not each.mentions.names_another:
            for party in each.meant:
                payers[party, each.movement.currency].append(position)
    return payers


def _made_up(demand: int, payers: Sequence[int], facts: Mapping[int, Facts], book: Book) -> Iterator[Settlement]:
    left = book.remaining[demand]
    parts = [position for position in payers if _may_be_part(facts[position], demand, book)]
    for count in range(2, min(MOST_PAYMENTS, len(parts)) + 1):
        for choice in combinations(parts, count):
            if sum(facts[position].movement.amount_cents for position in choice) == left:
                yield demand, choice


def _may_be_part(facts: Facts, demand: int, book: Book) -> bool:
    amount, left = facts.movement.amount_cents, book.remaining[demand]
    cited = {position for position, trust in facts.mentions.found.items() if trust is not Trust.BARE}
    return (
        amount * left > 0
        and abs(amount) < abs(left)
        and (not cited or demand in cited)
        and is_timely(book.targets[demand], facts.movement, facts.label)
    )


def _unrivalled(made: Sequence[Settlement]) -> list[Settlement]:
    """The settlements that share neither document nor movement with another."""
    demands = Counter(demand for demand, _ in made)
    movements = Counter(position for _, choice in made for position in choice)
    return [
        (demand, choice)
        for demand, choice in made
        if demands[demand] == 1 and all(movements[position] == 1 for position in choice)
    ]
