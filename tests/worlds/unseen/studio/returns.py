"""Pairs that cancel: rejected, returned, paid twice, refunded."""

from datetime import timedelta

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.studio import shops
from tests.worlds.unseen.studio.entries import Cite, Words
from tests.worlds.unseen.studio.ledger import Studio


def transfer_returned(studio: Studio) -> None:
    """A client's transfer is taken back by the bank and comes again."""
    client, on = studio.client(), studio.day(75)
    doc = studio.invoice(client, on, studio.amount(), "Charte")
    words: Words = ("FACT", Cite((doc,))) if studio.rng.random() < 0.6 else ("REGLEMENT",)
    first = studio.after(on, 8, 20)
    back = studio.after(first, 2, 6)
    one = studio.row("transfer returned by the bank", first, doc.cents, "credit", client.shown, words)
    two = studio.row("transfer returned by the bank", back, -doc.cents, "back", client.shown, words)
    studio.cancel(one, two)
    studio.pays("transfer that comes again", client, studio.after(back, 4, 15), [doc], words)


def transfer_lost(studio: Studio) -> None:
    """A client's transfer is taken back and never comes again: the invoice stays open."""
    client, on = studio.client(), studio.day(60)
    doc = studio.invoice(client, on, studio.odd(), "Livret")
    first = studio.after(on, 8, 20)
    words = ("FACT", Cite((doc,)))
    one = studio.row("transfer returned for good", first, doc.cents, "credit", client.shown, words)
    two = studio.row("transfer returned for good", studio.after(first, 2, 6), -doc.cents, "back", client.shown, words)
    studio.cancel(one, two)


def paid_twice(studio: Studio) -> None:
    """A client pays twice; the second is sent back, or kept for now."""
    for sent_back in (True, False):
        client, on = studio.client(), studio.day(75)
        doc = studio.invoice(client, on, studio.odd(), "Affiches")
        words = ("FACT", Cite((doc,)))
        first = studio.after(on, 5, 15)
        studio.pays("paid twice, the one that stands", client, first, [doc], words)
        again = studio.after(first, 6, 14)
        name = "paid twice, sent back" if sent_back else "paid twice, kept"
        two = studio.row(name, again, doc.cents, "credit", client.shown, words)
        if sent_back:
            text = ("REMBOURSEMENT DOUBLE PAIEMENT", Cite((doc,)))
            studio.cancel(two, studio.row(name, studio.after(again, 3, 12), -doc.cents, "transfer", client.shown, text))


def debit_rejected(studio: Studio) -> None:
    """A direct debit is rejected for want of funds and presented again."""
    supplier = studio.rng.choice(shops.DEBITED)
    party, on = studio.supplier(supplier.name), studio.day(60)
    bill = studio.expense(party, on, studio.odd(supplier.least, supplier.most + 9000), supplier.category, "Facture")
    first = studio.after(on, 4, 10)
    one = studio.row("direct debit rejected", first, bill.cents, "debit", supplier.shown, ("ECHEANCE",))
    two = studio.row(
        "direct debit rejected",
        studio.after(first, 1, 3),
        -bill.cents,
        "unpaid",
        supplier.shown,
        ("PROVISION INSUFFISANTE",),
    )
    studio.cancel(one, two)
    studio.row(
        "direct debit presented again",
        studio.after(first, 9, 16),
        bill.cents,
        "debit",
        supplier.shown,
        ("2E PRESENTATION",),
        parts={bill: bill.cents},
        mode=Mode.MUST,
    )


def transfer_out_returned(studio: Studio) -> None:
    """Our transfer to a subcontractor comes back: a wrong IBAN; then it is sent again."""
    shown = f"{studio.first_name()} {studio.surname()}"
    party, on = studio.supplier(shown), studio.day(60)
    number = f"{studio.rng.randrange(2, 90):03}"
    bill = studio.expense(party, on, studio.odd(15000, 90000), "Sous-traitance", "Retouche", number)
    first = studio.after(on, 2, 9)
    words = ("FACT", number)
    one = studio.row("our transfer comes back", first, bill.cents, "transfer", shown, words)
    two = studio.row(
        "our transfer comes back", studio.after(first, 1, 4), -bill.cents, "back", shown, ("IBAN INVALIDE",)
    )
    studio.cancel(one, two)
    studio.row(
        "our transfer sent again",
        studio.after(first, 6, 12),
        bill.cents,
        "transfer",
        shown,
        words,
        parts={bill: bill.cents},
        mode=Mode.MUST,
    )


def ticket_refunded(studio: Studio) -> None:
    """A train ticket is cancelled and wholly refunded; no bill was kept."""
    supplier = shops.TRAVEL[0]
    studio.supplier(supplier.name)
    on, cents = studio.day(40), studio.odd(supplier.least, supplier.most)
    one = studio.row("ticket refunded whole", on, -cents, "card", supplier.shown, bought=on)
    back = studio.after(on, 3, 12)
    two = studio.row("ticket refunded whole", back, cents, "refund", supplier.shown, bought=back)
    studio.cancel(one, two)


def ticket_partly_refunded(studio: Studio) -> None:
    """A ticket is refunded less a charge: the purchase has its bill; the refund has a credit note or none."""
    supplier = shops.TRAVEL[0]
    party = studio.supplier(supplier.name)
    for has_note in (True, False):
        on, cents = studio.day(40), studio.odd(supplier.least + 2000, supplier.most)
        bill = studio.expense(party, on, cents, supplier.category, "Billet")
        name = "ticket with a refund in part"
        studio.row(name, on, -cents, "card", supplier.shown, parts={bill: -cents}, mode=Mode.MUST, bought=on)
        back, refund = studio.after(on, 3, 12), cents - 1500
        if has_note:
            note = studio.expense(party, back, -refund, supplier.category, "Remboursement billet")
            parts = {note: refund}
            studio.row(
                "refund with a document",
                back,
                refund,
                "refund",
                supplier.shown,
                parts=parts,
                mode=Mode.MUST,
                bought=back,
            )
        else:
            studio.row("refund without document", back, refund, "refund", supplier.shown, bought=back)


def purchase_returned(studio: Studio) -> None:
    """A private purchase sent back whole, and the same shop's professional one that stands."""
    supplier = studio.rng.choice(shops.SHOPS)
    party, on = studio.supplier(supplier.name), studio.day(60)
    cents = studio.odd(supplier.least, supplier.most)
    one = studio.row("purchase sent back", on, -cents, "card", supplier.shown, bought=on)
    back = studio.after(on, 8, 20)
    studio.cancel(one, studio.row("purchase sent back", back, cents, "refund", supplier.shown, bought=back))
    later = on + timedelta(days=30)
    bill = studio.expense(party, later, studio.odd(supplier.least, supplier.most), supplier.category, "Achat")
    studio.row(
        "card, named shop",
        later,
        bill.cents,
        "card",
        supplier.shown,
        parts={bill: bill.cents},
        mode=Mode.MUST,
        bought=later,
    )
