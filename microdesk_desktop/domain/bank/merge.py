"""Decide which fetched rows are new and which are already stored.

The rows of one complete fetch or file are compared with the stored rows of the same account and window. Six criteria
are tried in turn, the most certain first; each stored row matches at most one fetched row, and the next criteria see
only the rows that are left. Rows that no criterion matches are new.

| criterion | a fetched row is a stored row when both have | from |
|---|---|---|
| 1 | the same identifier, day, amount, currency and label | any source |
| 2 | the same day, amount, currency and label | any source |
| 3 | the same identifier and amount | the same source |
| 4 | as 2, labels compared without case and accents | any source |
| 5 | the same day, amount and currency, and similar labels or no other candidate | different sources |
| 6 | the same amount and currency, a pending row and a booked one, −1 to +8 days apart | any source |

Criteria 1, 2 and 4 count: three equal rows against two stored ones make one new row.
Criterion 2 comes before criterion 3 because some banks number the rows of a day: a new row on top shifts the numbers,
and the identifier of a stored row then comes with another row of the same amount.

A matched row replaces the facts of the stored one when its own source sent it; from another source only when it books
a pending row. A booked row never becomes pending again.
Days are ISO text here, as the store keeps them: a statement may hold a hundred thousand rows.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple, TypeVar

from microdesk_desktop.domain.bank.types import BankRow, State
from microdesk_desktop.domain.text import fold

Row = TypeVar("Row", bound=NamedTuple)
BOOKING_LEAD = timedelta(days=1)
"""How much earlier than the pending row a bank may date the booked one."""
BOOKING_DELAY = timedelta(days=8)
"""How long banks take to book a pending transaction, as open-source importers measured it."""
SIMILAR = 0.5
"""Least share of common words in two sources' labels of one payment: the name is often all that they share."""


class TransactionFacts(NamedTuple):
    """What is kept of a transaction; `on` is ISO text, `state` the value of a State."""

    identifier: str | None
    on: str
    amount_cents: int
    currency: str
    label: str
    state: str


class StoredRow(NamedTuple):
    """A stored transaction: its facts as `TransactionFacts` has them, its row id, and the provider or file format.

    Flat, as the database returns it: an import reads every stored row of its window.
    """

    identifier: str | None
    on: str
    amount_cents: int
    currency: str
    label: str
    state: str
    id: int
    source: str

    @property
    def facts(self) -> TransactionFacts:
        return TransactionFacts._make(self[:6])


class RowUpdate(NamedTuple):
    """A stored transaction, and the facts of the fetched row that replace its own."""

    id: int
    facts: TransactionFacts


@dataclass(slots=True)
class MergePlan:
    """What to write: rows to insert, rows to update, ids of pending rows that the bank dropped.

    `found` are the ids of the stored rows that the fetch holds too, updated or not.
    """

    added: list[TransactionFacts] = field(default_factory=list)
    updated: list[RowUpdate] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    found: list[int] = field(default_factory=list)


Fingerprint = Callable[[TransactionFacts | StoredRow], Hashable]
Matches = Mapping[int, StoredRow]
"""The stored row that matches each fetched row, by position in the list of fetched rows."""


def plan_merge(
    fetched: Sequence[BankRow], stored: Iterable[StoredRow], *, source: str, drops_pending: bool
) -> MergePlan:
    """Compare one complete fetch or file with the stored rows of its window.

    `drops_pending`: the fetch listed every pending row, so a stored one that it lacks is removed.
    """
    plan = MergePlan()
    rows, known = _without_repeated_identifiers(_facts(fetched)), list(stored)
    for criterion in _CRITERIA:
        if not rows or not known:
            break
        matches = criterion(rows, known, source)
        if matches:
            plan.found += [stored.id for stored in matches.values()]
            plan.updated += _updates(matches, rows, source)
            rows, known = _unmatched(matches, rows, known)
    plan.added = rows
    if drops_pending:
        own = (candidate for candidate in known if candidate.source == source)
        plan.removed = [candidate.id for candidate in own if candidate.state == State.PENDING]
    return plan


def as_rows(cls: type[Row], rows: Iterable[tuple[object, ...]]) -> list[Row]:
    """These tuples as named tuples of that class, whose fields they hold in order; half the time of calling it."""
    return list(map(partial(tuple.__new__, cls), rows))


def repeated_identifiers(identifiers: Iterable[str | None]) -> frozenset[str]:
    """The identifiers that one batch holds more than once, which therefore identify nothing."""
    counts = Counter(identifiers)
    del counts[None]
    return frozenset(each for each, count in counts.items() if each is not None and count > 1)


def similarity(one: str, other: str) -> float:
    """The share of the shorter label's words that the other label has, from 0 to 1."""
    left, right = set(fold(one).split()), set(fold(other).split())
    return len(left & right) / max(1, min(len(left), len(right)))


def _facts(rows: Sequence[BankRow]) -> list[TransactionFacts]:
    iso = {on: on.isoformat() for on in {row.on for row in rows}}
    states = {state: state.value for state in State}
    return as_rows(
        TransactionFacts,
        [
            (identifier, iso[on], cents, currency, label, states[state])
            for identifier, on, cents, currency, label, state in rows
        ],
    )


def _without_repeated_identifiers(rows: list[TransactionFacts]) -> list[TransactionFacts]:
    repeated = repeated_identifiers(row.identifier for row in rows)
    if not repeated:
        return rows
    return [row._replace(identifier=None) if row.identifier in repeated else row for row in rows]


def _updates(matches: Matches, rows: Sequence[TransactionFacts], source: str) -> list[RowUpdate]:
    changed = ((stored, rows[position]) for position, stored in matches.items() if rows[position] != stored[:6])
    updated = ((stored, _facts_after_match(stored, row, source)) for stored, row in changed)
    return [RowUpdate(stored.id, facts) for stored, facts in updated if facts != stored.facts]


def _unmatched(
    matches: Matches, rows: Sequence[TransactionFacts], known: Sequence[StoredRow]
) -> tuple[list[TransactionFacts], list[StoredRow]]:
    if len(matches) == len(rows) == len(known):  # the usual case: the same file again
        return [], []
    taken = {stored.id for stored in matches.values()}
    return (
        [row for position, row in enumerate(rows) if position not in matches],
        [stored for stored in known if stored.id not in taken],
    )


def _facts_after_match(stored: StoredRow, row: TransactionFacts, source: str) -> TransactionFacts:
    """The facts of the stored row once `row` has been matched with it."""
    if stored.state == State.PENDING and row.state == State.BOOKED:
        return row
    if stored.source != source or stored.state != row.state:
        return stored.facts
    return row if row.identifier else row._replace(identifier=stored.identifier)


def _by_fingerprint(
    rows: Sequence[TransactionFacts],
    known: Sequence[StoredRow],
    fingerprint: Fingerprint,
) -> Matches:
    """Match equal fingerprints one to one."""
    first, others = _index(known, fingerprint)
    matches: dict[int, StoredRow] = {}
    for position, row in enumerate(rows):
        key = fingerprint(row)
        candidate = first.pop(key, None)
        if candidate is None:
            continue
        matches[position] = candidate
        if others.get(key):
            first[key] = others[key].pop()
    return matches


def _index(
    known: Sequence[StoredRow], fingerprint: Fingerprint
) -> tuple[dict[Hashable, StoredRow], dict[Hashable, list[StoredRow]]]:
    """The first stored row of each fingerprint, and the others of the few fingerprints that have several."""
    first: dict[Hashable, StoredRow] = {}
    others: dict[Hashable, list[StoredRow]] = {}
    for candidate in known:
        key = fingerprint(candidate)
        if first.setdefault(key, candidate) is not candidate:
            others.setdefault(key, []).append(candidate)
    return first, others


def _by_all_facts(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], _: str) -> Matches:
    return _by_fingerprint(rows, known, lambda facts: facts[:5])


def _by_exact_label(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], _: str) -> Matches:
    return _by_fingerprint(rows, known, lambda facts: facts[1:5])


def _by_folded_label(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], _: str) -> Matches:
    return _by_fingerprint(rows, known, lambda facts: (*facts[1:4], fold(facts.label)))


def _by_identifier(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], source: str) -> Matches:
    index = {candidate.identifier: candidate for candidate in known if candidate.source == source}
    return {
        position: candidate
        for position, row in enumerate(rows)
        if row.identifier and (candidate := index.get(row.identifier)) and candidate.amount_cents == row.amount_cents
    }


def _by_day_and_amount(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], source: str) -> Matches:
    candidates: dict[Hashable, list[StoredRow]] = defaultdict(list)
    for candidate in known:
        if candidate.source != source and candidate.state == State.BOOKED:
            candidates[candidate[1:4]].append(candidate)
    booked = [(position, row) for position, row in enumerate(rows) if row.state == State.BOOKED]
    rivals = Counter(row[1:4] for _, row in booked)
    matches: dict[int, StoredRow] = {}
    for position, row in booked:
        same_amount = candidates.get(row[1:4])
        if not same_amount:
            continue
        best = max(same_amount, key=lambda stored: similarity(stored.label, row.label))
        is_only_one = len(same_amount) == 1 and rivals[row[1:4]] == 1
        if is_only_one or similarity(best.label, row.label) >= SIMILAR:
            same_amount.remove(best)
            matches[position] = best
    return matches


def _by_booking(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], _: str) -> Matches:
    """Match booked rows with the pending rows that they replace, the most similar label first, then the nearest day."""
    pending: dict[Hashable, list[StoredRow]] = defaultdict(list)
    for candidate in known:
        if candidate.state == State.PENDING:
            pending[candidate[2:4]].append(candidate)
    pairs = [
        (-similarity(candidate.label, row.label), abs(_day(row) - _day(candidate.facts)), position, candidate)
        for position, row in enumerate(rows)
        if row.state == State.BOOKED
        for candidate in pending.get(row[2:4], ())
        if _day(candidate.facts) - BOOKING_LEAD <= _day(row) <= _day(candidate.facts) + BOOKING_DELAY
    ]
    matches: dict[int, StoredRow] = {}
    taken: set[int] = set()
    for _similarity, _distance, position, candidate in sorted(pairs, key=lambda pair: pair[:3]):
        if position not in matches and candidate.id not in taken:
            matches[position] = candidate
            taken.add(candidate.id)
    return matches


def _day(facts: TransactionFacts) -> date:
    return date.fromisoformat(facts.on)


_CRITERIA: Sequence[Callable[[Sequence[TransactionFacts], Sequence[StoredRow], str], Matches]] = (
    _by_all_facts,
    _by_exact_label,
    _by_identifier,
    _by_folded_label,
    _by_day_and_amount,
    _by_booking,
)
