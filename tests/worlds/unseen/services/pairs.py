"""Rows that cancel each other, and what is paid again."""

from collections.abc import Callable
from datetime import timedelta

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.services.firms import SHOPS, SUPPLIERS
from tests.worlds.unseen.services.year import Paper, Year


def _cites(paper: Paper) -> Callable[[], str]:
    return lambda: f"FACTURE {paper.reference}"


def debit_rejected(year: Year) -> None:
    supplier, on = year.supplier(year.rng.choice(SUPPLIERS["debit"])), year.day(0, 0.85)
    paper = year.expense(supplier, year.small(20, 190), on)
    first = year.pays(
        "rejected debit", Mode.NOTHING, year.after(on, 2, 8), supplier.shown, "", paper, operation="debit"
    )
    back = year.nothing(
        "rejected debit", year.after(first.on, 1, 4), -first.cents, supplier.shown, operation="reject_debit"
    )
    year.cancel(first, back)
    year.nothing("fee of a rejection", back.on, -2000, "", "FRAIS PRLV IMPAYE", operation="fee")
    if year.rng.random() < 0.6:
        year.pays(
            "debit presented again", Mode.MUST, year.after(back.on, 5, 12), supplier.shown, "", paper, operation="debit"
        )
    else:
        year.pays(
            "paid by transfer after a rejection",
            Mode.MUST,
            year.after(back.on, 3, 12),
            supplier.shown,
            "REGULARISATION",
            paper,
            operation="out",
        )


def credit_returned(year: Year) -> None:
    """A client's transfer is called back, and comes again."""
    client, on = year.client(), year.day(0, 0.8)
    paper = year.invoice(client, year.odd(), on)
    is_cited = year.rng.random() < 0.5
    what = _cites(paper) if is_cited else ""
    first = year.pays("credit called back", Mode.NOTHING, year.after(on, 3, 15), client.shown, what, paper)
    recall = year.rng.choice(("RETOUR VIR RECU", "ANNULATION VIR SEPA RECU", "REJET VIR", "RAPPEL DE FONDS VIR"))
    back = year.nothing(
        "credit called back", year.after(first.on, 1, 5), -first.cents, recall, client.shown, operation="other"
    )
    year.cancel(first, back)
    year.pays("credit that comes again", Mode.MUST, year.after(back.on, 4, 14), client.shown, what, paper)


def transfer_returned(year: Year) -> None:
    """The freelancer's own transfer to a supplier comes back for a wrong IBAN."""
    supplier, on = year.client(is_firm=True), year.day(0, 0.85)
    paper = year.expense(supplier, year.small(80, 700), on)
    first = year.pays(
        "own transfer returned", Mode.NOTHING, year.after(on, 3, 20), supplier.shown, "", paper, operation="out"
    )
    back = year.nothing(
        "own transfer returned",
        year.after(first.on, 1, 4),
        -first.cents,
        supplier.shown,
        "IBAN INVALIDE",
        operation="return_in",
    )
    year.cancel(first, back)
    year.pays(
        "own transfer sent again", Mode.MUST, year.after(back.on, 1, 6), supplier.shown, "", paper, operation="out"
    )


def paid_twice_and_back(year: Year) -> None:
    client, on = year.client(), year.day(0, 0.8)
    paper = year.invoice(client, year.odd(), on)
    year.pays(
        "first of a double payment", Mode.MUST, year.after(on, 3, 15), client.shown, _cites(paper), paper, is_cited=True
    )
    again = year.nothing("double payment paid back", year.after(on, 18, 28), paper.cents, client.shown, _cites(paper))
    back = year.nothing(
        "double payment paid back",
        year.after(again.on, 2, 9),
        -paper.cents,
        client.shown,
        "REMBOURSEMENT DOUBLE REGLEMENT",
        operation="out",
    )
    year.cancel(again, back)


def paid_twice(year: Year) -> None:
    """A second payment of what is paid; nobody has paid it back yet."""
    client, on = year.client(), year.day(0, 0.8)
    paper = year.invoice(client, year.odd(), on)
    year.pays(
        "first of a double payment", Mode.MUST, year.after(on, 3, 12), client.shown, _cites(paper), paper, is_cited=True
    )
    year.nothing("paid a second time", year.after(on, 15, 40), paper.cents, client.shown, _cites(paper))


def old_one_again(year: Year) -> None:
    """A client pays again what the vault holds as settled, and gets it back."""
    client, on = year.client(), year.day(0.1, 0.8)
    old = year.invoice(client, year.odd(), on - timedelta(days=50), is_settled=True)
    again = year.nothing("settled document paid again", on, old.cents, client.shown, _cites(old))
    back = year.nothing(
        "settled document paid again", year.after(on, 3, 12), -old.cents, client.shown, "TROP PERCU", operation="out"
    )
    year.cancel(again, back)


def card_refunded(year: Year) -> None:
    shop, on = year.rng.choice((*SHOPS, *SUPPLIERS["card"])), year.day(0, 0.85)
    cents = year.small(15, 240)
    first = year.nothing("card purchase refunded whole", on, -cents, shop, done=on - timedelta(days=1))
    back = year.nothing(
        "card purchase refunded whole",
        year.after(on, 4, 16),
        cents,
        shop,
        operation="card_back",
        done=on - timedelta(days=1),
    )
    year.cancel(first, back)


def card_refunded_in_part(year: Year) -> None:
    supplier, on = year.supplier(year.rng.choice(SUPPLIERS["card"])), year.day(0, 0.85)
    cents = year.small(60, 300)
    paper = year.expense(supplier, cents, on)
    year.pays("card purchase, part refunded later", Mode.MUST, year.after(on, 1, 3), supplier.shown, "", paper, done=on)
    refund = cents // 3
    if year.rng.random() < 0.5:
        note = year.expense(supplier, -refund, on + timedelta(days=8), label="Avoir")
        year.pays(
            "refund with a supplier's credit note",
            Mode.MUST,
            year.after(note.on, 1, 5),
            supplier.shown,
            "",
            note,
            operation="card_back",
        )
    else:
        year.nothing(
            "refund of a part, no document", year.after(on, 6, 15), refund, supplier.shown, operation="card_back"
        )


def cheque_bounced(year: Year) -> None:
    client, on = year.client(is_firm=False), year.day(0, 0.8)
    paper = year.invoice(client, year.odd(), on)
    first = year.pays("cheque bounced", Mode.NOTHING, year.after(on, 4, 15), "", "", paper, operation="cheques")
    back = year.nothing(
        "cheque bounced",
        year.after(first.on, 3, 8),
        -first.cents,
        "CHEQUE IMPAYE",
        f"NO {year.rng.randint(10**6, 10**7)}",
        operation="other",
    )
    year.cancel(first, back)
    year.pays("paid after a bounced cheque", Mode.MUST, year.after(back.on, 3, 12), client.shown, "", paper)


def supplier_refund(year: Year) -> None:
    """A supplier pays back what it charged too much, with a document."""
    supplier, on = year.supplier(year.rng.choice(SUPPLIERS["debit"])), year.day(0.1, 1)
    note = year.expense(supplier, -year.small(12, 140), on, label="Avoir fournisseur")
    year.pays("supplier's refund", Mode.MUST, year.after(on, 2, 12), supplier.shown, "REMBOURSEMENT", note)
