"""One company's year: habits add documents and rows; numbers, ids and labels come last, then doubts."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from random import Random

from microdesk_desktop.domain.settle.targets import Party, Target
from microdesk_desktop.domain.settle.transactions import Owner, Transaction
from tests.worlds.unseen.case import Case, Taught, Truth
from tests.worlds.unseen.craft import (
    noise,
    pairs,
    purchases_odd,
    purchases_plain,
    sales_amounts,
    sales_dates,
    sales_numbers,
    sales_parts,
    sales_people,
    sales_plain,
    sales_sets,
    sales_third_parties,
    takings,
)
from tests.worlds.unseen.craft.banks import BANKS, Bank
from tests.worlds.unseen.craft.ledger import Habit, Ledger, Piece, Row
from tests.worlds.unseen.craft.numbering import LETTERS, SCHEMES, Scheme
from tests.worlds.unseen.craft.people import Client, Register
from tests.worlds.unseen.craft.rivals import demote
from tests.worlds.unseen.craft.trades import TRADES

ACCIDENTS: tuple[Habit, ...] = (
    *sales_plain.ACCIDENTS, *sales_people.HABITS, *sales_third_parties.HABITS, *sales_numbers.HABITS,
    *sales_dates.HABITS, *sales_parts.HABITS, *sales_sets.HABITS, *sales_amounts.HABITS, *takings.HABITS,
    *pairs.HABITS, *purchases_odd.HABITS, *purchases_plain.ACCIDENTS, *noise.HABITS,
)  # fmt: skip
ORDINARY: tuple[Habit, ...] = (*sales_plain.ORDINARY, *purchases_plain.ORDINARY)
LARGEST_ACCIDENTS, LARGEST_TARGETS, LEAST_ROWS = 138, 208, 265


def build(seed: int) -> Case:
    """The company of this seed; successive seeds take the banks, numberings and trades in turn."""
    book = _company(seed)
    _live(book)
    _close(book)
    rows = sorted(book.rows, key=lambda each: each.on)
    parties = _finish(book, rows)
    demote(rows, book.pieces)
    taught = [each for each in rows if each.taught]
    for row in taught:
        for piece, cents in row.parts.items():
            piece.left -= cents
    return Case(
        name=f"craft: {book.trade.name}, {book.bank.name}, {book.scheme.name}",
        seed=seed,
        owner=Owner(names=(f"{book.owner.first} {book.owner.last}",), ibans=("FR7630004000031234567890143",)),
        parties=parties,
        targets=[_target(each) for each in book.pieces],
        transactions=[_transaction(each) for each in rows if not each.taught],
        taught=[Taught(transaction=_transaction(each), parts=_shares(each), fee_cents=each.fee) for each in taught],
        truths={each.id: _truth(each) for each in rows if not each.taught},
    )


def _company(seed: int) -> Ledger:
    random = Random(f"craft {seed}")
    bank = Bank(tuple(BANKS)[seed % len(BANKS)], random)
    names = Register(random)
    start = date(2022 + seed % 4, random.randint(1, 12), random.randint(1, 5))
    days = random.randint(200, 400)
    scheme, trade = SCHEMES[seed % len(SCHEMES)], TRADES[seed * 3 % len(TRADES)]
    return Ledger(
        random=random, bank=bank, scheme=scheme, trade=trade, names=names, owner=names.person(), start=start, days=days
    )


def _live(book: Ledger) -> None:
    accidents = list(ACCIDENTS)
    book.random.shuffle(accidents)
    while accidents and len(book.pieces) < LARGEST_ACCIDENTS:
        accidents.pop()(book)
    while len(book.pieces) < LARGEST_TARGETS:
        book.random.choice(ORDINARY)(book)
    nothing = sum(1 for each in book.rows if not each.parts)
    wanted = max(LEAST_ROWS, round((len(book.rows) - nothing) / book.random.uniform(0.55, 0.64)))
    while len(book.rows) < wanted:
        book.random.choice(noise.FILLERS)(book)


def _close(book: Ledger) -> None:
    """Leave out what would come after the account's last day, both rows of a pair where one of them does."""
    book.pieces = [each for each in book.pieces if each.on <= book.end]
    known = set(book.pieces)
    late = {each for each in book.rows if each.on > book.end or not known.issuperset(each.parts)}
    book.rows = [each for each in book.rows if each not in late and each.cancels not in late]


def _finish(book: Ledger, rows: Sequence[Row]) -> list[Party]:
    """Sort and number the documents, give ids, and compose the labels; the parties, by name."""
    order = {each: at for at, each in enumerate(book.pieces)}
    book.pieces.sort(key=lambda each: (each.on, order[each]))
    _number(book.pieces, book.scheme, book.random)
    parties: dict[Client, Party] = {}
    for at, piece in enumerate(book.pieces, 1):
        piece.id = at
        if piece.client is not None and piece.client not in parties:
            piece.client.id = len(parties) + 1
            parties[piece.client] = Party(id=piece.client.id, name=piece.client.name)
    for at, row in enumerate(rows, 1):
        row.id, row.label = at, row.text()
    return list(parties.values())


def _number(pieces: Sequence[Piece], scheme: Scheme, random: Random) -> None:
    start = random.choice(scheme.starts)
    ranks: Counter[str] = Counter()
    for piece in pieces:
        if piece.type is not None:
            series = LETTERS.get(piece.type, "")
            ranks[series] += 1
            piece.number = scheme.number(piece.type, piece.on, ranks[series] + (0 if series else start - 1))


def _target(piece: Piece) -> Target:
    return Target(
        kind=piece.kind,
        id=piece.id,
        reference=piece.number,
        remaining_cents=piece.left,
        total_cents=piece.cents,
        currency=piece.currency,
        on=piece.on,
        due_on=piece.due_on,
        party_id=piece.client.id if piece.client else None,
        party_name=piece.party_name,
        label=piece.label,
        category=piece.category,
        document_type=piece.type,
    )


def _transaction(row: Row) -> Transaction:
    return Transaction(
        id=row.id, on=row.on, amount_cents=row.cents, currency=row.currency, label=row.label, pending=row.pending
    )


def _shares(row: Row) -> dict[int, int]:
    return {piece.id: cents for piece, cents in row.parts.items()}


def _truth(row: Row) -> Truth:
    cancels = row.cancels.id if row.cancels else None
    return Truth(behaviour=row.behaviour, mode=row.mode, parts=_shares(row), fee_cents=row.fee, cancels=cancels)
