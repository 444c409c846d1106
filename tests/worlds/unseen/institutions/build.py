"""A whole company: ordinary business of a year, some forty accidents, and private life on the same account."""

from collections.abc import Sequence

from microdesk_desktop.domain.settle.targets import Party, Target
from microdesk_desktop.domain.settle.transactions import Owner, Transaction
from tests.worlds.unseen.case import Case, Taught, Truth
from tests.worlds.unseen.institutions import (
    abroad,
    money_in,
    money_out,
    namesakes,
    objects,
    pairs,
    payers,
    plain_sales,
    purchases,
    series,
    sets,
    shares,
    slips,
    strays,
    takings,
    treasury,
    vault,
)
from tests.worlds.unseen.institutions.habits import Habit
from tests.worlds.unseen.institutions.people import plain
from tests.worlds.unseen.institutions.review import review
from tests.worlds.unseen.institutions.world import Doc, Row, World

ACCIDENTS: tuple[tuple[tuple[Habit, ...], int], ...] = (
    (plain_sales.ACCIDENTS, 6),
    (treasury.ACCIDENTS, 5),
    (payers.ACCIDENTS, 6),
    (namesakes.ACCIDENTS, 5),
    (strays.ACCIDENTS, 7),
    (sets.ACCIDENTS, 7),
    (shares.ACCIDENTS, 7),
    (abroad.ACCIDENTS, 3),
    (objects.ACCIDENTS, 2),
    (slips.ACCIDENTS, 5),
    (series.ACCIDENTS, 4),
    (pairs.ACCIDENTS, 5),
    (takings.ACCIDENTS, 6),
    (purchases.ACCIDENTS, 10),
    (money_in.ACCIDENTS, 6),
    (money_out.ACCIDENTS, 6),
)


def build(seed: int) -> Case:
    """The company of a seed."""
    world = World(seed)
    running = [habit(world) for habit in _habits(world)]
    for habit in running:
        next(habit, None)
    world.give_numbers()
    for habit in running:
        next(habit, None)
    review(world)
    return _case(world, seed)


def _habits(world: World) -> list[Habit]:
    rng = world.rng
    ordinary: tuple[Habit, ...] = (
        *(rng.choice(plain_sales.ORDINARY) for _ in range(16)),
        *(rng.choice(treasury.ORDINARY) for _ in range(8)),
        *(rng.choice(payers.ORDINARY) for _ in range(3)),
        *(rng.choice(purchases.ORDINARY) for _ in range(16)),
        *(rng.choice(vault.ORDINARY) for _ in range(12)),
        *(rng.choice(money_in.ORDINARY) for _ in range(24)),
        *(rng.choice(money_out.ORDINARY) for _ in range(20)),
        *rng.sample(money_out.REGULAR, 3),
    )
    accidents: list[Habit] = []
    for habits, count in ACCIDENTS:
        accidents += rng.sample(habits, count)
    return [*ordinary, *accidents]


def _case(world: World, seed: int) -> Case:
    name = plain(world.owner.name)
    owner = Owner(names=(world.owner.name, name), ibans=("FR7630001007941234567890185",))
    case = Case(name=f"{world.owner.name}, {world.bank.name}", seed=seed, owner=owner)
    ids = {each.name: each.id for each in world.clients}
    for doc in world.docs:
        if doc.supplier:
            ids.setdefault(doc.supplier, len(ids) + 1)
    case.parties = [Party(id=id_, name=each) for each, id_ in ids.items()]
    taught = {doc: sum(row.parts.get(doc, 0) for row in world.taught) for doc in world.docs}
    case.targets = [_target(doc, ids, taught[doc]) for doc in world.docs]
    rows = sorted((*world.rows, *world.taught), key=lambda row: row.on)
    numbers = {id(row): rank for rank, row in enumerate(rows, 1)}
    for row in rows:
        transaction, parts = _transaction(row, numbers[id(row)]), {doc.id: cents for doc, cents in row.parts.items()}
        if row in world.taught:
            case.taught.append(Taught(transaction=transaction, parts=parts, fee_cents=row.fee))
            continue
        case.transactions.append(transaction)
        twin = numbers[id(row.twin)] if row.twin else None
        case.truths[transaction.id] = Truth(
            behaviour=row.behaviour, mode=row.mode, parts=parts, fee_cents=row.fee, cancels=twin
        )
    return case


def _target(doc: Doc, ids: dict[str, int], taught: int) -> Target:
    name = doc.client.name if doc.client else doc.supplier
    return Target(
        kind=doc.kind,
        id=doc.id,
        reference=doc.number,
        remaining_cents=doc.cents - doc.paid_before - taught,
        total_cents=doc.cents,
        currency=doc.currency,
        on=doc.on,
        due_on=doc.due_on,
        party_id=ids.get(name),
        party_name=name,
        label=doc.label,
        category=doc.category,
        document_type=doc.type,
    )


def _transaction(row: Row, id_: int) -> Transaction:
    return Transaction(
        id=id_, on=row.on, amount_cents=row.cents, currency=row.currency, label=row.label, pending=row.pending
    )


def behaviours(cases: Sequence[Case]) -> set[str]:
    """The behaviours that occur in these cases."""
    return {truth.behaviour for case in cases for truth in case.truths.values()}
