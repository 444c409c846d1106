"""Amounts near what is owed: fees, discounts, tips, slips of the finger, doubles, other currencies."""

from microdesk_desktop.domain.settle.targets import DocumentType
from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.craft.ledger import Habit, Ledger, Sight, after


def transfer_fee(book: Ledger) -> None:
    """A client abroad pays by number, and the banks on the way keep some euros."""
    client = book.names.firm()
    on = book.day()
    cents = book.odd(400, 2600)
    piece = book.document(client, on, cents)
    got = cents - book.random.choice((800, 1200, 1550, 2000))
    paid = after(on, 21)
    who = client.as_sender(book.random)
    if book.random.random() < 0.5:
        book.receive(
            "fee kept, number", Mode.MUST, paid, {piece: got}, who, book.cite(piece), cents=got, sight=Sight.NUMBER
        )
    else:
        book.receive("fee kept, name", Mode.MAY, paid, {piece: got}, who, "INVOICE", cents=got)


def cents_off(book: Ledger) -> None:
    """The payer drops or rounds the cents."""
    client = book.names.person()
    on = book.day()
    cents = book.odd(150, 1600)
    piece = book.document(client, on, cents)
    got = cents // 100 * 100
    paid = after(on, book.random.randint(2, 20))
    book.receive("cents dropped", Mode.MAY, paid, {piece: got}, client.as_sender(book.random, "full"), cents=got)


def rounded_up(book: Ledger) -> None:
    """A happy client rounds up to the next ten."""
    client = book.names.person()
    on = book.day()
    cents = book.odd(120, 900)
    piece = book.document(client, on, cents)
    got = (cents // 1000 + 1) * 1000
    paid = after(on, book.random.randint(1, 10))
    who = client.as_sender(book.random, "full")
    book.receive("tip, rounded up", Mode.MAY, paid, {piece: cents}, who, "MERCI BEAUCOUP", cents=got)


def cash_discount(book: Ledger) -> None:
    """A firm takes two per cent off for paying at once, and says so."""
    client = book.names.firm()
    on = book.day()
    cents = book.odd(500, 3600)
    piece = book.document(client, on, cents)
    got = cents - round(cents * 0.02)
    cite = book.cite(piece)
    is_cited = book.random.random() < 0.6
    row = book.receive(
        "escompte 2 %, number" if is_cited else "escompte 2 %, name", Mode.MUST if is_cited else Mode.MAY, after(on, 5),
        {piece: got}, client.as_sender(book.random), lambda: f"{cite() if is_cited else ''} ESCOMPTE 2%", cents=got,
    )  # fmt: skip
    row.sight = Sight.NUMBER if is_cited else Sight.NAME


def digits_of_amount(book: Ledger) -> None:
    """The payer types 1 248 for 1 284."""
    client = book.names.person()
    on = book.day()
    tens, ones = book.random.sample(range(1, 9), 2)
    head = book.random.randint(2, 14) * 10000
    piece = book.document(client, on, head + tens * 1000 + ones * 100)
    got = head + ones * 1000 + tens * 100
    shares = {piece: min(got, piece.cents)}
    paid = after(on, book.random.randint(2, 20))
    book.receive("amount mistyped", Mode.ASK, paid, shares, client.as_sender(book.random, "full"), cents=got)


def overpaid(book: Ledger) -> None:
    """The number is right, and fifty or a hundred euros too many come."""
    client = book.regular()
    on = book.day()
    piece = book.document(client, on, book.odd(150, 900))
    got = piece.cents + book.random.choice((5000, 10000))
    paid = after(on, 9)
    who = client.as_sender(book.random)
    book.receive(
        "overpaid, number", Mode.MUST, paid, {piece: piece.cents}, who, book.cite(piece), cents=got, sight=Sight.NUMBER
    )


def paid_twice(book: Ledger) -> None:
    """The client pays twice and nobody has noticed: the second settles nothing."""
    client = book.regular()
    on = book.day()
    piece = book.document(client, on, book.odd(150, 1900))
    who = client.as_sender(book.random)
    cite = book.cite(piece)
    book.receive("paid twice, first", Mode.MUST, after(on, 9), [piece], who, cite, sight=Sight.NUMBER)
    book.receive("paid twice, second", Mode.NOTHING, after(on, 16), (), who, cite, cents=piece.cents)


def double_paid_back(book: Ledger) -> None:
    """The client pays twice, and the second transfer is sent back."""
    client = book.regular()
    on = book.day()
    piece = book.document(client, on, book.odd(150, 1900))
    who = client.as_sender(book.random)
    cite = book.cite(piece)
    book.receive("double paid back, first", Mode.MUST, after(on, 9), [piece], who, cite, sight=Sight.NUMBER)
    double = book.receive("double paid back, second", Mode.NOTHING, after(on, 12), (), who, cite, cents=piece.cents)
    told = book.random.choice(("REMBOURSEMENT DOUBLE PAIEMENT", "TROP PERCU", "RETOUR DOUBLE VIREMENT"))
    book.cancel(double, after(on, 20), "out", who, "double paid back, refund", told)


def francs(book: Ledger) -> None:
    """A frontier client pays francs on the account in francs; an invoice in euros has the same figure."""
    client = book.names.person()
    on = book.day()
    piece = book.document(client, on, book.odd(200, 900))
    piece.currency = "CHF"
    book.document(client, on, piece.cents)
    paid = after(on, book.random.randint(3, 20))
    row = book.receive("francs for francs", Mode.MUST, paid, [piece], client.as_sender(book.random, "full"))
    row.currency = "CHF"


def foreign_purchase(book: Ledger) -> None:
    """A purchase in dollars: the expense has the rate of the day, the card that of its own."""
    supplier = book.supplier(
        book.random.choice(("Toolforge Inc", "Sheetmusic Online", "Sandpiper Software", "Yogaware LLC"))
    )
    on = book.day()
    cents = book.odd(20, 300)
    piece = book.expense(supplier, on, cents, "Achat en dollars")
    charged = cents + max(30, round(cents * 0.014))
    paid = after(on, book.random.randint(1, 3))
    book.card(
        "purchase in dollars", Mode.MAY, paid, {piece: -cents}, f"{supplier.name} USD", cents=-charged, bought_on=on
    )


def pay_back_in_kind(book: Ledger) -> None:
    """A client who is a supplier too pays the difference of both invoices."""
    firm = book.names.firm()
    on = book.day()
    piece = book.document(firm, on, book.odd(900, 2400))
    bought = book.expense(
        firm, after(on, 3), book.odd(100, 600), "Sous-traitance", f"S{book.random.randint(1000, 9999)}"
    )
    book.receive("compensation", Mode.MAY, after(on, 25), [piece, bought], firm.as_sender(book.random), "COMPENSATION")


def client_and_supplier(book: Ledger) -> None:
    """A firm pays our invoice and sends its own, of near amounts on near days."""
    firm = book.names.firm()
    on = book.day()
    cents = book.odd(300, 1500)
    piece = book.document(firm, on, cents)
    bought = book.expense(firm, after(on, 2), cents, "Sous-traitance", f"FS-{book.random.randint(100, 999)}")
    who = firm.as_sender(book.random)
    book.receive("client is supplier, in", Mode.MUST, after(on, 15), [piece], who)
    book.debit("client is supplier, out", Mode.MUST, after(on, 17), [bought], who, "VOTRE FACTURE", kind="out")


def small_rest(book: Ledger) -> None:
    """The client sends the forgotten small rest of an invoice."""
    client = book.names.person()
    on = book.day()
    cents = book.odd(300, 1500)
    rest = book.random.choice((90, 150, 1000))
    piece = book.document(client, on, cents)
    who = client.as_sender(book.random, "full")
    got = cents - rest
    book.receive("small rest missing", Mode.MAY, after(on, 9), {piece: got}, who, cents=got)
    book.receive("small rest sent", Mode.MUST, after(on, 21), {piece: rest}, who, "COMPLEMENT", cents=rest)


def proforma_cited(book: Ledger) -> None:
    """A pro-forma is cited and its invoice, made after the payment, has the amount."""
    client = book.regular()
    on = book.day(since=20)
    cents = book.odd(200, 1200)
    proforma = book.document(client, after(on, -12), cents, DocumentType.PROFORMA)
    piece = book.document(client, on, cents)
    who = client.as_sender(book.random, "full")
    book.receive("pro-forma cited", Mode.MUST, after(on, 4), [piece], who, lambda: f"PROFORMA {proforma.number}")


HABITS: tuple[Habit, ...] = (
    transfer_fee, cents_off, rounded_up, cash_discount, digits_of_amount, overpaid, paid_twice, double_paid_back,
    francs, foreign_purchase, pay_back_in_kind, client_and_supplier, small_rest, proforma_cited,
)  # fmt: skip
