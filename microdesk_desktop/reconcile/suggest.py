"""What may settle a movement when nothing is certain: a few likely targets, best first, with a score and reasons."""

from collections.abc import Iterable
from datetime import date

from microdesk_desktop.domain.labels import LabelKind
from microdesk_desktop.domain.matching import Allocation, Movement, Nature, Proposal, Reason, Target, TargetKind
from microdesk_desktop.reconcile.book import Book, is_record
from microdesk_desktop.reconcile.explain import Parts, says_deposit, why
from microdesk_desktop.reconcile.facts import Facts
from microdesk_desktop.reconcile.names import MEDIUM
from microdesk_desktop.reconcile.numbers import Trust
from microdesk_desktop.reconcile.timing import days_after, days_late, is_timely

WORTH_SAYING = 0.45
_MOST = 3
_CROWD = 20
_PARTIES = 3
_NUMBER = {Trust.FULL: 0.5, Trust.CUED: 0.4, Trust.BARE: 0.2}


def suggest(facts: Facts, book: Book) -> tuple[Proposal, ...]:
    """One to three proposals worth the user's look, none where nothing is likely."""
    positions = dict.fromkeys(
        position
        for position in _candidates(facts, book)
        if position in facts.mentions.found or is_timely(book.targets[position], facts.movement, facts.label)
    )
    scored = [(score(facts, book, position), position) for position in positions]
    for party, likeness in facts.likeness.items():
        if likeness >= MEDIUM:
            yield from book.exact_of_party(party, movement.currency, movement.amount_cents)
    for party in facts.meant[:_PARTIES]:
        demands = book.demands(party, movement.currency)
        if len(demands) <= _CROWD:
            yield from (position for position in demands if _is_open(book, position, movement))


def _is_open(book: Book, position: int, movement: Movement) -> bool:
    return book.remaining[position] * movement.amount_cents > 0 and book.targets[position].currency == movement.currency


def _share(facts: Facts, book: Book, position: int) -> int:
    return min(facts.movement.amount_cents, book.remaining[position], key=abs)


def _amount_weight(facts: Facts, left: int, total: int) -> float:
    amount = facts.movement.amount_cents
    if amount == left:
        return 0.35
    if left == facts.label.gross_cents:
        return 0.3
    if abs(amount) > abs(left):
        return 0.0 if abs(amount) > 1.05 * abs(left) else 0.15
    if abs(left - amount) * 50 <= abs(left):
        return 0.25
    if (amount * 100) % total == 0 and abs(amount * 100 // total) % 5 == 0:
        return 0.25 if says_deposit(facts) else 0.15
    return 0.1


def _time_weight(facts: Facts, book: Book, position: int) -> float:
    target, movement = book.targets[position], facts.movement
    if is_record(target):
        return max(0.0, 0.25 - 0.02 * abs(days_after(target, movement, facts.label)))
    late = days_late(target, movement)
    return 0.15 if late is not None and abs(late) <= 10 else 0.1 if late is None or late <= 60 else 0.05
