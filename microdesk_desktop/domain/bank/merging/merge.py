"""Decide which fetched rows are new and which are already stored.

The rows of one complete fetch or file are compared with the stored rows of the same account and window. The criteria
(`criteria`) are tried in turn, the most certain first; each stored row matches at most one fetched row, and the next
criterion sees only the rows that are left. Rows that no criterion matches are new.

| criterion | a fetched row is a stored row when both have | from |
|---|---|---|
| by_all_facts | the same identifier, day, amount, currency, label and state | any source |
| by_identifier_and_words | the same, the label with its words in another order | any source |
| by_label_and_state | the same day, amount, currency, label and state | any source |
| other facts | the same with other facts that an earlier file gave for it | any source |
| by_words_and_state | as by_label_and_state, without the order, case and accents of the words | any source |
| by_exact_label, by_words | the same, one booked and one pending | any source |
| by_identifier | the same identifier and amount, with a day and a label that go with it | the same source |
| by_completed_label | the same day and amount, one label completes the other | the same source |
| by_day_and_amount | the same day and amount, and similar labels | different sources |
| by_booking | the same amount, similar labels, a pending row and a booked one, −1 to +8 days apart | any source |
| by_moved_day | the same amount and label, some days apart, and the file lacks the stored day's | the same source |
| by_other_day | the same amount, similar labels, some days apart, and one source covers both days | different sources |
| by_equal_counts | the same day and amount, as many in both, and one label names nobody | different sources |
| by_announcement | as by_booking, two pending rows up to 8 days apart | different sources, or a complete list |
| by_announced_amount | as these two, where one label names nobody | different sources, or as many booked rows |
| by_late_announcement | as by_booking, where the stored row is the booked one | different sources |

Criteria count: three equal rows against two stored ones make one new row. Exact labels come before identifiers because
some banks number the rows of a day: a new row on top shifts the numbers, and the identifier of a stored row then comes
with another row of the same amount. Rows that `identifiers` or `balance_chain` prove to be different never match.

A matched row replaces the facts of the stored one when its own source sent it; from another source only when it books
a pending row, or when a provider goes on announcing it. A label whose words come in another order stays as it is
stored. A booked row never becomes pending again, and no stored row takes the facts of another payment.

Labels that name two parties are never made one, however equal the rest is: a decision stays with its own payment.

A provider's complete list of pending rows removes those of its own that it lacks. Those of another source, which it may
not know, and those that the user decided go when no booked row can come for them any more, unless the user is asked
about them. New rows that may nevertheless be a stored one are listed as possible doubles (`doubles`).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from microdesk_desktop.domain.bank.facts import Matches, StoredRow, TransactionFacts, facts_of
from microdesk_desktop.domain.bank.merging import criteria
from microdesk_desktop.domain.bank.merging.balance_chain import outside_of_file
from microdesk_desktop.domain.bank.merging.criteria import Batch, Criterion
from microdesk_desktop.domain.bank.merging.doubles import possible_doubles
from microdesk_desktop.domain.bank.merging.identifiers import proven_apart, without_untrusted
from microdesk_desktop.domain.bank.merging.likeness import is_completion, is_reordered
from microdesk_desktop.domain.bank.types import BankRow, State, StatementFormat

_FILES = frozenset(each.value for each in StatementFormat)
_PENDING, _BOOKED = State.PENDING.value, State.BOOKED.value


class RowUpdate(NamedTuple):
    """A stored transaction that changes: its row id, its facts afterwards, and itself before."""

    id: int
    facts: TransactionFacts
    before: StoredRow

    @property
    def is_visible(self) -> bool:
        """Whether anything changes beside the identifier, which some banks issue anew for each download."""
        return self.facts[1:] != self.before[1:6]


class OtherFacts(NamedTuple):
    """Facts with which a file gave a stored transaction, other than those that are stored; and their source."""

    transaction_id: int
    facts: TransactionFacts
    source: str


@dataclass(slots=True)
class MergePlan:
    """What a fetch or file changes.

    `matches` gives the stored row of each known row, `added` the positions of the new ones; `doubles` pairs the
    position of a new row with the stored row that it may be. `removed` are ids of pending rows that the bank dropped.
    """

    rows: list[TransactionFacts]
    matches: dict[int, StoredRow] = field(default_factory=dict)
    added: Sequence[int] = ()
    updated: list[RowUpdate] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    doubles: list[tuple[int, int]] = field(default_factory=list)
    other_facts: list[OtherFacts] = field(default_factory=list)

    @property
    def added_rows(self) -> list[TransactionFacts]:
        return self.rows if len(self.added) == len(self.rows) else [self.rows[position] for position in self.added]


@dataclass(slots=True)
class _Rest:
    """The rows that no criterion has matched yet, and the stored ones that are left for them."""

    positions: Sequence[int]
    rows: list[TransactionFacts]
    known: list[StoredRow]

    def take(self, matches: Matches) -> dict[int, StoredRow]:
        """Leave out these rows; returns them by their position among all rows of the fetch."""
        is_first = isinstance(self.positions, range)
        found = dict(matches) if is_first else {self.positions[at]: stored for at, stored in matches.items()}
        if len(matches) == len(self.rows):  # the usual case: the same file again
            self.positions, self.rows = [], []
        elif matches:
            left = [position for position in range(len(self.rows)) if position not in matches]
            self.positions = [self.positions[position] for position in left]
            self.rows = [self.rows[position] for position in left]
        if len(matches) == len(self.known):
            self.known = []
        elif matches:
            taken = {stored.id for stored in matches.values()}
            self.known = [stored for stored in self.known if stored.id not in taken]
        return found


def plan_merge(
    fetched: Sequence[BankRow],
    stored: Sequence[StoredRow],
    *,
    source: str,
    drops_pending: bool = False,
    others: Sequence[StoredRow] = (),
    merged: Sequence[StoredRow] = (),
    asked: Set[int] = frozenset(),
) -> MergePlan:
    """Compare one complete fetch or file with the stored rows of its window.

    `others` are stored rows with other facts that earlier files gave for them, `merged` with those of rows that the
    user has merged with them, `asked` the ids of those that may be another one, as long as the user has not answered.
    `drops_pending`: the fetch listed every pending row, so a stored one that it lacks is removed.
    """
    rows = without_untrusted(facts_of(fetched))
    plan = MergePlan(rows)
    rest = _Rest(range(len(rows)), rows, list(stored))
    batch = replace(_batch(rows, source), lists_pending=drops_pending)
    if stored:
        plan.matches = rest.take(criteria.by_all_facts(rows, stored, batch))
        plan.updated = [
            RowUpdate(each.id, each.facts, each) for each in plan.matches.values() if _is_adopted(each, each, source)
        ]
    if rest.rows and (rest.known or merged):
        _match_others(plan, rest, batch, others, merged)
    plan.added = rest.positions
    if source not in _FILES:
        plan.removed = _removed(plan, rest, batch, asked)
    return plan


def _match_others(
    plan: MergePlan, rest: _Rest, batch: Batch, others: Sequence[StoredRow], merged: Sequence[StoredRow]
) -> None:
    """Match the rows that are left after the exact ones, and find the possible doubles among the new ones."""
    source = batch.source
    matched = rest.take(criteria.by_identifier_and_words(rest.rows, rest.known, batch))
    plan.matches |= matched
    batch = replace(batch, stored_spans=_spans([*rest.known, *plan.matches.values()]))
    apart = proven_apart(rest.rows, rest.known, plan.matches, source)
    outside = outside_of_file(plan.rows, [*rest.known, *plan.matches.values()], source)
    withheld = [each for each in rest.known if each.id in outside]
    rest.known = [each for each in rest.known if each.id not in outside]
    matched |= _match(rest, criteria.by_label_and_state, batch, apart)
    plan.matches |= _match_other_facts(rest, others, merged, batch)
    weak: dict[int, StoredRow] = {}
    has_pending = any(each.state == _PENDING for rows in (rest.rows, rest.known) for each in rows)
    for criterion in _LATER if has_pending else _WITHOUT_PENDING:
        if not rest.rows or not rest.known:
            break
        if criterion is criteria.by_equal_counts:
            batch = replace(batch, repeats_from=_repeats_from(plan, matched, source))
        found = _match(rest, criterion, batch, apart)
        matched |= found
        if criterion in _WEAK:
            weak |= found
    plan.matches |= matched
    plan.matches |= _match_announced(rest, others, batch)
    updates = _updates(matched, plan.rows, source)
    plan.updated += updates
    plan.other_facts = _other_facts(plan.rows, updates, weak, source)
    rest.known += withheld
    plan.doubles = possible_doubles(
        {position: plan.rows[position] for position in rest.positions},
        [each for each in rest.known if each.id not in outside],
        batch,
    )


def _repeats_from(plan: MergePlan, matched: Matches, source: str) -> str:
    return min(
        (each.on for found in (plan.matches, matched) for each in found.values() if each.source != source), default=""
    )


def _removed(plan: MergePlan, rest: _Rest, batch: Batch, asked: Set[int]) -> list[int]:
    """The stored pending rows that end with what a provider lists."""
    booked = [row for row in plan.rows if row.state == _BOOKED]
    asked = asked | {id_ for _, id_ in plan.doubles}
    return [
        each.id
        for each in rest.known
        if each.state == _PENDING and not _stays_pending(each, booked, batch, is_asked=each.id in asked)
    ]


def _stays_pending(pending: StoredRow, booked: Sequence[TransactionFacts], batch: Batch, *, is_asked: bool) -> bool:
    """Whether a pending row that a provider does not list stays all the same."""
    if pending.source == batch.source and not batch.lists_pending:
        return True
    if pending.source == batch.source and not pending.is_decided:
        return False
    return bool(pending.is_decided and is_asked) or criteria.expects_booking(pending, booked)


def _match(rest: _Rest, criterion: Criterion, batch: Batch, apart: tuple[Set[str], Set[str]]) -> dict[int, StoredRow]:
    """What the criterion matches; rows and stored rows that are proven apart by their identifiers never match."""
    given, stored = apart
    if not given or not stored:
        return rest.take(criterion(rest.rows, rest.known, batch))
    new = [position for position, row in enumerate(rest.rows) if row.identifier in given]
    free = [each for each in rest.known if not (each.source == batch.source and each.identifier in stored)]
    first = criterion([rest.rows[position] for position in new], free, batch)
    found = rest.take({new[position]: each for position, each in first.items()})
    usual = [position for position, row in enumerate(rest.rows) if row.identifier not in given]
    second = criterion([rest.rows[position] for position in usual], rest.known, batch)
    return found | rest.take({usual[position]: each for position, each in second.items()})


def _match_other_facts(
    rest: _Rest, others: Sequence[StoredRow], merged: Sequence[StoredRow], batch: Batch
) -> dict[int, StoredRow]:
    """Rows with facts that an earlier file gave for a stored transaction, which keeps those that it has."""
    found = _match_stored(rest, others, criteria.by_exact_label, batch)
    known, rest.known = rest.known, []  # a transaction and the one merged with it may both be in the file
    found |= rest.take(criteria.by_exact_label(rest.rows, merged, batch))
    rest.known = known
    return found


def _match_announced(rest: _Rest, others: Sequence[StoredRow], batch: Batch) -> dict[int, StoredRow]:
    """Rows that were announced by one source, booked by another one, and come from the first one again."""
    announced = [each for each in others if each.state == _PENDING]
    return _match_stored(rest, announced, criteria.by_booking, batch)


def _match_stored(rest: _Rest, others: Sequence[StoredRow], criterion: Criterion, batch: Batch) -> dict[int, StoredRow]:
    """The booked stored rows that are left, by rows that the criterion matches with other facts of theirs."""
    left = {each.id: each for each in rest.known if each.state == _BOOKED}
    own: dict[int, StoredRow] = {}
    found = criterion(rest.rows, [each for each in others if each.id in left], batch)
    for position, each in found.items():
        if (stored := left.pop(each.id, None)) is not None:
            own[position] = stored
    return rest.take(own)


def _batch(rows: Sequence[TransactionFacts], source: str) -> Batch:
    days = {row.on for row in rows}
    return Batch(source, min(days, default=""), max(days, default=""), is_file=source in _FILES)


def _spans(stored: Sequence[StoredRow]) -> Mapping[str, tuple[str, str]]:
    """The first and last day of the rows of each source."""
    days: dict[str, set[str]] = defaultdict(set)
    for each in stored:
        days[each.source].add(each.on)
    return {source: (min(each), max(each)) for source, each in days.items()}


def _updates(matches: Matches, rows: Sequence[TransactionFacts], source: str) -> list[RowUpdate]:
    changed = ((stored, rows[position]) for position, stored in matches.items() if rows[position] != stored[:6])
    updated = ((stored, _facts_after_match(stored, row, source)) for stored, row in changed)
    return [
        RowUpdate(stored.id, facts, stored)
        for stored, facts in updated
        if facts != stored[:6] or _is_adopted(stored, facts, source)
    ]


def _is_adopted(stored: StoredRow, row: TransactionFacts | StoredRow, source: str) -> bool:
    """Whether a provider goes on announcing what another source has announced."""
    return stored.state == _PENDING == row.state and stored.source != source and source not in _FILES


def _facts_after_match(stored: StoredRow, row: TransactionFacts, source: str) -> TransactionFacts:
    """The facts of the stored row once `row` has been matched with it."""
    if is_reordered(row.label, stored.label):
        row = row._replace(label=stored.label)
    if (stored.state == _PENDING and row.state == _BOOKED) or _is_adopted(stored, row, source):
        return row
    if stored.source != source or stored.state != row.state:
        return stored.facts
    if len(row.label) < len(stored.label) and is_completion(row.label, stored.label):
        row = row._replace(label=stored.label)
    return row if row.identifier else row._replace(identifier=stored.identifier)


def _other_facts(
    rows: Sequence[TransactionFacts], updates: Sequence[RowUpdate], weak: Matches, source: str
) -> list[OtherFacts]:
    """The facts by which a later import of the same files finds these transactions again."""
    former = [
        OtherFacts(each.id, each.before.facts, each.before.source)
        for each in updates
        if each.facts.state == _BOOKED
        and (each.before[1:5] != each.facts[1:5] if each.before.state == _BOOKED else each.before.source != source)
    ]
    return [*former, *(OtherFacts(stored.id, rows[position], source) for position, stored in weak.items())]


_LATER: Sequence[Criterion] = (
    criteria.by_words_and_state,
    criteria.by_exact_label,
    criteria.by_words,
    criteria.by_identifier,
    criteria.by_completed_label,
    criteria.by_day_and_amount,
    criteria.by_booking,
    criteria.by_moved_day,
    criteria.by_other_day,
    criteria.by_equal_counts,
    criteria.by_announcement,
    criteria.by_announced_amount,
    criteria.by_late_announcement,
)
_WITHOUT_PENDING: Sequence[Criterion] = (
    criteria.by_words_and_state,
    criteria.by_identifier,
    criteria.by_completed_label,
    criteria.by_day_and_amount,
    criteria.by_moved_day,
    criteria.by_other_day,
    criteria.by_equal_counts,
)
"""Those of them that match booked rows."""
_WEAK: Sequence[Criterion] = (criteria.by_day_and_amount, criteria.by_other_day, criteria.by_equal_counts)
"""What depends on the other rows of the same file, which a later file may lack."""
