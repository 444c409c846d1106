"""The treasury pays for towns, schools, hospitals and universities, with mandates, bordereaux and engagements."""

from collections.abc import Iterator

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.institutions import bodies
from tests.worlds.unseen.institutions.bodies import Client
from tests.worlds.unseen.institutions.habits import Habit, Saying, client_name
from tests.worlds.unseen.institutions.world import Doc, World

PUBLIC = bodies.PAID_BY_TREASURY
STATE_PAYS = ("SUBVENTION", "VACATIONS PAIE", "INDEMNITE JURY", "REGIE REMB", "DEGREVEMENT CFE", "REMB TROP PERCU IR")


def treasury_of(world: World, doc: Doc) -> str:
    """The public accountant who pays the document."""
    assert doc.client
    return doc.client.treasury


def mandate(world: World, doc: Doc) -> str:
    """A mandate and its bordereau, told as public accountants do."""
    rng = world.rng
    order, slip, year = rng.randrange(120, 4900), rng.randrange(11, 390), doc.on.year
    spellings = (
        *(f"MDT {order} BORD {slip}", f"MANDAT {order} BORDEREAU {slip}", f"{year} MDT{order:06d}"),
        *(f"MANDAT {year}-{order} BJ {slip}", f"B {slip} M {order} EX {year}", f"BORD.{slip} MAND.{order}"),
    )
    return rng.choice(spellings)


def _number(world: World, doc: Doc) -> str:
    return world.rng.choice(
        (f"{doc.number} {mandate(world, doc)}", f"{mandate(world, doc)} {doc.number}", f"FAC {doc.number}")
    )


def _town_told(world: World, doc: Doc) -> str:
    return f"{client_name(doc)} {mandate(world, doc)}"


def _only_mandate(world: World, doc: Doc) -> str:
    return mandate(world, doc)


def _chorus(world: World, doc: Doc) -> str:
    return f"CHORUS PRO {world.rng.randrange(10**7, 10**8)} {doc.number}"


def _engagement(world: World, doc: Doc) -> str:
    rng = world.rng
    spellings = (
        f"ENG {rng.randrange(10**9, 10**10)}",
        f"EJ {rng.randrange(10**9, 10**10)}",
        f"ENGAGEMENT 26{doc.id:04d}",
    )
    return f"{rng.choice(spellings)} {doc.number}"


def _engagement_alike(world: World, doc: Doc) -> str:
    others = [each for each in world.docs if each.type and each.number and each.client is not doc.client]
    return f"{client_name(doc)} ENGAGEMENT {world.rng.choice(others).number}"


ORDINARY: tuple[Habit, ...] = (
    Saying("treasury, number told", Mode.MUST, _number, PUBLIC, treasury_of, cites=True, round_share=0.4),
    Saying("treasury, Chorus reference and number", Mode.MUST, _chorus, PUBLIC, treasury_of, cites=True),
)


def _two(world: World, cents: int = 0) -> tuple[Client, list[Doc]]:
    client = world.client(*PUBLIC)
    on = world.day(140)
    return client, [world.invoice(client, cents, on), world.invoice(client, cents, world.later(on, 38, 60))]


def taught(world: World) -> Iterator[None]:
    """The treasury that the user attributed to a town pays for it again, by mandate only."""
    _, (first, second) = _two(world)
    yield
    world.teach(world.pay("taught", Mode.MUST, first, who=treasury_of(world, first), what=mandate(world, first)))
    world.pay(
        "treasury taught, mandate only", Mode.MUST, second, who=treasury_of(world, second), what=mandate(world, second)
    )


def shared(world: World) -> Iterator[None]:
    """One treasury pays for two clients who owe one amount, by mandate only."""
    cents = world.round()
    (client, (first, second)), other = _two(world, cents), world.client("town")
    rival = world.invoice(other, cents, second.on)
    yield
    world.teach(world.pay("taught", Mode.MUST, first, who=client.treasury, what=mandate(world, first)))
    world.pay(
        "treasury of two towns",
        Mode.ASK,
        second,
        who=client.treasury,
        what=mandate(world, second),
        said=(client, other),
    )
    what = f"{rival.number} {mandate(world, rival)}"
    world.pay("treasury, number told", Mode.MUST, rival, who=client.treasury, what=what, cites=True)


def batch(world: World) -> Iterator[None]:
    """The treasury pays several invoices of one or two clients at once and lists their numbers."""
    client, on = world.client(*PUBLIC), world.day()
    docs = [world.invoice(client, 0, on) for _ in range(world.rng.randint(2, 5))]
    yield
    what = f"{world.spell_list(docs)} {mandate(world, docs[0])}" if world.rng.random() < 0.5 else world.spell_list(docs)
    world.pay("treasury pays a list", Mode.MUST, docs, who=client.treasury, what=what, cites=True)


def batch_of_two_clients(world: World) -> Iterator[None]:
    """A treasury pays invoices of two of its bodies in one transfer and tells both numbers."""
    one, other, on = world.client(*PUBLIC), world.client(*PUBLIC), world.day()
    docs = [world.invoice(one, 0, on), world.invoice(other, 0, on)]
    yield
    what = " ".join(doc.number for doc in docs)
    world.pay("treasury pays for two bodies", Mode.MUST, docs, who=one.treasury, what=what, cites=True)


def state_pays_but_not_this(world: World) -> Iterator[None]:
    """A treasury pays a grant, wages for hours taught or a juror's day while its town owes an invoice."""
    client = world.client(*PUBLIC)
    doc = world.invoice(client)
    yield
    reason = world.rng.choice(STATE_PAYS)
    on = world.later(doc.on, 2, 6)
    world.nothing("treasury pays no invoice", "in", client.treasury, f"{reason} {mandate(world, doc)}", world.odd(), on)
    world.pay("treasury, number told", Mode.MUST, doc, who=client.treasury, what=_number(world, doc), cites=True)


ACCIDENTS: tuple[Habit, ...] = (
    Saying("treasury, body told", Mode.MUST, _town_told, PUBLIC, treasury_of),
    Saying("treasury, mandate only", Mode.ASK, _only_mandate, PUBLIC, treasury_of, is_new=True),
    Saying("treasury, engagement and number", Mode.MUST, _engagement, PUBLIC, treasury_of, cites=True),
    Saying("treasury, engagement like another's number", Mode.MAY, _engagement_alike, PUBLIC, treasury_of),
    *(taught, taught, shared, batch, batch, batch_of_two_clients, state_pays_but_not_this),
)
