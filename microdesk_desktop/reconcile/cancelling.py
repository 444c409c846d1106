"""Transactions that cancel each other: a payment and its return, a double payment paid back, a purchase refunded.

A return names itself (« REJET », « IMPAYE »); its other half is the latest earlier transaction of the opposite
amount whose label has most words in common. The two are set aside together, so that the payment that stands, before or
after them, takes the document.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from microdesk_desktop.domain.bank.labels.parser import LabelKind, parse_label, purchase_day
from microdesk_desktop.domain.settle.transactions import Nature
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.labels.mentions import RETURN, REVERSAL
from microdesk_desktop.reconcile.labels.vocabulary import BANK_WORDS, RETURN_WORDS, TITLES
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.tuning import PAIRS

_RETURNED = Nature.RETURNED
_CARD_REFUND = LabelKind.CARD_REFUND
_WORD = re.compile(r"[A-Z0-9]{3,}")
_SILENT = BANK_WORDS | RETURN_WORDS | TITLES

Amounts = Mapping[tuple[str, int], Sequence[int]]
"""Positions of transactions, in the order of their days, by currency and signed amount."""


class Pair(NamedTuple):
    """Two transactions that cancel each other, by position: the first one, and what takes it back."""

    original: int
    reversal: int


def reversed_cents(evidence: Evidence) -> int | None:
    """The amount of the transaction that this one may take back; None where it takes back nothing."""
    if evidence.transaction.pending:
        return None
    if evidence.nature is not _RETURNED and may_be_return(evidence):
        return -evidence.transaction.amount_cents
    is_refund = evidence.kind is _CARD_REFUND or (evidence.transaction.amount_cents < 0 and mentions_refund(evidence))
    return -evidence.transaction.amount_cents if evidence.nature is _RETURNED or is_refund else None


def mentions_refund(evidence: Evidence) -> bool:
    """Whether the label is about money paid back."""
    return not _words(evidence).isdisjoint(PAIRS.refund_words)


def mentions_return(evidence: Evidence) -> bool:
    """Whether the label is that of a payment sent back, in whatever words the bank has for it."""
    return evidence.nature is _RETURNED or bool(evidence.mentions & RETURN)


def may_be_return(evidence: Evidence) -> bool:
    """The same, or whether a word of what comes back stands anywhere: then the other half must name the same party."""
    return mentions_return(evidence) or bool(evidence.mentions & REVERSAL)


def how_reversed(reversal: Evidence) -> str:
    """How the second transaction of a pair takes the first back: « return » by the bank, else « refund »."""
    return "return" if may_be_return(reversal) else "refund"


def returned_pairs(evidence: Sequence[Evidence]) -> list[Pair]:
    """Each return with what it returns."""
    reversals = [
        position for position, each in enumerate(evidence) if may_be_return(each) and not each.transaction.pending
    ]
    amounts = _opposite(evidence, reversals, range(len(evidence)))
    return list(_pairs(evidence, amounts, reversals, PAIRS.return_days))


def double_pairs(evidence: Sequence[Evidence]) -> list[Pair]:
    """Each refund to a client who had paid the same amount twice, with the second of the two payments."""
    pairs, taken = [], set[int]()
    refunds = [
        position
        for position, each in enumerate(evidence)
        if each.transaction.amount_cents < 0
        and each.nature is None
        and each.matched_parties
        and _is_refund_by_transfer(each)
    ]
    amounts = _opposite(evidence, refunds, range(len(evidence)))
    for position in refunds:
        parties = evidence[position].matched_parties
        paid = [
            other
            for other in _earlier(evidence, amounts, position, PAIRS.refund_days)
            if other not in taken and not set(parties).isdisjoint(evidence[other].matched_parties)
        ]
        if len(paid) > 1:
            taken.add(paid[-1])
            pairs.append(Pair(paid[-1], position))
    return pairs


def refund_pairs(evidence: Sequence[Evidence], undecided: Iterable[int], items: OpenItems) -> list[Pair]:
    """Each card refund that no record explains, with the latest purchase of the same amount from the same shop.

    Whoever paid again in the meantime paid for what is kept: that purchase takes the record.
    """
    left = sorted(undecided)
    refunds = [
        position
        for position in left
        if evidence[position].kind is _CARD_REFUND and not _has_record(evidence[position], items)
    ]
    return list(_pairs(evidence, _opposite(evidence, refunds, left), refunds, PAIRS.refund_days))


def _has_record(evidence: Evidence, items: OpenItems) -> bool:
    """Whether a supplier's credit note of the amount is kept."""
    same = items.exact(evidence.transaction.currency, evidence.transaction.amount_cents)
    parties = evidence.party_scores
    return any(items.is_record[position] and items.parties[position] in parties for position in same)


def _is_refund_by_transfer(evidence: Evidence) -> bool:
    return evidence.transaction.amount_cents < 0 and not evidence.transaction.pending and mentions_refund(evidence)


def _opposite(evidence: Sequence[Evidence], reversals: Iterable[int], among: Iterable[int]) -> Amounts:
    """The booked transactions that one of these reversals may take back, in the order of their days."""
    found: dict[tuple[str, int], list[int]] = {}
    for reversal in reversals:
        transaction = evidence[reversal].transaction
        found[transaction.currency, -transaction.amount_cents] = []
    for position in among if found else ():
        each = evidence[position]
        key = each.transaction.currency, each.transaction.amount_cents
        if key in found and not each.transaction.pending and not each.is_excluded:
            found[key].append(position)
    return found


def _pairs(evidence: Sequence[Evidence], amounts: Amounts, reversals: Iterable[int], days: int) -> Iterator[Pair]:
    taken: set[int] = set()
    for reversal in reversals:
        candidates = [each for each in _earlier(evidence, amounts, reversal, days) if each not in taken]
        original = _alike(evidence, candidates, reversal)
        if original is not None:
            taken.add(original)
            yield Pair(original, reversal)


def _earlier(evidence: Sequence[Evidence], amounts: Amounts, reversal: int, days: int) -> Sequence[int]:
    """The transactions of the opposite amount in the days before, the oldest first."""
    each = evidence[reversal]
    opposite = amounts.get((each.transaction.currency, -each.transaction.amount_cents), ())
    return [other for other in opposite if 0 <= each.day - evidence[other].day <= days and other != reversal]


def _alike(evidence: Sequence[Evidence], candidates: Sequence[int], reversal: int) -> int | None:
    """The candidate with most words of the reversal, the latest of several; the only one of the last days else."""
    words = _words(evidence[reversal]) - _SILENT
    if evidence[reversal].kind is _CARD_REFUND:
        words = {word for word in words if not word.isdigit()}  # the days of two purchases name no shop
    shared = {candidate: len(words & _words(evidence[candidate])) for candidate in candidates}
    most = max(shared.values(), default=0)
    if most:
        alike = [candidate for candidate in candidates if shared[candidate] == most]
        refunded = _day_written(evidence[reversal])
        before = [each for each in alike if evidence[each].paid_day < refunded]
        return (before or alike)[-1]  # what is bought on the day of the refund is most often bought anew
    if not mentions_return(evidence[reversal]) and evidence[reversal].mentions & REVERSAL:
        return None
    near = [each for each in candidates if evidence[reversal].day - evidence[each].day <= PAIRS.unnamed_days]
    return near[0] if len(near) == 1 and not words else None


def _day_written(evidence: Evidence) -> int:
    """The day that the label of a card gives, else that of booking."""
    written = purchase_day(parse_label(evidence.transaction.label), evidence.transaction.on)
    return evidence.day if written is None else written.toordinal()


def _words(evidence: Evidence) -> set[str]:
    return set(_WORD.findall(evidence.text))
