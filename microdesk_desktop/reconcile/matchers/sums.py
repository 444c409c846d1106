"""Several targets of one party whose sum is the amount, where no other sum would do as well."""

from collections.abc import Sequence

from microdesk_desktop.reconcile.doubts import is_beyond_doubt
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.matchers.match import Match
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.payment_windows import days_after, is_timely, timely_invoices
from microdesk_desktop.reconcile.subset_sums import Choice, consecutive, effort_of
from microdesk_desktop.reconcile.tuning import MATCHES


def named_several(evidence: Evidence, items: OpenItems) -> Match | None:
    """Open documents of the one party designated, in the only choice that makes exactly the amount.

    A credit note may be taken off what a client pays; an invoice is never taken off what is paid back.
    """
    transaction, party = evidence.transaction, evidence.matched_parties[0]
    if items.exact_of_party(party, transaction.currency, transaction.amount_cents):
        return None
    pool = open_together(evidence, items, party)
    chance = MATCHES.several_told_chance if evidence.told.is_several else MATCHES.chance
    choice = only_sum(items, pool, transaction.amount_cents, chance)
    if not choice or not is_beyond_doubt(evidence, items, *choice):
        return None
    return Match(tuple((position, items.remaining[position]) for position in choice), ())


def records_several(evidence: Evidence, items: OpenItems) -> Match | None:
    """Receipts or expenses of the party, near in time, in the only choice of a few that makes exactly the amount.

    A supplier may have several names, which the label designates together.
    """
    transaction = evidence.transaction
    for party in evidence.matched_parties:
        if items.exact_of_party(party, transaction.currency, transaction.amount_cents):
            return None
    pool = records_together(evidence, items)
    choice = only_sum(items, pool, transaction.amount_cents, MATCHES.chance, MATCHES.records_summed)
    if not choice:
        return None
    nearness = sum(abs(days_after(evidence, items, position)) for position in choice)
    return Match(tuple((position, items.remaining[position]) for position in choice), (nearness,))


def open_together(evidence: Evidence, items: OpenItems, party: int) -> Sequence[int]:
    """The documents of a party that one payment may settle together, the oldest first."""
    amount = evidence.transaction.amount_cents
    invoices = items.open_invoices(party, evidence.transaction.currency)
    timely = timely_invoices(evidence, items, invoices)
    return sorted(
        (position for position in timely if amount > 0 or items.remaining[position] < 0),
        key=lambda position: (items.days[position], position),
    )


def records_together(evidence: Evidence, items: OpenItems) -> Sequence[int]:
    """The records of the parties designated, of the payment's sign and time, the oldest first."""
    amount = evidence.transaction.amount_cents
    return sorted(
        (
            position
            for party in evidence.matched_parties
            for position in items.open_records(party, evidence.transaction.currency)
            if items.remaining[position] * amount > 0 and is_timely(evidence, items, position)
        ),
        key=lambda position: (items.days[position], position),
    )


def only_sum(
    items: OpenItems, pool: Sequence[int], amount: int, chance: float, largest: int | None = None
) -> tuple[int, ...]:
    """The choice of at least two positions of the pool that makes the amount, if no other would do as well.

    Empty where none does, where another of the same effort does too, or where so many sums meet that one proves
    nothing. All of them, or the oldest ones, are what clients pay at once: there one sum is enough.
    """
    amounts = [items.remaining[position] for position in pool]
    if len(pool) < 2 or abs(amount) > sum(map(abs, amounts)):
        return ()
    if sum(amounts) == amount:
        return tuple(pool)
    if len(pool) > MATCHES.pool:
        runs = [run for run in consecutive(amounts, amount) if run[0] == 0]
        return tuple(pool[place] for place in runs[0]) if len(runs) == 1 else ()
    choice = _standing_out(items, pool, amount, chance)
    return tuple(pool[place] for place in choice) if largest is None or len(choice) <= largest else ()


def _standing_out(items: OpenItems, pool: Sequence[int], amount: int, chance: float) -> Choice:
    sums = items.pool(pool)
    found = sums.search(amount, MATCHES.sums_looked_at)
    if not 0 < found.number <= MATCHES.sums_looked_at:
        return ()
    efforts = sorted((effort_of(choice, len(pool)), choice) for choice in found.choices)
    effort, best = efforts[0]
    is_alone = len(efforts) == 1 or efforts[1][0] > effort
    return best if is_alone and sums.chance(effort) <= chance else ()
