"""Purchases with a turn: middlemen, tips, clients who sell too, subcontractors, refunds with a document."""

from microdesk_desktop.domain.settle.targets import DocumentType
from tests.worlds.unseen.online.banks import Operation
from tests.worlds.unseen.online.claims import ask, may, must, nothing
from tests.worlds.unseen.online.ledger import Ledger, Proof
from tests.worlds.unseen.online.numbering import citing
from tests.worlds.unseen.online.suppliers import RESTAURANTS, SHOPS


def through_wallet(ledger: Ledger) -> None:
    """A wallet pays the shop, whose name is shown or not."""
    shop, on, cents = ledger.chance.choice(SHOPS), ledger.day(0.0, 0.95), ledger.odd(15, 260)
    expense = ledger.expense(shop.name, cents, on, label=shop.label)
    if ledger.either():
        claim = must("purchase: wallet, shop named", {expense: -cents})
        shown = f"PAYPAL *{shop.shown.replace(' ', '')[:14]}" if ledger.either() else f"PAYPAL *{shop.shown}"
        if shop.shown not in shown:
            claim = may("purchase: wallet, shop abbreviated", {expense: -cents}, Proof.OTHER)
        ledger.row(Operation.CARD, ledger.after(on, 0, 2), -cents, shown, "", claim, spent_on=on)
        return
    claim = may("purchase: wallet alone", {expense: -cents}, Proof.OTHER)
    text = f"{ledger.chance.randrange(10**12, 10**13)} PAYPAL"
    ledger.row(Operation.DEBIT, ledger.after(on, 1, 4), -cents, "PayPal Europe S.a.r.l. et Cie S.C.A", text, claim)


def tip(ledger: Ledger) -> None:
    """A meal with a client, and a tip."""
    who, on, cents = ledger.chance.choice(RESTAURANTS), ledger.day(0.0, 0.95), ledger.odd(24, 96)
    expense = ledger.expense(who.title(), cents, on, label="Repas avec un client")
    given = ledger.chance.choice((200, 300, 500 - cents % 500))
    claim = ask("purchase: tip added", {expense: -cents})
    ledger.row(Operation.CARD, ledger.after(on, 0, 2), -(cents + given), who, "", claim, spent_on=on)


def client_who_sells(ledger: Ledger) -> None:
    """A company is a client and a supplier, and money goes both ways."""
    company, on = ledger.cast.company(), ledger.day(0.02, 0.7)
    party = ledger.client(company.name)
    sold, bought = ledger.odd(200, 1_800), ledger.odd(80, 700)
    document = ledger.document(party, sold, on)
    expense = ledger.expense(company.name, bought, ledger.after(on, -5, 9), label="Prestation")
    claim = must("both ways: client pays", {document: sold})
    ledger.row(Operation.CREDIT, ledger.after(on, 10, 30), sold, company.name, "", claim)
    claim = must("both ways: supplier is paid", {expense: -bought})
    ledger.row(Operation.TRANSFER, ledger.after(on, 10, 30), -bought, company.name, "reglement", claim)


def compensation(ledger: Ledger) -> None:
    """The client takes off what it sold to us."""
    company, on = ledger.cast.company(), ledger.day(0.02, 0.7)
    party = ledger.client(company.name)
    sold, bought = ledger.odd(800, 2_800), ledger.odd(80, 500)
    document = ledger.document(party, sold, on)
    expense = ledger.expense(company.name, bought, ledger.after(on, -5, 4), label="Prestation")
    claim = ask("both ways: compensation", {document: sold, expense: -bought})
    ledger.row(Operation.CREDIT, ledger.after(on, 10, 30), sold - bought, company.name, "COMPENSATION", claim)


def subcontractor(ledger: Ledger) -> None:
    """A subcontractor whose invoice has a number like ours, of a document that is open."""
    person, on, cents = ledger.cast.person(), ledger.day(0.1, 0.8), ledger.odd(200, 1_500)
    own = ledger.settled(ledger.regular(), ledger.after(on, -9, 0))
    expense = ledger.expense(person.name, cents, on, label="Sous-traitance")
    claim = must("purchase: subcontractor's number like ours", {expense: -cents})
    ledger.row(
        Operation.TRANSFER,
        ledger.after(on, 2, 25),
        -cents,
        person.name,
        citing("facture {}", own),
        claim,
    )


def supplier_refund(ledger: Ledger) -> None:
    """A supplier pays back what was entered as a credit, by card or by transfer."""
    shop, on, cents = ledger.chance.choice(SHOPS), ledger.day(0.05, 0.9), ledger.odd(12, 120)
    credit = ledger.expense(shop.name, -cents, on, label="Avoir du fournisseur")
    claim = must("refund: supplier's credit entered", {credit: cents})
    operation = ledger.chance.choice((Operation.CARD_BACK, Operation.CREDIT))
    ledger.row(operation, ledger.after(on, 1, 8), cents, shop.shown, "", claim)


def less_supplier_credit(ledger: Ledger) -> None:
    """A debit for a purchase less a credit of the same supplier."""
    shop, on, cents = ledger.chance.choice(SHOPS), ledger.day(0.05, 0.9), ledger.odd(120, 420)
    back = ledger.odd(10, 60)
    expense = ledger.expense(shop.name, cents, on, label=shop.label)
    credit = ledger.expense(shop.name, -back, ledger.after(on, -8, 2), label="Avoir du fournisseur")
    claim = may("purchase: less a supplier's credit", {expense: -cents, credit: back})
    ledger.row(Operation.DEBIT, ledger.after(on, 3, 9), back - cents, shop.shown, "RELEVE", claim)


def partial_refund(ledger: Ledger) -> None:
    """A purchase that stands, of which a part comes back without a document."""
    shop, on, cents = ledger.chance.choice(SHOPS), ledger.day(0.05, 0.85), ledger.odd(60, 320)
    expense = ledger.expense(shop.name, cents, on, label=shop.label)
    claim = must("refund: purchase refunded in part", {expense: -cents})
    ledger.row(Operation.CARD, ledger.after(on, 0, 2), -cents, shop.shown, "", claim, spent_on=on)
    back = ledger.odd(5, 50)
    claim = nothing("refund: part of a purchase, no document")
    ledger.row(Operation.CARD_BACK, ledger.after(on, 8, 20), back, shop.shown, "", claim)


def client_refunded(ledger: Ledger) -> None:
    """A client is paid back by transfer what a credit note states."""
    party, on, cents = ledger.someone(), ledger.day(0.05, 0.8), ledger.odd(20, 300)
    note = ledger.document(party, cents, on, DocumentType.CREDIT_NOTE)
    is_cited = ledger.either()
    proof = Proof.NUMBER if is_cited else Proof.NAME
    claim = must(f"refund: credit note paid out, {'number' if is_cited else 'name'}", {note: -cents}, proof)
    ledger.row(
        Operation.TRANSFER,
        ledger.after(on, 1, 12),
        -cents,
        party.name,
        citing("avoir {}", note) if is_cited else "REMBOURSEMENT",
        claim,
    )


def private_at_supplier(ledger: Ledger) -> None:
    """A private purchase at a shop where the company buys too, in the days of an expense."""
    shop, on, cents = ledger.chance.choice(SHOPS), ledger.day(0.05, 0.9), ledger.odd(12, 160)
    expense = ledger.expense(shop.name, cents, on, label=shop.label)
    claim = must("purchase: card", {expense: -cents})
    ledger.row(Operation.CARD, ledger.after(on, 0, 2), -cents, shop.shown, "", claim, spent_on=on)
    claim = nothing("private: at a supplier's")
    ledger.row(Operation.CARD, ledger.after(on, 1, 6), -ledger.odd(12, 160), shop.shown, "", claim)


def private_equal(ledger: Ledger) -> None:
    """A private purchase of the very amount of an expense elsewhere, whose own debit comes."""
    shop, on, cents = ledger.chance.choice(SHOPS), ledger.day(0.05, 0.9), ledger.odd(12, 60)
    expense = ledger.expense(shop.name, cents, on, label=shop.label)
    claim = must("purchase: card", {expense: -cents})
    ledger.row(Operation.CARD, ledger.after(on, 1, 2), -cents, shop.shown, "", claim, spent_on=on)
    claim = nothing("private: equal to an expense by chance", is_deliberate=True)
    ledger.row(Operation.CARD, ledger.after(on, 0, 4), -cents, "MARCHE U BELLEVIGNE", "", claim)


def private_at_client(ledger: Ledger) -> None:
    """The owner buys something in a client's shop, while the client owes money."""
    company, on = ledger.cast.company(), ledger.day(0.02, 0.75)
    cents = ledger.odd(200, 1_800)
    document = ledger.document(ledger.client(company.name), cents, on)
    claim = must("sale: name and odd amount", {document: cents})
    ledger.row(Operation.CREDIT, ledger.after(on, 10, 35), cents, company.name, "", claim)
    claim = nothing("private: in a client's shop")
    ledger.row(Operation.CARD, ledger.after(on, 1, 40), -ledger.odd(8, 90), company.name.upper(), "", claim)


ACCIDENTS = (
    private_at_client,
    through_wallet,
    through_wallet,
    tip,
    client_who_sells,
    compensation,
    subcontractor,
    supplier_refund,
    less_supplier_credit,
    partial_refund,
    client_refunded,
    client_refunded,
    private_at_supplier,
    private_equal,
)
