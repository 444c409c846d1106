"""Operations that cancel: returned, rejected and presented again, doubled and paid back, bought and refunded."""

from tests.worlds.unseen.online.banks import Operation
from tests.worlds.unseen.online.claims import may, must, nothing
from tests.worlds.unseen.online.ledger import Ledger, Proof
from tests.worlds.unseen.online.numbering import citing
from tests.worlds.unseen.online.suppliers import DEBITED, SHOPS, SUBSCRIPTIONS


def recalled_and_again(ledger: Ledger) -> None:
    """A client's transfer is recalled, then sent again."""
    party, on, cents = ledger.someone(), ledger.day(0.02, 0.7), ledger.odd(200, 2_500)
    document, bank = ledger.document(party, cents, on), ledger.banks[0]
    paid = ledger.after(on, 5, 25)
    first = ledger.row(
        Operation.CREDIT,
        paid,
        cents,
        party.name,
        citing("facture {}", document),
        nothing("pair: transfer recalled", is_deliberate=True),
        bank=bank,
    )
    back = ledger.row(
        Operation.RECALLED,
        ledger.after(first.on, 1, 4),
        -cents,
        party.name,
        citing("facture {}", document),
        nothing("pair: transfer recalled", is_deliberate=True),
        bank=bank,
    )
    ledger.cancel(first, back)
    claim = must("pair: transfer sent again", {document: cents}, Proof.NUMBER)
    again = ledger.after(back.on, 2, 15)
    ledger.row(Operation.CREDIT, again, cents, party.name, citing("facture {}", document), claim, bank=bank)


def rejected_debit(ledger: Ledger) -> None:
    """A direct debit is rejected, and presented again or not."""
    supplier, on, cents = ledger.chance.choice(DEBITED), ledger.day(0.02, 0.8), ledger.odd(150, 400)
    expense, bank = ledger.expense(supplier.name, cents, on, label=supplier.label), ledger.banks[0]
    is_again = ledger.chance.random() < 0.7
    behaviour = "pair: debit rejected, then again" if is_again else "pair: debit rejected for good"
    first = ledger.row(
        Operation.DEBIT,
        ledger.after(on, 1, 4),
        -cents,
        supplier.shown,
        "ECHEANCE",
        nothing(behaviour, is_deliberate=True),
        bank=bank,
    )
    back = ledger.row(
        Operation.REJECTED,
        ledger.after(first.on, 1, 4),
        cents,
        supplier.shown,
        "ECHEANCE",
        nothing(behaviour, is_deliberate=True),
        bank=bank,
    )
    ledger.cancel(first, back)
    if is_again:
        claim = must("pair: debit presented again", {expense: -cents})
        ledger.row(
            Operation.DEBIT, ledger.after(back.on, 5, 12), -cents, supplier.shown, "REPRESENTATION", claim, bank=bank
        )


def returned_transfer(ledger: Ledger) -> None:
    """A transfer to a supplier comes back for a wrong account number, then leaves again."""
    company, on, cents = ledger.cast.company(), ledger.day(0.02, 0.8), ledger.odd(90, 1_200)
    expense, bank = ledger.expense(company.name, cents, on, label="Prestation"), ledger.banks[0]
    first = ledger.row(
        Operation.TRANSFER,
        ledger.after(on, 2, 9),
        -cents,
        company.name,
        "reglement",
        nothing("pair: own transfer returned", is_deliberate=True),
        bank=bank,
    )
    back = ledger.row(
        Operation.RETURNED,
        ledger.after(first.on, 1, 5),
        cents,
        company.name,
        "COMPTE CLOS",
        nothing("pair: own transfer returned", is_deliberate=True),
        bank=bank,
    )
    ledger.cancel(first, back)
    claim = must("pair: own transfer sent again", {expense: -cents})
    ledger.row(Operation.TRANSFER, ledger.after(back.on, 1, 8), -cents, company.name, "reglement", claim, bank=bank)


def double_and_refund(ledger: Ledger) -> None:
    """A shop charges twice and gives one charge back."""
    shop, on, cents = ledger.chance.choice(SHOPS), ledger.day(0.02, 0.85), ledger.odd(25, 320)
    expense, bank = ledger.expense(shop.name, cents, on, label=shop.label), ledger.banks[0]
    claim = may("pair: first of a double charge", {expense: -cents})
    ledger.row(Operation.CARD, on, -cents, shop.shown, "", claim, bank=bank, spent_on=on)
    doubled = nothing("pair: double charge and refund", is_deliberate=True)
    second_on = ledger.after(on, 1, 2)
    second = ledger.row(Operation.CARD, second_on, -cents, shop.shown, "", doubled, bank=bank)
    back = ledger.row(Operation.CARD_BACK, ledger.after(second_on, 2, 8), cents, shop.shown, "", doubled, bank=bank)
    ledger.cancel(second, back)


def double_paid_back(ledger: Ledger) -> None:
    """A client pays twice, and is paid back."""
    party, on, cents = ledger.someone(), ledger.day(0.02, 0.65), ledger.odd(200, 2_000)
    document = ledger.document(party, cents, on)
    paid = ledger.after(on, 5, 25)
    claim = must("pair: first of two payments", {document: cents}, Proof.NUMBER)
    ledger.row(Operation.CREDIT, paid, cents, party.name, citing("facture {}", document), claim)
    doubled = nothing("pair: second payment, paid back", is_deliberate=True)
    second = ledger.row(
        Operation.CREDIT,
        ledger.after(paid, 4, 20),
        cents,
        party.name,
        citing("facture {}", document),
        doubled,
    )
    words = ledger.chance.choice(("REMBOURSEMENT DOUBLE PAIEMENT", "trop perçu", "remboursement doublon"))
    back = ledger.row(Operation.TRANSFER, ledger.after(second.on, 3, 12), -cents, party.name, words, doubled)
    ledger.cancel(second, back)


def whole_refund(ledger: Ledger) -> None:
    """A purchase by card that was never entered is refunded whole."""
    shop, on, cents = ledger.chance.choice(SHOPS), ledger.day(0.02, 0.9), ledger.odd(20, 400)
    bank = ledger.banks[0]
    claim = nothing("pair: purchase refunded whole")
    bought = ledger.row(Operation.CARD, on, -cents, shop.shown, "", claim, bank=bank)
    back = ledger.row(Operation.CARD_BACK, ledger.after(on, 3, 18), cents, shop.shown, "", claim, bank=bank)
    ledger.cancel(bought, back)


def trial(ledger: Ledger) -> None:
    """A trial subscription verifies the card, and gives the euro back."""
    supplier, on = ledger.chance.choice(SUBSCRIPTIONS), ledger.day(0.02, 0.9)
    bank, claim = ledger.banks[0], nothing("pair: card verified")
    taken = ledger.row(Operation.CARD, on, -100, supplier.shown, "", claim, bank=bank)
    back = ledger.row(Operation.CARD_BACK, ledger.after(on, 0, 2), 100, supplier.shown, "", claim, bank=bank)
    ledger.cancel(taken, back)


ACCIDENTS = (
    recalled_and_again,
    recalled_and_again,
    rejected_debit,
    rejected_debit,
    returned_transfer,
    double_and_refund,
    double_paid_back,
    whole_refund,
    whole_refund,
    trial,
)
