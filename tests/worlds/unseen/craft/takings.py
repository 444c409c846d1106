"""Card takings, cheques deposited together, cash: rows that name no client."""

from collections.abc import Sequence
from datetime import date

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.craft.ledger import Habit, Ledger, Piece, Row, Sight, after
from tests.worlds.unseen.craft.people import Client


def _receipts(
    book: Ledger, on: date, means: str, count: int, *, same_price: bool = False, spread: int = 0
) -> list[Piece]:
    """Receipts of a day or of some days, each with its means of payment."""
    made = []
    for _ in range(count):
        cents = book.price() if same_price else book.odd(20, 190)
        label = f"{book.trade.lesson} ({means})"
        piece = book.receipt(after(on, book.random.randint(0, spread) if spread else 0), cents, label)
        piece.category = means
        made.append(piece)
    return made


def _net(pieces: Sequence[Piece], rate: float, fixed: int = 0) -> int:
    return sum(round(each.cents * rate) + fixed for each in pieces)


def _payout(
    book: Ledger, behaviour: str, mode: Mode, on: date, pieces: Sequence[Piece], who: str, what: str, fee: int
) -> Row:
    text = book.label("in", on, who, what)
    return book.row(behaviour, mode, on, pieces, text, fee=fee, sight=Sight.AMOUNT)


def sumup(book: Ledger) -> None:
    """SumUp pays a day's cards less 1.75 %; the first payout was taught, one is told day by day."""
    book_rate = 0.0175
    is_taught = book.random.random() < 0.75
    day = book.day(margin=120)
    for at in range(3):
        on = after(day, 12 * at)
        pieces = _receipts(book, on, "CB SumUp", book.random.choice((1, 1, 2, 3)))
        what = f"PID{book.random.randint(100000, 999999)} PAYOUT {on:%d%m%y}"
        is_known = is_taught and at > 0
        mode = Mode.MUST if is_known else Mode.ASK
        name = "SumUp, rate taught" if is_known else "SumUp, rate unknown"
        row = _payout(
            book, name, mode, after(on, book.random.choice((1, 2))), pieces, "SUMUP", what, _net(pieces, book_rate)
        )
        row.taught = is_taught and at == 0


def zettle(book: Ledger) -> None:
    """Zettle pays a week's cards less 1.75 %, nothing else told."""
    on = book.day(margin=60)
    pieces = _receipts(book, on, "CB Zettle", book.random.choice((3, 4, 5)), spread=5)
    _payout(book, "Zettle, a week", Mode.ASK, after(on, 8), pieces, "ZETTLE BY PAYPAL", "", _net(pieces, 0.0175))


def paypal(book: Ledger) -> None:
    """PayPal pays one invoice less 2.9 % and 35 cents; the first one was taught."""
    is_taught = book.random.random() < 0.75
    on = book.day(margin=90)
    for at in range(2):
        piece = book.document(book.names.person(), after(on, 20 * at), book.odd(60, 700))
        fee = round(piece.cents * 0.029) + 35
        is_known = is_taught and at > 0
        name = "PayPal, tariff taught once" if is_known else "PayPal, rate unknown"
        mode = Mode.MAY if is_known else Mode.ASK
        row = _payout(book, name, mode, after(piece.on, 6), [piece], "PAYPAL EUROPE", "VIREMENT PAYPAL", fee)
        row.taught = is_taught and at == 0


def platform(book: Ledger) -> None:
    """A platform for small jobs pays less its 12 %, and tells its own mission's number; the first was taught."""
    is_taught = book.random.random() < 0.75
    on = book.day(margin=90)
    for at in range(2):
        piece = book.document(book.names.person(), after(on, 20 * at), book.odd(90, 700))
        is_known = is_taught and at > 0
        name = "platform, rate taught" if is_known else "platform, rate unknown"
        what = f"MISSION {book.random.randint(10000, 99999)}"
        mode = Mode.MUST if is_known else Mode.ASK
        row = _payout(book, name, mode, after(piece.on, 8), [piece], "MESTRAVAUX SAS", what, round(piece.cents * 0.12))
        row.taught = is_taught and at == 0


def stripe(book: Ledger) -> None:
    """A payment link is paid at 1.5 % and 25 cents, the client's name in the label."""
    client = book.names.person()
    on = book.day()
    piece = book.document(client, on, book.odd(100, 900))
    fee = round(piece.cents * 0.015) + 25
    what = f"LIEN {client.last} {client.first}"
    _payout(book, "Stripe, name told", Mode.MAY, after(on, 7), [piece], "STRIPE PAYMENTS", what, fee)


def terminal_told(book: Ledger) -> None:
    """The bank's terminal: day, gross and commission are in the label."""
    on = book.day(margin=40)
    pieces = _receipts(book, on, "CB terminal", book.random.choice((1, 2, 3)))
    gross = sum(each.cents for each in pieces)
    fee = round(gross * 0.008)
    told = f"CT {gross // 100},{gross % 100:02d}E COM {fee // 100},{fee % 100:02d}E"
    text = book.label("takings", on, what=told)
    book.row("terminal, gross and fee told", Mode.MUST, after(on, 1), pieces, text, fee=fee, sight=Sight.AMOUNT)


def terminal_gross(book: Ledger) -> None:
    """The bank's terminal: the gross comes, the day is told, and the commission is a debit of its own."""
    on = book.day(margin=40)
    pieces = _receipts(book, on, "CB terminal", book.random.choice((1, 2, 3, 4)))
    paid = after(on, 1)
    book.row("terminal, gross of a day", Mode.MUST, paid, pieces, book.label("takings", on), sight=Sight.AMOUNT)
    fee = -round(sum(each.cents for each in pieces) * 0.007)
    label = f"COMMISSION REMISE CARTE {on:%d/%m}"
    book.row("terminal, commission", Mode.NOTHING, paid, (), lambda: label, cents=fee)


def terminal_invoice(book: Ledger) -> None:
    """An invoice paid by card on the terminal: the gross to the cent, nobody named."""
    on = book.day()
    piece = book.document(book.names.person(), on, book.odd(90, 900))
    paid = after(on, book.random.randint(0, 6))
    book.row("terminal, one invoice", Mode.MAY, paid, [piece], book.label("takings", paid), sight=Sight.AMOUNT)


def cheque_slip(book: Ledger) -> None:
    """Receipts of cheques, whose reference is the slip's number, which the bank prints."""
    on = book.day(margin=50)
    pieces = _receipts(book, on, "chèque", book.random.choice((2, 3, 4, 5)), spread=9)
    slip = f"{book.random.randint(100000, 999999)}"
    for each in pieces:
        each.number = f"Bordereau {slip}"
        each.label = f"{each.label}, bordereau {slip}"
    paid = after(on, 11)
    text = book.label("chin", paid, what=f"BORDEREAU {slip} {len(pieces)} CHEQUES")
    book.row("cheque slip, number told", Mode.MUST, paid, pieces, text, sight=Sight.NUMBER)


def cheque_sum(book: Ledger) -> None:
    """Receipts of cheques deposited together, only their count told."""
    on = book.day(margin=50)
    pieces = _receipts(book, on, "chèque", book.random.choice((2, 3, 4)), spread=9)
    paid = after(on, 11)
    text = book.label("chin", paid, what=f"{len(pieces)} CHEQUES")
    book.row("cheques together, count told", Mode.MAY, paid, pieces, text, sight=Sight.AMOUNT)


def cheque_invoices(book: Ledger) -> None:
    """The cheques of two clients for two invoices, deposited together."""
    on = book.day()
    pieces = [book.document(book.names.person(), after(on, each), book.odd(90, 900)) for each in range(2)]
    paid = after(on, book.random.randint(6, 20))
    book.row("cheques of two invoices", Mode.ASK, paid, pieces, book.label("chin", paid), sight=Sight.AMOUNT)


def cheque_named(book: Ledger) -> None:
    """A bank that prints the drawer's name of a cheque deposited alone."""
    client: Client = book.names.person()
    on = book.day()
    piece = book.document(client, on, book.odd(90, 900))
    paid = after(on, book.random.randint(6, 20))
    text = book.label("chin", paid, what=f"TIREUR {client.as_sender(book.random, 'turned')}")
    book.row("cheque, drawer told", Mode.MUST, paid, [piece], text)


def cash_of_receipts(book: Ledger) -> None:
    """The cash of some appointments, put on the account."""
    on = book.day(margin=50)
    pieces = _receipts(book, on, "espèces", book.random.choice((2, 3, 4)), same_price=True, spread=7)
    paid = after(on, 9)
    book.row("cash of receipts", Mode.ASK, paid, pieces, book.label("cash", paid), sight=Sight.AMOUNT)


def cash_of_invoice(book: Ledger) -> None:
    """The cash of one invoice, put on the account to the euro."""
    on = book.day()
    piece = book.document(book.names.person(), on, book.round(60, 400))
    paid = after(on, book.random.randint(1, 9))
    book.row("cash of an invoice", Mode.ASK, paid, [piece], book.label("cash", paid), sight=Sight.AMOUNT)


HABITS: tuple[Habit, ...] = (
    sumup, zettle, paypal, platform, stripe, terminal_told, terminal_gross, terminal_invoice, cheque_slip, cheque_sum,
    cheque_invoices, cheque_named, cash_of_receipts, cash_of_invoice,
)  # fmt: skip
