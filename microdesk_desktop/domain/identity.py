"""Decide which fetched rows are new and which are already known (reference `bank.md` 4.11).

Passes of falling certainty; a stored row answers to one fetched row at most:
1. the same trusted identifier and amount, from the same source;
2. the same fingerprint (day, amount, currency, folded label), counted: n equal rows are n transactions;
3. another source tells the same: the same day and amount, and either a like label or no other candidate;
4. a pending row that left and a booked row of the same amount, from one day before to eight days after.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from microdesk_desktop.domain.banking import BankRow, State
from microdesk_desktop.domain.text import fold

BOOKING_LEAD = timedelta(days=1)
BOOKING_DELAY = timedelta(days=8)


class StoredRow(NamedTuple):
    """A transaction as the store holds it; its first six fields are a BankRow."""

    identifier: str | None
    on: date
    amount_cents: int
    currency: str
    label: str
    state: State
    id: int
    source: str


class Renewal(NamedTuple):
    """A stored transaction whose facts the fetched row replaces."""

    id: int
    row: BankRow


@dataclass(slots=True)
class Plan:
    """What to write: rows to insert, transactions to renew, pending transactions that the bank dropped."""

    new: list[BankRow] = field(default_factory=list)
    renewed: list[Renewal] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)


Fingerprint = tuple[date, int, str, str]


def plan_merge(fetched: Sequence[BankRow], stored: Iterable[StoredRow], *, source: str, drops_pending: bool) -> Plan:
    """Compare one complete fetch or file with the stored rows of its window.

    `drops_pending` says that the fetch listed every pending row, so that a missing one has left.
    """
    plan = Plan()
    rest = _without_repeated_identifiers(fetched)
    known = list(stored)
    if not known:
        plan.new = rest
        return plan
    for match in (_by_identifier(source), _by_fingerprint(source), _by_day_and_amount(source)):
        rest, known = match(rest, known, plan)
    rest, known = _by_booking(rest, known, plan)
    plan.new = rest
    if drops_pending:
        plan.gone = [row.id for row in known if row.state is State.PENDING and row.source == source]
    return plan


Pass = Callable[[list[BankRow], list[StoredRow], Plan], tuple[list[BankRow], list[StoredRow]]]


def _without_repeated_identifiers(rows: Sequence[BankRow]) -> list[BankRow]:
    counts = Counter(row.provider_id for row in rows)
    del counts[None]
    if not counts or counts.most_common(1)[0][1] == 1:
        return list(rows)
    return [row._replace(provider_id=None) if counts[row.provider_id] > 1 else row for row in rows]


def _by_identifier(source: str) -> Pass:
    def match(rest: list[BankRow], known: list[StoredRow], plan: Plan) -> tuple[list[BankRow], list[StoredRow]]:
        index = {row.identifier: row for row in known if row.identifier is not None and row.source == source}
        if not index:
            return rest, known
        used: set[int] = set()
        left = []
        for row in rest:
            twin = index.get(row.provider_id) if row.provider_id else None
            if twin is None or twin.amount_cents != row.amount_cents or twin.id in used:
                left.append(row)
                continue
            used.add(twin.id)
            _renew(plan, twin, row)
        return left, [row for row in known if row.id not in used]

    return match


def _by_fingerprint(source: str) -> Pass:
    def match(rest: list[BankRow], known: list[StoredRow], plan: Plan) -> tuple[list[BankRow], list[StoredRow]]:
        index: dict[Fingerprint, list[StoredRow]] = defaultdict(list)
        for stored in reversed(known):
            index[_fingerprint(stored.on, stored.amount_cents, stored.currency, stored.label)].append(stored)
        used: set[int] = set()
        left = []
        for row in rest:
            twins = index.get(_fingerprint(row.on, row.amount_cents, row.currency, row.label))
            if not twins:
                left.append(row)
                continue
            twin = twins.pop()
            used.add(twin.id)
            if twin.source == source:
                _renew(plan, twin, row)
        return left, [row for row in known if row.id not in used]

    return match


def _fingerprint(on: date, amount_cents: int, currency: str, label: str) -> Fingerprint:
    return on, amount_cents, currency, fold(label)


def _by_day_and_amount(source: str) -> Pass:
    def match(rest: list[BankRow], known: list[StoredRow], _: Plan) -> tuple[list[BankRow], list[StoredRow]]:
        foreign: dict[tuple[date, int, str], list[StoredRow]] = defaultdict(list)
        for stored in known:
            if stored.source != source and stored.state is State.BOOKED:
                foreign[stored.on, stored.amount_cents, stored.currency].append(stored)
        if not foreign:
            return rest, known
        rivals = Counter((row.on, row.amount_cents, row.currency) for row in rest if row.state is State.BOOKED)
        used: set[int] = set()
        left = []
        for row in rest:
            key = (row.on, row.amount_cents, row.currency)
            twins = [twin for twin in foreign.get(key, ()) if twin.id not in used]
            alone = len(twins) == 1 and rivals[key] == 1
            twin = max(twins, key=lambda each: likeness(each.label, row.label), default=None)
            if row.state is not State.BOOKED or twin is None or not (alone or likeness(twin.label, row.label) >= 0.5):
                left.append(row)
                continue
            used.add(twin.id)
        return left, [row for row in known if row.id not in used]

    return match


def _by_booking(rest: list[BankRow], known: list[StoredRow], plan: Plan) -> tuple[list[BankRow], list[StoredRow]]:
    waiting: dict[tuple[int, str], list[StoredRow]] = defaultdict(list)
    for stored in known:
        if stored.state is State.PENDING:
            waiting[stored.amount_cents, stored.currency].append(stored)
    if not waiting:
        return rest, known
    pairs = [
        (-likeness(pending.label, row.label), abs(row.on - pending.on), order, pending, row)
        for order, row in enumerate(rest)
        if row.state is State.BOOKED
        for pending in waiting.get((row.amount_cents, row.currency), ())
        if pending.on - BOOKING_LEAD <= row.on <= pending.on + BOOKING_DELAY
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


def likeness(one: str, other: str) -> float:
    """The share of words that two labels have in common, between 0 and 1."""
    left, right = set(fold(one).split()), set(fold(other).split())
    return len(left & right) / max(1, min(len(left), len(right)))


def _renew(plan: Plan, stored: StoredRow, row: BankRow) -> None:
    if stored.state is State.BOOKED and row.state is State.PENDING:
        return
    identifier = row.provider_id or stored.identifier
    facts = row if row.provider_id else row._replace(provider_id=identifier)
    if facts != stored[:6]:
        plan.renewed.append(Renewal(stored.id, facts))
