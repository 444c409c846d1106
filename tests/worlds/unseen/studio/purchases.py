"""How the freelancer usually buys: subscriptions, debits, shops, tables, trains."""

from datetime import timedelta

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.studio import shops
from tests.worlds.unseen.studio.entries import Doc, Row
from tests.worlds.unseen.studio.ledger import Studio
from tests.worlds.unseen.studio.sales import MONTH_NAMES
from tests.worlds.unseen.studio.shops import Supplier


def bought(
    studio: Studio, name: str, supplier: Supplier, doc: Doc, lag: int = 0, mode: Mode = Mode.MUST, frame: str = "card"
) -> Row:
    """A card pays a bill; the purchase comes `lag` days after it, and the bank books it up to four days later."""
    day = doc.on + timedelta(days=lag)
    on = studio.after(day, 0, 3)
    return studio.row(
        name, on, doc.cents, frame, supplier.shown, parts={doc: doc.cents}, mode=mode, bought=day, known=True
    )


def subscriptions(studio: Studio) -> None:
    """Software at one price each month, by card, with a bill of the same day."""
    rng = studio.rng
    for supplier, step in zip(rng.sample(shops.SOFTWARE, 2), (1, rng.choice((2, 3))), strict=True):
        party, cents, day = (
            studio.supplier(supplier.name),
            studio.odd(supplier.least, supplier.most),
            rng.randrange(2, 26),
        )
        for rank in range(0, studio.months, step):
            doc = studio.expense(party, studio.month(rank, day), cents, supplier.category, "Abonnement mensuel")
            bought(studio, "monthly software by card", supplier, doc)


def debits(studio: Studio) -> None:
    """Coworking, telephone, energy: debits some days after the bill, the amount as always or never the same."""
    rng = studio.rng
    for supplier in rng.sample(shops.DEBITED, 2):
        party, day = studio.supplier(supplier.name), rng.randrange(2, 20)
        varies = supplier.category in ("Énergie", "Télécom")
        fixed = studio.odd(supplier.least, supplier.most)
        for rank in range(0, studio.months, 1 if rng.random() < 0.3 else 2):
            cents = studio.odd(supplier.least, supplier.most) if varies else fixed
            month = studio.month(rank, day)
            number = f"{rng.randrange(10**7, 10**8)}"
            doc = studio.expense(
                party, month, cents, supplier.category, f"Facture {MONTH_NAMES[month.month - 1]}", number
            )
            said = rng.choice(("", f"FACTURE {number}", "CLIENT 0099120"))
            name = "monthly debit, amount varies" if varies else "monthly debit, one amount"
            on = studio.after(month, 3, 9)
            studio.row(name, on, doc.cents, "debit", supplier.shown, (said,), parts={doc: doc.cents}, mode=Mode.MUST)


def cards(studio: Studio) -> None:
    """Shops, tables, trains and taxis by card, the receipt of the same day."""
    rng = studio.rng
    for rank in range(studio.months):
        for group in rng.sample((shops.SHOPS, shops.TABLES, shops.TRAVEL), rng.choice((1, 2))):
            supplier = rng.choice(group)
            party = studio.supplier(supplier.name)
            doc = studio.expense(
                party,
                studio.month(rank, rng.randrange(1, 27)),
                studio.odd(supplier.least, supplier.most),
                supplier.category,
                "",
            )
            bought(studio, "card, named shop", supplier, doc)


def menus(studio: Studio) -> None:
    """The same menu at the same table, week after week: only the day tells the receipts apart."""
    supplier = studio.rng.choice(shops.TABLES)
    party, cents, first = studio.supplier(supplier.name), studio.rng.choice((1590, 1650, 1790)), studio.day(60)
    for week in range(3):
        doc = studio.expense(party, first + timedelta(days=14 * week), cents, supplier.category, "Déjeuner client")
        bought(studio, "same menu, another week", supplier, doc)


def subcontractors(studio: Studio) -> None:
    """A subcontractor paid by transfer, bill by bill, then two at once."""
    shown = f"{studio.first_name()} {studio.surname()}"
    party, on = studio.supplier(shown), studio.day(95)
    docs = [
        studio.expense(
            party,
            on + timedelta(days=12 * rank),
            studio.odd(15000, 120000),
            "Sous-traitance",
            "Intégration",
            f"{41 + rank:03}",
        )
        for rank in range(3)
    ]
    one = docs[0]
    words = ("FACTURE", one.number)
    studio.row(
        "subcontractor paid",
        studio.after(on, 3, 10),
        one.cents,
        "transfer",
        shown,
        words,
        parts={one: one.cents},
        mode=Mode.MUST,
    )
    parts = {doc: doc.cents for doc in docs[1:]}
    words = ("FACTURES", " ET ".join(doc.number for doc in parts))
    paid = studio.after(docs[-1].on, 3, 20)
    name = "two bills of a subcontractor"
    studio.row(name, paid, sum(parts.values()), "transfer", shown, words, parts=parts, mode=Mode.MUST, told=True)


def travels(studio: Studio) -> None:
    """Tolls, taxis, parking: one debit at the month's end for several tickets."""
    rng = studio.rng
    for supplier in (shops.TRAVEL[2], shops.TRAVEL[1]):
        party, count = studio.supplier(supplier.name), rng.randrange(2, 5)
        first = studio.day(45)
        docs = [
            studio.expense(
                party,
                first + timedelta(days=4 * rank),
                studio.odd(supplier.least, supplier.most),
                supplier.category,
                "Ticket",
            )
            for rank in range(count)
        ]
        parts = {doc: doc.cents for doc in docs}
        paid = studio.after(docs[-1].on, 3, 12)
        name = "several tickets in one debit"
        studio.row(name, paid, sum(parts.values()), "debit", supplier.shown, ("RELEVE",), parts=parts, mode=Mode.MUST)
