"""Operations that the bank or a shop takes back, and the payment that stands."""

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.craft.ledger import Habit, Ledger, Sight, after
from tests.worlds.unseen.craft.trades import MONTHLY, TOOLS


def returned_transfer(book: Ledger) -> None:
    """A transfer comes, goes back, and comes again."""
    client = book.client()
    on = book.day(margin=90)
    piece = book.document(client, on, book.odd(150, 1900))
    who = client.as_sender(book.random)
    is_cited = book.random.random() < 0.6
    what = book.cite(piece) if is_cited else "REGLEMENT"
    first = book.receive("returned, first", Mode.NOTHING, after(on, 8), (), who, what, cents=piece.cents, kind="in")
    book.cancel(first, after(on, 13), "back", who, "returned, return", what)
    again = book.receive("returned, comes again", Mode.MUST, after(on, 22), [piece], who, what, kind="in")
    again.sight = Sight.NUMBER if is_cited else Sight.NAME


def bounced_debit(book: Ledger) -> None:
    """A direct debit is rejected for want of money and presented again."""
    supplier = book.supplier(book.random.choice(MONTHLY))
    on = book.day(margin=60)
    cents = book.odd(20, 240)
    number = f"{book.random.randint(10**7, 10**8)}"
    piece = book.expense(supplier, on, cents, "Abonnement", number)
    first = book.debit("bounced, first", Mode.NOTHING, after(on, 5), (), supplier.name, number, cents=-cents)
    book.cancel(first, after(on, 8), "bounced", supplier.name, "bounced, reject", number)
    fee = "FRAIS REJET PRELEVEMENT"
    book.row("bounced, bank's fee", Mode.NOTHING, after(on, 8), (), lambda: fee, cents=-2000)
    book.debit("bounced, presented again", Mode.MUST, after(on, 17), [piece], supplier.name, number)


def unpaid_cheque(book: Ledger) -> None:
    """A cheque is credited, comes back unpaid, and is deposited again."""
    on = book.day(margin=90)
    piece = book.document(book.names.person(), on, book.odd(150, 1200))
    text = book.label("chin", after(on, 8))
    first = book.row("unpaid cheque, first", Mode.NOTHING, after(on, 8), (), text, cents=piece.cents)
    book.cancel(first, after(on, 15), "unpaid", "", "unpaid cheque, return")
    again = after(on, 29)
    book.row("unpaid cheque, again", Mode.MAY, again, [piece], book.label("chin", again), sight=Sight.AMOUNT)


def refunded_purchase(book: Ledger) -> None:
    """A tool is bought by card and given back."""
    supplier = book.supplier(book.random.choice(TOOLS))
    on = book.day(margin=40)
    cents = book.odd(30, 400)
    first = book.card("refunded purchase", Mode.NOTHING, on, (), supplier.name, cents=-cents)
    book.cancel(first, after(on, book.random.randint(3, 20)), "refund", supplier.name, "refund, whole")


def exchanged_purchase(book: Ledger) -> None:
    """A tool is given back, and the right one is bought for the same price: the expense is the second's."""
    supplier = book.supplier(book.random.choice(TOOLS))
    on = book.day(margin=40)
    cents = book.odd(30, 400)
    piece = book.expense(supplier, after(on, 4), cents, "Outillage")
    first = book.card("exchanged, first", Mode.NOTHING, on, (), supplier.name, cents=-cents)
    book.cancel(first, after(on, 4), "refund", supplier.name, "exchanged, refund")
    book.card("exchanged, second", Mode.MAY, after(on, 5), [piece], supplier.name, bought_on=after(on, 4))


def refund_in_part(book: Ledger) -> None:
    """One of several articles is refunded, with the supplier's credit note or without."""
    supplier = book.supplier(book.random.choice(TOOLS))
    on = book.day(margin=40)
    piece = book.expense(supplier, on, book.odd(90, 400), "Outillage")
    book.card("refunded in part", Mode.MUST, after(on, 1), [piece], supplier.name, bought_on=on)
    back = after(on, book.random.randint(4, 15))
    cents = book.odd(10, 60)
    text = book.label("refund", back, supplier.name)
    if book.random.random() < 0.5:
        credit = book.expense(supplier, back, -cents, "Avoir outillage")
        book.row("refund in part, credit note", Mode.MUST, after(back, 1), [credit], text)
    else:
        book.row("refund in part, no document", Mode.NOTHING, back, (), text, cents=cents)


def own_transfer_back(book: Ledger) -> None:
    """A transfer to a supplier goes to a closed account and comes back; it is sent again."""
    supplier = book.some_supplier()
    on = book.day(margin=60)
    cents = book.odd(200, 1500)
    number = f"FV{book.random.randint(20000, 99999)}"
    piece = book.expense(supplier, on, cents, "Marchandise", number)
    first = book.debit(
        "sent back, first", Mode.NOTHING, after(on, 9), (), supplier.name, number, cents=-cents, kind="out"
    )
    book.cancel(first, after(on, 11), "back", supplier.name, "sent back, return", number)
    book.debit("sent back, again", Mode.MUST, after(on, 14), [piece], supplier.name, number, kind="out")


HABITS: tuple[Habit, ...] = (
    returned_transfer, bounced_debit, unpaid_cheque, refunded_purchase, exchanged_purchase, refund_in_part,
    own_transfer_back, returned_transfer, bounced_debit,
)  # fmt: skip
