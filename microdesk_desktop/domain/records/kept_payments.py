"""Find again the transactions of payments that stayed in the books when the bank was disconnected.

A disconnect erases the transactions and what links them to payments; the same statement, imported later, gives the
transactions anew. A payment has its day, its amount and how it was paid, and its target the name and the reference that
the label may contain.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from microdesk_desktop.domain.bank.merging.naming import Naming, naming_of, share_named
from microdesk_desktop.domain.records.label_methods import method_of
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.settle.transactions import Transaction
from microdesk_desktop.domain.text import fold

MOVED = timedelta(days=8)
"""How far the day may lie apart where the label names the target: a pending row is booked on another day."""
_MOST_PARTS = 40
"""Parts of one transaction that are added up; the payments of one were recorded one after the other."""
_NAMED = 0.5
_MOST_AROUND = 20
"""Payments of one amount within `MOVED`, of which any could be meant."""
_MOST_PAIRS = 2_500
"""Transactions and payments of one amount and day that are compared; more are those of no business."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPayment:
    """A payment that no transaction explains; `method` as the label gave it, empty where it gave none."""

    id: int
    target_id: int
    kind: TargetKind
    on: date
    amount_cents: int
    method: str
    reference: str
    party: str


Parts = tuple[KeptPayment, ...]
Links = Mapping[int, Parts]
"""What each transaction made, by its id."""
MOST_PROPOSED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What transactions made: certain, or what each may have made where several fit, the named ones first."""

    links: Links
    doubtful: Mapping[int, Sequence[Parts]]


class _Labels:
    """What labels and targets contain, each read once."""

    def __init__(self) -> None:
        self._labels: dict[str, tuple[Naming, str, str]] = {}
        self._targets: dict[tuple[str, str], tuple[Naming, str]] = {}

    def is_method(self, label: str, parts: Parts) -> bool:
        """Whether the method is that of the label; another source may not name one, and then names the target."""
        method = self._read(label)[2]
        return method == parts[0].method or (not (method and parts[0].method) and self.names(label, parts))

    def names(self, label: str, parts: Parts) -> bool:
        """Whether the label contains the name or the reference of one of the targets."""
        naming, text, _ = self._read(label)
        for part in parts:
            party, reference = self._read_target(part)
            if share_named(naming, party) > _NAMED or (reference and reference in text):
                return True
        return False

    def is_near(self, transaction: Transaction, payment: KeptPayment) -> bool:
        """Whether the label names the target of a payment of another day, which is not far."""
        parts = (payment,)
        is_in_time = abs(transaction.on - payment.on) <= MOVED
        return is_in_time and self.is_method(transaction.label, parts) and self.names(transaction.label, parts)

    def _read(self, label: str) -> tuple[Naming, str, str]:
        if label not in self._labels:
            self._labels[label] = naming_of(label), f" {fold(label)} ", method_of(label) or ""
        return self._labels[label]

    def _read_target(self, part: KeptPayment) -> tuple[Naming, str]:
        key = part.party, part.reference
        if key not in self._targets:
            reference = fold(part.reference)
            self._targets[key] = naming_of(part.party), f" {reference} " if reference else ""
        return self._targets[key]


@dataclass(slots=True)
class _Side:
    """What one transaction may have made, and which of it the label names."""

    transaction: Transaction
    candidates: list[Parts]
    named: list[Parts]


def find_again(transactions: Sequence[Transaction], kept: Sequence[KeptPayment]) -> Found:
    """The payments that each transaction made, where there is no doubt.

    The same day, amount and method, then some days apart where the label names the target. Where several transactions
    and payments are equal in all of that, those that the labels name go first, and others only one to one or where
    there are as many of both, which leaves the books the same whichever is which.
    """
    labels, links = _Labels(), dict[int, Parts]()
    doubtful: dict[int, Sequence[Parts]] = {}
    by_day: dict[date, list[KeptPayment]] = defaultdict(list)
    for payment in sorted(kept, key=lambda each: each.id):
        by_day[payment.on].append(payment)
    of_day: dict[date, list[Transaction]] = defaultdict(list)
    for each in sorted(transactions, key=lambda each: each.id):
        of_day[each.on].append(each)
    for day, own in of_day.items():
        if day in by_day:
            certain, open_sides = _links_of_day(own, by_day[day], labels)
            links |= certain
            doubtful |= {each.transaction.id: _proposed(each) for each in open_sides if each.candidates}
    taken = {payment.id for parts in links.values() for payment in parts}
    left = [each for each in kept if each.id not in taken]
    moved = _moved([each for each in transactions if each.id not in links and each.id not in doubtful], left, labels)
    return Found(links=links | moved, doubtful=doubtful)


def _proposed(side: _Side) -> Sequence[Parts]:
    others = [each for each in side.candidates if each not in side.named]
    return (*side.named, *others)[:MOST_PROPOSED]


def _links_of_day(
    transactions: Sequence[Transaction], kept: Sequence[KeptPayment], labels: _Labels
) -> tuple[dict[int, Parts], Sequence[_Side]]:
    """What is certain of a day, and the transactions for which several fit."""
    links: dict[int, Parts] = {}
    sums = _sums(kept)
    equal = Counter(each.amount_cents for each in transactions)
    few = {cents: parts for cents, parts in sums.items() if equal[cents] * len(parts) <= _MOST_PAIRS}
    sides = [side for each in transactions if (side := _side(each, few, labels)).candidates]
    for of_names in (True, False):
        while found := _unique(sides, of_names=of_names) or _as_many(sides, of_names=of_names):
            links |= found
            taken = {payment.id for parts in found.values() for payment in parts}
            sides = [_without(each, taken) for each in sides if each.transaction.id not in links]
    return links, sides


def _side(transaction: Transaction, sums: Mapping[int, Sequence[Parts]], labels: _Labels) -> _Side:
    found = sums.get(transaction.amount_cents, ())
    candidates = [each for each in found if labels.is_method(transaction.label, each)]
    return _Side(transaction, candidates, [each for each in candidates if labels.names(transaction.label, each)])


def _without(side: _Side, taken: set[int]) -> _Side:
    free = [each for each in side.candidates if taken.isdisjoint(payment.id for payment in each)]
    return _Side(side.transaction, free, [each for each in side.named if each in free])


def _sums(kept: Sequence[KeptPayment]) -> Mapping[int, Sequence[Parts]]:
    """The payments of a day by amount; where none has it, those recorded one after the other that add up to it."""
    single: dict[int, list[Parts]] = defaultdict(list)
    for each in kept:
        single[each.amount_cents].append((each,))
    several: dict[int, list[Parts]] = defaultdict(list)
    for start, first in enumerate(kept):
        total = first.amount_cents
        for end in range(start + 1, min(start + _MOST_PARTS, len(kept))):
            if kept[end].method != first.method or kept[end].id - first.id != end - start:
                break
            total += kept[end].amount_cents
            several[total].append(tuple(kept[start : end + 1]))
    return {**several, **single}


def _unique(sides: Sequence[_Side], *, of_names: bool) -> dict[int, Parts]:
    """The transactions with one candidate of which no other transaction may have made any part."""
    wanted: dict[int, int] = defaultdict(int)
    for side in sides:
        for payment_id in {each.id for parts in _choice(side, of_names=of_names) for each in parts}:
            wanted[payment_id] += 1
    return {
        side.transaction.id: parts[0]
        for side in sides
        if len(parts := _choice(side, of_names=of_names)) == 1 and all(wanted[each.id] == 1 for each in parts[0])
    }


def _as_many(sides: Sequence[_Side], *, of_names: bool) -> dict[int, Parts]:
    """Transactions that all have the same candidates, as many as they are; or fewer, where all labels are equal."""
    groups: dict[tuple[Parts, ...], list[_Side]] = defaultdict(list)
    for side in sides:
        if choice := _choice(side, of_names=of_names):
            groups[tuple(choice)].append(side)
    for candidates, group in groups.items():
        ids = {each.id for parts in candidates for each in parts}
        own = {side.transaction.id for side in group}
        rivals = [
            side
            for side in sides
            if side.transaction.id not in own
            and any(each.id in ids for parts in _choice(side, of_names=of_names) for each in parts)
        ]
        are_apart = len(ids) == sum(map(len, candidates))
        are_twins = len({fold(side.transaction.label) for side in group}) == 1
        if not rivals and are_apart and (len(candidates) == len(group) or are_twins):
            return {side.transaction.id: parts for side, parts in zip(group, candidates, strict=False)}
    return {}


def _choice(side: _Side, *, of_names: bool) -> list[Parts]:
    return side.named if of_names else side.candidates


def _moved(transactions: Sequence[Transaction], kept: Sequence[KeptPayment], labels: _Labels) -> dict[int, Parts]:
    """Payments of another day that the label names, where neither it nor the transaction has another one."""
    by_day: dict[tuple[int, date], list[KeptPayment]] = defaultdict(list)
    for payment in kept:
        by_day[payment.amount_cents, payment.on].append(payment)
    amounts = {cents for cents, _ in by_day}
    sides = [
        _Side(each, [], [(payment,) for payment in _around(each, by_day) if labels.is_near(each, payment)])
        for each in transactions
        if each.amount_cents in amounts
    ]
    return _unique(sides, of_names=True)


def _around(
    transaction: Transaction, by_day: Mapping[tuple[int, date], Sequence[KeptPayment]]
) -> Sequence[KeptPayment]:
    """The payments of this amount some days around; none where there are so many that it is a daily one."""
    days = (transaction.on + timedelta(days=step) for step in range(-MOVED.days, MOVED.days + 1))
    found = [each for day in days for each in by_day.get((transaction.amount_cents, day), ())]
    return found if len(found) <= _MOST_AROUND else ()
