"""Several targets of one party whose sum is the amount, where no other sum would do as well."""

import re
from collections.abc import Sequence

from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.reconcile.doubts import is_beyond_doubt
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.labels.names import name_words
from microdesk_desktop.reconcile.labels.stated import names_month
from microdesk_desktop.reconcile.matchers.match import Match
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.payment_windows import days_after, is_timely, timely_days, timely_invoices
from microdesk_desktop.reconcile.subset_sums import Choice, consecutive, effort_of
from microdesk_desktop.reconcile.tuning import MATCHES

_REST = re.compile(r"\bRESTES?\b")


def stated_instalment(evidence: Evidence, items: OpenItems) -> Match | None:
    """The part of the one document of the party that the label numbers: « ECHEANCE 3/10 », « 4X 1/4 »."""
    transaction, stated = evidence.transaction, evidence.stated.instalment
    if stated is None or len(evidence.matched_parties) != 1:
        return None
    party, count = evidence.matched_parties[0], stated[1]
    suiting = [
        position
        for position in (
            *items.open_invoices(party, transaction.currency),
            *items.open_records(party, transaction.currency),
        )
        if items.has_left(position, transaction.amount_cents)
        and abs(items.targets[position].total_cents - count * transaction.amount_cents) < count
        and 0 <= days_after(evidence, items, position) <= MATCHES.instalment_days
    ]
    cited = [position for position in suiting if position in evidence.cited.found]
    suiting = cited or suiting
    if len(suiting) != 1 or items.exact_of_party(party, transaction.currency, transaction.amount_cents):
        return None
    if not is_beyond_doubt(evidence, items, suiting[0]):
        return None
    return Match(((suiting[0], transaction.amount_cents),), ())


def stated_rest(evidence: Evidence, items: OpenItems) -> Match | None:
    """« RESTE APRES CESU », « SOLDE »: the odd rest of the only open invoice, of which a round part came otherwise."""
    transaction, parties = evidence.transaction, evidence.matched_parties
    amount = transaction.amount_cents
    if (
        len(parties) != 1
        or not amount % MATCHES.round_cents
        or not (evidence.stated.is_balance or _REST.search(evidence.text))
    ):
        return None
    invoices = items.open_invoices(parties[0], transaction.currency)
    if len(invoices) != 1 or not items.has_left(invoices[0], amount) or not is_timely(evidence, items, invoices[0]):
        return None
    other = items.remaining[invoices[0]] - amount
    if not other or other % MATCHES.round_cents or not is_beyond_doubt(evidence, items, invoices[0]):
        return None
    return Match(((invoices[0], amount),), ())


def named_several(evidence: Evidence, items: OpenItems) -> Match | None:
    """Open documents of the one party designated, in the only choice that makes exactly the amount.

    A credit note may be taken off what a client pays; an invoice is never taken off what is paid back.
    """
    transaction, party = evidence.transaction, evidence.matched_parties[0]
    if items.exact_of_party(party, transaction.currency, transaction.amount_cents):
        return None
    choice = _chosen_of_many(evidence, items, party)
    if choice is None or evidence.stated.number:
        choice = _chosen(evidence, items, party)
    if not choice or not is_beyond_doubt(evidence, items, *choice):
        return None
    return Match(tuple((position, items.remaining[position]) for position in choice), ())


def _chosen(evidence: Evidence, items: OpenItems, party: int) -> Sequence[int]:
    pool = open_together(evidence, items, party)
    chance = MATCHES.several_stated_chance if evidence.stated.is_several else MATCHES.chance
    return only_sum(items, pool, evidence.transaction.amount_cents, chance, count=evidence.stated.number)


def _chosen_of_many(evidence: Evidence, items: OpenItems, party: int) -> Sequence[int] | None:
    """All that one payment may settle, or the oldest of them; None where these are few enough to try every choice."""
    currency, amount = evidence.transaction.currency, evidence.transaction.amount_cents
    if amount <= 0 or len(items.open_invoices(party, currency)) <= MATCHES.pool:
        return None
    dated, days = items.dated_invoices(party, currency), timely_days(evidence)
    if len(dated.between(*days)) <= MATCHES.pool:
        return None
    return dated.oldest_making(*days, amount, items.remaining)


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
    choice = choice or _less_credit_note(evidence, items)
    if not choice:
        return None
    nearness = sum(abs(days_after(evidence, items, position)) for position in choice)
    return Match(tuple((position, items.remaining[position]) for position in choice), (nearness,))


def _less_credit_note(evidence: Evidence, items: OpenItems) -> tuple[int, ...]:
    """One expense less one credit note of the same supplier, where only these two make the odd amount."""
    amount = evidence.transaction.amount_cents
    if amount >= 0 or not amount % MATCHES.round_cents:
        return ()
    pool = [
        position
        for party in evidence.matched_parties
        for position in items.open_records(party, evidence.transaction.currency)
        if items.targets[position].kind is TargetKind.EXPENSE and is_timely(evidence, items, position)
    ]
    bills, notes = ([each for each in pool if items.remaining[each] * sign > 0] for sign in (-1, 1))
    if len(bills) * len(notes) > MATCHES.pool:
        return ()
    found = [
        (bill, note) for bill in bills for note in notes if items.remaining[bill] + items.remaining[note] == amount
    ]
    return found[0] if len(found) == 1 else ()


def months_several(evidence: Evidence, items: OpenItems) -> Match | None:
    """All that the party has of the months in the label: « FEVRIER ET MARS », a supplier's « RELEVE DECEMBRE »."""
    transaction, parties = evidence.transaction, evidence.matched_parties
    if not evidence.stated.months:
        return None
    open_ones = [
        position
        for party in parties
        for position in (
            *items.open_invoices(party, transaction.currency),
            *items.open_records(party, transaction.currency),
        )
    ]
    names = {word for position in open_ones for word in name_words(items.targets[position].party_name)}
    months = evidence.stated.months_beside(names)
    if not months:
        return None
    chosen = [
        position
        for position in open_ones
        if items.remaining[position] * transaction.amount_cents > 0
        and names_month(months, items.targets[position].on)
        and 0 <= evidence.day - items.days[position] <= MATCHES.months_back_days
    ]
    if sum(items.remaining[position] for position in chosen) != transaction.amount_cents:
        chosen = _of_one_subject(items, chosen, transaction.amount_cents)
    if len(chosen) < 2:
        return None
    if len({(items.targets[position].on.year, items.targets[position].on.month) for position in chosen}) > len(months):
        return None
    return Match(tuple((position, items.remaining[position]) for position in sorted(chosen)), ())


def _of_one_subject(items: OpenItems, positions: Sequence[int], amount: int) -> list[int]:
    """All of one subject that make the amount: the delivery notes of the month, without what was bought at the till."""
    by_subject: dict[str, list[int]] = {}
    for position in positions:
        by_subject.setdefault(items.targets[position].label, []).append(position)
    found = [same for same in by_subject.values() if sum(items.remaining[position] for position in same) == amount]
    return found[0] if len(found) == 1 else []


def open_together(evidence: Evidence, items: OpenItems, party: int) -> Sequence[int]:
    """The documents of a party that one payment may settle together, the oldest first."""
    currency, amount = evidence.transaction.currency, evidence.transaction.amount_cents
    invoices: Sequence[int] = items.open_invoices(party, currency)
    if len(invoices) > 1:
        invoices = items.dated_invoices(party, currency).between(*timely_days(evidence))
    else:
        invoices = timely_invoices(evidence, items, invoices)
    return invoices if amount > 0 else [position for position in invoices if items.remaining[position] < 0]


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
    items: OpenItems, pool: Sequence[int], amount: int, chance: float, largest: int | None = None, count: int = 0
) -> tuple[int, ...]:
    """The choice of at least two positions of the pool that makes the amount, if no other would do as well.

    Where the payer writes how many there are, only choices of that `count` matter.

    Empty where none does, where another of the same effort does too, or where so many sums meet that one proves
    nothing. All of them, or the oldest ones, are what clients pay at once: there one sum is enough.
    """
    amounts = [items.remaining[position] for position in pool]
    if len(pool) < 2 or abs(amount) > sum(map(abs, amounts)):
        return ()
    if count:
        return _of_count(items, pool, amount, count)
    if sum(amounts) == amount:
        return tuple(pool)
    if len(pool) > MATCHES.pool:
        runs = [run for run in consecutive(amounts, amount) if run[0] == 0]
        return tuple(pool[place] for place in runs[0]) if len(runs) == 1 else ()
    choice = _standing_out(items, pool, amount, chance)
    return tuple(pool[place] for place in choice) if largest is None or len(choice) <= largest else ()


def _of_count(items: OpenItems, pool: Sequence[int], amount: int, count: int) -> tuple[int, ...]:
    """The only choice of that many positions, among the latest ones where there are many."""
    near = pool[-MATCHES.pool :]
    found = items.pool(near).search(amount, MATCHES.sums_looked_at)
    if found.number > MATCHES.sums_looked_at:
        return ()
    choices = [choice for choice in found.choices if len(choice) == count]
    return tuple(near[place] for place in choices[0]) if len(choices) == 1 else ()


def _standing_out(items: OpenItems, pool: Sequence[int], amount: int, chance: float) -> Choice:
    sums = items.pool(pool)
    found = sums.search(amount, MATCHES.sums_looked_at)
    if not 0 < found.number <= MATCHES.sums_looked_at:
        return ()
    efforts = sorted((effort_of(choice, len(pool)), choice) for choice in found.choices)
    effort, best = efforts[0]
    is_alone = len(efforts) == 1 or efforts[1][0] > effort
    return best if is_alone and sums.chance(effort) <= chance else ()
