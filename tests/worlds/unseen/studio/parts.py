"""Deposits, balances, instalments, and amounts that are nearly those of the invoice."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from random import Random

from microdesk_desktop.domain.settle.targets import DocumentType
from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.studio import shops
from tests.worlds.unseen.studio.entries import Cite, Client, Doc, Row, Words
from tests.worlds.unseen.studio.ledger import Studio


def _new(studio: Studio, room: int = 60, *, odd: bool = True) -> tuple[Client, Doc]:
    client = studio.client()
    cents = studio.odd(60000, 420000) if odd else studio.round()
    return client, studio.invoice(
        client, studio.day(room), cents, studio.rng.choice(("Film", "Site marchand", "Exposition"))
    )


def _part(
    studio: Studio, name: str, client: Client, doc: Doc, after: int, cents: int, words: Words, mode: Mode = Mode.MUST
) -> Row:
    """A transfer of which no more than the rest goes to the document."""
    paid = studio.after(doc.on, after, after + 12)
    part = min(cents, doc.left)
    return studio.row(name, paid, cents, "credit", client.shown, words, parts={doc: part}, mode=mode)


def deposits(studio: Studio) -> None:
    """A deposit invoice of 30 or 50 %, then a final invoice after delivery."""
    for share in studio.rng.sample((30, 40, 50), 2):
        client, total = studio.client(), studio.odd(120000, 520000)
        on = studio.day(110)
        studio.invoice(client, on - timedelta(days=6), total, "Devis accepté", type_=DocumentType.QUOTE)
        deposit = studio.invoice(client, on, total * share // 100, f"Acompte {share} %", type_=DocumentType.DEPOSIT)
        studio.pays("deposit invoice", client, studio.after(on, 2, 15), [deposit], (f"ACOMPTE {share}%",))
        final = studio.invoice(
            client, on + timedelta(days=50), total - deposit.cents, "Solde", type_=DocumentType.FINAL
        )
        cite = studio.rng.choice(((), (Cite((final,)),)))
        studio.pays("balance after delivery", client, studio.after(final.on, 8, 40), [final], ("SOLDE", *cite))


def deposit_twins(studio: Studio) -> None:
    """Two halves of one amount: the deposit and the balance, of which the label tells which."""
    client, cents, on = studio.client(), studio.round(), studio.day(95)
    deposit = studio.invoice(client, on, cents, "Acompte 50 %", type_=DocumentType.DEPOSIT)
    final = studio.invoice(client, on + timedelta(days=10), cents, "Solde", type_=DocumentType.FINAL)
    name = "halves of one amount, told"
    studio.pays(name, client, studio.after(final.on, 5, 14), [deposit], ("ACOMPTE",), told=True)
    studio.pays(name, client, studio.after(final.on, 25, 40), [final], ("SOLDE",), told=True)


def shares(studio: Studio) -> None:
    """One invoice in two transfers, the share told."""
    client, doc = _new(studio, 100)
    share = studio.rng.choice((30, 40, 50))
    cents = doc.cents * share // 100
    cited = (Cite((doc,)),) if studio.rng.random() < 0.5 else ()
    _part(studio, "share of an invoice told", client, doc, 3, cents, (f"ACOMPTE {share} %", *cited))
    _part(studio, "rest of an invoice", client, doc, 45, doc.cents - cents, ("SOLDE", *cited))


def instalments(studio: Studio) -> None:
    """Three or four equal parts, counted in the label."""
    client, doc = _new(studio, 140)
    count, word = studio.rng.choice(((3, "{}/{}"), (4, "ECHEANCE {}/{}"), (3, "VERSEMENT {} SUR {}")))
    part = doc.cents // count
    for rank in range(1, count + 1):
        cents = part if rank < count else doc.cents - part * (count - 1)
        _part(studio, "instalment counted", client, doc, 5 + 31 * (rank - 1), cents, (word.format(rank, count),))


def unsaid_part(studio: Studio) -> None:
    """A round advance by name while two invoices are open."""
    client, doc = _new(studio, 80)
    studio.invoice(client, doc.on + timedelta(days=2), studio.odd(90000, 300000), "Second volet")
    cents = doc.cents // 2 // 10000 * 10000
    _part(studio, "advance while two are open", client, doc, 10, cents, ("ACOMPTE",), Mode.ASK)


def escompte(studio: Studio) -> None:
    """Two per cent less for prompt payment, told or not."""
    client, doc = _new(studio)
    cents = round(doc.cents * 0.98)
    _part(studio, "escompte told, number cited", client, doc, 2, cents, ("FACT", Cite((doc,)), "ESCOMPTE 2%"))
    client, doc = _new(studio)
    _part(studio, "escompte not told", client, doc, 2, round(doc.cents * 0.98), ("VIREMENT",), Mode.ASK)


def nearly(studio: Studio) -> None:
    """A bank's fee, a few cents, a rounding, an indemnity, a guarantee: four of them."""
    for name in studio.rng.sample(list(NEARLY), 4):
        client, doc = _new(studio)
        before, change, after = NEARLY[name]
        cited = (Cite((doc,)),) if "name only" not in name else ()
        words: Words = tuple(each for each in (before, *cited, after) if each)
        _part(studio, name, client, doc, 10, change(doc.cents, studio.rng), words, _mode_of(name))


def _mode_of(name: str) -> Mode:
    if "name only" in name:
        return Mode.ASK
    return Mode.MUST if "guarantee" in name else Mode.MAY


# The words before the number, what becomes of the cents, the words behind.
NEARLY: Mapping[str, tuple[str, Callable[[int, Random], int], str]] = {
    "bank fee taken off, number cited": ("FACT", lambda cents, rng: cents - 1500, "OUR/SHA"),
    "few cents short, number cited": ("", lambda cents, rng: cents - rng.randrange(1, 60), ""),
    "cents left away, name only": ("REGLEMENT", lambda cents, rng: cents // 100 * 100, ""),
    "rounded up, number cited": ("", lambda cents, rng: -(-cents // 1000) * 1000, ""),
    "indemnity added": ("", lambda cents, rng: cents + 4000, "+ INDEMNITE 40 EUR"),
    "guarantee kept back": ("FACT", lambda cents, rng: cents - cents // 20, "RETENUE GARANTIE 5%"),
}


def overpaid(studio: Studio) -> None:
    """More than is owed, with the number: someone typed 1 for 7, or paid the quote."""
    client, doc = _new(studio)
    words = ("FACTURE", Cite((doc,)))
    _part(
        studio,
        "overpaid, number cited",
        client,
        doc,
        10,
        doc.cents + studio.rng.randrange(2000, 30000),
        words,
        Mode.MAY,
    )


def foreign(studio: Studio) -> None:
    """A client abroad, billed and paid in dollars or francs on the currency account."""
    currency = studio.rng.choice(("USD", "CHF", "GBP"))
    for cited in (True, False):
        client, on = studio.client(), studio.day(60)
        doc = studio.invoice(client, on, studio.odd(), "Brand design", currency=currency)
        words = ("INVOICE", Cite((doc,))) if cited else ("DESIGN SERVICES",)
        row = studio.pays("foreign currency", client, studio.after(on, 8, 40), [doc], words)
        row.currency = currency
    client, on = studio.client(), studio.day(60)
    doc = studio.invoice(client, on, studio.odd(), "Translation of catalogue", currency=currency)
    studio.row(
        "same figure in another currency",
        studio.after(on, 5, 30),
        doc.cents,
        "credit",
        studio.client().shown,
        ("VIREMENT",),
    )


def pending(studio: Studio) -> None:
    """Announced, not booked."""
    client, on = studio.client(), studio.end - timedelta(days=20)
    doc = studio.invoice(client, on, studio.odd(), "Campagne d'hiver")
    words = ("FACT", Cite((doc,)))
    studio.pays("pending transfer", client, studio.after(on, 10, 18), [doc], words, mode=Mode.MAY, pending=True)
    supplier = studio.rng.choice(shops.SHOPS)
    day = studio.end - timedelta(days=4)
    bill = studio.expense(studio.supplier(supplier.name), day, studio.odd(900, 30000), supplier.category, "Achat")
    row = studio.row(
        "pending card", day, bill.cents, "card", supplier.shown, parts={bill: bill.cents}, mode=Mode.MAY, known=True
    )
    row.pending, row.bought = True, day


def without_tax(studio: Studio) -> None:
    """The payer leaves the tax out, or copies the amount without tax."""
    client, doc = _new(studio)
    words = ("FACT", Cite((doc,)))
    _part(studio, "paid without the tax, number cited", client, doc, 12, round(doc.cents / 1.2), words, Mode.MAY)
