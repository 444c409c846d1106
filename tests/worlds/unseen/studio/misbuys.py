"""Accidents of purchase: late, split, summed, in dollars, with a tip, unnamed, or private in a professional shop."""

from datetime import timedelta

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.studio import shops
from tests.worlds.unseen.studio.entries import Doc
from tests.worlds.unseen.studio.ledger import Studio
from tests.worlds.unseen.studio.purchases import bought
from tests.worlds.unseen.studio.shops import Supplier


def _bill(studio: Studio, supplier: Supplier, room: int = 60, cents: int = 0) -> Doc:
    cents = cents or studio.odd(supplier.least, supplier.most)
    return studio.expense(studio.supplier(supplier.name), studio.day(room), cents, supplier.category, "Achat")


def late(studio: Studio) -> None:
    """A debit six weeks after the bill; a card charged when the goods leave."""
    supplier = studio.rng.choice(shops.DEBITED)
    doc = _bill(studio, supplier, cents=studio.odd(7000, 50000))
    paid = studio.after(doc.on, 38, 46)
    studio.row(
        "debit six weeks after the bill",
        paid,
        doc.cents,
        "debit",
        supplier.shown,
        parts={doc: doc.cents},
        mode=Mode.MUST,
        known=True,
    )
    supplier = studio.rng.choice(shops.SHOPS)
    bought(studio, "card charged at the dispatch", supplier, _bill(studio, supplier), lag=studio.rng.randrange(9, 14))


def dollars(studio: Studio) -> None:
    """A bill booked at one rate and a card charged at another, with the original sum."""
    supplier = studio.rng.choice(shops.DOLLARS)
    party = studio.supplier(supplier.name)
    usd, day = studio.rng.randrange(supplier.least, supplier.most), studio.rng.randrange(3, 24)
    for rank in range(0, studio.months, 2):
        on = studio.month(rank, day)
        doc = studio.expense(
            party, on, round(usd * studio.rng.uniform(0.9, 0.93)), supplier.category, f"{usd / 100:.2f} USD"
        )
        cents = round(usd * studio.rng.uniform(0.91, 0.945))
        shown = f"{supplier.shown} {usd // 100},{usd % 100:02} USD"
        part = max(doc.cents, -cents)
        same = part == -cents
        name = "card in dollars, below the bill" if same else "card in dollars, above the bill"
        studio.row(name, studio.after(on, 0, 2), -cents, "card", shown, parts={doc: part}, mode=Mode.ASK, bought=on)


def tip(studio: Studio) -> None:
    """A tip on the card that is not on the note."""
    supplier = studio.rng.choice(shops.TABLES)
    doc = _bill(studio, supplier)
    cents = doc.cents - studio.rng.choice((200, 300, 500))
    studio.row(
        "tip on the card",
        studio.after(doc.on, 0, 2),
        cents,
        "card",
        supplier.shown,
        parts={doc: doc.cents},
        mode=Mode.ASK,
        bought=doc.on,
    )


def instalments(studio: Studio) -> None:
    """Hardware in three or four instalments, counted in the label or not."""
    supplier, count = studio.rng.choice(shops.HARDWARE), studio.rng.choice((3, 4))
    doc = _bill(studio, supplier, 130)
    counted = studio.rng.random() < 0.6
    part = -doc.cents // count
    for rank in range(count):
        cents = part if rank else -doc.cents - part * (count - 1)
        said = f"{count}X SANS FRAIS {rank + 1}/{count}" if counted else ""
        name = "hardware in instalments, counted" if counted else "hardware in instalments"
        paid = studio.after(doc.on + timedelta(days=30 * rank), 0, 2)
        mode = Mode.MUST if counted else Mode.ASK
        studio.row(name, paid, -cents, "debit", supplier.shown, (said,), parts={doc: -cents}, mode=mode, told=counted)


def two_cards(studio: Studio) -> None:
    """One bill over two cards on one day."""
    supplier = studio.rng.choice(shops.HARDWARE)
    doc = _bill(studio, supplier)
    cents = -doc.cents // 300 * 100
    for part in (cents, -doc.cents - cents):
        name = "one bill over two cards"
        studio.row(
            name,
            studio.after(doc.on, 1, 1),
            -part,
            "card",
            supplier.shown,
            parts={doc: -part},
            mode=Mode.MAY,
            bought=doc.on,
        )


def yearly(studio: Studio) -> None:
    """A bill for the year, debited month by month."""
    supplier = shops.DEBITED[3]
    monthly = studio.odd(2890, 6140)
    doc = studio.expense(
        studio.supplier(supplier.name), studio.month(0, 5), monthly * 12, supplier.category, "Prime annuelle"
    )
    for rank in range(1, studio.months):
        name = "yearly bill debited monthly"
        studio.row(
            name,
            studio.month(rank, 6),
            -monthly,
            "debit",
            supplier.shown,
            ("COTISATION",),
            parts={doc: -monthly},
            mode=Mode.ASK,
        )


def wallet(studio: Studio) -> None:
    """A payment service hides the shop, or names it behind a star."""
    supplier = studio.rng.choice(shops.SHOPS)
    doc = _bill(studio, supplier)
    studio.row(
        "wallet that names the shop",
        studio.after(doc.on, 1, 3),
        doc.cents,
        "debit",
        f"PAYPAL *{supplier.shown}",
        parts={doc: doc.cents},
        mode=Mode.MUST,
        known=True,
    )
    doc = _bill(studio, studio.rng.choice(shops.SHOPS))
    studio.row(
        "wallet that hides the shop",
        studio.after(doc.on, 1, 3),
        doc.cents,
        "debit",
        "PAYPAL EUROPE SARL",
        parts={doc: doc.cents},
        mode=Mode.ASK,
    )


def cheque(studio: Studio) -> None:
    """A cheque for a bill: the bank has its number only."""
    shown = f"{studio.first_name()} {studio.surname()}"
    on = studio.day(60)
    doc = studio.expense(studio.supplier(shown), on, studio.odd(8000, 60000), "Sous-traitance", "Maquillage")
    number = f"{studio.rng.randrange(10**6, 10**7)}"
    studio.row(
        "cheque for a bill",
        studio.after(on, 3, 20),
        doc.cents,
        "cheque",
        "",
        (number,),
        parts={doc: doc.cents},
        mode=Mode.ASK,
    )


def other_sign(studio: Studio) -> None:
    """The card shows the sign, the bill the company."""
    sign, legal = f"LE {studio.stem()}", f"SARL {studio.surname()} Restauration"
    party = studio.supplier(legal)
    is_taught = studio.rng.random() < 0.6
    for rank in range(3):
        on = studio.month(rank, 9 + rank)
        doc = studio.expense(party, on, studio.odd(2200, 9000), "Repas", "Déjeuner")
        taught = is_taught and rank == 0
        name = (
            "sign of a shop, taught"
            if taught
            else "sign of a shop, after a lesson"
            if is_taught
            else "sign of a shop, first time"
        )
        mode = Mode.MUST if is_taught else Mode.ASK
        studio.row(
            name,
            studio.after(on, 0, 2),
            doc.cents,
            "card",
            sign,
            parts={doc: doc.cents},
            mode=mode,
            taught=taught,
            known=is_taught,
            bought=on,
        )


def private(studio: Studio) -> None:
    """Private purchases in shops where professional ones are made too, and a twin in amount."""
    for supplier in studio.rng.sample(shops.SHOPS, 2):
        on = studio.day(20)
        studio.supplier(supplier.name)
        studio.row("private purchase in a known shop", on, -studio.odd(700, 9000), "card", supplier.shown, bought=on)
    supplier = studio.rng.choice(shops.TABLES)
    doc = _bill(studio, supplier, cents=1450)
    bought(studio, "receipt with a private twin", supplier, doc, mode=Mode.MAY)
    day = doc.on + timedelta(days=1)
    studio.row("private twin of a purchase", studio.after(day, 0, 1), doc.cents, "card", supplier.shown, bought=day)


def credit_of_supplier(studio: Studio) -> None:
    """A supplier's credit note taken off its next debit."""
    supplier = studio.rng.choice(shops.DEBITED)
    doc = _bill(studio, supplier, cents=studio.odd(9000, 40000))
    note = studio.expense(
        doc.party or studio.supplier(supplier.name), doc.on, -studio.odd(900, 4000), supplier.category, "Avoir"
    )
    parts = {doc: doc.cents, note: note.cents}
    name = "supplier's credit note taken off"
    studio.row(
        name,
        studio.after(doc.on, 4, 12),
        sum(parts.values()),
        "debit",
        supplier.shown,
        ("FACTURE MOINS AVOIR",),
        parts=parts,
        mode=Mode.MUST,
    )


def fee_lines(studio: Studio) -> None:
    """The bank's fee and its VAT in two lines, for one bill."""
    bank = studio.supplier(f"Banque {studio.bank.name.split(',', maxsplit=1)[0]}")
    on, net = studio.month(1, 28), studio.rng.choice((1250, 1500, 2400))
    doc = studio.expense(bank, on, net + net // 5, "Frais bancaires", "Frais de tenue de compte")
    for cents, text in ((net, "F COTIS COMPTE PRO"), (net // 5, "TVA SUR F COTIS COMPTE PRO")):
        studio.row(
            "bank's fee and its tax", on + timedelta(days=2), -cents, "raw", text, parts={doc: -cents}, mode=Mode.ASK
        )


def without_bill(studio: Studio) -> None:
    """Purchases of suppliers who are known, whose bill was lost."""
    for supplier in studio.rng.sample((*shops.SOFTWARE, *shops.TRAVEL), 3):
        on = studio.day(20)
        studio.supplier(supplier.name)
        cents = studio.odd(supplier.least, supplier.most)
        studio.row("purchase whose bill was lost", on, -cents, "card", supplier.shown, bought=on)


def deferred(studio: Studio) -> None:
    """A lunch and the month's total of the deferred card, which holds it too."""
    supplier = studio.rng.choice(shops.TABLES)
    doc = _bill(studio, supplier, 45)
    bought(studio, "card, named shop", supplier, doc)
    text = studio.rng.choice(
        ("DEBIT MENSUEL CARTE", "RELEVE CB AU", "TOTAL DES FACTURES CARTE", "RELEVE CARTE DEBIT DIFFERE")
    )
    studio.row("total of a deferred card", studio.after(doc.on, 10, 30), -studio.odd(20000, 90000), "raw", text)


def paid_in_cash(studio: Studio) -> None:
    """Tickets that no row of the bank pays."""
    for supplier in (*shops.TRAVEL[3:4], *studio.rng.sample(shops.TABLES, 2)):
        _bill(studio, supplier)
