"""The ways to be certain, from the surest to the least: each looks at one transaction and claims, or leaves it.

A pass never chooses between two documents that suit equally: what it leaves becomes a suggestion.
"""

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import NamedTuple

from microdesk_desktop.domain.bank.label_parser import LabelKind
from microdesk_desktop.domain.settle.matching import Nature, TargetKind
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.expense_kind import nature_of_expense
from microdesk_desktop.reconcile.explain import Parts
from microdesk_desktop.reconcile.numbers import Confidence
from microdesk_desktop.reconcile.open_items import OpenItems, is_record
from microdesk_desktop.reconcile.payment_windows import days_after, days_written, is_timely
from microdesk_desktop.reconcile.tuning import NAMES

CITATION_LEAD = 15
_SUM_SIZE = 4
_SUM_CHOICE = 12
_NEAR = 6
_CLEARLY_NEARER = 12
MAX_SAME_AMOUNT = 100


Rank = tuple[int, ...]


class Finding(NamedTuple):
    """What a pass is certain of: the parts to settle; of two findings that contend, the lower rank is the surer."""

    parts: Parts
    rank: Rank


class CandidateMatch(NamedTuple):
    """The finding on a transaction, by position."""

    transaction: int
    parts: Parts
    rank: Rank


Pass = Callable[[Evidence, OpenItems], Finding | None]


def cited_exact(facts: Evidence, book: OpenItems) -> Finding | None:
    """One document named, of which exactly the amount remains."""
    amount = facts.transaction.amount_cents
    exact = {
        position: trust
        for position, trust in facts.mentions.found.items()
        if book.remaining[position] == amount and _is_citable(facts, book, position)
    }
    best = _surest(facts, book, exact)
    if best is None or not _is_trusted(facts, book, best, exact[best]):
        return None
    return Finding(((best, amount),), (-exact[best], facts.transaction.on.toordinal()))


def cited_several(facts: Evidence, book: OpenItems) -> Finding | None:
    """Several documents named, of which exactly the amount remains in all, credit notes deducted."""
    named = [
        position
        for position, trust in facts.mentions.found.items()
        if trust is not Confidence.LOW and book.remaining[position] and _is_citable(facts, book, position)
    ]
    of_meant = [position for position in named if book.parties[position] in facts.meant]
    for choice in (named, of_meant, _with_credit_note(named, facts, book)):
        parts = tuple((position, book.remaining[position]) for position in sorted(choice))
        if len(parts) > 1 and sum(cents for _, cents in parts) == facts.transaction.amount_cents:
            return Finding(parts, (-Confidence.HIGH, facts.transaction.on.toordinal()))
    return None


def _with_credit_note(named: Sequence[int], facts: Evidence, book: OpenItems) -> Sequence[int]:
    """The documents named with the one credit note of their party that the payer took off without naming it."""
    parties = {book.parties[position] for position in named}
    if len(parties) != 1 or not parties <= set(facts.meant):
        return ()
    taken = sum(book.remaining[position] for position in named) - facts.transaction.amount_cents
    notes = book.exact_of_party(parties.pop(), facts.transaction.currency, -taken) if taken > 0 else ()
    notes = [position for position in notes if is_timely(book.targets[position], facts.transaction, facts.label)]
    return (*named, *notes) if len(notes) == 1 else ()


def cited_part(facts: Evidence, book: OpenItems) -> Finding | None:
    """One document named in full and its party too: the amount is a part of it."""
    amount = facts.transaction.amount_cents
    sure = [
        position
        for position, trust in facts.mentions.found.items()
        if trust is not Confidence.LOW and book.remaining[position] and _may_be_meant(facts, book.parties[position])
    ]
    if len(sure) != 1 or not book.can_bear(sure[0], amount) or not _is_citable(facts, book, sure[0]):
        return None
    if book.exact_of_party(book.parties[sure[0]], facts.transaction.currency, amount):
        return None
    return Finding(((sure[0], amount),), ())


def named_exact(facts: Evidence, book: OpenItems) -> Finding | None:
    """The party that the label means has one target of exactly this amount, at a likely time."""
    transaction = facts.transaction
    suiting = [
        position
        for party in facts.meant
        for position in book.exact_of_party(party, transaction.currency, transaction.amount_cents)
        if is_timely(book.targets[position], transaction, facts.label) and _may_settle(facts, book, position)
    ]
    chosen = _only(facts, book, suiting)
    return None if chosen is None else _whole(facts, book, chosen)


def likely_exact(facts: Evidence, book: OpenItems) -> Finding | None:
    """No party is plainly meant, but one that the label bears in part has a target of exactly this amount alone."""
    if facts.meant:
        return None
    transaction = facts.transaction
    likely = {party for party in facts.likeness if _may_be_meant(facts, party)}
    same_amount = book.exact(transaction.currency, transaction.amount_cents)
    if len(likely) != 1 or len(same_amount) > MAX_SAME_AMOUNT:
        return None
    timely = [each for each in same_amount if is_timely(book.targets[each], transaction, facts.label)]
    if not all(book.parties[position] in likely for position in timely):
        return None
    chosen = _only(facts, book, [position for position in timely if _may_settle(facts, book, position)])
    return None if chosen is None else _whole(facts, book, chosen)


def nature_exact(facts: Evidence, book: OpenItems) -> Finding | None:
    """A tax, contribution, fee or loan debit and the one expense of that nature, that amount and that time."""
    transaction = facts.transaction
    if facts.nature in (None, Nature.OWN_TRANSFER) or transaction.amount_cents > 0:
        return None
    suiting = [
        position
        for position in book.exact(transaction.currency, transaction.amount_cents)
        if nature_of_expense(book.targets[position]) is facts.nature
        and is_timely(book.targets[position], transaction, facts.label)
    ]
    chosen = _only(facts, book, suiting)
    return None if chosen is None else _whole(facts, book, chosen)


def named_several(facts: Evidence, book: OpenItems) -> Finding | None:
    """Open documents of the one party meant, in the only choice that makes exactly the amount.

    A credit note may be taken off what a client pays; an invoice is never taken off what is paid back.
    """
    transaction, found = facts.transaction, facts.mentions
    if len(facts.meant) != 1 or facts.nature or found.found or found.cites_closed_document:
        return None
    party = facts.meant[0]
    open_invoices = book.open_invoices(party, transaction.currency)
    if len(open_invoices) < 2 or book.exact_of_party(party, transaction.currency, transaction.amount_cents):
        return None
    pool = [
        each
        for each in open_invoices
        if is_timely(book.targets[each], transaction, facts.label)
        and (transaction.amount_cents > 0 or book.remaining[each] < 0)
    ]
    choice = only_sum(pool, book.remaining, transaction.amount_cents)
    return Finding(tuple((position, book.remaining[position]) for position in choice), ()) if choice else None


def gross_exact(facts: Evidence, book: OpenItems) -> Finding | None:
    """Card takings whose gross amount, written in the label, is that of one receipt or invoice at that time."""
    gross, transaction = facts.label.gross_cents, facts.transaction
    if gross is None or not 0.9 * gross <= transaction.amount_cents <= gross:
        return None
    suiting = [
        position
        for position in book.exact(transaction.currency, gross)
        if is_record(book.targets[position]) and is_timely(book.targets[position], transaction, facts.label)
    ]
    chosen = _only(facts, book, suiting)
    return None if chosen is None else _whole(facts, book, chosen)


FactOf = Callable[[Evidence], object]

# Each pass with the evidence without which it has nothing to say.
PASSES: Sequence[tuple[Pass, FactOf]] = (
    (cited_exact, lambda facts: facts.mentions.found),
    (cited_several, lambda facts: facts.mentions.found),
    (cited_part, lambda facts: facts.mentions.found),
    (named_exact, lambda facts: facts.meant),
    (gross_exact, lambda facts: facts.label.gross_cents),
    (nature_exact, lambda facts: facts.nature),
    (likely_exact, lambda facts: facts.likeness),
    (named_several, lambda facts: facts.meant),
)


def only_sum(pool: Sequence[int], remaining: Sequence[int], amount: int) -> tuple[int, ...]:
    """The one choice of at least two positions whose remainders make the amount; empty when none or several do."""
    if len(pool) < 2 or len(pool) > _SUM_CHOICE * 4:
        return ()
    pool = sorted(pool)
    amounts = [remaining[position] for position in pool]
    if sum(amounts) == amount:
        return tuple(pool)
    if len(pool) > _SUM_CHOICE or abs(amount) > sum(map(abs, amounts)):
        return ()
    found: tuple[int, ...] = ()
    for size in range(2, min(_SUM_SIZE, len(pool) - 1) + 1):
        totals = map(sum, combinations(amounts, size))
        for choice, total in zip(combinations(pool, size), totals, strict=True):
            if total == amount:
                if found:
                    return ()
                found = choice
    return found


def _whole(facts: Evidence, book: OpenItems, position: int) -> Finding:
    """The transaction settles this target alone; of two payments of one record, the nearer in time is the surer."""
    target = book.targets[position]
    rank = (abs(days_after(target, facts.transaction, facts.label)),) if is_record(target) else ()
    return Finding(((position, facts.transaction.amount_cents),), rank)


def _is_citable(facts: Evidence, book: OpenItems, position: int) -> bool:
    target = book.targets[position]
    if target.currency != facts.transaction.currency:
        return False
    if facts.nature and facts.nature not in (Nature.OWN_TRANSFER, Nature.TAX, Nature.SOCIAL):
        return is_record(target)
    return days_after(target, facts.transaction, facts.label) >= -CITATION_LEAD


def _surest(facts: Evidence, book: OpenItems, exact: dict[int, Confidence]) -> int | None:
    """The named document that stands out: better named, else of the party meant, else the only timely one."""
    best = max(exact.values(), default=None)
    left = [position for position, trust in exact.items() if trust is best]
    of_meant = [position for position in left if book.parties[position] in facts.meant]
    left = of_meant or left
    timely = [position for position in left if is_timely(book.targets[position], facts.transaction, facts.label)]
    left = timely or left
    return left[0] if len(left) == 1 else None


def _is_trusted(facts: Evidence, book: OpenItems, position: int, trust: Confidence) -> bool:
    """Whether number and amount are enough, given whom the label means."""
    party, transaction = book.parties[position], facts.transaction
    if facts.likeness.get(party, 0) >= NAMES.medium:
        return True
    if trust is Confidence.LOW:
        return False
    rivals = [
        other
        for meant in facts.meant
        for other in book.exact_of_party(meant, transaction.currency, transaction.amount_cents)
    ]
    return not rivals and (trust is Confidence.HIGH or not facts.meant)


def _may_be_meant(facts: Evidence, party: int) -> bool:
    """Whether the label means the party, or bears its name in part when it plainly means nobody."""
    if facts.meant:
        return party in facts.meant
    return NAMES.fair <= facts.likeness.get(party, 0) >= max(facts.likeness.values(), default=0) - NAMES.margin


def _may_settle(facts: Evidence, book: OpenItems, position: int) -> bool:
    """Whether nothing in the label speaks against this target."""
    target, mentions = book.targets[position], facts.mentions
    if target.kind is not TargetKind.INVOICE:
        return facts.nature is not Nature.OWN_TRANSFER
    if facts.nature or facts.label.kind in (LabelKind.CARD, LabelKind.CARD_REFUND):
        return False
    if "FACTURES" in facts.text and not mentions.found:
        return False
    cited = {
        other
        for other, trust in mentions.found.items()
        if trust is not Confidence.LOW and not _is_deducted(other, position, book)
    }
    if mentions.cites_closed_document:
        return False
    if not cited or position in cited:
        return True
    return mentions.may_begin(target.reference) and not any(book.parties[other] in facts.meant for other in cited)


def _is_deducted(cited: int, position: int, book: OpenItems) -> bool:
    """Whether the document cited is a credit note of the same party, that may be taken off this one."""
    is_note = book.targets[cited].total_cents * book.targets[position].total_cents < 0
    return is_note and book.parties[cited] == book.parties[position]


def _only(facts: Evidence, book: OpenItems, suiting: Sequence[int]) -> int | None:
    """The only target that suits, else the one of the day written, or among records the one clearly nearest in time."""
    if len(suiting) > 1 and (days := days_written(facts.text)):
        suiting = [position for position in suiting if book.targets[position].on in days] or suiting
    if len(suiting) == 1:
        return suiting[0]
    if not suiting or not all(is_record(book.targets[position]) for position in suiting):
        return None
    near = sorted(
        (abs(days_after(book.targets[position], facts.transaction, facts.label)), position) for position in suiting
    )
    (first, chosen), (second, _) = near[:2]
    return chosen if first <= _NEAR and second - first >= _CLEARLY_NEARER else None
