"""Payouts from which something was taken back: refunds to buyers, chargebacks."""

from microdesk_desktop.domain.settle.targets import DocumentType
from tests.worlds.unseen.online.banks import Operation
from tests.worlds.unseen.online.claims import ask, must, nothing
from tests.worlds.unseen.online.ledger import Ledger, Proof
from tests.worlds.unseen.online.numbering import citing
from tests.worlds.unseen.online.payouts import SERVICES, order


def less_refund(ledger: Ledger) -> None:
    """A payout of two sales less what a buyer got back, and less the commission."""
    service, on = ledger.chance.choice(SERVICES), ledger.day(0.1, 0.85)
    orders = [order(ledger, on) for _ in range(2)]
    party, back = ledger.someone(), ledger.odd(8, 14)
    note = ledger.document(party, back, ledger.after(on, -1, 1), DocumentType.CREDIT_NOTE, label="Commande retournée")
    sold = {target: cents for target, cents, _ in orders}
    fee = sum(map(service.rate.fee, sold.values()))
    claim = ask("payout: less a refund", {**sold, note: -back}, fee=fee)
    net = sum(sold.values()) - back - fee
    ledger.row(Operation.CREDIT, ledger.after(on, 3, 6), net, service.who, service.text, claim)


def chargeback(ledger: Ledger) -> None:
    """A sale that was paid is taken back with a fee."""
    service, on = ledger.chance.choice(SERVICES), ledger.day(0.05, 0.8)
    target, cents, number = order(ledger, on)
    claim = must("shop: number of the order", {target: cents}, Proof.NUMBER)
    who = ledger.cast.person().reversed.upper()
    ledger.row(Operation.INSTANT, ledger.after(on, 0, 4), cents, who, f"commande {number}", claim)
    taken = nothing("noise: chargeback", is_deliberate=True)
    text = f"DISPUTE {number}"
    ledger.row(Operation.DEBIT, ledger.after(on, 15, 40), -(cents + 2_000), service.who, text, taken)


def refunded_by_card(ledger: Ledger) -> None:
    """A buyer's credit note is paid back through the service, which debits it."""
    service, on = ledger.chance.choice(SERVICES), ledger.day(0.05, 0.85)
    party, cents = ledger.someone(), ledger.odd(15, 120)
    note = ledger.document(party, cents, on, DocumentType.CREDIT_NOTE)
    claim = must("refund: credit note through a service", {note: -cents}, Proof.NUMBER)
    ledger.row(Operation.DEBIT, ledger.after(on, 1, 9), -cents, service.who, citing("REFUND {}", note), claim)


ACCIDENTS = (less_refund, less_refund, chargeback, refunded_by_card)
