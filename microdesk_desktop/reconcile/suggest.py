"""What may settle a movement when nothing is certain: a few likely targets, best first, with a score and reasons."""

from collections.abc import Iterable
from itertools import islice

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
    likely = sorted(((value, position) for value, position in scored if value >= WORTH_SAYING), key=_best_first(book))
    return tuple(
        propose(facts, book, ((position, _share(facts, book, position)),), value) for value, position in likely[:_MOST]
    )


def propose(facts: Facts, book: Book, parts: Parts, value: float, *further: Reason) -> Proposal:
    """A proposal with its reasons; `further` ones replace what its amount says."""
    return Proposal(
        allocations=tuple(
            Allocation(kind=book.targets[position].kind, target_id=book.targets[position].id, amount_cents=cents)
            for position, cents in parts
        ),
        score=value,
        reasons=why(facts, book, parts, *further),
    )


def score(facts: Facts, book: Book, position: int) -> float:
    """How likely the movement settles the target, between 0 and 0.99."""
    target = book.targets[position]
    if facts.nature and position not in facts.mentions.found and not _may_be_of(facts.nature, target):
        return 0.0
    trust = facts.mentions.found.get(position)
    value = _NUMBER[trust] if trust else 0.0
    if not trust and not is_record(target) and (facts.mentions.found or facts.mentions.names_another):
        value -= 0.2
    value += 0.35 * facts.likeness.get(book.parties[position], 0.0)
    value += _amount_weight(facts, book.remaining[position], target.total_cents)
    value += _time_weight(facts, book, position)
    if facts.label.kind in (LabelKind.CARD, LabelKind.DIRECT_DEBIT) and not is_record(target):
        value -= 0.3
    return round(max(0.0, min(0.99, value)), 2)


def _may_be_of(nature: Nature, target: Target) -> bool:
    return target.kind is TargetKind.EXPENSE and nature is not Nature.OWN_TRANSFER


def _best_first(book: Book):  # type: ignore[no-untyped-def]
    def key(pair: tuple[float, int]) -> tuple[float, object, int]:
        target = book.targets[pair[1]]
        return -pair[0], target.due_on or target.on, target.id

    return key


def _candidates(facts: Facts, book: Book) -> Iterable[int]:
    movement = facts.movement
    for position in facts.mentions.found:
        if _is_open(book, position, movement):
            yield position
    same_amount = book.exact(movement.currency, movement.amount_cents)
    if len(same_amount) <= _CROWD:
        yield from same_amount
    likely = sorted(
        (party for party, score in facts.likeness.items() if score >= MEDIUM), key=facts.likeness.__getitem__
    )
    for party in reversed(likely[-_PARTIES:]):
        yield from book.exact_of_party(party, movement.currency, movement.amount_cents)
        for position in islice(book.demands(party, movement.currency), _CROWD):
            if _is_open(book, position, movement):
                yield position


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
