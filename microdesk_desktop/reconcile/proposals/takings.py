"""Money that comes in without a client's name: slips of cheques, cash, takings by card, payouts net of a commission."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice

from microdesk_desktop.base.caches import personal_cache
from microdesk_desktop.domain.bank.labels.parser import LabelKind
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.settle.transactions import Nature
from microdesk_desktop.domain.text import fold
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.matchers.match import Parts
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.tuning import MATCHES, SUGGESTIONS

_INVOICE = TargetKind.INVOICE
_RECEIPT = TargetKind.RECEIPT
_SLIPS = (LabelKind.CHEQUE_DEPOSIT, LabelKind.CASH, LabelKind.CARD_TAKINGS)
_CARDS = re.compile(r"\b(?:REM(?:ISE)?|TELECOLLECTE|ENCAISSEMENTS?) (?:DE )?(?:CB|CARTES?|TPE)\b")
_PAYOUT = re.compile(r"\b(?:PAYOUTS?|EARNINGS|REVERSEMENTS?|MARKET ?PLACE|PAYMENTS?)\b")
# The means of payment that users write in the subject of a receipt, by those that the bank writes.
_MEANS = {
    "card": re.compile(r"\b(?:CB|CARTES?|TPE|TERMINAL|SUMUP|ZETTLE|STRIPE|PAYPAL|SHOPIFY|EN LIGNE)\b"),
    "cash": re.compile(r"\b(?:ESPECES|ESP|CASH|LIQUIDE)\b"),
    "cheque": re.compile(r"\b(?:CHEQUES?|CHQS?)\b"),
}
_MEANS_OF_KIND = {LabelKind.CHEQUE_DEPOSIT: "cheque", LabelKind.CASH: "cash"}
_BRANDS = re.compile(r"\b(?:SUMUP|ZETTLE|STRIPE|PAYPAL|SHOPIFY|TERMINAL)\b")
_WORD = re.compile(r"[A-Z]{4,}")


def is_takings(evidence: Evidence) -> bool:
    """Whether the money is a slip, cash or the takings of a shop, which names nobody."""
    if evidence.transaction.amount_cents <= 0:
        return False
    return evidence.kind in _SLIPS or _is_by_card(evidence.text)


def is_payout(evidence: Evidence) -> bool:
    """Whether an acquirer or a platform may have kept its commission of the money."""
    if evidence.transaction.amount_cents <= 0 or evidence.nature is not None:
        return False
    is_by_card = evidence.kind is LabelKind.CARD_TAKINGS or evidence.tariff is not None
    return is_by_card or _is_by_card(evidence.text) or _is_paid_out(evidence.text)


# Cached: a label is asked about once for each target that it may settle.
@personal_cache(maxsize=64)
def _is_by_card(text: str) -> bool:
    return _CARDS.search(text) is not None


@personal_cache(maxsize=64)
def _is_paid_out(text: str) -> bool:
    return _PAYOUT.search(text) is not None


def slips(evidence: Evidence, items: OpenItems) -> Iterator[Parts]:
    """What makes up exactly the money of a slip: receipts, else documents, else one of some equal cheques."""
    if not is_takings(evidence):
        return
    receipts = dated(evidence, items, _RECEIPT, SUGGESTIONS.slip_days, SUGGESTIONS.slip_pool)
    found = tuple(_of_slip(evidence, items, receipts, SUGGESTIONS.slip_invoice_days))
    is_kept_at_home = evidence.kind in (LabelKind.CHEQUE_DEPOSIT, LabelKind.CASH)
    if is_kept_at_home and not found:
        found = tuple(_of_slip(evidence, items, receipts, SUGGESTIONS.late_slip_days))
    yield from found
    if evidence.kind is LabelKind.CHEQUE_DEPOSIT:
        yield from _equal_cheques(evidence, items)


def _of_slip(evidence: Evidence, items: OpenItems, receipts: list[int], days: int) -> Iterator[Parts]:
    """What makes up exactly the money: receipts, documents of so many days, or both."""
    documents = dated(evidence, items, _INVOICE, days, SUGGESTIONS.slip_pool)
    is_mixed = bool(receipts and documents) and evidence.kind is not LabelKind.CARD_TAKINGS
    both = [_latest(items, [*receipts, *documents])] if is_mixed else []
    for pool in (receipts, documents, *both):
        yield from _runs(evidence, items, pool)
        yield from _sums(evidence, items, pool)


def payouts(evidence: Evidence, items: OpenItems) -> Iterator[Parts]:
    """Sales next to each other of which somewhat more was asked than was paid out; refunds among them are deducted."""
    if not is_payout(evidence):
        return
    sales = [*dated(evidence, items, _RECEIPT, SUGGESTIONS.payout_days)]
    documents = dated(evidence, items, _INVOICE, SUGGESTIONS.payout_days)
    refunds = [each for each in documents if items.remaining[each] < 0]
    with_refunds = sorted((*sales, *refunds), key=lambda each: (items.days[each], each)) if refunds else []
    for pool in (sales, documents, with_refunds):
        for order in (pool, sorted(pool)):
            yield from _net_runs(evidence, items, order)


def dated(evidence: Evidence, items: OpenItems, kind: TargetKind, days: int, most: int = SUGGESTIONS.pool) -> list[int]:
    """What is open of a kind, of the days before, by the means of payment that the label states; the oldest first."""
    found = items.latest_of_days(kind, evidence.transaction.currency, evidence.day - days, evidence.day + 1)
    means = _MEANS_OF_KIND.get(evidence.kind, "card")
    latest_first = (each for each in found if not _names_other_means(items.targets[each].label, means))
    if brands := set(_BRANDS.findall(evidence.text)):
        suiting = list(latest_first)
        branded = [each for each in suiting if not brands.isdisjoint(_named_in_subject(items.targets[each].label)[1])]
        return (branded or suiting)[:most][::-1]
    return list(islice(latest_first, most))[::-1]


def _names_other_means(subject: str, means: str) -> bool:
    named = _named_in_subject(subject)[0]
    return bool(named) and means not in named


@personal_cache(maxsize=4096)
def _named_in_subject(subject: str) -> tuple[frozenset[str], frozenset[str]]:
    """The means of payment and the brands that a subject names."""
    folded = fold(subject)
    means = frozenset(name for name, shape in _MEANS.items() if shape.search(folded))
    return means, frozenset(_BRANDS.findall(folded))


def _runs(evidence: Evidence, items: OpenItems, pool: Sequence[int]) -> Iterator[Parts]:
    """Neighbours in time, or in number, that make the amount."""
    amount = evidence.transaction.amount_cents
    if sum(items.remaining[each] for each in pool if items.remaining[each] > 0) < amount:
        return
    for order in (pool, sorted(pool)):
        totals = list(accumulate((items.remaining[each] for each in order), initial=0))
        ends = defaultdict(list)
        for end, total in enumerate(totals):
            ends[total].append(end)
        for first, before in enumerate(totals):
            for end in ends.get(before + amount, ()):
                if end > first + 1:
                    yield _whole(items, order[first:end])


def _net_runs(evidence: Evidence, items: OpenItems, pool: Sequence[int]) -> Iterator[Parts]:
    net = evidence.transaction.amount_cents
    cents = [items.remaining[each] for each in pool]
    for first in range(len(pool)):
        for length, total in enumerate(accumulate(cents[first : first + SUGGESTIONS.sales_of_payout]), 1):
            most = SUGGESTIONS.most_kept_percent if length == 1 else SUGGESTIONS.most_kept_of_several_percent
            if net < total and net * 100 >= total * (100 - most):
                yield _whole(items, pool[first : first + length])


def _sums(evidence: Evidence, items: OpenItems, pool: Sequence[int]) -> Iterator[Parts]:
    """Those that make the amount, the fewest first: any number of the latest, two to four wherever they stand."""
    amount = evidence.transaction.amount_cents
    pool = [each for each in pool if 0 < items.remaining[each] < amount]
    if sum(items.remaining[each] for each in pool) < amount:
        return
    if len(pool) > SUGGESTIONS.summed_pool:
        few = [*pairs(items, pool, amount), *_triples(items, pool, amount)]
        yield from few
        if not few and len(pool) <= SUGGESTIONS.fours_pool:
            yield from islice(_fours(items, pool, amount), SUGGESTIONS.sums_of_slip)
        pool = pool[-SUGGESTIONS.summed_pool :]
    if len(pool) > 1:
        found = items.pool(pool).search(amount, MATCHES.sums_looked_at)
        choices = found.choices[: SUGGESTIONS.sums_of_slip]
        yield from (_whole(items, [pool[place] for place in choice]) for choice in choices)


def _triples(items: OpenItems, pool: Sequence[int], amount: int) -> Iterator[Parts]:
    """The first triples of a pool that make the amount."""
    found = (
        _whole(items, [one, *(position for position, _ in pair)])
        for place, one in enumerate(pool)
        for pair in pairs(items, pool[place + 1 :], amount - items.remaining[one])
    )
    return islice(found, SUGGESTIONS.sums_of_slip)


def _fours(items: OpenItems, pool: Sequence[int], amount: int) -> Iterator[Parts]:
    """Fours of a pool that make the amount: a pair, and a pair of those before it."""
    before: dict[int, tuple[int, int]] = {}
    for place, one in enumerate(pool):
        for other in pool[place + 1 :]:
            if (pair := before.get(amount - items.remaining[one] - items.remaining[other])) is not None:
                yield _whole(items, [*pair, one, other])
        for other in pool[:place]:
            before.setdefault(items.remaining[other] + items.remaining[one], (other, one))


def _latest(items: OpenItems, positions: Sequence[int]) -> Sequence[int]:
    """The latest of receipts and documents, the oldest first."""
    return sorted(positions, key=lambda each: (items.days[each], each))[-SUGGESTIONS.slip_pool :]


def pairs(items: OpenItems, pool: Sequence[int], amount: int) -> Iterator[Parts]:
    """The pairs of a pool that make the amount."""
    seen: dict[int, int] = {}
    for position in pool:
        cents = items.remaining[position]
        if (other := seen.get(amount - cents)) is not None:
            yield _whole(items, sorted((other, position)))
        seen.setdefault(cents, position)


def _equal_cheques(evidence: Evidence, items: OpenItems) -> Iterator[Parts]:
    """A document of which so many equal cheques were given, of those still to come: « payable en 3 chèques »."""
    amount, currency = evidence.transaction.amount_cents, evidence.transaction.currency
    for count in range(1, SUGGESTIONS.most_cheques + 1):
        for left in range(count * amount - count + 1, count * amount + count):
            for position in items.exact(currency, left):
                days, total = evidence.day - items.days[position], items.targets[position].total_cents
                is_share = total > amount and is_equal_share(amount, total, SUGGESTIONS.most_cheques)
                if is_share and left >= amount and 0 <= days <= SUGGESTIONS.cheques_days:
                    yield ((position, amount),)


def is_equal_share(amount: int, total: int, most: int) -> bool:
    """Whether it is one of so many equal parts of a total, at most so many as given; cents may be rounded."""
    count = round(total / amount) if amount else 0
    return 2 <= count <= most and abs(total - count * amount) <= count


def _whole(items: OpenItems, positions: Sequence[int]) -> Parts:
    return tuple((position, items.remaining[position]) for position in sorted(positions))


def is_of_means(evidence: Evidence, items: OpenItems, position: int) -> bool:
    """Whether the subject of a receipt names the means of payment that the bank's label gives."""
    means = _MEANS_OF_KIND.get(evidence.kind, "card")
    return means in _named_in_subject(items.targets[position].label)[0]


def is_cash(evidence: Evidence) -> bool:
    """Whether cash was paid in."""
    return evidence.nature is Nature.CASH and evidence.transaction.amount_cents > 0
