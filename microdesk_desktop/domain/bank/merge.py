"""Decide which fetched rows are new and which are already known (reference `bank.md` 4.11).

Passes of falling certainty; a stored row answers to one fetched row at most:
1. the same trusted identifier and amount, from the same source;
2. the same fingerprint (day, amount, currency, label), counted: n equal rows are n transactions;
3. the same fingerprint once labels are folded;
4. another source tells the same: the same day and amount, and either a like label or no other candidate;
5. a pending row that left and a booked row of the same amount, from one day before to eight days after.

Days are ISO text here, as the store keeps them: a statement may hold a hundred thousand.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from microdesk_desktop.domain.bank.types import BankRow, State
from microdesk_desktop.domain.text import fold

BOOKING_LEAD = timedelta(days=1)
BOOKING_DELAY = timedelta(days=8)
LIKE = 0.5


class TransactionFacts(NamedTuple):
    """What is kept of a transaction; `on` is ISO text, `state` the value of a State."""

    identifier: str | None
    on: str
    amount_cents: int
    currency: str
    label: str
    state: str


class StoredRow(NamedTuple):
    """A transaction as the store holds it: its facts, then its id and the source that told it."""

    identifier: str | None
    on: str
    amount_cents: int
    currency: str
    label: str
    state: str
    id: int
    source: str


class Renewal(NamedTuple):
    """A stored transaction whose facts the fetched row replaces."""

    id: int
    facts: TransactionFacts


@dataclass(slots=True)
class MergePlan:
    """What to write: rows to insert, transactions to renew, pending transactions that the bank dropped."""

    new: list[TransactionFacts] = field(default_factory=list)
    renewed: list[Renewal] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)


Fingerprint = Callable[[TransactionFacts | StoredRow], Hashable]
Rest = tuple[list[TransactionFacts], list[StoredRow]]
Pass = Callable[[list[TransactionFacts], list[StoredRow], MergePlan], Rest]


def plan_merge(
    fetched: Sequence[BankRow], stored: Iterable[StoredRow], *, source: str, drops_pending: bool
) -> MergePlan:
    """Compare one complete fetch or file with the stored rows of its window.

    `drops_pending` says that the fetch listed every pending row, so that a missing one has left.
    """
    plan = MergePlan()
    rest, known = _without_repeated_identifiers(_facts(fetched)), list(stored)
    passes: tuple[Pass, ...] = (
        _by_identifier(source),
        _by_fingerprint(source, _exact),
        _by_fingerprint(source, _folded),
        _by_day_and_amount(source),
        _by_booking,
    )
    for match in passes:
        if not rest or not known:
            break
        rest, known = match(rest, known, plan)
    plan.new = rest
    if drops_pending:
        plan.gone = [row.id for row in known if row.state == State.PENDING and row.source == source]
    return plan


def _facts(rows: Iterable[BankRow]) -> list[TransactionFacts]:
    iso = lru_cache(maxsize=4096)(date.isoformat)
    states = {state: state.value for state in State}
    return [
        TransactionFacts(identifier, iso(on), cents, currency, label, states[state])
        for identifier, on, cents, currency, label, state in rows
    ]


def _without_repeated_identifiers(rows: list[TransactionFacts]) -> list[TransactionFacts]:
    counts = Counter(row.identifier for row in rows)
    del counts[None]
    if not counts or counts.most_common(1)[0][1] == 1:
        return rows
    return [row._replace(identifier=None) if counts[row.identifier] > 1 else row for row in rows]


def _by_identifier(source: str) -> Pass:
    def match(rest: list[TransactionFacts], known: list[StoredRow], plan: MergePlan) -> Rest:
        index = {row.identifier: row for row in known if row.identifier is not None and row.source == source}
        if not index:
            return rest, known
        used: set[int] = set()
        left = []
        for row in rest:
            twin = index.get(row.identifier) if row.identifier else None
            if twin is None or twin.amount_cents != row.amount_cents or twin.id in used:
                left.append(row)
                continue
            used.add(twin.id)
            _renew(plan, twin, row)
        return left, [row for row in known if row.id not in used]

    return match


class _FingerprintIndex:
    """Stored rows by fingerprint, given out one by one, the oldest first; nearly all are alone with theirs."""

    def __init__(self, rows: Sequence[StoredRow], fingerprint: Fingerprint) -> None:
        self._oldest: dict[Hashable, StoredRow] = {}
        self._others: dict[Hashable, list[StoredRow]] = {}
        for row in reversed(rows):
            key = fingerprint(row)
            if key in self._oldest:
                self._others.setdefault(key, []).append(self._oldest[key])
            self._oldest[key] = row

    def take(self, key: Hashable) -> StoredRow | None:
        """The next row of this fingerprint, None when all are given out."""
        row = self._oldest.pop(key, None)
        if row is not None and self._others.get(key):
            self._oldest[key] = self._others[key].pop()
        return row


def _exact(row: TransactionFacts | StoredRow) -> Hashable:
    return row[1:5]


def _folded(row: TransactionFacts | StoredRow) -> Hashable:
    return row.on, row.amount_cents, row.currency, fold(row.label)


def _by_fingerprint(source: str, fingerprint: Fingerprint) -> Pass:
    def match(rest: list[TransactionFacts], known: list[StoredRow], plan: MergePlan) -> Rest:
        twins = _FingerprintIndex(known, fingerprint)
        used: set[int] = set()
        left = []
        for row in rest:
            twin = twins.take(fingerprint(row))
            if twin is None:
                left.append(row)
                continue
            used.add(twin.id)
            if twin.source == source:
                _renew(plan, twin, row)
        return left, [row for row in known if row.id not in used]

    return match


def _by_day_and_amount(source: str) -> Pass:
    def match(rest: list[TransactionFacts], known: list[StoredRow], _: MergePlan) -> Rest:
        foreign: dict[Hashable, list[StoredRow]] = defaultdict(list)
        for stored in known:
            if stored.source != source and stored.state == State.BOOKED:
                foreign[stored[1:4]].append(stored)
        if not foreign:
            return rest, known
        rivals = Counter(row[1:4] for row in rest if row.state == State.BOOKED)
        used: set[int] = set()
        left = []
        for row in rest:
            twins = [twin for twin in foreign.get(row[1:4], ()) if twin.id not in used]
            alone = len(twins) == 1 and rivals[row[1:4]] == 1
            twin = max(twins, key=lambda each: likeness(each.label, row.label), default=None)
            if row.state != State.BOOKED or twin is None or not (alone or likeness(twin.label, row.label) >= LIKE):
                left.append(row)
                continue
            used.add(twin.id)
        return left, [row for row in known if row.id not in used]

    return match


def _by_booking(rest: list[TransactionFacts], known: list[StoredRow], plan: MergePlan) -> Rest:
    waiting: dict[Hashable, list[StoredRow]] = defaultdict(list)
    for stored in known:
        if stored.state == State.PENDING:
            waiting[stored[2:4]].append(stored)
    if not waiting:
        return rest, known
    pairs = [
        (-likeness(pending.label, row.label), abs(_day(row) - _day(pending)), order, pending, row)
        for order, row in enumerate(rest)
        if row.state == State.BOOKED
        for pending in waiting.get(row[2:4], ())
        if _day(pending) - BOOKING_LEAD <= _day(row) <= _day(pending) + BOOKING_DELAY
    ]
    booked: set[int] = set()
    used: set[int] = set()
    for _, _, order, pending, row in sorted(pairs, key=lambda pair: pair[:3]):
        if order in booked or pending.id in used:
            continue
        booked.add(order)
        used.add(pending.id)
        plan.renewed.append(Renewal(pending.id, row))
    return (
        [row for order, row in enumerate(rest) if order not in booked],
        [row for row in known if row.id not in used],
    )


def _day(row: TransactionFacts | StoredRow) -> date:
    return date.fromisoformat(row.on)


def likeness(one: str, other: str) -> float:
    """The share of words that two labels have in common, between 0 and 1."""
    left, right = set(fold(one).split()), set(fold(other).split())
    return len(left & right) / max(1, min(len(left), len(right)))


def _renew(plan: MergePlan, stored: StoredRow, row: TransactionFacts) -> None:
    if row == stored[:6] or (stored.state == State.BOOKED and row.state == State.PENDING):
        return
    facts = row if row.identifier else row._replace(identifier=stored.identifier)
    if facts != stored[:6]:
        plan.renewed.append(Renewal(stored.id, facts))
