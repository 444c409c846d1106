"""Distinguish equal rows of one day by the balances after them, where a file gives these.

A file that was cut within a day holds only some of the day's rows. The balances of a day make a chain, each row leading
from one to the next: the stored rows that lead to the balance with which the file begins are older than its rows, and
those that lead away from the balance with which it ends are later. Neither can be a row of the file.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from microdesk_desktop.domain.bank.facts import StoredRow, TransactionFacts
from microdesk_desktop.domain.bank.merging.identifiers import balance_of


class _Step(NamedTuple):
    """One row in the chain: the balances before and after it, and its row id when it is stored."""

    before: int
    after: int
    id: int | None = None


def outside_of_file(rows: Sequence[TransactionFacts], known: Sequence[StoredRow], source: str) -> frozenset[int]:
    """The ids of stored rows that came before the first row of the file, or after its last, on the same day.

    None where the balances of the file do not go on from those that are stored: some programs count from zero.
    """
    own = [each for each in known if each.source == source and balance_of(each.identifier) is not None]
    if not own or not rows:
        return frozenset()
    stored = _by_day([(each.on, _step(each, each.id)) for each in own])
    file = _by_day([(row.on, _step(row)) for row in rows])
    days = {row.on for row in rows}
    first, last = min(days), max(days)
    earlier = _earlier(file.get(first, []), stored.get(first, []))
    later = _later(file.get(last, []), stored.get(last, []))
    if earlier and not _is_continued(file[first], _nearest(stored, first, forwards=True), forwards=True):
        earlier = set()
    if later and not _is_continued(file[last], _nearest(stored, last, forwards=False), forwards=False):
        later = set()
    return frozenset(earlier | later)


def _by_day(steps: Sequence[tuple[str, _Step | None]]) -> Mapping[str, list[_Step]]:
    found: dict[str, list[_Step]] = defaultdict(list)
    for day, step in steps:
        if step is not None:
            found[day].append(step)
    return found


def _nearest(stored: Mapping[str, list[_Step]], day: str, *, forwards: bool) -> Sequence[_Step]:
    """The stored steps of the next day that has any, or of the one before."""
    days = [each for each in stored if (each > day if forwards else each < day)]
    return stored[min(days) if forwards else max(days)] if days else ()


def _is_continued(file: Sequence[_Step], stored: Sequence[_Step], *, forwards: bool) -> bool:
    """Whether the file's day ends where the next stored day begins, or begins where the one before ends."""
    if not stored:
        return True
    own, other = _ends(file), _ends(stored)
    if own is None or other is None:
        return False
    return own[1] == other[0] if forwards else own[0] == other[1]


def _step(row: TransactionFacts | StoredRow, id_: int | None = None) -> _Step | None:
    after = balance_of(row.identifier)
    return None if after is None else _Step(after - row.amount_cents, after, id_)


def _earlier(file: Sequence[_Step], stored: Sequence[_Step]) -> set[int]:
    """The stored steps that lead to the beginning of the file's chain."""
    ends, steps = _ends(file), {each.after: each for each in stored}
    if ends is None or len(steps) < len(stored):  # a balance that returns leaves several ways
        return set()
    return _ids(_walk(ends[0], steps, forwards=False), file)


def _later(file: Sequence[_Step], stored: Sequence[_Step]) -> set[int]:
    """The stored steps that lead away from the end of the file's chain."""
    ends, steps = _ends(file), {each.before: each for each in stored}
    if ends is None or len(steps) < len(stored):
        return set()
    return _ids(_walk(ends[1], steps, forwards=True), file)


def _ids(steps: Iterable[_Step], file: Sequence[_Step]) -> set[int]:
    """The ids of these stored steps, but for those that the file holds too."""
    held = {(each.before, each.after) for each in file}
    return {each.id for each in steps if each.id is not None and each[:2] not in held}


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
