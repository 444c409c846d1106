"""Find new rows that may be a stored one, though nothing proves it: they are kept, and the user decides."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from microdesk_desktop.domain.bank.facts import StoredRow, TransactionFacts
from microdesk_desktop.domain.bank.merging.criteria import (
    BOOKING_DELAY,
    MOVED,
    MOVED_IF_ABSENT,
    Batch,
    books,
    distance,
)
from microdesk_desktop.domain.bank.merging.likeness import is_completion, is_related, names_party
from microdesk_desktop.domain.bank.types import State

_MOST_CANDIDATES = 50
"""Stored rows of one amount that are looked at for a new row: more are a regular payment, never a double."""
_NEXT_DAY = 1


def possible_doubles(
    added: Mapping[int, TransactionFacts], unmatched: Sequence[StoredRow], batch: Batch
) -> list[tuple[int, int]]:
    """For new rows, by their position, the stored row that each may be: of those that no row of the file matched."""
    by_amount: dict[tuple[int, str], list[StoredRow]] = defaultdict(list)
    changing = [each for each in unmatched if _may_change(each, batch)]
    for stored in unmatched:
        by_amount[stored.amount_cents, stored.currency].append(stored)
    found: list[tuple[int, int]] = []
    taken: set[int] = set()
    likely = [(position, row) for position, row in added.items() if changing or row[2:4] in by_amount]
    for position, row in sorted(likely, key=lambda each: (each[1][1:5], each[0])):
        equal = by_amount.get((row.amount_cents, row.currency), [])
        candidates = [] if len(equal) > _MOST_CANDIDATES else [each for each in equal if _may_be_one(row, each, batch)]
        candidates += [each for each in changing[:_MOST_CANDIDATES] if _may_book_another_amount(row, each)]
        doubtful = [each for each in candidates if each.id not in taken]
        if doubtful:
            nearest = min(doubtful, key=lambda each: (each[2:4] != row[2:4], distance(row, each), each.id))
            taken.add(nearest.id)
            found.append((position, nearest.id))
    return found


def _may_be_one(row: TransactionFacts, stored: StoredRow, batch: Batch) -> bool:
    if row.state == State.PENDING:
        is_near = distance(row, stored) <= MOVED
        return is_near and stored.source != batch.source and (stored.state == State.PENDING or books(stored, row))
    if stored.state == State.PENDING:
        return not _is_dropped(stored, batch) and _may_book(row, stored, batch)
    apart = distance(row, stored)
    if apart > MOVED_IF_ABSENT:
        return False
    if stored.source != batch.source:
        return not apart.days or is_related(row.label, stored.label)
    has_same_identifier = row.identifier is not None and row.identifier == stored.identifier
    return apart.days <= _NEXT_DAY and (has_same_identifier or is_completion(row.label, stored.label))


def _may_book(row: TransactionFacts, pending: StoredRow, batch: Batch) -> bool:
    """Whether a booked row may be that of a pending one: some banks word it anew."""
    return books(row, pending) or (pending.source != batch.source and distance(row, pending) <= BOOKING_DELAY)


def _is_dropped(pending: StoredRow, batch: Batch) -> bool:
    """Whether a complete list of its own bank lacks a pending row, and no decision goes with it."""
    return batch.lists_pending and pending.source == batch.source and not pending.is_decided


def _may_change(stored: StoredRow, batch: Batch) -> bool:
    """Whether a pending row may be booked with another amount: with a tip, at the pump, at another rate."""
    return stored.state == State.PENDING and not _is_dropped(stored, batch) and names_party(stored.label)


def _may_book_another_amount(row: TransactionFacts, pending: StoredRow) -> bool:
    return (
        row.state == State.BOOKED
        and row.currency == pending.currency
        and row.amount_cents != pending.amount_cents
        and row.amount_cents * pending.amount_cents > 0
        and books(row, pending)
        and is_related(row.label, pending.label)
    )
