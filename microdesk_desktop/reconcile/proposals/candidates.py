"""What may be worth proposing for a transaction: single targets, and sets of one party's."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from microdesk_desktop.domain.bank.labels.parser import LabelKind
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.labels.names import name_words
from microdesk_desktop.reconcile.labels.stated import names_month
from microdesk_desktop.reconcile.matchers.cited import is_short_of_charges
from microdesk_desktop.reconcile.matchers.match import Parts
from microdesk_desktop.reconcile.matchers.sums import open_together
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.payment_windows import days_after, is_nearly_timely
from microdesk_desktop.reconcile.subset_sums import effort_of
from microdesk_desktop.reconcile.tuning import MATCHES, NAMES, SUGGESTIONS

_RECEIPT = TargetKind.RECEIPT
_CHEQUES = LabelKind.CHEQUE_DEPOSIT
_TAKINGS = LabelKind.CARD_TAKINGS


def candidates(evidence: Evidence, items: OpenItems) -> list[Parts]:
    """Every set of parts that may be worth proposing, each once."""
    found = dict.fromkeys(_singles(evidence, items))
    found |= dict.fromkeys(_sets(evidence, items))
    return list(found)


def share_of(evidence: Evidence, items: OpenItems, position: int) -> tuple[int, int]:
    """The target with as much as both it and the transaction have left."""
    return position, min(evidence.transaction.amount_cents, items.remaining[position], key=abs)


def likely_parties(evidence: Evidence) -> Sequence[int]:
    """The parties that the label designates, else those that it resembles most."""
    if evidence.matched_parties:
        return evidence.matched_parties[: SUGGESTIONS.parties]
    alike = [party for party, score in evidence.party_scores.items() if score >= NAMES.faint]
    return sorted(alike, key=lambda party: (-evidence.party_scores[party], party))[: SUGGESTIONS.parties]


def _singles(evidence: Evidence, items: OpenItems) -> Iterator[Parts]:
    for position in _positions(evidence, items):
        if is_short_of_charges(evidence, items.remaining[position]):
            yield ((position, items.remaining[position]),)
        yield (share_of(evidence, items, position),)
    for position in _gross(evidence, items):
        yield ((position, items.remaining[position]),)


def _positions(evidence: Evidence, items: OpenItems) -> Iterator[int]:
    currency, amount, remaining = evidence.transaction.currency, evidence.transaction.amount_cents, items.remaining
    for position in evidence.cited.found:
        if remaining[position] * amount > 0 and items.targets[position].currency == currency:
            yield position
    yield from _same_amount(evidence, items)
    for party in likely_parties(evidence):
        for position in _of_party(evidence, items, party):
            if remaining[position] * amount > 0:
                yield position


def _same_amount(evidence: Evidence, items: OpenItems) -> Iterator[int]:
    currency, amount = evidence.transaction.currency, evidence.transaction.amount_cents
    same = items.exact(currency, amount)
    if len(same) > SUGGESTIONS.same_amount:
        same = [each for party in likely_parties(evidence) for each in items.exact_of_party(party, currency, amount)]
    return (position for position in same if is_nearly_timely(evidence, items, position))


def _of_party(evidence: Evidence, items: OpenItems, party: int) -> Iterable[int]:
    """What a party has open, nearest in time: documents of any amount, records of the amount, near it or in parts."""
    currency = evidence.transaction.currency
    invoices = [
        position
        for position in items.open_invoices(party, currency)
        if days_after(evidence, items, position) >= -MATCHES.citation_lead_days
    ]
    if len(invoices) > SUGGESTIONS.of_party:
        invoices = sorted(invoices, key=lambda each: (abs(days_after(evidence, items, each)), each))
    records = (each for each in items.open_records(party, currency) if is_nearly_timely(evidence, items, each))
    nearest = sorted(records, key=lambda each: (abs(days_after(evidence, items, each)), each))
    shared = (each for each in items.open_records(party, currency) if _may_be_instalment(evidence, items, each))
    return [
        *islice(invoices, SUGGESTIONS.of_party),
        *islice(nearest, SUGGESTIONS.of_party),
        *islice(shared, SUGGESTIONS.max_suggestions),
    ]


def _may_be_instalment(evidence: Evidence, items: OpenItems, position: int) -> bool:
    """Whether a record may be paid in so many equal parts, of which this is one."""
    amount, total = abs(evidence.transaction.amount_cents), abs(items.targets[position].total_cents)
    count = round(total / amount) if amount else 0
    is_share = 2 <= count <= SUGGESTIONS.most_instalments and abs(total - count * amount) <= count
    return is_share and 0 <= days_after(evidence, items, position) <= SUGGESTIONS.instalment_days


def _gross(evidence: Evidence, items: OpenItems) -> Iterator[int]:
    """Receipts and documents of somewhat more than an acquirer paid out: it kept its commission."""
    net = evidence.transaction.amount_cents
    if evidence.kind is not _TAKINGS or net <= 0:
        return
    for cents in items.amounts_between(net + 1, net * 100 // MATCHES.min_net_percent):
        for position in items.exact(evidence.transaction.currency, cents):
            if -1 <= days_after(evidence, items, position) <= MATCHES.payout_days:
                yield position


def _sets(evidence: Evidence, items: OpenItems) -> Iterator[Parts]:
    cited = [
        position
        for position in sorted(evidence.cited.found)
        if items.remaining[position] and items.targets[position].currency == evidence.transaction.currency
    ]
    if len(cited) > 1:
        yield from _in_turn(evidence, items, cited)
    for party in likely_parties(evidence):
        pool = open_together(evidence, items, party)
        if len(pool) > 1:
            yield from _of_pool(evidence, items, pool)
            yield from _nearly_all(evidence, items, pool)
        yield from _of_pool(
            evidence, items, _records(evidence, items, items.open_records(party, evidence.transaction.currency))
        )
    if evidence.kind in (_CHEQUES, _TAKINGS) and evidence.transaction.amount_cents > 0:
        yield from _of_pool(
            evidence, items, _records(evidence, items, items.open_of_kind(_RECEIPT, evidence.transaction.currency))
        )


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


def _of_pool(evidence: Evidence, items: OpenItems, pool: Sequence[int]) -> Iterator[Parts]:
    """The choices that make the amount, those that take or leave fewest first."""
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


def _records(evidence: Evidence, items: OpenItems, positions: Iterable[int]) -> Sequence[int]:
    amount = evidence.transaction.amount_cents
    near = [
        position
        for position in positions
        if items.remaining[position] * amount > 0
        and abs(items.remaining[position]) < abs(amount)
        and is_nearly_timely(evidence, items, position)
    ]
    return sorted(near, key=lambda each: (abs(days_after(evidence, items, each)), each))[: SUGGESTIONS.records_pool]
