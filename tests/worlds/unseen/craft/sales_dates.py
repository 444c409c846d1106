"""Appointments and contracts of one price: what tells them apart is a day, a month, a quarter, or the order."""

from datetime import date

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.craft.ledger import Habit, Ledger, Piece, Sight, after
from tests.worlds.unseen.craft.people import Client

MONTHS = "JANVIER FEVRIER MARS AVRIL MAI JUIN JUILLET AOUT SEPTEMBRE OCTOBRE NOVEMBRE DECEMBRE".split()
NAMES = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
SHORT = "JANV FEV MARS AVR MAI JUIN JUIL AOUT SEPT OCT NOV DEC".split()


def month_end(on: date, months: int) -> date:
    """The 28th of the month that follows by so many months."""
    index = on.month - 1 + months
    return date(on.year + index // 12, index % 12 + 1, 28)


def _retainer(book: Ledger, client: Client, count: int, cents: int) -> list[Piece]:
    """An invoice for each month, issued on the 28th of it."""
    first = book.start
    lesson = book.trade.lesson
    months = [month_end(first, each) for each in range(count)]
    return [book.document(client, on, cents, label=f"{lesson} {NAMES[on.month - 1]}") for on in months]


def month_told(book: Ledger) -> None:
    """A monthly price; one month is skipped for ever, and each transfer tells its month."""
    client = book.client()
    pieces = _retainer(book, client, 5, book.price())
    skipped = book.random.randrange(0, 3)
    for at, piece in enumerate(pieces):
        if at == skipped:
            continue
        at_month = piece.on.month - 1
        month = book.random.choice(
            (MONTHS[at_month], SHORT[at_month], f"{MONTHS[at_month]} {piece.on:%y}", f"{piece.on:%m/%Y}")
        )
        text = book.random.choice(("COURS {}", "HONORAIRES {}", "{}", "FORFAIT {}", "MOIS DE {}")).format(month)
        paid = after(piece.on, book.random.randint(2, 12))
        book.receive(
            "month told", Mode.MUST, paid, [piece], client.as_sender(book.random, "full"), text, sight=Sight.TOLD
        )


def months_in_order(book: Ledger) -> None:
    """A monthly price, each paid before the next is issued, nothing told."""
    client = book.client()
    for piece in _retainer(book, client, 4, book.odd(40, 240)):
        paid = after(piece.on, book.random.randint(2, 18))
        book.receive("monthly, in order", Mode.MUST, paid, [piece], client.as_sender(book.random, "full"))


def month_missing(book: Ledger) -> None:
    """A monthly price, one transfer fails to come, and the next ones tell nothing."""
    client = book.client()
    pieces = _retainer(book, client, 4, book.price())
    missed = book.random.randrange(1, 3)
    for at, piece in enumerate(pieces):
        if at != missed:
            paid = after(piece.on, book.random.randint(2, 12))
            mode = Mode.MUST if at < missed else Mode.ASK
            name = "monthly, before the gap" if at < missed else "monthly, after a gap"
            book.receive(name, mode, paid, [piece], client.as_sender(book.random, "full"))


def two_months_told(book: Ledger) -> None:
    """Two months at once, both told, while others are open."""
    client = book.client()
    pieces = _retainer(book, client, 4, book.price())
    told = pieces[1:3]
    text = " ET ".join(MONTHS[each.on.month - 1] for each in told)
    paid = after(pieces[3].on, 5)
    book.receive(
        "two months told", Mode.MUST, paid, told, client.as_sender(book.random, "full"), text, sight=Sight.TOLD
    )


def day_told(book: Ledger) -> None:
    """Three invoices of one amount; the label tells the day of issue without a year."""
    client = book.client()
    on = book.day(margin=90)
    cents = book.price()
    pieces = [book.document(client, after(on, 11 * each), cents) for each in range(3)]
    piece = book.random.choice(pieces)
    words = (
        f"{piece.on:%d/%m}",
        f"{piece.on.day} {MONTHS[piece.on.month - 1]}",
        f"{piece.on:%d.%m}",
        f"{piece.on:%d-%m-%y}",
    )
    text = f"{book.random.choice(('FACT DU', 'FACTURE DU', 'REGLT FACT DU'))} {book.random.choice(words)}"
    paid = after(pieces[-1].on, 9)
    book.receive("day told", Mode.MUST, paid, [piece], client.as_sender(book.random, "full"), text, sight=Sight.TOLD)


def session_day(book: Ledger) -> None:
    """Receipts of appointments at one price; the patient tells the day."""
    client = book.names.person()
    on = book.day(margin=90)
    cents = book.price()
    pieces = [
        book.receipt(after(on, 14 * each), cents, f"{book.trade.lesson} {client.name}", client=client)
        for each in range(2)
    ]
    for piece in reversed(pieces):
        text = (
            f"SEANCE DU {piece.on:%d/%m}"
            if book.random.random() < 0.6
            else f"RDV {piece.on.day} {MONTHS[piece.on.month - 1]}"
        )
        paid = after(pieces[-1].on, book.random.randint(1, 6))
        book.receive(
            "session's day told",
            Mode.MUST,
            paid,
            [piece],
            client.as_sender(book.random, "full"),
            text,
            sight=Sight.TOLD,
        )


def session_named(book: Ledger) -> None:
    """An appointment at the price of all, paid the next day under the full name."""
    client = book.names.person()
    on = book.day()
    piece = book.receipt(on, book.price(), f"{book.trade.lesson} {client.name}", client=client)
    paid = after(on, book.random.randint(0, 3))
    book.receive(
        "session at one price",
        Mode.MUST,
        paid,
        [piece],
        client.as_sender(book.random, "full"),
        "SEANCE",
        kind="instant",
    )


def session_first_name(book: Ledger) -> None:
    """The label of a mobile payment has a first name only; two patients had the same price on these days."""
    client, other = book.names.person(), book.names.person()
    on = book.day()
    piece = book.receipt(on, book.price(), f"{book.trade.lesson} {client.name}", client=client)
    book.receipt(on, book.price(), f"{book.trade.lesson} {other.name}", client=other)
    paid = after(on, book.random.randint(0, 3))
    what = book.random.choice(("WERO", "PAYLIB", "MERCI"))
    book.receive("session, first name only", Mode.ASK, paid, [piece], client.first, what, kind="instant")


def quarter_told(book: Ledger) -> None:
    """A contract by quarters at one price; the second is paid first, and told."""
    client = book.names.firm()
    cents = book.round(180, 600)
    first = month_end(book.start, 0)
    pieces = [
        book.document(
            client,
            month_end(first, 3 * each),
            cents,
            label=f"Contrat T{(month_end(first, 3 * each).month - 1) // 3 + 1}",
        )
        for each in range(2)
    ]
    piece = pieces[1]
    quarter = (piece.on.month - 1) // 3 + 1
    text = book.random.choice((f"CONTRAT T{quarter}", f"T{quarter} {piece.on.year}", f"TRIMESTRE {quarter}"))
    book.receive(
        "quarter told", Mode.MUST, after(piece.on, 8), [piece], client.as_sender(book.random), text, sight=Sight.TOLD
    )


def week_told(book: Ledger) -> None:
    """Weekly work at one price; the week's number is told."""
    client = book.names.firm()
    on = book.day(margin=110)
    monday = after(on, 7 - on.weekday())
    cents = book.price()
    pieces = []
    for each in range(3):
        friday = after(monday, 4 + 7 * each)
        pieces.append(
            book.document(client, friday, cents, label=f"{book.trade.lesson} semaine {friday.isocalendar().week}")
        )
    piece = book.random.choice(pieces)
    week = piece.on.isocalendar().week
    text = book.random.choice((f"S{week}", f"SEMAINE {week}", f"INTERVENTION S{week:02d}"))
    paid = after(pieces[-1].on, 6)
    book.receive("week told", Mode.MUST, paid, [piece], client.as_sender(book.random), text, sight=Sight.TOLD)


def standing_order(book: Ledger) -> None:
    """A standing order that comes three to five days before each invoice, from the first one on."""
    client = book.client()
    cents = book.odd(60, 480)
    for piece in _retainer(book, client, 5, cents):
        paid = after(piece.on, -book.random.choice((4, 5)) - max(0, after(piece.on, -4).weekday() - 4))
        who = client.as_sender(book.random, "full")
        row = book.receive("standing order, early", Mode.MUST, paid, [piece], who, "FORFAIT", kind="standing")
        row.sight = Sight.TOLD


def standing_after(book: Ledger) -> None:
    """A standing order that comes some days after each invoice."""
    client = book.client()
    for piece in _retainer(book, client, 5, book.odd(60, 480)):
        paid = after(piece.on, book.random.choice((5, 6, 7)))
        book.receive("standing order", Mode.MUST, paid, [piece], client.as_sender(book.random, "full"), kind="standing")


def early_payment(book: Ledger) -> None:
    """The client pays on the day of the job, the invoice comes a week later."""
    client = book.client()
    on = book.day(since=15)
    piece = book.document(client, on, book.odd(90, 800))
    paid = after(on, -book.random.randint(5, 9))
    book.receive("paid before the invoice", Mode.MAY, paid, [piece], client.as_sender(book.random, "full"), "TRAVAUX")


HABITS: tuple[Habit, ...] = (
    month_told, months_in_order, month_missing, two_months_told, day_told, session_day, session_named,
    session_first_name, quarter_told, week_told, standing_order, standing_after, early_payment,
)  # fmt: skip
