"""What only the document's object or day shows: engagements, sessions and trainees among invoices of one amount."""

from collections.abc import Iterator

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.institutions import bodies
from tests.worlds.unseen.institutions.habits import Habit
from tests.worlds.unseen.institutions.people import person, plain
from tests.worlds.unseen.institutions.plain_sales import MONTHS
from tests.worlds.unseen.institutions.treasury import mandate
from tests.worlds.unseen.institutions.world import World


def engagement(world: World) -> Iterator[None]:
    """The treasury tells the engagement, which the document bears as well."""
    number = f"{world.rng.randrange(10**9, 10**10)}"
    doc = world.invoice(world.client(*bodies.PAID_BY_TREASURY), label=f"Atelier, engagement {number}")
    yield
    assert doc.client
    what = f"EJ {number} {mandate(world, doc)}"
    world.pay("engagement printed on the document", Mode.MUST, doc, who=doc.client.treasury, what=what)


def order_of_the_client(world: World) -> Iterator[None]:
    """Two invoices of one amount, each with the client's order, which the payer tells."""
    client, cents, on = world.client("firm", "chamber", "fund"), world.round(), world.day()
    orders = [f"4500{world.rng.randrange(10**5, 10**6)}" for _ in range(2)]
    docs = [world.invoice(client, cents, world.later(on, 0, 9), label=f"Mission, commande {each}") for each in orders]
    yield
    day = world.later(max(doc.on for doc in docs), 6, 16)
    for doc, order in reversed(list(zip(docs, orders, strict=True))):
        behaviour, what = "client's order printed on the document", f"COMMANDE {order}"
        world.pay(behaviour, Mode.MUST, doc, what=what, on=day, in_order=True)
        day = world.later(day, 3, 12)


def session(world: World) -> Iterator[None]:
    """Sessions of one price, invoiced some days later, are paid out of order and told by their days."""
    client, cents, on = world.client("association", "chamber", "firm", "fund"), world.round(), world.day()
    days = [world.later(on, 7 * rank, 7 * rank + 3) for rank in range(3)]
    invoiced = world.later(days[-1], 2, 5)
    docs = [world.invoice(client, cents, invoiced, label=f"Session du {day:%d/%m/%Y}") for day in days]
    yield
    pairs = list(zip(docs, days, strict=True))
    world.rng.shuffle(pairs)
    paid = world.later(invoiced, 8, 20)
    for doc, day in pairs:
        spelled = world.rng.choice((f"{day:%d/%m}", f"{day:%d/%m/%Y}", f"{day.day} {MONTHS[day.month - 1]}"))
        behaviour, what = "session among equal ones", f"SESSION DU {spelled}"
        world.pay(behaviour, Mode.MUST, doc, what=what, on=paid, in_order=True)
        paid = world.later(paid, 2, 9)


def trainee(world: World) -> Iterator[None]:
    """Trainees of one company, each with an invoice of one price, are paid for one by one, by name."""
    client, cents, on = world.client("firm", "association"), world.round(), world.day()
    people = [person(world.rng) for _ in range(3)]
    docs = [world.invoice(client, cents, on, label=f"Formation de {who.name}") for who in people]
    yield
    pairs = list(zip(docs, people, strict=True))
    world.rng.shuffle(pairs)
    paid = world.later(on, 10, 25)
    for doc, who in pairs:
        behaviour, what = "trainee among equal invoices", f"FORMATION {plain(who.name)}"
        world.pay(behaviour, Mode.MUST, doc, what=what, on=paid, in_order=True)
        paid = world.later(paid, 2, 9)


def day_among_equals(world: World) -> Iterator[None]:
    """Invoices of one amount and of several days: the payer tells the day of the one."""
    client, cents, on = world.client(), world.round(), world.day()
    docs = [world.invoice(client, cents, world.later(on, 8 * rank, 8 * rank + 3)) for rank in range(3)]
    yield
    chosen = world.rng.choice(docs[1:])
    day = chosen.on
    what = world.rng.choice((f"FACT DU {day:%d/%m}", f"VOTRE FACTURE DU {day.day} {MONTHS[day.month - 1]}"))
    paid = world.later(docs[-1].on, 6, 25)
    world.pay("day told among equal invoices", Mode.MUST, chosen, what=what, on=paid, in_order=True)


ACCIDENTS: tuple[Habit, ...] = (engagement, engagement, order_of_the_client, session, trainee, day_among_equals)
