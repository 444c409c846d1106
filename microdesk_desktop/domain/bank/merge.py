"""Decide which fetched rows are new and which are already stored (reference `bank.md` 4.11).

The rows of one complete fetch or file are compared with the stored rows of the same account and window. Six rungs are
tried in turn, the most certain first; each stored row matches at most one fetched row, and what a rung matches is
out of reach of the next ones. Rows that no rung matches are new.

| rung | a fetched row is a stored row when both have | from |
|---|---|---|
| 1 | the same identifier, day, amount, currency and label | any source |
| 2 | the same day, amount, currency and label | any source |
| 3 | the same identifier and amount | the same source |
| 4 | as 2, labels compared without case and accents | any source |
| 5 | the same day, amount and currency, and similar labels or no other candidate | different sources |
| 6 | the same amount and currency, a pending row and a booked one, −1 to +8 days apart | any source |

Rungs 1, 2 and 4 count: three equal rows against two stored ones make one new row.
Rung 2 comes before rung 3 because some banks number the rows of a day: a new row on top shifts the numbers, and the
identifier of a stored row then comes with another row of the same amount.

A matched row replaces the facts of the stored one when its own source sent it; from another source only when it books
a pending row. A booked row never becomes pending again.
Days are ISO text here, as the store keeps them: a statement may hold a hundred thousand rows.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from microdesk_desktop.domain.bank.types import BankRow, State
from microdesk_desktop.domain.text import fold

BOOKING_LEAD = timedelta(days=1)
"""How much earlier than the pending row a bank may date the booked one."""
BOOKING_DELAY = timedelta(days=8)
"""How long banks take to book a pending transaction, as other merging tools measured it (`bank.md` 4.11)."""
SIMILAR = 0.5
"""Least share of common words in two sources' labels of one payment: they have the name in common, little else."""


class TransactionFacts(NamedTuple):
    """What is kept of a transaction; `on` is ISO text, `state` the value of a State."""

    identifier: str | None
    on: str
    amount_cents: int
    currency: str
    label: str
    state: str


class StoredRow(NamedTuple):
    """A stored transaction: its facts, its row id, and the provider or file format that it comes from."""

    facts: TransactionFacts
    id: int
    source: str


class Renewal(NamedTuple):
    """A stored transaction whose facts the fetched row replaces."""

    id: int
    facts: TransactionFacts


@dataclass(slots=True)
class MergePlan:
    """What to write: rows to insert, transactions to renew, ids of pending transactions that the bank dropped."""

    new: list[TransactionFacts] = field(default_factory=list)
    renewed: list[Renewal] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)


Matches = Mapping[int, StoredRow]
"""The stored row that each fetched row is, by position in the list of fetched rows."""


def plan_merge(
    fetched: Sequence[BankRow], stored: Iterable[StoredRow], *, source: str, drops_pending: bool
) -> MergePlan:
    """Compare one complete fetch or file with the stored rows of its window.

    `drops_pending`: the fetch listed every pending row, so a stored one that it lacks is gone.
    """
    plan = MergePlan()
    rows, known = _without_repeated_identifiers(_facts(fetched)), list(stored)
    for rung in _RUNGS:
        if not rows or not known:
            break
        matches = rung(rows, known, source)
        if matches:
            plan.renewed += _renewals(matches, rows, source)
            rows, known = _unmatched(matches, rows, known)
    plan.new = rows
    if drops_pending:
        plan.gone = [twin.id for twin in known if twin.facts.state == State.PENDING and twin.source == source]
    return plan


def repeated_identifiers(identifiers: Iterable[str | None]) -> frozenset[str]:
    """The identifiers that one batch holds more than once, which therefore identify nothing."""
    counts = Counter(identifiers)
    del counts[None]
    return frozenset(each for each, count in counts.items() if each is not None and count > 1)


def similarity(one: str, other: str) -> float:
    """The share of the shorter label's words that the other label has, from 0 to 1."""
    left, right = set(fold(one).split()), set(fold(other).split())
    return len(left & right) / max(1, min(len(left), len(right)))


def _facts(rows: Iterable[BankRow]) -> list[TransactionFacts]:
    iso = lru_cache(maxsize=4096)(date.isoformat)
    states = {state: state.value for state in State}
    return [
        TransactionFacts(identifier, iso(on), cents, currency, label, states[state])
        for identifier, on, cents, currency, label, state in rows
    ]


def _without_repeated_identifiers(rows: list[TransactionFacts]) -> list[TransactionFacts]:
    repeated = repeated_identifiers(row.identifier for row in rows)
    if not repeated:
        return rows
    return [row._replace(identifier=None) if row.identifier in repeated else row for row in rows]


def _renewals(matches: Matches, rows: Sequence[TransactionFacts], source: str) -> list[Renewal]:
    changed = ((twin, rows[position]) for position, twin in matches.items() if rows[position] != twin.facts)
    renewed = ((twin, _renewed_facts(twin, row, source)) for twin, row in changed)
    return [Renewal(twin.id, facts) for twin, facts in renewed if facts != twin.facts]


def _unmatched(
    matches: Matches, rows: Sequence[TransactionFacts], known: Sequence[StoredRow]
) -> tuple[list[TransactionFacts], list[StoredRow]]:
    if len(matches) == len(rows) == len(known):  # the usual case: the same file again
        return [], []
    taken = {twin.id for twin in matches.values()}
    return (
        [row for position, row in enumerate(rows) if position not in matches],
        [twin for twin in known if twin.id not in taken],
    )


def _renewed_facts(twin: StoredRow, row: TransactionFacts, source: str) -> TransactionFacts:
    """The facts of the stored row once `row` has been matched with it."""
    if twin.facts.state == State.PENDING and row.state == State.BOOKED:
        return row
    if twin.source != source or twin.facts.state != row.state:
        return twin.facts
    return row if row.identifier else row._replace(identifier=twin.facts.identifier)


def _by_fingerprint(
    rows: Sequence[TransactionFacts],
    known: Sequence[StoredRow],
    fingerprint: Callable[[TransactionFacts], Hashable],
) -> Matches:
    """Match equal fingerprints one to one."""
    first, others = _index(known, fingerprint)
    matches: dict[int, StoredRow] = {}
    for position, row in enumerate(rows):
        key = fingerprint(row)
        twin = first.pop(key, None)
        if twin is None:
            continue
        matches[position] = twin
        if others.get(key):
            first[key] = others[key].pop()
    return matches


def _index(
    known: Sequence[StoredRow], fingerprint: Callable[[TransactionFacts], Hashable]
) -> tuple[dict[Hashable, StoredRow], dict[Hashable, list[StoredRow]]]:
    """The first stored row of each fingerprint, and the others of the few fingerprints that have several."""
    first: dict[Hashable, StoredRow] = {}
    others: dict[Hashable, list[StoredRow]] = {}
    for twin in known:
        key = fingerprint(twin.facts)
        if first.setdefault(key, twin) is not twin:
            others.setdefault(key, []).append(twin)
    return first, others


def _by_all_facts(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], _: str) -> Matches:
    return _by_fingerprint(rows, known, lambda facts: facts[:5])


def _by_exact_label(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], _: str) -> Matches:
    return _by_fingerprint(rows, known, lambda facts: facts[1:5])


def _by_folded_label(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], _: str) -> Matches:
    return _by_fingerprint(rows, known, lambda facts: (*facts[1:4], fold(facts.label)))


def _by_identifier(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], source: str) -> Matches:
    index = {twin.facts.identifier: twin for twin in known if twin.source == source}
    return {
        position: twin
        for position, row in enumerate(rows)
        if row.identifier and (twin := index.get(row.identifier)) and twin.facts.amount_cents == row.amount_cents
    }


def _by_day_and_amount(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], source: str) -> Matches:
    candidates: dict[Hashable, list[StoredRow]] = defaultdict(list)
    for twin in known:
        if twin.source != source and twin.facts.state == State.BOOKED:
            candidates[twin.facts[1:4]].append(twin)
    booked = [(position, row) for position, row in enumerate(rows) if row.state == State.BOOKED]
    rivals = Counter(row[1:4] for _, row in booked)
    matches: dict[int, StoredRow] = {}
    for position, row in booked:
        twins = candidates.get(row[1:4])
        if not twins:
            continue
        best = max(twins, key=lambda twin: similarity(twin.facts.label, row.label))
        is_only_one = len(twins) == 1 and rivals[row[1:4]] == 1
        if is_only_one or similarity(best.facts.label, row.label) >= SIMILAR:
            twins.remove(best)
            matches[position] = best
    return matches


def _by_booking(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], _: str) -> Matches:
    """Match booked rows with the pending rows that they replace, the most similar label first, then the nearest day."""
    pending: dict[Hashable, list[StoredRow]] = defaultdict(list)
    for twin in known:
        if twin.facts.state == State.PENDING:
            pending[twin.facts[2:4]].append(twin)
    pairs = [
        (-similarity(twin.facts.label, row.label), abs(_day(row) - _day(twin.facts)), position, twin)
        for position, row in enumerate(rows)
        if row.state == State.BOOKED
        for twin in pending.get(row[2:4], ())
        if _day(twin.facts) - BOOKING_LEAD <= _day(row) <= _day(twin.facts) + BOOKING_DELAY
    ]
    matches: dict[int, StoredRow] = {}
    taken: set[int] = set()
    for _similarity, _distance, position, twin in sorted(pairs, key=lambda pair: pair[:3]):
        if position not in matches and twin.id not in taken:
            matches[position] = twin
            taken.add(twin.id)
    return matches


def _day(facts: TransactionFacts) -> date:
    return date.fromisoformat(facts.on)


_RUNGS: Sequence[Callable[[Sequence[TransactionFacts], Sequence[StoredRow], str], Matches]] = (
    _by_all_facts,
    _by_exact_label,
    _by_identifier,
    _by_folded_label,
    _by_day_and_amount,
    _by_booking,
)
