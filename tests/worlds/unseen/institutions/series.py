"""One amount every month: retainers, standing orders, months told or missing, equal payments of one day."""

from collections.abc import Iterator
from datetime import date

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.institutions.habits import Habit
from tests.worlds.unseen.institutions.plain_sales import MONTHS
from tests.worlds.unseen.institutions.world import Doc, World


def _monthly(world: World, count: int) -> list[Doc]:
    """Invoices of one amount to one client, on the first of successive months."""
    client = world.client("firm", "association", "fund", "venue", "person")
    cents, first = world.odd(300, 1900), world.day(40 + 31 * count)
    month = first.year * 12 + first.month
    days = [date((month + rank) // 12, (month + rank) % 12 + 1, 1) for rank in range(count)]
    return [world.invoice(client, cents, on, label="Honoraires mensuels") for on in days]


def _month(world: World, doc: Doc) -> str:
    word = world.rng.choice(("HONORAIRES", "ABONNEMENT", "MISSION", "FORFAIT", ""))
    return f"{word} {MONTHS[doc.on.month - 1]} {world.rng.choice(('', str(doc.on.year)))}"


def retainer(world: World) -> Iterator[None]:
    """Each month is paid before the next is invoiced."""
    docs = _monthly(world, world.rng.randint(3, 5))
    yield
    delay = world.rng.randint(6, 18)
    for doc in docs:
        on = world.later(doc.on, delay, delay + 3)
        world.pay("retainer paid in order", Mode.MUST, doc, what="VIREMENT PERMANENT", on=on, in_order=True)


def retainer_month_told(world: World) -> Iterator[None]:
    """The month is told, and one month is left out and paid at last."""
    docs = _monthly(world, world.rng.randint(3, 5))
    yield
    late = world.rng.choice(docs[:-1])
    for doc in docs:
        on = world.later(docs[-1].on, 24, 34) if doc is late else world.later(doc.on, 5, 20)
        behaviour = "retainer of a late month told" if doc is late else "retainer, month told"
        world.pay(behaviour, Mode.MUST, doc, what=_month(world, doc), on=on, in_order=True)


def retainer_month_missing(world: World) -> Iterator[None]:
    """One month is never paid and nothing tells the months."""
    docs = _monthly(world, 4)
    yield
    for doc in (docs[0], docs[2], docs[3]):
        mode = Mode.MUST if doc is docs[0] else Mode.ASK
        behaviour = "retainer paid in order" if doc is docs[0] else "retainer after a missing month"
        world.pay(behaviour, mode, doc, on=world.later(doc.on, 5, 20), in_order=True)


def standing_order(world: World) -> Iterator[None]:
    """A standing order comes some days before the invoice of its month."""
    docs = _monthly(world, world.rng.randint(3, 5))
    yield
    for doc in docs:
        on = date.fromordinal(doc.on.toordinal() - world.rng.choice((3, 4)))
        world.pay("standing order before the invoice", Mode.MUST, doc, what="VIR PERMANENT", on=on, in_order=True)


def paid_before_invoice(world: World) -> Iterator[None]:
    """A client pays by name, an odd amount, some days before the invoice is issued."""
    doc = world.invoice(world.client())
    yield
    on = date.fromordinal(doc.on.toordinal() - world.rng.randint(2, 7))
    world.pay("paid before the invoice", Mode.MAY, doc, on=on)


def two_of_one_day(world: World) -> Iterator[None]:
    """Two equal payments on one day for two equal invoices, with or without their numbers."""
    client, cents, on = world.client(), world.round(), world.day()
    docs = [world.invoice(client, cents, on), world.invoice(client, cents, world.later(on, 1, 9))]
    yield
    is_stated, day = world.rng.random() < 0.5, world.later(docs[-1].on, 6, 30)
    for doc in docs:
        behaviour = "two equal payments of one day, numbers told" if is_stated else "two equal payments of one day"
        what, mode = world.spell(doc) if is_stated else "", Mode.MUST if is_stated else Mode.MAY
        world.pay(behaviour, mode, doc, what=what, on=day, cites=is_stated, in_order=True)


def same_amount_everywhere(world: World) -> Iterator[None]:
    """Several clients owe one and the same round amount, and each pays in its own name."""
    cents, on = world.round(), world.day()
    docs = [world.invoice(world.client(), cents, world.later(on, 0, 12)) for _ in range(3)]
    yield
    for doc in docs:
        world.pay("one amount for several clients", Mode.MUST, doc, on=world.later(doc.on, 14, 40))


def pending(world: World) -> Iterator[None]:
    """A payment that is not booked yet."""
    doc = world.invoice(world.client(), 0, world.later(world.end, -60, -30))
    yield
    on = world.later(world.end, -2, 0)
    world.pay("pending payment, number told", Mode.MAY, doc, what=world.spell(doc), on=on, cites=True, pending=True)


ACCIDENTS: tuple[Habit, ...] = (
    *(retainer, retainer_month_told, retainer_month_told, retainer_month_missing, standing_order, standing_order),
    *(
        paid_before_invoice,
        paid_before_invoice,
        pending,
        two_of_one_day,
        two_of_one_day,
        same_amount_everywhere,
        pending,
    ),
)
