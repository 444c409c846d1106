"""Matchers of one transaction with the targets that it certainly settles, from the surest to the least.

A matcher returns None rather than choose between two equal candidates; these become suggestions.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from enum import IntFlag
from itertools import chain, combinations
from typing import NamedTuple

from microdesk_desktop.domain.bank.labels.parser import LabelKind
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.settle.transactions import Nature
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.labels.confidence import HIGH, LOW, MEDIUM, Confidence
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.payment_windows import days_after, days_written, is_timely, timely_invoices
from microdesk_desktop.reconcile.tuning import MATCHES, NAMES

# Members read for every row, looked up once: in Python 3.11 each look-up is a function call.
_OWN_TRANSFER = Nature.OWN_TRANSFER
_INVOICE = TargetKind.INVOICE
_CARDS = (LabelKind.CARD, LabelKind.CARD_REFUND)
_MAY_CITE_INVOICES = (Nature.OWN_TRANSFER, Nature.TAX, Nature.SOCIAL)


class Trait(IntFlag):
    """What a transaction must have for a matcher to be tried on it; all fit in a byte."""

    CITES = 1
    DESIGNATES = 2
    RESEMBLES = 4
    HAS_NATURE = 8
    MAY_PAY_SEVERAL = 16
    GIVES_GROSS_AMOUNT = 32


# As integers: operations on flags are function calls.
_CITES, _DESIGNATES, _RESEMBLES, _HAS_NATURE, _MAY_PAY_SEVERAL, _GIVES_GROSS_AMOUNT = map(int, Trait)

# What is settled: targets by position, and the cents of each.
Parts = tuple[tuple[int, int], ...]
# Of two matches that contend for one target, the lower rank is the surer.
Rank = tuple[int, ...]


class Match(NamedTuple):
    """A certain match, not yet compared with those of other transactions."""

    parts: Parts
    rank: Rank


class CandidateMatch(NamedTuple):
    """The match of one transaction, by position."""

    transaction: int
    parts: Parts
    rank: Rank


class Matcher(NamedTuple):
    """One way to be certain, tried only on the transactions that it may match: those with the trait that it `needs`.

    `is_of_exact_amount` is true where the whole amount of the transaction must remain of a target.
    """

    match: Callable[[Evidence, OpenItems], Match | None]
    needs: Trait
    is_of_exact_amount: bool = False


def cited_exact(evidence: Evidence, items: OpenItems) -> Match | None:
    """One document cited, of which exactly the amount remains."""
    amount = evidence.transaction.amount_cents
    exact = {
        position: confidence
        for position, confidence in evidence.cited.found.items()
        if items.remaining[position] == amount and _may_be_cited(evidence, items, position)
    }
    best = _surest(evidence, items, exact)
    if best is None or not _is_trusted(evidence, items, best, exact[best]):
        return None
    return Match(((best, amount),), (-exact[best], evidence.day))


def cited_several(evidence: Evidence, items: OpenItems) -> Match | None:
    """Several documents cited, of which exactly the amount remains in all, credit notes deducted."""
    cited = [
        position
        for position in evidence.cited.at_least(MEDIUM)
        if items.remaining[position] and _may_be_cited(evidence, items, position)
    ]
    of_party = [position for position in cited if items.parties[position] in evidence.matched_parties]
    for choice in (cited, of_party, _with_credit_note(cited, evidence, items)):
        parts = tuple((position, items.remaining[position]) for position in sorted(choice))
        if len(parts) > 1 and sum(cents for _, cents in parts) == evidence.transaction.amount_cents:
            return Match(parts, (-HIGH, evidence.day))
    return None


def _with_credit_note(cited: Sequence[int], evidence: Evidence, items: OpenItems) -> Sequence[int]:
    """The documents cited with the one credit note of their party that the payer took off without citing it."""
    parties = {items.parties[position] for position in cited}
    if len(parties) != 1 or not parties <= set(evidence.matched_parties):
        return ()
    deducted = sum(items.remaining[position] for position in cited) - evidence.transaction.amount_cents
    if deducted <= 0:
        return ()
    notes = items.exact_of_party(parties.pop(), evidence.transaction.currency, -deducted)
    notes = [position for position in notes if is_timely(evidence, items, position)]
    return (*cited, *notes) if len(notes) == 1 else ()


def cited_part(evidence: Evidence, items: OpenItems) -> Match | None:
    """One document cited in full and its party too: the amount is a part of it."""
    amount = evidence.transaction.amount_cents
    sure = [
        position
        for position in evidence.cited.at_least(MEDIUM)
        if items.remaining[position] and _may_be_of(evidence, items.parties[position])
    ]
    if len(sure) != 1 or not items.has_left(sure[0], amount) or not _may_be_cited(evidence, items, sure[0]):
        return None
    if items.exact_of_party(items.parties[sure[0]], evidence.transaction.currency, amount):
        return None
    return Match(((sure[0], amount),), ())


def named_exact(evidence: Evidence, items: OpenItems) -> Match | None:
    """The party that the label designates has one target of exactly this amount, at a likely time."""
    transaction = evidence.transaction
    suiting: list[int] = []
    for party in evidence.matched_parties:
        exact = items.exact_of_party(party, transaction.currency, transaction.amount_cents)
        if exact:  # seldom: most payments are tried again and again, until what they pay is certain
            suiting += [
                each for each in exact if is_timely(evidence, items, each) and _may_settle(evidence, items, each)
            ]
    return _whole_of_only(evidence, items, suiting) if suiting else None


def likely_exact(evidence: Evidence, items: OpenItems) -> Match | None:
    """No party is plainly designated, but the one that the label resembles alone has a target of this amount."""
    transaction = evidence.transaction
    likely = [party for party in evidence.party_scores if _may_be_of(evidence, party)]
    same_amount = items.exact(transaction.currency, transaction.amount_cents)
    if len(likely) != 1 or len(same_amount) > MATCHES.same_amount:
        return None
    timely = [position for position in same_amount if is_timely(evidence, items, position)]
    if not all(items.parties[position] in likely for position in timely):
        return None
    return _whole_of_only(evidence, items, [each for each in timely if _may_settle(evidence, items, each)])


def nature_exact(evidence: Evidence, items: OpenItems) -> Match | None:
    """A tax, contribution, fee or loan debit and the one expense of that nature, that amount and that time."""
    transaction = evidence.transaction
    if evidence.nature in (None, _OWN_TRANSFER) or transaction.amount_cents > 0:
        return None
    suiting = [
        position
        for position in items.exact(transaction.currency, transaction.amount_cents)
        if items.nature(position) is evidence.nature and is_timely(evidence, items, position)
    ]
    return _whole_of_only(evidence, items, suiting)


def named_several(evidence: Evidence, items: OpenItems) -> Match | None:
    """Open documents of the one party designated, in the only choice that makes exactly the amount.

    A credit note may be taken off what a client pays; an invoice is never taken off what is paid back.
    """
    transaction, party = evidence.transaction, evidence.matched_parties[0]
    invoices = items.open_invoices(party, transaction.currency)
    if len(invoices) < 2 or items.exact_of_party(party, transaction.currency, transaction.amount_cents):
        return None
    pool = [
        position
        for position in timely_invoices(evidence, items, invoices)
        if transaction.amount_cents > 0 or items.remaining[position] < 0
    ]
    choice = only_sum(pool, items, transaction.amount_cents)
    return Match(tuple((position, items.remaining[position]) for position in choice), ()) if choice else None


def gross_exact(evidence: Evidence, items: OpenItems) -> Match | None:
    """Card takings whose gross amount, written in the label, is that of one receipt at that time."""
    gross, transaction = evidence.gross_cents, evidence.transaction
    if gross is None or not MATCHES.min_net_percent * gross <= 100 * transaction.amount_cents <= 100 * gross:
        return None
    suiting = [
        position
        for position in items.exact(transaction.currency, gross)
        if items.is_record[position] and is_timely(evidence, items, position)
    ]
    return _whole_of_only(evidence, items, suiting)


def traits_of(evidence: Evidence, items: OpenItems) -> int:
    """What the matchers need of a transaction, as one number; determined once, before anything is settled."""
    cited, parties = evidence.cited, evidence.matched_parties
    traits = _CITES if cited.found else 0
    if parties:
        traits |= _DESIGNATES
    elif evidence.party_scores:
        traits |= _RESEMBLES
    if evidence.nature is not None:
        traits |= _HAS_NATURE
    elif len(parties) == 1 and not (cited.found or cited.cites_closed_document):
        is_owed_several = len(items.open_invoices(parties[0], evidence.transaction.currency)) > 1
        traits |= _MAY_PAY_SEVERAL if is_owed_several else 0
    return traits if evidence.gross_cents is None else traits | _GIVES_GROSS_AMOUNT


MATCHERS = (
    Matcher(cited_exact, Trait.CITES, True),
    Matcher(cited_several, Trait.CITES),
    Matcher(cited_part, Trait.CITES),
    Matcher(named_exact, Trait.DESIGNATES, True),
    Matcher(gross_exact, Trait.GIVES_GROSS_AMOUNT),
    Matcher(nature_exact, Trait.HAS_NATURE, True),
    Matcher(likely_exact, Trait.RESEMBLES, True),
    Matcher(named_several, Trait.MAY_PAY_SEVERAL),
)


def only_sum(pool: Sequence[int], items: OpenItems, amount: int) -> tuple[int, ...]:
    """The one choice of at least two positions whose remainders make the amount; empty when none or several do."""
    if not 2 <= len(pool) <= MATCHES.pool_paid_whole:
        return ()
    pool = sorted(pool)
    amounts = tuple([items.remaining[position] for position in pool])
    if sum(amounts) == amount:
        return tuple(pool)
    if len(pool) > MATCHES.pool or abs(amount) > sum(map(abs, amounts)):
        return ()
    if amounts not in items.sums:
        items.sums[amounts] = array("q", sorted(map(sum, _choices(amounts))))
    sums = items.sums[amounts]
    if sums[(place := bisect_left(sums, amount)) : place + 2].count(amount) != 1:
        return ()
    return next(choice for choice in _choices(pool) if sum(items.remaining[position] for position in choice) == amount)


def _choices(pool: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Every choice of some of the pool, small enough to be paid together."""
    sizes = range(2, min(MATCHES.summed, len(pool) - 1) + 1)
    return chain.from_iterable(combinations(pool, size) for size in sizes)


def _whole_of_only(evidence: Evidence, items: OpenItems, suiting: Sequence[int]) -> Match | None:
    """The transaction settles the only target that suits; of two payments of one record, the nearer is the surer."""
    chosen = _only(evidence, items, suiting) if suiting else None
    if chosen is None:
        return None
    rank = (abs(days_after(evidence, items, chosen)),) if items.is_record[chosen] else ()
    return Match(((chosen, evidence.transaction.amount_cents),), rank)


def _only(evidence: Evidence, items: OpenItems, suiting: Sequence[int]) -> int | None:
    """The only target that suits, else the one of the day written, or among records the one clearly nearest in time."""
    if len(suiting) > 1 and (days := days_written(evidence.text)):
        suiting = [position for position in suiting if items.targets[position].on in days] or suiting
    if len(suiting) == 1:
        return suiting[0]
    if not all(items.is_record[position] for position in suiting):
        return None
    near = sorted((abs(days_after(evidence, items, position)), position) for position in suiting)
    (first, chosen), (second, _) = near[:2]
    return chosen if first <= MATCHES.near_days and second - first >= MATCHES.clearly_nearer_days else None


def _may_be_cited(evidence: Evidence, items: OpenItems, position: int) -> bool:
    """Whether the payment's nature and day allow the document that its label seems to cite."""
    if items.targets[position].currency != evidence.transaction.currency:
        return False
    if evidence.nature and evidence.nature not in _MAY_CITE_INVOICES:
        return items.is_record[position]
    return days_after(evidence, items, position) >= -MATCHES.citation_lead_days


def _surest(evidence: Evidence, items: OpenItems, exact: dict[int, Confidence]) -> int | None:
    """The cited document that stands out: more surely cited, else of a matched party, else the only timely one."""
    best = max(exact.values(), default=None)
    left = [position for position, confidence in exact.items() if confidence is best]
    left = [position for position in left if items.parties[position] in evidence.matched_parties] or left
    left = [position for position in left if is_timely(evidence, items, position)] or left
    return left[0] if len(left) == 1 else None


def _is_trusted(evidence: Evidence, items: OpenItems, position: int, confidence: Confidence) -> bool:
    """Whether number and amount are enough, given which parties the label designates."""
    if evidence.party_scores.get(items.parties[position], 0) >= NAMES.medium:
        return True
    if confidence is LOW:
        return False
    transaction = evidence.transaction
    has_rival = any(
        items.exact_of_party(party, transaction.currency, transaction.amount_cents)
        for party in evidence.matched_parties
    )
    return not has_rival and (confidence is HIGH or not evidence.matched_parties)


def _may_be_of(evidence: Evidence, party: int) -> bool:
    """Whether the label designates the party, or resembles it most when it plainly designates none."""
    if evidence.matched_parties:
        return party in evidence.matched_parties
    best = max(evidence.party_scores.values(), default=0)
    return NAMES.fair <= evidence.party_scores.get(party, 0) >= best - NAMES.margin


def _may_settle(evidence: Evidence, items: OpenItems, position: int) -> bool:
    """Whether nothing in the label contradicts this target."""
    target, cited = items.targets[position], evidence.cited
    if target.kind is not _INVOICE:
        return evidence.nature is not _OWN_TRANSFER
    if evidence.nature or evidence.kind in _CARDS:
        return False
    if cited.cites_closed_document:
        return False
    if not cited.found:
        return not evidence.pays_several
    others = [other for other in cited.at_least(MEDIUM) if not _is_credit_note_of(other, position, items)]
    if not others or position in others:
        return True
    is_of_party = any(items.parties[other] in evidence.matched_parties for other in others)
    return cited.may_begin(target.reference) and not is_of_party


def _is_credit_note_of(cited: int, position: int, items: OpenItems) -> bool:
    """Whether the document cited is a credit note of the same party, that may be taken off this one."""
    is_note = items.targets[cited].total_cents * items.targets[position].total_cents < 0
    return is_note and items.parties[cited] == items.parties[position]
