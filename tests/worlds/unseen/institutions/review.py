"""After a world is made: a human who sees all of it hesitates where something else explains a row as well."""

from collections import defaultdict
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


class Ledger:
    """What the rows settle of each document, and when."""

    def __init__(self, world: World) -> None:
        self.docs = world.docs
        self.rows = sorted((row for row in world.rows if row.parts), key=lambda row: row.on)
        self.payments: dict[Doc, list[tuple[Row, int]]] = defaultdict(list)
        for row in (*self.rows, *world.taught):
            for doc, cents in row.parts.items():
                self.payments[doc].append((row, cents))

    def left(self, doc: Doc, row: Row) -> int:
        """What is open of a document when a row comes."""
        others = (cents for other, cents in self.payments[doc] if other is not row and other.on < row.on)
        return doc.cents - doc.paid_before - sum(others)

    def is_told_later(self, doc: Doc, row: Row) -> bool:
        """Whether a row that is yet to come tells the number of the document."""
        return any(other.cites and other.on >= row.on and other is not row for other, _ in self.payments[doc])


def review(world: World) -> None:
    """Lower the mode of each row that something else explains as well."""
    ledger = Ledger(world)
    for row in ledger.rows:
        if row.mode in (Mode.MUST, Mode.MAY) and not row.cites:
            row.mode = _lowered(row, ledger)
        elif row.is_by_unknown and _is_explained(row, ledger.rows):
            row.mode = Mode.MAY


def _lowered(row: Row, ledger: Ledger) -> Mode:
    """ASK where another document or set is as good, MAY where only a later row rules it out."""
    meant = [doc for doc in ledger.docs if _is_meant(row, doc)]
    near = [(doc, left) for doc in meant if (left := ledger.left(doc, row))]
    amount, open_docs = sum(row.parts.values()), [each for each in near if not ledger.is_told_later(each[0], row)]
    if len(row.parts) > 1:
        return (
            Mode.ASK
            if _sets(open_docs, amount, set(row.parts))
            else _likely_if(row, _sets(near, amount, set(row.parts)))
        )
    if row.in_order:
        return row.mode
    (doc,) = row.parts
    is_part = amount != ledger.left(doc, row) and row.cents == amount
    if _equals(open_docs, amount, doc) or _equal_earlier(row, doc, ledger.rows) or (is_part and len(row.said) > 1):
        return Mode.ASK
    return _likely_if(row, bool(_equals(near, amount, doc)) or _sets(open_docs, amount, {doc}))


def _is_explained(row: Row, rows: Sequence[Row]) -> bool:
    """Whether a number in another row shows for whom the payer pays."""
    clients = {doc.client for doc in row.parts}
    others = (other for other in rows if other.cites and other.payer == row.payer)
    return any({doc.client for doc in other.parts} == clients for other in others)


def _likely_if(row: Row, is_doubtful: bool) -> Mode:
    return Mode.MAY if is_doubtful else row.mode


def _equals(open_docs: Sequence[tuple[Doc, int]], amount: int, doc: Doc) -> list[Doc]:
    return [each for each, cents in open_docs if each is not doc and cents == amount]


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
