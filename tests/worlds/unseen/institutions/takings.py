"""Payouts net of a commission, takings by card, cheque and cash, and royalties with contributions withheld."""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.institutions.habits import Habit
from tests.worlds.unseen.institutions.world import Doc, World

SERVICES = (("STRIPE", 150, 25), ("SUMUP PID", 175, 0), ("PAYPAL EUROPE", 290, 35), ("ZETTLE BY PAYPAL", 175, 0))
SOCIETIES = ("SACEM", "ADAGP", "SCAM", "SOFIA", "SGDL", "SAIF")
PUBLISHERS = ("EDITIONS DU LAVOIR", "PRESSES DE HAUTECOMBE", "EDITIONS TROIS POINTS", "REVUE MARGELLE")


def _fee(cents: int, service: tuple[str, int, int]) -> int:
    """The commission of a service: hundredths of a percent, and cents."""
    return round(cents * service[1] / 10_000) + service[2]


def payouts(world: World) -> Iterator[None]:
    """A service pays out an invoice net of its commission; the first is asked, or was taught, the next are certain."""
    service, on = world.rng.choice(SERVICES), world.day(150)
    docs: list[Doc] = []
    for _ in range(3):
        docs.append(world.invoice(world.client("person", "association"), world.odd(80, 700), on))
        on = world.later(on, 24, 40)
    yield
    is_taught = world.rng.random() < 0.6
    for rank, doc in enumerate(docs):
        day, fee = world.later(doc.on, 2, 6), _fee(doc.cents, service)
        is_known, has_constant = is_taught and rank > 0, service[2] > 0
        taught = "payout at a taught rate and constant" if has_constant else "payout at a taught rate"
        behaviour = taught if is_known else "payout net of an unknown commission"
        mode = Mode.ASK if not is_known else Mode.MAY if has_constant else Mode.MUST
        row = world.pay(behaviour, mode, doc, who=service[0], what="PAYOUT", on=day, fee=fee)
        if is_taught and rank == 0:
            world.teach(row)


def payout_with_number(world: World) -> Iterator[None]:
    """A service pays out net, and the label tells the number and the commission."""
    service, doc = world.rng.choice(SERVICES), world.invoice(world.client("person", "association"), world.odd(80, 700))
    yield
    fee = _fee(doc.cents, service)
    what = f"{doc.number} BRUT {doc.cents // 100},{doc.cents % 100:02d} COM {fee // 100},{fee % 100:02d}"
    on = world.later(doc.on, 2, 9)
    world.pay(
        "payout, commission and number told", Mode.MUST, doc, who=service[0], what=what, fee=fee, on=on, cites=True
    )


def _fair(world: World, least: int, most: int) -> list[Doc]:
    """Receipts of books sold on one day."""
    on = world.day(40)
    return [world.receipt(world.odd(12, 90), on) for _ in range(world.rng.randint(least, most))]


def card_takings(world: World) -> Iterator[None]:
    """The card terminal's takings of a day, with or without the commission in the label."""
    docs = _fair(world, 2, 4)
    yield
    gross, on = sum(doc.cents for doc in docs), docs[0].on
    fee, day = round(gross * 0.008), world.later(on, 1, 3)
    if world.rng.random() < 0.6:
        what = f"{gross // 100},{gross % 100:02d}E COM {fee // 100},{fee % 100:02d}E"
        who = f"REMISE CB {on:%d/%m} R{world.rng.randrange(10_000, 99_999)}"
        world.pay("card takings, commission told", Mode.MUST, docs, who=who, what=what, fee=fee, on=day)
        return
    world.pay("card takings", Mode.MAY, docs, who=f"REMISE CARTES {on:%d/%m}", on=day)


def cheques(world: World) -> Iterator[None]:
    """A bordereau of cheques is the sum of the receipts of a day; their count may be told."""
    docs = _fair(world, 2, 5)
    yield
    is_stated = world.rng.random() < 0.5
    behaviour, mode = ("cheques, count told", Mode.MUST) if is_stated else ("cheques", Mode.MAY)
    what = f"{len(docs)} CHEQUES" if is_stated else ""
    row = world.pay(behaviour, mode, docs, by="cheque in", who="", what=what, on=world.later(docs[0].on, 1, 6))
    if is_stated:
        row.label = f"REMISE DE {len(docs)} CHEQUES BORD {world.rng.randrange(10**6, 10**7)}"


def cheque_of_one_invoice(world: World) -> Iterator[None]:
    """A cheque of an invoice, whose label names nobody."""
    doc = world.invoice(world.client("association", "person"), world.round() if world.rng.random() < 0.5 else 0)
    yield
    mode = Mode.MAY if doc.cents % 5000 else Mode.ASK
    behaviour = "cheque of an odd amount" if mode is Mode.MAY else "cheque of a round amount"
    world.pay(behaviour, mode, doc, by="cheque in", who="", said=world.clients)


def cash_takings(world: World) -> Iterator[None]:
    """Cash is paid in, the sum of the receipts of a day, or of a round amount that is nothing of it."""
    docs = _fair(world, 1, 3)
    yield
    on = world.later(docs[0].on, 1, 5)
    world.pay("cash takings", Mode.MAY, docs, by="cash in", who="AGENCE", on=on)
    world.nothing("own cash paid in", "cash in", "AGENCE", "", world.rng.choice((5000, 10_000, 20_000)))


def royalty_with_receipt(world: World) -> Iterator[None]:
    """Royalties with the receipt of the statement."""
    society = world.rng.choice(SOCIETIES)
    doc = world.receipt(world.odd(40, 900), world.day(30), society, f"Droits {society}")
    yield
    what = f"REPARTITION {world.rng.randrange(1000, 9999)}"
    world.pay("royalties with a receipt", Mode.MUST, doc, who=society, what=what, on=world.later(doc.on, 0, 6))


def royalty_without(world: World) -> Iterator[None]:
    """Royalties without any document."""
    yield
    for _ in range(world.rng.randint(1, 3)):
        society = world.rng.choice(SOCIETIES)
        world.nothing("royalties without document", "in", society, "DROITS D AUTEUR", world.odd(20, 400))


def withheld(world: World) -> Iterator[None]:
    """A publisher keeps the author's contributions: the rate is told, was taught, or is not known."""
    publisher, on = world.client("venue", "firm"), world.day(150)
    docs = [world.invoice(publisher, 0, day, label="Droits d’auteur") for day in (on, world.later(on, 50, 65))]
    yield
    way = world.rng.choice(("told", "taught", "unknown"))
    words = "NET DE PRECOMPTE 16,20%" if way == "told" else "DROITS D AUTEUR NETS"
    for rank, doc in enumerate(docs):
        fee, is_number = round(doc.cents * 0.162), rank == 1
        what = f"{world.spell(doc) if is_number else ''} {words}"
        mode = Mode.ASK if way == "unknown" or (way == "taught" and not rank) else Mode.MUST
        behaviour = f"contributions withheld, rate {'unknown' if mode is Mode.ASK else way}"
        row = world.pay(behaviour, mode, doc, what=what, fee=fee, cites=is_number)
        if way == "taught" and not rank:
            world.teach(row)


def platform(world: World) -> Iterator[None]:
    """A mission through a platform, paid out less its share, which the label tells."""
    doc = world.invoice(world.client("firm"), world.odd(600, 2600))
    yield
    fee = doc.cents * 10 // 100
    what = f"MALT {doc.number} COMMISSION 10%"
    on: date = doc.on + timedelta(days=12)
    world.pay("platform, commission told", Mode.MUST, doc, who="MALT COMMUNITY", what=what, fee=fee, on=on, cites=True)


ACCIDENTS: tuple[Habit, ...] = (
    *(
        payouts,
        payouts,
        payout_with_number,
        card_takings,
        card_takings,
        cheques,
        cheques,
        cheque_of_one_invoice,
        cheque_of_one_invoice,
        cash_takings,
    ),
    *(royalty_with_receipt, royalty_without, withheld, withheld, platform),
)
