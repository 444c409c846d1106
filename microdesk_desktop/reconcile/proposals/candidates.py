"""What may be worth proposing for a transaction: single targets, and sets; bounded, whatever the number of targets."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from microdesk_desktop.domain.bank.original_amount import original_amount
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.labels.names import name_words
from microdesk_desktop.reconcile.labels.stated import names_month
from microdesk_desktop.reconcile.matchers.cited import is_short_of_charges
from microdesk_desktop.reconcile.matchers.match import Parts
from microdesk_desktop.reconcile.matchers.special import is_round_rate, net_candidates
from microdesk_desktop.reconcile.matchers.sums import open_together
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.payment_windows import days_after, is_nearly_timely
from microdesk_desktop.reconcile.proposals.public_payers import paid_by_treasury
from microdesk_desktop.reconcile.proposals.reach import (
    amount_asked,
    grosses_of_market_places,
    grosses_stated,
    is_half,
    is_of_nobody,
    wholes_of_half,
    wholes_with_vat,
)
from microdesk_desktop.reconcile.proposals.takings import is_equal_share, is_payout, payouts, slips
from microdesk_desktop.reconcile.proposals.together import cited_range, crowd, difference, two_clients, whole_and_part
from microdesk_desktop.reconcile.subset_sums import effort_of
from microdesk_desktop.reconcile.tuning import MATCHES, NAMES, SUGGESTIONS, WINDOWS

_EXPENSE = TargetKind.EXPENSE


def candidates(evidence: Evidence, items: OpenItems) -> list[Parts]:
    """Every set of parts that may be worth proposing, each once."""
    parties = _likely_parties(evidence, items)
    found = dict.fromkeys(chain(_singles(evidence, items, parties), _sets(evidence, items, parties)))
    if evidence.transaction.amount_cents <= 0:
        return list(found)
    of_many = (slips, payouts, crowd, paid_by_treasury)
    found |= dict.fromkeys(chain.from_iterable(find(evidence, items) for find in of_many))
    if not any(is_exact(evidence, items, parts) for parts in found):
        found |= dict.fromkeys(two_clients(evidence, items))
    return list(found)


def is_exact(evidence: Evidence, items: OpenItems, parts: Parts) -> bool:
    """Whether the amount is exactly what remains of these targets."""
    is_whole = all(cents == items.remaining[position] for position, cents in parts)
    return is_whole and sum(cents for _, cents in parts) == evidence.transaction.amount_cents


def share_of(evidence: Evidence, items: OpenItems, position: int) -> tuple[int, int]:
    """The target with as much as both it and the transaction have left."""
    return position, min(evidence.transaction.amount_cents, items.remaining[position], key=abs)


def _likely_parties(evidence: Evidence, items: OpenItems) -> Sequence[int]:
    """The parties that the label designates, then those that it resembles most, without those that owe nothing."""
    alike = [party for party, score in evidence.party_scores.items() if score >= NAMES.faint]
    if not alike and not evidence.matched_parties:
        return ()
    if len(alike) > 1:
        alike.sort(key=lambda party: (-evidence.party_scores[party], party))
    likeliest = list(dict.fromkeys((*evidence.matched_parties, *alike)))[: SUGGESTIONS.parties]
    currency, amount = evidence.transaction.currency, evidence.transaction.amount_cents
    return [party for party in likeliest if items.owes(party, currency, amount)]


def _singles(evidence: Evidence, items: OpenItems, parties: Sequence[int]) -> Iterator[Parts]:
    net = evidence.transaction.amount_cents
    for position in _positions(evidence, items, parties):
        left = items.remaining[position]
        if is_short_of_charges(evidence, left) or (0 < net < left and _is_net_of_cited(evidence, left, position)):
            yield ((position, left),)
        yield (share_of(evidence, items, position),)
    for whole in wholes_of_half(evidence):
        halved = [each for each in items.exact(evidence.transaction.currency, whole) if is_half(evidence, items, each)]
        if len(halved) <= SUGGESTIONS.halves:
            yield from ((share_of(evidence, items, position),) for position in halved)
    of_rate = (each for cents in grosses_stated(evidence) for each in items.exact(evidence.transaction.currency, cents))
    for position in (*of_rate, *net_candidates(evidence, items), *_of_market_place(evidence, items)):
        yield ((position, items.remaining[position]),)


def _of_market_place(evidence: Evidence, items: OpenItems) -> Iterator[int]:
    """The documents of the last weeks of which a market place kept a whole share, to the cent."""
    for gross in grosses_of_market_places(evidence):
        for position in items.exact(evidence.transaction.currency, gross):
            days = days_after(evidence, items, position)
            if 0 <= days <= SUGGESTIONS.market_place_days and is_round_rate(gross, evidence.transaction.amount_cents):
                yield position


def _is_net_of_cited(evidence: Evidence, left: int, position: int) -> bool:
    """Whether a platform, not the client, pays the document cited less a whole percentage."""
    return (
        position in evidence.cited.found
        and is_of_nobody(evidence)
        and is_round_rate(left, evidence.transaction.amount_cents)
    )


def _positions(evidence: Evidence, items: OpenItems, parties: Sequence[int]) -> Iterator[int]:
    currency, amount, remaining = evidence.transaction.currency, evidence.transaction.amount_cents, items.remaining
    for position in evidence.cited.found:
        if remaining[position] * amount > 0 and items.targets[position].currency == currency:
            yield position
    yield from _same_amount(evidence, items, parties)
    for party in parties:
        for position in _of_party(evidence, items, party):
            if remaining[position] * amount > 0:
                yield position
    if amount < 0:
        yield from _with_or_without_vat(evidence, items)
        yield from _of_original_amount(evidence, items)


def _same_amount(evidence: Evidence, items: OpenItems, parties: Sequence[int]) -> Iterator[int]:
    currency, amount = evidence.transaction.currency, evidence.transaction.amount_cents
    same = items.exact(currency, amount)
    if len(same) > SUGGESTIONS.same_amount:
        of_parties = [items.exact_of_party(party, currency, amount) for party in parties]
        # Of more, the nearest ones of the party are looked at, whatever their amounts.
        same = [each for those in of_parties if len(those) <= MATCHES.same_amount for each in those]
    return (position for position in same if is_nearly_timely(evidence, items, position))


def _of_party(evidence: Evidence, items: OpenItems, party: int) -> Iterable[int]:
    """What a party has open, nearest in time: documents of any amount, records of the amount, near it or in parts."""
    currency, day, most = evidence.transaction.currency, evidence.day, SUGGESTIONS.of_party
    amount = evidence.transaction.amount_cents
    lead = SUGGESTIONS.deposit_lead_days if evidence.stated.is_part else MATCHES.citation_lead_days
    invoices, records = items.dated_invoices(party, currency), items.dated_records(party, currency)
    if invoices.has_sign_of(amount):
        yield from invoices.nearest(day, day + lead, most)
    if not records.has_sign_of(amount):
        return
    near = records.nearest(evidence.paid_day, evidence.paid_day - WINDOWS.wide_record[0], most)
    yield from (each for each in near if is_nearly_timely(evidence, items, each))
    of_year = records.between(day - SUGGESTIONS.instalment_days, day)
    yield from islice(
        (each for each in of_year if _may_be_instalment(evidence, items, each)), SUGGESTIONS.max_suggestions
    )


def _may_be_instalment(evidence: Evidence, items: OpenItems, position: int) -> bool:
    """Whether a record may be paid in so many equal parts, of which this is one."""
    amount, total = abs(evidence.transaction.amount_cents), abs(items.targets[position].total_cents)
    return is_equal_share(amount, total, SUGGESTIONS.most_instalments)


def _with_or_without_vat(evidence: Evidence, items: OpenItems) -> Iterator[int]:
    """The expense of which a bank debits the fee and its VAT apart."""
    for whole in wholes_with_vat(evidence):
        for position in items.exact(evidence.transaction.currency, whole):
            days = abs(days_after(evidence, items, position))
            if items.targets[position].kind is _EXPENSE and days <= SUGGESTIONS.fee_days:
                yield position


def _of_original_amount(evidence: Evidence, items: OpenItems) -> Iterator[int]:
    """The expenses near in time whose subject gives the amount in another currency that the label states."""
    asked, paid = amount_asked(evidence), evidence.paid_day
    if asked is not None:
        first, last = paid - SUGGESTIONS.original_days, paid + SUGGESTIONS.original_lead_days
        dated = items.open_of_days(_EXPENSE, evidence.transaction.currency, first, last)
        yield from (each for each in dated if original_amount(items.targets[each].label) == asked)


def _sets(evidence: Evidence, items: OpenItems, parties: Sequence[int]) -> Iterator[Parts]:
    amount, currency = evidence.transaction.amount_cents, evidence.transaction.currency
    cited = [
        position
        for position in sorted(evidence.cited.found)
        if items.remaining[position] and items.targets[position].currency == currency
    ]
    if len(cited) > 1:
        yield from _in_turn(evidence, items, cited)
        yield from cited_range(evidence, items)
    for party in parties:
        pool = open_together(evidence, items, party)
        if len(pool) > 1:
            sums = list(_of_pool(evidence, items, pool))
            yield from sums
            yield from _nearly_all(evidence, items, pool)
            if not sums and amount > 0 and not is_payout(evidence):
                yield from whole_and_part(evidence, items, pool)
            yield from _on_account(evidence, items, pool)
        yield from _of_pool(evidence, items, _records(evidence, items, party))
        yield from difference(evidence, items, party)


def _in_turn(evidence: Evidence, items: OpenItems, positions: Sequence[int]) -> Iterator[Parts]:
    """Documents paid one after the other, the last as far as the amount goes."""
    left, parts = evidence.transaction.amount_cents, []
    for position in positions:
        cents = min(left, items.remaining[position], key=abs) if items.remaining[position] * left > 0 else 0
        if cents:
            parts.append((position, cents))
            left -= cents
    if len(parts) > 1:
        yield tuple(parts)


def _on_account(evidence: Evidence, items: OpenItems, pool: Sequence[int]) -> Iterator[Parts]:
    """Round money, taken by the oldest documents in turn: some in full, and the beginning of the next."""
    amount = evidence.transaction.amount_cents
    if amount <= 0 or amount % SUGGESTIONS.round_cents or is_payout(evidence):
        return
    owed = [position for position in pool if items.remaining[position] > 0]
    for start in range(min(len(owed) - 1, SUGGESTIONS.account_starts)):
        for parts in _in_turn(evidence, items, owed[start:]):
            position, cents = parts[-1]
            if cents < items.remaining[position]:
                yield parts


def _of_pool(evidence: Evidence, items: OpenItems, pool: Sequence[int]) -> Iterator[Parts]:
    """The choices that make the amount: of the months stated, else of the fewest taken or left, the oldest first."""
    amount = evidence.transaction.amount_cents
    if not 2 <= len(pool) <= MATCHES.pool or abs(amount) > sum(abs(items.remaining[each]) for each in pool):
        return
    found = items.pool(pool).search(amount, MATCHES.sums_looked_at)
    stated = evidence.stated.months_beside(name_words(items.targets[pool[0]].party_name))

    def likeliest(choice: Sequence[int]) -> tuple[bool, int, Sequence[int]]:
        is_stated = bool(stated) and all(names_month(stated, items.targets[pool[place]].on) for place in choice)
        return not is_stated, effort_of(tuple(choice), len(pool)), choice

    for choice in sorted(found.choices, key=likeliest)[: SUGGESTIONS.max_suggestions]:
        yield tuple((pool[place], items.remaining[pool[place]]) for place in choice)


def _nearly_all(evidence: Evidence, items: OpenItems, pool: Sequence[int]) -> Iterator[Parts]:
    """All that is open, where the amount is a little more or less: charges, discount, cents."""
    amount, asked = evidence.transaction.amount_cents, sum(items.remaining[position] for position in pool)
    if amount != asked and abs(amount - asked) * SUGGESTIONS.nearly_paid_part <= abs(asked):
        yield from _in_turn(evidence, items, pool)


def _records(evidence: Evidence, items: OpenItems, party: int) -> Sequence[int]:
    """The records of a party, smaller than the amount and of its sign, that one payment may sum; the nearest."""
    amount, day = evidence.transaction.amount_cents, evidence.paid_day
    first, last = WINDOWS.wide_record
    records = items.dated_records(party, evidence.transaction.currency)
    if not records.has_sign_of(amount):
        return ()
    near = [
        position
        for position in records.between(day - last, day - first)
        if items.remaining[position] * amount > 0 and abs(items.remaining[position]) < abs(amount)
    ]
    return sorted(near, key=lambda each: (abs(days_after(evidence, items, each)), each))[: SUGGESTIONS.records_pool]
