"""Payments for others, other clients in the text, replaced documents, letters that the bank garbled."""

from microdesk_desktop.domain.settle.targets import DocumentType
from tests.worlds.unseen.online.banks import Operation
from tests.worlds.unseen.online.claims import ask, may, must
from tests.worlds.unseen.online.ledger import Ledger, Proof
from tests.worlds.unseen.online.numbering import citing


def one_payer_two_clients(ledger: Ledger) -> None:
    """An agency pays the documents of two clients at once, with or without the numbers."""
    on = ledger.day(0.02, 0.75)
    parts = {}
    for _ in range(2):
        cents = ledger.odd(150, 1_800)
        parts[ledger.document(ledger.someone(), cents, ledger.after(on, 0, 4))] = cents
    paid, who = ledger.after(on, 8, 30), ledger.cast.company().name
    if ledger.either():
        claim = must("set: two clients, numbers", parts, Proof.NUMBER)
        ledger.row(Operation.CREDIT, paid, sum(parts.values()), who, citing("{} et {}", *parts), claim)
        return
    claim = ask("set: two clients, silent", parts)
    ledger.row(Operation.CREDIT, paid, sum(parts.values()), who, "", claim)


def other_client_in_text(ledger: Ledger) -> None:
    """The payer is a client, and the text names another who owes another amount."""
    party, other, on = ledger.someone(), ledger.someone(), ledger.day()
    cents, others = ledger.odd(150, 2_800), ledger.odd(150, 2_800)
    document = ledger.document(party, cents, on)
    foreign = ledger.document(other, others, ledger.after(on, -10, 5))
    claim = must("payer: another client in the text", {document: cents})
    paid = ledger.after(on, 6, 30)
    ledger.row(Operation.CREDIT, paid, cents, party.name, f"campagne {other.name}", claim)
    claim = must("sale: number cited", {foreign: others}, Proof.NUMBER)
    ledger.row(Operation.CREDIT, ledger.after(paid, 1, 15), others, other.name, citing("Facture {}", foreign), claim)


def replaced(ledger: Ledger) -> None:
    """A corrective document took the place of one whose number is cited."""
    party, on = ledger.someone(), ledger.day(0.02, 0.7)
    cents = ledger.odd(200, 2_400)
    former = ledger.settled(party, on, cents + 6_000)
    document = ledger.document(party, cents, ledger.after(on, 4, 15), DocumentType.CORRECTIVE)
    claim = must("stray: number of the replaced document", {document: cents})
    paid = ledger.after(on, 18, 45)
    ledger.row(Operation.CREDIT, paid, cents, party.name, citing("Facture {}", former), claim)


def forwarded(ledger: Ledger) -> None:
    """The owner moves a client's payment from a wallet to the bank, and writes the number."""
    party, on, cents = ledger.someone(), ledger.day(), ledger.odd(150, 1_800)
    document = ledger.document(party, cents, on)
    claim = may("payer: owner forwards, number", {document: cents}, Proof.NUMBER)
    who = ledger.chance.choice((ledger.cast.owner.name, ledger.cast.owner.reversed.upper()))
    ledger.row(Operation.CREDIT, ledger.after(on, 4, 30), cents, who, citing("PayPal {}", document), claim)


def garbled(ledger: Ledger) -> None:
    """The bank reads UTF-8 as Latin-1."""
    party, on, cents = ledger.someone(), ledger.day(), ledger.odd(150, 2_800)
    document = ledger.document(party, cents, on)
    claim = must("number: garbled accents", {document: cents}, Proof.NUMBER)
    text = "Règlement prestation réalisée été {}".encode().decode("latin-1")
    who = party.name.encode().decode("latin-1")
    ledger.row(Operation.RAW, ledger.after(on, 4, 30), cents, f"VIR {who}", citing(text, document), claim)


ACCIDENTS = (one_payer_two_clients, one_payer_two_clients, other_client_in_text, replaced, forwarded, garbled)
