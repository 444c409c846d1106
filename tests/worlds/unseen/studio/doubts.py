"""What a careful human would still call certain in the finished world, seeing labels, amounts and days only.

A row keeps its mode where the number cited is legible, or where the name stands in the label and nothing rivals:
no other document of the same amount, no other subset of what the payer owes, no equal payment that competes.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from microdesk_desktop.domain.settle.targets import Party, TargetKind
from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.studio.entries import Doc, Row
from tests.worlds.unseen.studio.firms import NOT_DISTINCT
from tests.worlds.unseen.studio.labels import plain

LEAD = timedelta(days=10)
MANY = 15


def tokens(text: str) -> list[str]:
    return [each for each in re.split(r"[^0-9A-Z]+", plain(text)) if each]


def distinct(name: str) -> frozenset[str]:
    """The words of a name that are not everybody's."""
    return frozenset(each for each in tokens(name) if each not in NOT_DISTINCT and len(each) > 1)


class Doubts:
    """The finished world, as somebody sees it who attributes its rows."""

    def __init__(self, rows: Sequence[Row], docs: Sequence[Doc]) -> None:
        self.rows = [row for row in rows if not row.taught]
        self.docs = [doc for doc in docs if doc.left]
        self.words = {row.id: tokens(row.label) for row in self.rows}
        self.names = {doc.party.id: distinct(doc.party.name) for doc in docs if doc.party}
        self.payers: dict[Doc, list[Row]] = {doc: [] for doc in docs}
        for row in self.rows:
            for doc in row.parts:
                self.payers[doc].append(row)

    def settle(self) -> None:
        """Lower the mode of each row to what the finished world allows."""
        for row in self.rows:
            if row.parts:
                row.mode = lower(row.mode, self._allowed(row))

    def _allowed(self, row: Row) -> Mode:
        if row.pinned or row.certain:
            return Mode.MUST
        if row.told:
            return Mode.MUST
        if row.fee or (not row.known and not any(self._is_named(doc.party, row) for doc in row.parts)):
            return Mode.ASK
        if self._competes(row):
            return Mode.ASK
        doc = next(iter(row.parts))
        if len(row.parts) > 1:
            return Mode.ASK if self._other_sums(row, 1) else Mode.MUST
        if row.parts[doc] != doc.left or row.cents != doc.left:
            return Mode.MUST if row.legible and not self._others_open(row) else Mode.ASK
        twins = [self._twin(row, doc, other) for other in self._candidates(row) if other.left == doc.left]
        cut = not row.known and not any(self._is_named(doc.party, row, whole=True) for doc in row.parts)
        return min([*twins, Mode.MAY if cut or self._other_sums(row, 2) else Mode.MUST], key=_rank)

    def _is_named(self, party: Party | None, row: Row, *, whole: bool = False) -> bool:
        """Whether a distinct word of the name stands in the label, or its beginning where the label ends."""
        own, label = self.names[party.id] if party else frozenset(), self.words[row.id]
        last = label[-1] if label else ""
        begun = not whole and len(last) > 3 and any(each.startswith(last) for each in own)
        return begun or not own.isdisjoint(label)

    def _candidates(self, row: Row) -> Iterator[Doc]:
        """The open documents that the label allows as well."""
        mine = next(iter(row.parts))
        early = mine.on > row.on
        for doc in self.docs:
            if doc in row.parts or doc.currency != row.currency or doc.kind is not mine.kind:
                continue
            if doc.kind is TargetKind.EXPENSE and abs((doc.on - row.on).days) > 62:
                continue
            if doc.on > row.on + (LEAD if early else timedelta()):
                continue
            same = doc.party is mine.party and doc.party is not None
            unnamed = row.known and mine.party is None
            rivals = same or unnamed or self._is_named(doc.party, row)
            if rivals and (doc.left > 0) == (mine.left > 0) and not self._closed(doc):
                yield doc

    def _closed(self, doc: Doc) -> bool:
        """Whether the document is plainly another row's."""
        payers = self.payers[doc]
        return bool(payers) and all(each.pinned or each.told or each.certain for each in payers)

    def _twin(self, row: Row, mine: Doc, other: Doc) -> Mode:
        """What another document of the amount leaves of certainty."""
        if mine.kind is not TargetKind.INVOICE:
            day = row.bought or row.on
            return Mode.MUST if abs((other.on - day).days) >= abs((mine.on - day).days) + 8 else Mode.ASK
        payers = self.payers[other]
        if not payers:
            return Mode.ASK
        swaps = [each for each in payers if mine.on <= each.on + (LEAD if other.on > each.on else timedelta())]
        if not swaps:
            return Mode.MUST
        in_turn = all((other.on <= mine.on) == (each.on <= row.on) or each.on == row.on for each in swaps)
        return Mode.MAY if in_turn else Mode.ASK

    def _competes(self, row: Row) -> bool:
        """Whether an equal row that settles nothing could be the one."""
        mine = next(iter(row.parts))
        for other in self.rows:
            if other is row or other.cents != row.cents or other.parts or other.cancels or other.pinned:
                continue
            near = abs((other.on - row.on).days) <= (45 if mine.kind is TargetKind.INVOICE else 6)
            near = near and not (_has_day(row) and _has_day(other) and row.bought == mine.on != other.bought)
            if near and self._is_named(mine.party, other):
                return True
        return False

    def _others_open(self, row: Row) -> list[Doc]:
        return [doc for doc in self._standing(row) if doc.left * row.cents > 0 and abs(doc.left) >= abs(row.cents)]

    def _standing(self, row: Row) -> list[Doc]:
        """The candidates that no certain row settled before."""
        return [
            doc
            for doc in self._candidates(row)
            if not (self.payers[doc] and all(_certain_before(each, row.on) for each in self.payers[doc]))
        ]

    def _other_sums(self, row: Row, least: int) -> bool:
        """Whether another subset of what the payer owes makes the sum; true too where there are too many to see."""
        credits = [doc for doc in self.docs if doc.kind is TargetKind.INVOICE and doc.left < 0 and row.cents > 0]
        pool = [*row.parts, *self._standing(row)]
        pool += [doc for doc in credits if doc not in pool and doc.party in {each.party for each in row.parts}]
        if len(pool) > MANY:
            return True
        if all(doc.party is None for doc in row.parts) and len(pool) > 9:
            return True
        true = frozenset(doc.id for doc in row.parts)
        return any(found != true and len(found) >= least for found in _subsets(pool, row.cents + row.fee))


def _has_day(row: Row) -> bool:
    """Whether the label has the day of the purchase."""
    return row.bought is not None and any(f"{row.bought:{form}}" in row.label for form in ("%d/%m", "%d%m"))


def _subsets(pool: Sequence[Doc], wanted: int) -> Iterator[frozenset[int]]:
    sums: list[tuple[int, frozenset[int]]] = [(0, frozenset())]
    for doc in pool:
        sums += [(cents + doc.left, ids | {doc.id}) for cents, ids in sums]
    return (ids for cents, ids in sums if cents == wanted)


def _certain_before(row: Row, on: date) -> bool:
    return row.on <= on and (row.pinned or row.told or row.certain or row.mode is Mode.MUST)


def _rank(mode: Mode) -> int:
    return (Mode.NOTHING, Mode.ASK, Mode.MAY, Mode.MUST).index(mode)


def lower(one: Mode, other: Mode) -> Mode:
    """The less certain of two modes."""
    return min(one, other, key=_rank)
