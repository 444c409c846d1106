"""Several documents in one transfer: lists, ranges, all but one, a credit note taken off, one and a half."""

from collections.abc import Iterator, Sequence

from microdesk_desktop.domain.settle.targets import DocumentType
from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.institutions.bodies import Client
from tests.worlds.unseen.institutions.habits import Habit
from tests.worlds.unseen.institutions.world import Doc, World


def _several(world: World, least: int, most: int) -> tuple[Client, list[Doc]]:
    """A client with several invoices of one month, some days apart."""
    client, on, docs = world.client(), world.day(90), []
    for _ in range(world.rng.randint(least, most)):
        docs.append(world.invoice(client, 0, on))
        on = world.later(on, 0, 4)
    return client, docs


def listed(world: World) -> Iterator[None]:
    """The numbers are listed."""
    _, docs = _several(world, 2, 5)
    yield
    world.pay("list of numbers", Mode.MUST, docs, what=world.spell_list(docs), cites=True)


def ranged(world: World) -> Iterator[None]:
    """Sessions invoiced on one day are paid as a range."""
    client, on = world.client(), world.day()
    docs = [world.invoice(client, 0, on) for _ in range(world.rng.randint(3, 8))]
    yield
    world.pay("range of numbers", Mode.MUST, docs, what=world.spell_list(docs), cites=True)


def unlisted(world: World) -> Iterator[None]:
    """All open invoices are paid at once, without a number."""
    _, docs = _several(world, 2, 4)
    yield
    what = world.rng.choice(("", "VOS FACTURES", f"{len(docs)} FACTURES", "SOLDE DE TOUT", "SOLDE COMPTE"))
    world.pay("all open invoices, no number", Mode.MUST, docs, what=what)


def all_but_one(world: World) -> Iterator[None]:
    """All but one of the open invoices are paid at once, without a number."""
    _, docs = _several(world, 4, 7)
    yield
    left = world.rng.choice(docs)
    rest, day = [doc for doc in docs if doc is not left], world.later(docs[-1].on, 12, 30)
    world.pay("all invoices but one, no number", Mode.MUST, rest, what="VOS FACTURES", on=day)
    world.pay("number told", Mode.MUST, left, what=world.spell(left), on=world.later(day, 15, 35), cites=True)


def credit_taken_off(world: World) -> Iterator[None]:
    """An invoice is paid less a credit note."""
    client, docs = _several(world, 1, 2)
    note = world.invoice(client, world.odd(40, 160), world.later(docs[-1].on, 2, 6), type_=DocumentType.CREDIT_NOTE)
    yield
    is_stated = world.rng.random() < 0.5
    what = f"{world.spell_list(docs)} - AVOIR {note.number}" if is_stated else "FACTURES MOINS AVOIR"
    behaviour = "credit note taken off, numbers told" if is_stated else "credit note taken off"
    world.pay(behaviour, Mode.MUST, [*docs, note], what=what, cites=is_stated)


def one_and_a_half(world: World) -> Iterator[None]:
    """One invoice and half of the next."""
    client, on = world.client(), world.day()
    docs = [world.invoice(client, 0, on), world.invoice(client, 2 * world.odd(100, 2000), world.later(on, 0, 6))]
    yield
    half = docs[1].cents // 2
    what = f"{world.spell(docs[0])} + 50% {docs[1].number}"
    world.pay("one invoice and a half", Mode.MUST, docs, what=what, parts={docs[0]: docs[0].cents, docs[1]: half})


def cut_list(world: World) -> Iterator[None]:
    """A list that the bank cuts after the first number."""
    _, docs = _several(world, 3, 5)
    yield
    world.pay("list cut by the bank", Mode.MAY, docs, what=f"REGLEMENT FACTURES {docs[0].number}, {docs[1].number[:4]}")


def count_told(world: World) -> Iterator[None]:
    """Some of the open invoices of one round amount are paid, and only their count is told."""
    client, on, cents = world.client(), world.day(), world.round()
    docs = [world.invoice(client, cents, world.later(on, 0, 12)) for _ in range(4)]
    docs.sort(key=lambda doc: doc.on)
    yield
    what = world.rng.choice(("2 FACTURES", "2 SEANCES", "DEUX SESSIONS"))
    is_left, on = world.rng.random() < 0.5, world.later(docs[-1].on, 5, 20)
    mode, behaviour = (
        (Mode.ASK, "two of four equal invoices") if is_left else (Mode.MAY, "two equal invoices by elimination")
    )
    world.pay(behaviour, mode, docs[:2], what=what, on=on, in_order=True)
    if not is_left:
        on = world.later(on, 8, 30)
        world.pay("list of numbers", Mode.MUST, docs[2:], what=world.spell_list(docs[2:]), on=on, cites=True)


def two_sums(world: World) -> Iterator[None]:
    """The open invoices make the amount in two ways."""
    client, on = world.client(), world.day()
    low, high, step = world.odd(300, 700), world.odd(800, 1400), 100 * world.rng.randint(20, 90)
    cents: Sequence[int] = (low, high, low + step, high - step)
    docs = [world.invoice(client, each, world.later(on, 0, 9)) for each in cents]
    yield
    first, second, third, fourth = docs
    on = world.later(max(doc.on for doc in docs), 8, 20)
    is_left = world.rng.random() < 0.5
    mode, behaviour = (Mode.ASK, "two sets of one sum") if is_left else (Mode.MAY, "two sets, one by elimination")
    world.pay(behaviour, mode, [first, second], on=on)
    for doc in () if is_left else (third, fourth):
        world.pay("number told", Mode.MUST, doc, what=world.spell(doc), on=world.later(on, 20, 40), cites=True)


def chance_sum(world: World) -> Iterator[None]:
    """Money of a stranger equals, by chance, the sum of two invoices of two clients."""
    docs = [world.invoice(world.client(), world.round(), world.day()) for _ in range(2)]
    yield
    on = world.later(max(doc.on for doc in docs), 1, 3)
    what = world.rng.choice(("VENTE PIANO", "VENTE VOITURE", "REMBT PRET AMI", "HERITAGE NOTAIRE"))
    world.nothing("chance sum of a stranger", "in", "SCP DES HALLES", what, sum(doc.cents for doc in docs), on)
    for doc in docs:
        world.pay("number told", Mode.MUST, doc, what=world.spell(doc), on=world.later(on, 4, 20), cites=True)


def parts_that_add_up(world: World) -> Iterator[None]:
    """Two deposits without a number, which together make an invoice, and each fits another one too."""
    client, on = world.client(), world.day()
    docs = [world.invoice(client, cents, on) for cents in (90_000, 140_000)]
    yield
    day, is_left = world.later(on, 4, 12), world.rng.random() < 0.5
    mode, behaviour = (
        (Mode.ASK, "deposit of no told invoice") if is_left else (Mode.MAY, "deposit that its balance explains")
    )
    for doc, cents in zip(docs, (40_000, 50_000), strict=True):
        world.pay(behaviour, mode, doc, what="ACOMPTE", parts={doc: cents}, on=day)
    for doc in () if is_left else docs:
        what, later = f"SOLDE {world.spell(doc)}", world.later(day, 20, 40)
        world.pay("balance with number", Mode.MUST, doc, what=what, on=later, cites=True)


ACCIDENTS: tuple[Habit, ...] = (
    *(listed, listed, listed, ranged, ranged, unlisted, unlisted, all_but_one, credit_taken_off, credit_taken_off),
    *(one_and_a_half, cut_list, count_told, two_sums, chance_sum, count_told, two_sums, parts_that_add_up),
)
