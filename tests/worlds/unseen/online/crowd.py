"""One price for many: courses, subscriptions that clients pay by the month, royalties of a platform."""

from datetime import timedelta

from tests.worlds.unseen.online.banks import Operation
from tests.worlds.unseen.online.calendar_sales import MONTHS
from tests.worlds.unseen.online.claims import ask, may, must
from tests.worlds.unseen.online.ledger import Ledger, Proof

_COLLECTORS = ("GOCARDLESS SAS", "Stripe Payments Europe", "SLIMPAY SA")
_PLATFORMS = (("Impressio Édition", "IMPRESSIO EDITION"), ("Stockimago", "STOCKIMAGO INC"), ("Lyriad", "LYRIAD SOUND"))


def one_price(ledger: Ledger) -> None:
    """A course of one price: each participant pays under the own name, one through somebody unknown."""
    on, cents = ledger.day(0.05, 0.7), ledger.chance.choice((4_900, 9_000, 12_000, 15_000))
    for turn in range(4):
        person = ledger.cast.person()
        document = ledger.document(ledger.client(person.name), cents, ledger.after(on, 0, 2), label="Atelier en ligne")
        paid = ledger.after(on, 3, 20)
        if turn:
            claim = must("crowd: one price, name", {document: cents})
            ledger.row(Operation.INSTANT, paid, cents, person.reversed.upper(), "atelier", claim)
        else:
            claim = ask("crowd: one price, unknown payer", {document: cents})
            ledger.row(Operation.INSTANT, paid, cents, ledger.cast.person().reversed.upper(), "atelier", claim)


def subscribers(ledger: Ledger) -> None:
    """Subscriptions of one price, collected from all clients at once, or from all but one."""
    on, cents = ledger.day(0.05, 0.8), ledger.chance.choice((1_990, 2_900, 3_600, 4_750))
    count = ledger.chance.choice((3, 4))
    documents = [
        ledger.document(ledger.someone(), cents, on, label=f"Abonnement {MONTHS[on.month - 1]}") for _ in range(count)
    ]
    who, paid = ledger.chance.choice(_COLLECTORS), ledger.after(on, 4, 8)
    if ledger.either():
        claim = may("crowd: all subscriptions collected", dict.fromkeys(documents, cents), Proof.OTHER)
        ledger.row(Operation.CREDIT, paid, cents * count, who, f"ABO {on.month:02d}/{on.year}", claim)
        return
    parts = dict.fromkeys(documents[1:], cents)
    claim = ask("crowd: all subscriptions but one", parts)
    ledger.row(Operation.CREDIT, paid, cents * (count - 1), who, f"ABO {on.month:02d}/{on.year}", claim)


def royalties(ledger: Ledger) -> None:
    """A platform pays royalties each month, entered as receipts."""
    name, shown = ledger.chance.choice(_PLATFORMS)
    on = ledger.day(0.02, 0.3)
    for _ in range(4):
        cents = ledger.odd(12, 480)
        receipt = ledger.receipt(cents, on, name, label=f"Droits {MONTHS[on.month - 1]}")
        claim = must("receipt: royalties each month", {receipt: cents})
        paid = ledger.after(on, 0, 5)
        ledger.row(Operation.CREDIT, paid, cents, shown, f"ROYALTIES {paid.month:02d}-{paid.year}", claim)
        on += timedelta(days=30)


ACCIDENTS = (one_price, subscribers, subscribers, royalties)
