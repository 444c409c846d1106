"""After a world is made: a human who sees all of it hesitates where something else explains a row as well."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import combinations

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.institutions.world import Doc, Row, World

LEAD = timedelta(days=4)
LATEST_PAYMENT = timedelta(days=200)
CARD_WINDOW = timedelta(days=12)
DEBIT_WINDOW = timedelta(days=45)
SETS_LOOKED_AT = 12


def review(world: World) -> None:
    """Lower the mode of each row that something else explains as well."""
    rows = sorted((row for row in world.rows if row.parts), key=lambda row: row.on)
    for row in rows:
        if row.mode in (Mode.MUST, Mode.MAY) and not row.cites:
            row.mode = _lowered(row, world, rows)


def _lowered(row: Row, world: World, rows: Sequence[Row]) -> Mode:
    open_docs = _open(row, world, rows)
    amount = sum(row.parts.values())
    if len(row.parts) > 1:
        return Mode.ASK if _sets(open_docs, amount, set(row.parts)) else row.mode
    (doc,) = row.parts
    others = [each for each, cents in open_docs if each is not doc and cents == amount]
    if others and not row.in_order:
        return Mode.ASK
    if not row.in_order and _equal_earlier(row, doc, rows):
        return Mode.ASK
    if row.mode is Mode.MUST and not row.in_order and _sets(open_docs, amount, {doc}):
        return Mode.MAY
    return row.mode


def _open(row: Row, world: World, rows: Sequence[Row]) -> list[tuple[Doc, int]]:
    """The documents that the label may mean, with what is open of each on the day of the row."""
    settled = {
        doc: sum(each.parts.get(doc, 0) for each in (*world.taught, *rows) if each.on < row.on and each is not row)
        for doc in world.docs
    }
    told_later = {doc for each in rows if each.cites and each is not row and each.on >= row.on for doc in each.parts}
    found = []
    for doc in world.docs:
        left = doc.cents - doc.paid_before - settled[doc]
        if left and doc not in told_later and _is_meant(row, doc):
            found.append((doc, left))
    return found


def _is_meant(row: Row, doc: Doc) -> bool:
    (first, *_) = row.parts
    if doc.kind is not first.kind or doc.currency != row.currency or not _is_timely(row, doc):
        return False
    if doc.client or first.client:
        return doc.client in row.said
    return doc.supplier == first.supplier


def _is_timely(row: Row, doc: Doc) -> bool:
    if doc.client:
        return doc.on - LEAD <= row.on <= doc.on + LATEST_PAYMENT
    return doc.on - CARD_WINDOW <= row.on <= doc.on + DEBIT_WINDOW


def _sets(open_docs: Sequence[tuple[Doc, int]], amount: int, truth: set[Doc]) -> bool:
    """Whether another set of open documents makes the amount."""
    near = open_docs[-SETS_LOOKED_AT:]
    return any(
        sum(cents for _, cents in chosen) == amount and {doc for doc, _ in chosen} != truth for chosen in _choices(near)
    )


def _choices(open_docs: Sequence[tuple[Doc, int]]) -> Iterator[tuple[tuple[Doc, int], ...]]:
    for size in range(2, len(open_docs) + 1):
        yield from combinations(open_docs, size)


def _equal_earlier(row: Row, doc: Doc, rows: Sequence[Row]) -> bool:
    """Whether an earlier payment of the same client and amount, told by no number, could settle the document too."""
    return any(
        other.cents == row.cents
        and doc not in other.parts
        and not other.cites
        and bool(set(other.said) & set(row.said))
        and doc.on - LEAD <= other.on <= row.on
        and other.mode is not Mode.ASK
        for other in rows
        if other is not row
    )
