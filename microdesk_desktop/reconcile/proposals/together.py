"""Sets that are no choice of one client's whole documents: ranges, parts, what two owe each other, two clients."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.matchers.match import Parts
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.proposals.reach import may_be_of_a_crowd, may_be_of_two_clients, range_cited
from microdesk_desktop.reconcile.proposals.takings import pairs
from microdesk_desktop.reconcile.tuning import SUGGESTIONS


def cited_range(evidence: Evidence, items: OpenItems) -> Iterator[Parts]:
    """From the first to the last of two documents cited, where these make the amount."""
    parts = tuple((each, items.remaining[each]) for each in range_cited(evidence, items) if items.remaining[each])
    if len(parts) > 2 and sum(cents for _, cents in parts) == evidence.transaction.amount_cents:
        yield parts


def difference(evidence: Evidence, items: OpenItems, party: int) -> Iterator[Parts]:
    """What one owes the other, less what the other owes: documents and records of both signs that make the amount."""
    currency, amount = evidence.transaction.currency, evidence.transaction.amount_cents
    day, most = evidence.day, SUGGESTIONS.records_pool
    if not items.owes(party, currency, -amount):
        return
    near = [
        *items.dated_invoices(party, currency).nearest(day, day, most),
        *items.dated_records(party, currency).nearest(day, day, most),
    ]
    ours = [each for each in near if items.remaining[each] * amount > 0]
    theirs = [each for each in near if items.remaining[each] * amount < 0]
    if not theirs:
        return
    by_amount = {items.remaining[each]: each for each in theirs}
    totals: list[tuple[tuple[int, ...], int]] = [((each,), items.remaining[each]) for each in ours]
    totals += [((a, b), items.remaining[a] + items.remaining[b]) for a in ours for b in ours if a < b]
    for chosen, total in totals:
        other = by_amount.get(amount - total)
        if other is not None:
            yield tuple((each, items.remaining[each]) for each in (*chosen, other))


def whole_and_part(evidence: Evidence, items: OpenItems, pool: Sequence[int]) -> Iterator[Parts]:
    """One document, or all those before another, and a usual share of that one: « la facture, et 50 % de l'autre »."""
    amount = evidence.transaction.amount_cents
    pool = [each for each in pool if items.remaining[each] > 0][-SUGGESTIONS.records_pool :]
    total = 0
    for place, position in enumerate(pool):
        total += items.remaining[position]
        befores = {total: tuple(pool[: place + 1]), items.remaining[position]: (position,)}
        for settled, chosen in befores.items():
            for last in pool:
                if last not in chosen and is_usual_share(amount - settled, items, last):
                    yield (*((each, items.remaining[each]) for each in chosen), (last, amount - settled))


def is_usual_share(cents: int, items: OpenItems, position: int) -> bool:
    """Whether it is half, a third or a multiple of a tenth of a document, and less than it has left."""
    total = items.targets[position].total_cents
    if not 0 < cents < items.remaining[position]:
        return False
    return any(abs(cents * 100 - total * percent) < 100 for percent in (20, 30, 40, 50, 60, 70))


def crowd(evidence: Evidence, items: OpenItems) -> Iterator[Parts]:
    """Equal documents of many clients, of the last weeks, that make the amount: subscriptions collected together."""
    if not may_be_of_a_crowd(evidence):
        return
    amount, groups = evidence.transaction.amount_cents, defaultdict(list)
    first, last = evidence.day - SUGGESTIONS.slip_invoice_days, evidence.day + 1
    for position in items.open_of_days(TargetKind.INVOICE, evidence.transaction.currency, first, last):
        groups[items.remaining[position]].append(position)
    for cents, equal in groups.items():
        count, rest = divmod(amount, cents)
        if not rest and 1 < count <= len(equal):
            yield tuple((position, cents) for position in equal[-count:])
            yield tuple((position, cents) for position in equal[:count])


def two_clients(evidence: Evidence, items: OpenItems) -> Iterator[Parts]:
    """Documents of two clients that make an odd amount, where one payer may stand for both and chance is small."""
    transaction = evidence.transaction
    if transaction.amount_cents <= 0 or not may_be_of_two_clients(evidence):
        return
    pool = [
        position
        for position in items.open_of_days(
            TargetKind.INVOICE, transaction.currency, evidence.day - SUGGESTIONS.two_clients_days, evidence.day + 1
        )
        if 0 < items.remaining[position] < transaction.amount_cents
    ]
    if len(pool) < 2 or len(pool) * len(pool) > SUGGESTIONS.two_clients_chance * transaction.amount_cents:
        return
    yield from pairs(items, pool, transaction.amount_cents)
