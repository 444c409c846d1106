"""Find new rows that may be a stored one, though nothing proves it: they are kept, and the user decides."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence

from microdesk_desktop.domain.bank.facts import StoredRow, TransactionFacts
from microdesk_desktop.domain.bank.merging.criteria import MOVED_IF_ABSENT, Batch, distance
from microdesk_desktop.domain.bank.merging.likeness import is_completion, is_related
from microdesk_desktop.domain.bank.types import State

_MOST_CANDIDATES = 50
"""Stored rows of one amount that are looked at for a new row: more are a regular payment, never a double."""
_NEXT_DAY = 1


def possible_doubles(
    added: Mapping[int, TransactionFacts], unmatched: Sequence[StoredRow], batch: Batch
) -> list[tuple[int, int]]:
    """For new rows, by their position, the stored row that each may be: of those that no row of the file matched."""
    by_amount: dict[Hashable, list[StoredRow]] = defaultdict(list)
    for stored in unmatched:
        if stored.state == State.BOOKED:
            by_amount[stored[2:4]].append(stored)
    if not by_amount:
        return []
    found: list[tuple[int, int]] = []
    taken: set[int] = set()
    likely = [(position, row) for position, row in added.items() if row[2:4] in by_amount]
    for position, row in sorted(likely, key=lambda each: (each[1][1:5], each[0])):
        candidates = by_amount[row[2:4]]
        if row.state != State.BOOKED or len(candidates) > _MOST_CANDIDATES:
            continue
        doubtful = [each for each in candidates if each.id not in taken and _may_be_one(row, each, batch)]
        if doubtful:
            nearest = min(doubtful, key=lambda each: (distance(row, each), each.id))
            taken.add(nearest.id)
            found.append((position, nearest.id))
    return found


def _may_be_one(row: TransactionFacts, stored: StoredRow, batch: Batch) -> bool:
    apart = distance(row, stored)
    if apart > MOVED_IF_ABSENT:
        return False
    if stored.source != batch.source:
        return not apart.days or is_related(row.label, stored.label)
    has_same_identifier = row.identifier is not None and row.identifier == stored.identifier
    return apart.days <= _NEXT_DAY and (has_same_identifier or is_completion(row.label, stored.label))
