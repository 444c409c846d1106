"""Distinguish equal rows of one day by the balances after them, where a file gives these.

A file that was cut within a day holds only some of the day's rows. The balances of a day make a chain, each row leading
from one to the next: the stored rows that lead to the balance with which the file begins are older than its rows, and
those that lead away from the balance with which it ends are later. Neither can be a row of the file.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from microdesk_desktop.domain.bank.facts import StoredRow, TransactionFacts
from microdesk_desktop.domain.bank.identifiers import balance_of


class _Step(NamedTuple):
    """One row in the chain: the balances before and after it, and its row id when it is stored."""

    before: int
    after: int
    id: int | None = None


def outside_of_file(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], source: str) -> frozenset[int]:
    """The ids of stored rows that came before the first row of the file, or after its last, on the same day."""
    own = [each for each in known if each.source == source and balance_of(each.identifier) is not None]
    if not own:
        return frozenset()
    days = {each.on for each in own}
    found: set[int] = set()
    for day in sorted(days & {row.on for row in rows}):
        file = [step for row in rows if row.on == day and (step := _step(row))]
        found |= _outside(file, [step for each in own if each.on == day and (step := _step(each, each.id))])
    return frozenset(found)


def _step(row: TransactionFacts | StoredRow, id_: int | None = None) -> _Step | None:
    after = balance_of(row.identifier)
    return None if after is None else _Step(after - row.amount_cents, after, id_)


def _outside(file: Sequence[_Step], stored: Sequence[_Step]) -> set[int]:
    """The stored steps that lead to the beginning of the file's chain, or away from its end."""
    ends = _ends(file)
    by_after, by_before = {each.after: each for each in stored}, {each.before: each for each in stored}
    if ends is None or len(by_after) < len(stored) or len(by_before) < len(stored):
        return set()  # a balance that returns leaves several ways
    begin, end = ends
    held = {(each.before, each.after) for each in file}
    earlier = {each.id for each in _walk(begin, by_after, forwards=False) if each[:2] not in held}
    later = {each.id for each in _walk(end, by_before, forwards=True) if each[:2] not in held}
    return {id_ for id_ in earlier | later if id_ is not None}


def _ends(file: Sequence[_Step]) -> tuple[int, int] | None:
    """The balances with which the file's chain begins and ends; None when it is not one chain."""
    before, after = {each.before for each in file}, {each.after for each in file}
    if len(before) < len(file) or len(after) < len(file) or len(before - after) != 1:
        return None
    (begin,), (end,) = before - after, after - before
    return begin, end


def _walk(start: int, steps: Mapping[int, _Step], *, forwards: bool) -> Iterator[_Step]:
    """The steps one after the other from this balance."""
    at, left = start, dict(steps)
    while (step := left.pop(at, None)) is not None:
        yield step
        at = step.after if forwards else step.before
