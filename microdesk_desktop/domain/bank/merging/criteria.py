"""The criteria by which a fetched row is a stored row, from the most certain to the least (`merge`).

Each one takes the rows and the stored rows that the criteria before it have left, and matches them one to one. Where
several pairs are possible, the more alike one is taken, and what remains equal is decided by the facts alone, so that
the order of the rows changes nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import itemgetter
from typing import Any

from microdesk_desktop.domain.bank.facts import Matches, StoredRow, TransactionFacts
from microdesk_desktop.domain.bank.merging.identifiers import is_made_of_row
from microdesk_desktop.domain.bank.merging.likeness import contradicts, is_completion, is_related, similarity, words_of
from microdesk_desktop.domain.bank.types import State

BOOKING_LEAD = timedelta(days=1)
"""How much earlier than the pending row a bank may date the booked one."""
BOOKING_DELAY = timedelta(days=8)
"""How long banks take to book a pending transaction, as open-source importers measured it."""
MOVED = timedelta(days=3)
"""How far a day may lie from another source's day for it, or from the provisional one: from Friday to Monday."""
MOVED_IF_ABSENT = timedelta(days=5)
"""The same where the file covers the stored day and lacks the row: over a long weekend."""
_MOST_PAIRS = 10_000
"""Pairs of rows of one amount that are compared; more are those of no account, and would take minutes."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What is known of the rows of one fetch or file: their source, and the first and last day, as ISO text.

    `is_file`: banks number the rows of files anew; a provider's identifiers stay. `stored_spans` are the first and
    last stored day of each source, without the rows that are stored outside the batch's window. `lists_pending`: the
    batch holds every pending row. `repeats_from`: the first day of which it repeats a row that another
    source has, empty without any.
    """

    source: str
    first: str
    last: str
    is_file: bool
    stored_spans: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    lists_pending: bool = False
    repeats_from: str = ""

    def covers(self, on: str) -> bool:
        """Whether the batch must hold every transaction of this day: it began before, and went on after."""
        return self.first < on < self.last

    def is_one_on_two_days(self, row: TransactionFacts, stored: StoredRow) -> bool:
        """Whether a row and a stored one of another source, on another day, can only be one transaction.

        As two they would be lacking from a source that covers both days. A source of one day covers none and proves
        nothing: that it repeats a payment is likelier than that it holds nothing but an equal one.
        """
        first, last = self.stored_spans.get(stored.source, ("", ""))
        has_one_day = self.first == self.last or first == last
        return has_one_day or self.covers(stored.on) or first < row.on < last


Fingerprint = Callable[[TransactionFacts | StoredRow], Hashable]
Criterion = Callable[[Sequence[TransactionFacts], Sequence[StoredRow], Batch], Matches]
_ALL_FACTS: Fingerprint = itemgetter(slice(6))
_EXACT_LABEL: Fingerprint = itemgetter(slice(1, 5))
_LABEL_AND_STATE: Fingerprint = itemgetter(slice(1, 6))
RowPair = tuple[int, TransactionFacts, StoredRow]
"""A fetched row with its position, and a stored one that it may be."""
Pair = tuple[Any, int, StoredRow]
"""How well a fetched row and a stored one fit, lowest first; the position of the one, and the other."""


def by_all_facts(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], _: Batch) -> Matches:
    """The same identifier, day, amount, currency, label and state."""
    return _by_fingerprint(rows, known, _ALL_FACTS)


def by_label_and_state(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], _: Batch) -> Matches:
    """The same day, amount, currency, label and state."""
    return _by_fingerprint(rows, known, _LABEL_AND_STATE)


def by_exact_label(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], _: Batch) -> Matches:
    """The same day, amount, currency and label."""
    return _by_fingerprint(rows, known, _EXACT_LABEL)


def by_identifier_and_words(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], _: Batch) -> Matches:
    """The same identifier, day, amount, currency, state and words, in any order."""
    own = [each for each in known if each.identifier]
    given = {position: row for position, row in enumerate(rows) if row.identifier} if own else {}
    return _by_words(given, own, itemgetter(0, 1, 2, 3, 5))


def by_words_and_state(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], _: Batch) -> Matches:
    """The same day, amount, currency, state and words, in any order, case and accents."""
    return _by_words(dict(enumerate(rows)), known, itemgetter(1, 2, 3, 5))


def by_words(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], _: Batch) -> Matches:
    """The same day, amount, currency and words, in any order, case and accents."""
    return _by_words(dict(enumerate(rows)), known, itemgetter(slice(1, 4)))


def by_identifier(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], batch: Batch) -> Matches:
    """The same identifier, amount and currency from the same source, with a day and a label that go with it."""
    own = [each for each in known if each.identifier and each.source == batch.source]
    given = {position: row for position, row in enumerate(rows) if row.identifier} if own else {}
    return _best(
        _fit(row, stored, position)
        for position, row, stored in _pairs(given, own, lambda facts: (facts.identifier, *facts[2:4]))
        if _confirms_identifier(row, stored, batch)
    )


def by_completed_label(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], batch: Batch) -> Matches:
    """The same day, amount and currency from the same source, where one label completes the other."""
    own = [each for each in known if each.source == batch.source]
    return _best(
        _fit(row, stored, position)
        for position, row, stored in _pairs(rows, own, lambda facts: facts[1:4])
        if is_completion(row.label, stored.label)
    )


def by_moved_day(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], batch: Batch) -> Matches:
    """The same amount, currency and label from the same source some days apart, when the file lacks the stored day's.

    A provisional day has become the final one: otherwise the file would hold both.
    """
    own = [each for each in known if each.source == batch.source and batch.covers(each.on)]
    return _best(
        _fit(row, stored, position)
        for position, row, stored in _pairs(_booked(rows), own, lambda facts: facts[2:4])
        if distance(row, stored) <= MOVED and is_completion(row.label, stored.label)
    )


def by_day_and_amount(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], batch: Batch) -> Matches:
    """The same day, amount and currency from another source, with a similar label."""
    others = [each for each in known if each.source != batch.source and each.state == State.BOOKED]
    return _best(
        _fit(row, stored, position)
        for position, row, stored in _pairs(_booked(rows), others, lambda facts: facts[1:4])
        if is_related(row.label, stored.label)
    )


def by_equal_counts(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], batch: Batch) -> Matches:
    """As many rows of a day, an amount and a currency as another source has, of which none is another's.

    Labels that name two parties are two payments, whatever the counts: a bank may export only what is new. Only where
    two or more are as many in two sources that have repeated one another since an earlier day do counts prove more.
    After `by_other_day`: of two payments of one amount on two days, one may be dated as the other one is elsewhere.
    """
    others = [each for each in known if each.source != batch.source and each.state == State.BOOKED]
    return _by_equal_counts(_booked(rows), others, batch)


def by_other_day(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], batch: Batch) -> Matches:
    """The same amount and currency from another source, with a similar label, some days apart.

    One gives the day of the purchase, the other that of the booking. Where one source ends before the other begins,
    as at the change of a month, both rows stay: they may be a payment that is made every day.
    """
    others = [each for each in known if each.source != batch.source and each.state == State.BOOKED]
    return _best(
        _fit(row, stored, position)
        for position, row, stored in _pairs(_booked(rows), others, lambda facts: facts[2:4])
        if distance(row, stored) <= (MOVED_IF_ABSENT if batch.covers(stored.on) else MOVED)
        and batch.is_one_on_two_days(row, stored)
        and is_related(row.label, stored.label)
    )


def by_booking(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], batch: Batch) -> Matches:
    """The same amount and currency and similar labels, a pending row and the booked one that replaces it.

    Another source may have announced it for a later day: for the last one on which it expects the booking.
    """
    pairs = _pairs(_booked(rows), _pending(known), lambda facts: facts[2:4])
    return _best(
        _fit(row, stored, position)
        for position, row, stored in pairs
        if (books(row, stored) or (stored.source != batch.source and distance(row, stored) <= BOOKING_DELAY))
        and is_related(row.label, stored.label)
    )


def by_announcement(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], batch: Batch) -> Matches:
    """The same amount and currency and similar labels, two pending rows that are announced for other days.

    From one source only where it lists all that is pending: it would have listed both.
    """
    pending = [each for each in _pending(known) if each.source != batch.source or batch.lists_pending]
    pairs = _pairs(_in_state(rows, State.PENDING), pending, lambda facts: facts[2:4])
    return _best(
        _fit(row, stored, position)
        for position, row, stored in pairs
        if _announces(stored, row) and is_related(row.label, stored.label)
    )


def by_announced_amount(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], batch: Batch) -> Matches:
    """The same amount and currency, a pending row and a row for it of which one label names nobody.

    From one source a booked row, where as many rows of each kind are left of the amount. What the user decided never
    goes to other words, and no row to a label that names another party.
    """
    pairs = [
        each
        for each in _pairs(rows, _pending(known), lambda facts: facts[2:4])
        if _announces(each[2], each[1]) and not contradicts(each[1].label, each[2].label)
    ]
    own = [each for each in pairs if each[2].source == batch.source and each[1].state == State.BOOKED]
    accepted = _as_many(own) + [each for each in pairs if each[2].source != batch.source]
    return _best(_fit(row, stored, position) for position, row, stored in accepted if not stored.is_decided)


def by_late_announcement(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], batch: Batch) -> Matches:
    """The same amount and currency, a row that is pending here and has been booked by another source."""
    booked = [each for each in known if each.state == State.BOOKED and each.source != batch.source]
    pairs = _pairs(_in_state(rows, State.PENDING), booked, lambda facts: facts[2:4])
    return _best(
        _fit(row, stored, position)
        for position, row, stored in pairs
        if (books(stored, row) and distance(row, stored) <= MOVED and not contradicts(row.label, stored.label))
        or (distance(row, stored) <= BOOKING_DELAY and is_related(row.label, stored.label))
    )


def expects_booking(pending: StoredRow, booked: Sequence[TransactionFacts]) -> bool:
    """Whether a booked row may still come for this one: none of these lies later than banks take."""
    latest = max((row.on for row in booked), default="")
    return latest <= (_day(pending) + BOOKING_DELAY).isoformat()


def _announces(pending: StoredRow, row: TransactionFacts) -> bool:
    return books(row, pending) if row.state == State.BOOKED else distance(row, pending) <= BOOKING_DELAY


def _as_many(pairs: Sequence[RowPair]) -> list[RowPair]:
    """The pairs of those amounts of which there are as many rows as stored ones."""
    rows_of: dict[Hashable, set[int]] = defaultdict(set)
    stored_of: dict[Hashable, set[int]] = defaultdict(set)
    for position, row, stored in pairs:
        rows_of[row[2:4]].add(position)
        stored_of[row[2:4]].add(stored.id)
    return [each for each in pairs if len(rows_of[each[1][2:4]]) == len(stored_of[each[1][2:4]])]


def _confirms_identifier(row: TransactionFacts, stored: StoredRow, batch: Batch) -> bool:
    is_alike = is_related(row.label, stored.label)
    if row.on == stored.on:
        return is_alike or not stored.is_decided
    if row.identifier is None or is_made_of_row(row.identifier):
        return False
    if stored.state == State.PENDING:
        return books(row, stored) and (is_alike or not stored.is_decided)
    if batch.covers(stored.on):
        return is_alike and distance(row, stored) <= MOVED_IF_ABSENT
    return is_alike and not batch.is_file and distance(row, stored) <= MOVED


def books(row: TransactionFacts | StoredRow, pending: TransactionFacts | StoredRow) -> bool:
    """Whether the days let the one be the booking of the other."""
    return _day(pending) - BOOKING_LEAD <= _day(row) <= _day(pending) + BOOKING_DELAY


def _by_equal_counts(rows: Mapping[int, TransactionFacts], known: Sequence[StoredRow], batch: Batch) -> Matches:
    """As many rows of a day and an amount in both: they are the same, each with the one that is most like it."""
    stored_of: dict[Hashable, list[StoredRow]] = defaultdict(list)
    positions_of: dict[Hashable, list[int]] = defaultdict(list)
    for each in known:
        stored_of[each[1:4]].append(each)
    for position, row in rows.items():
        positions_of[row[1:4]].append(position)
    matches: dict[int, StoredRow] = {}
    for key, positions in positions_of.items():
        stored = stored_of.get(key, [])
        if len(stored) != len(positions):
            continue
        in_order = sorted(positions, key=lambda position: _order(rows[position]))
        pairs = list(zip(in_order, sorted(stored, key=_order), strict=True))
        if _are_same(pairs, rows, batch):
            matches.update(pairs)
    return matches


def _are_same(pairs: Sequence[tuple[int, StoredRow]], rows: Mapping[int, TransactionFacts], batch: Batch) -> bool:
    apart = [stored for position, stored in pairs if contradicts(rows[position].label, stored.label)]
    if not apart:
        return True
    return len(pairs) > 1 and "" < batch.repeats_from < pairs[0][1].on and not any(each.is_decided for each in apart)


def _in_state(rows: Sequence[TransactionFacts], state: State) -> Mapping[int, TransactionFacts]:
    return {position: row for position, row in enumerate(rows) if row.state == state}


def _booked(rows: Sequence[TransactionFacts]) -> Mapping[int, TransactionFacts]:
    return _in_state(rows, State.BOOKED)


def _pending(known: Sequence[StoredRow]) -> list[StoredRow]:
    return [each for each in known if each.state == State.PENDING]


def _pairs(
    rows: Sequence[TransactionFacts] | Mapping[int, TransactionFacts], known: Sequence[StoredRow], key: Fingerprint
) -> Iterator[RowPair]:
    """Each row with each stored one of the same key; none of a key that has more pairs than any account."""
    stored_of: dict[Hashable, list[StoredRow]] = defaultdict(list)
    for each in known:
        stored_of[key(each)].append(each)
    if not stored_of:
        return
    rows_of: dict[Hashable, list[int]] = defaultdict(list)
    by_position = rows if isinstance(rows, Mapping) else dict(enumerate(rows))
    for position, row in by_position.items():
        rows_of[key(row)].append(position)
    for each_key, positions in rows_of.items():
        stored = stored_of.get(each_key, [])
        if len(positions) * len(stored) <= _MOST_PAIRS:
            yield from ((position, by_position[position], each) for position in positions for each in stored)


def _fit(row: TransactionFacts, stored: StoredRow, position: int) -> Pair:
    alike = similarity(row.label, stored.label)
    return (-alike, distance(row, stored), _order(row), _order(stored), stored.id), position, stored


def _best(pairs: Iterable[Pair]) -> Matches:
    """The pairs that fit best, each row and each stored row once."""
    matches: dict[int, StoredRow] = {}
    taken: set[int] = set()
    for _, position, stored in sorted(pairs, key=lambda pair: (pair[0], pair[1])):
        if position not in matches and stored.id not in taken:
            matches[position] = stored
            taken.add(stored.id)
    return matches


def _by_fingerprint(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], fingerprint: Fingerprint) -> Matches:
    """Match equal fingerprints one to one."""
    keys = list(map(fingerprint, rows))
    index = dict(zip(map(fingerprint, known), known, strict=True))
    if len(index) == len(known) and len(set(keys)) == len(keys):  # nearly always: no two rows are equal
        return {position: index[key] for position, key in enumerate(keys) if key in index}
    stored_of: dict[Hashable, list[StoredRow]] = defaultdict(list)
    for each in reversed(known):
        stored_of[fingerprint(each)].append(each)
    return {position: stored_of[key].pop() for position, key in enumerate(keys) if stored_of.get(key)}


def _by_words(rows: Mapping[int, TransactionFacts], known: Sequence[StoredRow], key: Fingerprint) -> Matches:
    """Match rows with equal keys and the same words one to one; only labels with a key of both sides are compared."""
    keys = {position: key(row) for position, row in rows.items()}
    wanted = set(keys.values())
    candidates = [each for each in known if key(each) in wanted]
    held = set(map(key, candidates))
    positions = [position for position, each in keys.items() if each in held]
    found = _by_fingerprint(
        [rows[position] for position in positions], candidates, lambda facts: (key(facts), words_of(facts.label))
    )
    return {positions[at]: stored for at, stored in found.items()}


def _order(facts: TransactionFacts | StoredRow) -> tuple[str, str, str]:
    return facts.on, facts.label, facts.identifier or ""


def distance(row: TransactionFacts, stored: StoredRow) -> timedelta:
    """How far the days of two rows lie apart."""
    return abs(_day(row) - _day(stored))


def _day(facts: TransactionFacts | StoredRow) -> date:
    return date.fromisoformat(facts.on)
