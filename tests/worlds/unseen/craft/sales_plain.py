"""Ordinary sales: an invoice, and some days later the transfer, cheque or pair of transfers that pays it."""

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.craft.ledger import Habit, Ledger, Sight, after

THANKS = ("", "", "MERCI", "TRAVAUX", "REGLEMENT", "VIREMENT", "PAIEMENT FACTURE", "VOTRE FACTURE", "INTERVENTION")


def number_and_name(book: Ledger) -> None:
    """The payer writes the number of the invoice."""
    client = book.regular()
    on = book.day()
    piece = book.document(client, on, book.odd(90, 3200))
    paid = after(on, book.random.randint(1, 40))
    what = book.spell(piece)
    book.receive("number and name", Mode.MUST, paid, [piece], client.as_sender(book.random), what, sight=Sight.NUMBER)


def name_and_odd_amount(book: Ledger) -> None:
    """The payer writes nothing of use, but is the client, and pays to the cent."""
    client = book.regular()
    on = book.day()
    piece = book.document(client, on, book.odd(60, 2400))
    paid = after(on, book.random.randint(1, 45))
    book.receive(
        "name, odd amount", Mode.MUST, paid, [piece], client.as_sender(book.random), book.random.choice(THANKS)
    )


def name_and_round_amount(book: Ledger) -> None:
    """The same with a round amount."""
    client = book.regular()
    on = book.day()
    piece = book.document(client, on, book.round(100, 950))
    paid = after(on, book.random.randint(1, 30))
    book.receive(
        "name, round amount", Mode.MUST, paid, [piece], client.as_sender(book.random), book.random.choice(THANKS)
    )


def usual_price(book: Ledger) -> None:
    """A client, who may have others open at the same price, pays one under the full name."""
    client = book.loyal_client()
    on = book.day()
    piece = book.document(client, on, book.random.choice(book.trade.prices) * 100, label=book.trade.lesson)
    paid = after(on, book.random.randint(2, 40))
    who = client.as_sender(book.random, "full" if client.first else "")
    book.receive("usual price, by name", Mode.MUST, paid, [piece], who, book.random.choice(THANKS))


def surname_alone(book: Ledger) -> None:
    """The bank prints the civility and the surname only."""
    client = book.names.person(titled=True)
    on = book.day()
    piece = book.document(client, on, book.odd(80, 1500))
    paid = after(on, book.random.randint(2, 30))
    book.receive("surname alone, odd amount", Mode.MUST, paid, [piece], client.as_sender(book.random, "surname"))


def initial_alone(book: Ledger) -> None:
    """The bank prints the surname and an initial."""
    client = book.names.person()
    on = book.day()
    piece = book.document(client, on, book.odd(80, 1500))
    paid = after(on, book.random.randint(2, 30))
    book.receive("surname and initial", Mode.MUST, paid, [piece], client.as_sender(book.random, "initial"))


def number_alone(book: Ledger) -> None:
    """Somebody unknown cites the number, and pays to the cent."""
    on = book.day()
    piece = book.document(book.client(), on, book.odd(90, 1800))
    stranger = book.names.person()
    what = book.cite(piece)
    paid = after(on, book.random.randint(3, 30))
    book.receive(
        "number, payer unknown", Mode.MUST, paid, [piece], stranger.as_sender(book.random), what, sight=Sight.NUMBER
    )


def very_late(book: Ledger) -> None:
    """After reminders the client pays four months later."""
    client = book.regular()
    on = book.day(margin=150)
    piece = book.document(client, on, book.odd(150, 2600))
    paid = after(on, book.random.randint(100, 140))
    book.receive("four months late", Mode.MUST, paid, [piece], client.as_sender(book.random), "AVEC MES EXCUSES")


def plural_for_one(book: Ledger) -> None:
    """FACTURES is said for a single invoice."""
    client = book.regular()
    on = book.day()
    piece = book.document(client, on, book.odd(90, 1300))
    paid = after(on, book.random.randint(3, 30))
    what = book.random.choice(("REGLEMENT FACTURES", "VOS FACTURES", "FACTURES TRAVAUX"))
    book.receive("FACTURES said for one", Mode.MUST, paid, [piece], client.as_sender(book.random), what)


def wordy(book: Ledger) -> None:
    """The payer names the job as the invoice does."""
    client = book.regular()
    on = book.day()
    piece = book.document(client, on, book.odd(90, 2300))
    paid = after(on, book.random.randint(3, 30))
    book.receive("job named", Mode.MUST, paid, [piece], client.as_sender(book.random), piece.label)


def unpaid(book: Ledger) -> None:
    """An invoice or two that nobody has paid so far, a quote not accepted, a pro-forma."""
    client = book.regular()
    book.document(client, book.day(margin=20), book.odd(100, 1500))
    if book.random.random() < 0.4:
        book.document(client, book.day(margin=20), book.round(100, 900))


def own_cheque(book: Ledger) -> None:
    """A cheque for one invoice, deposited alone: only the amount tells."""
    on = book.day()
    piece = book.document(book.client(), on, book.odd(90, 2200))
    paid = after(on, book.random.randint(5, 35))
    text = book.label("chin", paid)
    book.row("one cheque, one invoice", Mode.MAY, paid, [piece], text, sight=Sight.AMOUNT)


def owner_beside_number(book: Ledger) -> None:
    """The label has the owner's own name, and the number."""
    client = book.regular()
    piece = book.document(client, book.day(), book.odd(90, 2200))
    paid = after(piece.on, book.random.randint(2, 30))
    owner, who, cite = book.owner.as_sender(book.random, "full"), client.as_sender(book.random), book.cite(piece)
    row = book.receive("owner's name, number", Mode.MUST, paid, [piece], who, lambda: f"POUR {owner} {cite()}")
    row.sight = Sight.NUMBER


def owner_in_label(book: Ledger) -> None:
    """The label has the owner's own name beside the client's."""
    client = book.regular()
    piece = book.document(client, book.day(), book.odd(90, 2200))
    paid = after(piece.on, book.random.randint(2, 30))
    owner, who = book.owner.as_sender(book.random, "full"), client.as_sender(book.random)
    book.receive("owner's name, odd amount", Mode.MUST, paid, [piece], who, f"VERS {owner}")


def firm_client(book: Ledger) -> None:
    """A firm pays at thirty days, its own reference beside the number."""
    client = book.names.firm()
    on = book.day()
    piece = book.document(client, on, book.odd(200, 4200))
    own = book.random.randint(10000, 99999)
    who = client.as_sender(book.random)
    row = book.receive(
        "number beside payer's own", Mode.MUST, after(on, 30), [piece], who, lambda: f"{piece.number} NREF {own}"
    )
    row.sight = Sight.NUMBER


def pending_transfer(book: Ledger) -> None:
    """A transfer announced on the last days of the account, not booked yet."""
    client = book.regular()
    end = book.end
    piece = book.document(client, after(end, -book.random.randint(6, 20)), book.odd(90, 1400))
    what = book.cite(piece)
    row = book.receive(
        "pending, number", Mode.MAY, after(end, -3), [piece], client.as_sender(book.random), what, sight=Sight.NUMBER
    )
    row.pending = True


ORDINARY: tuple[Habit, ...] = (
    number_and_name, name_and_odd_amount, number_and_name, name_and_odd_amount, name_and_round_amount, usual_price,
    usual_price, surname_alone, own_cheque, unpaid, wordy, firm_client,
)  # fmt: skip
ACCIDENTS: tuple[Habit, ...] = (
    initial_alone, number_alone, very_late, plural_for_one, owner_in_label, owner_beside_number, pending_transfer,
)  # fmt: skip
