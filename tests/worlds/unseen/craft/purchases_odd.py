"""Purchases that are late, together, in parts, near the amount, or under another name."""

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.craft.ledger import Habit, Ledger, Sight, after
from tests.worlds.unseen.craft.sales_dates import MONTHS, month_end
from tests.worlds.unseen.craft.trades import FUEL, TOLLS, TOOLS


def late_debit(book: Ledger) -> None:
    """A direct debit six weeks after the invoice."""
    supplier = book.some_supplier()
    on = book.day(margin=70)
    piece = book.expense(supplier, on, book.odd(80, 900), "Marchandise")
    book.debit(
        "direct debit after 38-46 days", Mode.MUST, after(on, book.random.randint(38, 46)), [piece], supplier.name
    )


def late_card(book: Ledger) -> None:
    """An order is charged to the card when it leaves, ten to fourteen days later."""
    supplier = book.supplier(book.random.choice((*TOOLS, *book.trade.suppliers)))
    on = book.day(margin=40)
    piece = book.expense(supplier, on, book.odd(40, 600), "Commande")
    paid = after(on, book.random.randint(10, 14))
    book.card("card charged after 10-14 days", Mode.MUST, paid, [piece], supplier.name)


def statement(book: Ledger) -> None:
    """The month's delivery notes of a supplier on account, in one debit that names the month."""
    supplier = book.some_supplier()
    end = month_end(book.start, book.random.randint(1, 3))
    count = book.random.choice((3, 4, 5, 6))
    pieces = [
        book.expense(
            supplier,
            after(end, -book.random.randint(2, 25)),
            book.odd(15, 260),
            "Bon de livraison",
            f"BL{book.random.randint(10000, 99999)}",
        )
        for _ in range(count)
    ]
    told = book.random.choice(("RELEVE {}", "RELEVE DE COMPTE {}", "RELEVE FACTURES {}")).format(MONTHS[end.month - 1])
    paid = after(end, book.random.choice((12, 17)))
    book.debit("monthly statement told", Mode.MUST, paid, pieces, supplier.name, told, sight=Sight.NAME)


def statement_untold(book: Ledger) -> None:
    """The same, nothing told, and a note of the next month is open as well."""
    supplier = book.some_supplier()
    end = month_end(book.start, book.random.randint(1, 3))
    pieces = [
        book.expense(supplier, after(end, -7 * each - 1), book.odd(15, 260), "Bon de livraison") for each in range(3)
    ]
    book.expense(supplier, after(end, 6), book.odd(15, 260), "Bon de livraison")
    book.debit("statement, nothing told", Mode.MUST, after(end, 14), pieces, supplier.name)


def tolls_together(book: Ledger) -> None:
    """The badge's debit for two or three passages."""
    supplier = book.supplier(book.random.choice(TOLLS))
    on = book.day(margin=40)
    pieces = [
        book.expense(supplier, after(on, 6 * each), book.odd(3, 29), "Péage")
        for each in range(book.random.choice((2, 3)))
    ]
    book.debit(
        "tolls together", Mode.MUST, after(on, 24), pieces, supplier.name, f"BADGE {book.random.randint(10**9, 10**10)}"
    )


def same_fare(book: Ledger) -> None:
    """The toll of the usual way costs the same each time; the card tells the day, and one passage is private."""
    supplier = book.supplier(book.random.choice(TOLLS))
    on = book.day(margin=40)
    cents = book.odd(3, 19)
    days = [after(on, gap) for gap in (0, 3, 6, 9)]
    private = book.random.choice(days)
    pieces = {day: book.expense(supplier, day, cents, "Péage") for day in days if day != private}
    for day in days:
        paid = after(day, book.random.choice((1, 2, 6)))
        if day == private:
            book.card("same fare, private day", Mode.NOTHING, paid, (), supplier.name, cents=-cents, bought_on=day)
        else:
            row = book.card("same fare, day told", Mode.MUST, paid, [pieces[day]], supplier.name, bought_on=day)
            row.sight = Sight.TOLD


def fuel_card(book: Ledger) -> None:
    """The fuel card's fortnight in one debit."""
    supplier = book.supplier(book.random.choice(FUEL))
    on = book.day(margin=40)
    pieces = [book.expense(supplier, after(on, 4 * each), book.odd(38, 120), "Carburant") for each in range(3)]
    book.debit("fuel together", Mode.MUST, after(on, 18), pieces, supplier.name, "CARTE PRO QUINZAINE")


def two_cards(book: Ledger) -> None:
    """One tool over two cards, or over the card's limit of two days."""
    supplier = book.supplier(book.random.choice(TOOLS))
    on = book.day(margin=20)
    first, second = book.round(200, 400), book.odd(150, 500)
    piece = book.expense(supplier, on, first + second, "Machine")
    for cents in (first, second):
        book.card(
            "one expense, two cards", Mode.MAY, after(on, 1), {piece: -cents}, supplier.name, cents=-cents, bought_on=on
        )


def four_times(book: Ledger) -> None:
    """A machine paid in four times, ranks told."""
    supplier = book.supplier(book.random.choice(TOOLS))
    on = book.day(margin=130)
    quarter = book.odd(80, 300)
    piece = book.expense(supplier, on, 4 * quarter, "Machine")
    for rank in range(1, 5):
        text = f"PAIEMENT 4X {rank}/4"
        paid = after(on, 30 * (rank - 1) + 1)
        book.debit(
            "in four times, rank told",
            Mode.MUST,
            paid,
            {piece: -quarter},
            supplier.name,
            text,
            cents=-quarter,
            sight=Sight.TOLD,
        )


def yearly_insurance(book: Ledger) -> None:
    """The year's insurance is one expense, and each month a twelfth is debited."""
    supplier = book.supplier("Prevadis Pro")
    twelfth = book.odd(25, 90)
    piece = book.expense(supplier, after(book.start, 2), 12 * twelfth, "Assurance décennale, année")
    for month in range(min(12, book.days // 31 - 1)):
        paid = after(month_end(book.start, month), 7)
        book.debit(
            "yearly expense by month", Mode.MAY, paid, {piece: -twelfth}, supplier.name, "COTISATION", cents=-twelfth
        )


def twins(book: Ledger) -> None:
    """Two equal purchases at one shop on one day."""
    supplier = book.supplier(book.random.choice(TOOLS))
    on = book.day(margin=20)
    cents = book.odd(10, 90)
    for _ in range(2):
        piece = book.expense(supplier, on, cents, "Consommables")
        book.card(
            "two equal purchases on one day",
            Mode.MAY,
            after(on, 1),
            [piece],
            supplier.name,
            bought_on=on,
            sight=Sight.TOLD,
        )


def other_sign(book: Ledger) -> None:
    """The card's label has the company behind the shop's sign: the day and the odd amount are right."""
    supplier = book.some_supplier()
    on = book.day(margin=20)
    piece = book.expense(supplier, on, book.odd(30, 400), "Fournitures")
    who = book.random.choice(("SAS NEGOCE 4471", "DISTRI OUEST 112", "SARL GPM 38", "SUMUP *LE DEPOT"))
    book.card("shop under its company's name", Mode.MAY, after(on, 1), [piece], who, bought_on=on, sight=Sight.AMOUNT)


def pump_hold(book: Ledger) -> None:
    """The pump's hold of a round amount is pending; the fuel itself is booked."""
    supplier = book.supplier(book.random.choice(FUEL))
    on = after(book.end, -8)
    piece = book.expense(supplier, on, book.odd(40, 110), "Carburant")
    hold = book.card(
        "pump's hold, pending", Mode.NOTHING, on, (), supplier.name, cents=-book.random.choice((12000, 15000))
    )
    hold.pending = True
    book.card("fuel after the hold", Mode.MUST, after(on, 3), [piece], supplier.name, bought_on=on)


def pending_purchase(book: Ledger) -> None:
    """A card purchase of the last days, not booked yet."""
    supplier = book.some_supplier()
    on = after(book.end, -3)
    piece = book.expense(supplier, on, book.odd(20, 300), "Fournitures")
    row = book.card("pending purchase", Mode.MAY, on, [piece], supplier.name)
    row.pending = True


def twice_a_month(book: Ledger) -> None:
    """A shop where private and business purchases of near amounts are made within days."""
    supplier = book.supplier(book.random.choice(TOOLS))
    on = book.day(margin=20)
    cents = book.odd(25, 160)
    piece = book.expense(supplier, on, cents, "Fournitures")
    private = cents + book.random.choice((-120, 85, 240))
    book.card("private, at the same shop", Mode.NOTHING, after(on, -9), (), supplier.name, cents=-private)
    book.card("business, at the same shop", Mode.MUST, after(on, 1), [piece], supplier.name, bought_on=on)


def cheque_untold(book: Ledger) -> None:
    """A cheque to a supplier: the bank prints a number that nobody noted."""
    on = book.day()
    piece = book.expense(book.some_supplier(), on, book.odd(60, 900), "Marchandise")
    paid = after(on, book.random.randint(3, 20))
    number = f"{book.random.randint(1000000, 9999999)}"
    book.debit("cheque, number not noted", Mode.MAY, paid, [piece], "", number, kind="chout", sight=Sight.AMOUNT)


def with_fee(book: Ledger) -> None:
    """The supplier adds a fee for late payment, or the card one for a foreign shop."""
    supplier = book.some_supplier()
    on = book.day()
    cents = book.odd(90, 700)
    piece = book.expense(supplier, on, cents, "Marchandise")
    book.debit("supplier with a late fee", Mode.ASK, after(on, 41), {piece: -cents}, supplier.name, cents=-cents - 4000)


HABITS: tuple[Habit, ...] = (
    late_debit, late_card, statement, statement, statement_untold, tolls_together, same_fare, fuel_card, two_cards,
    four_times, yearly_insurance, twins, other_sign, pump_hold, pending_purchase, twice_a_month, cheque_untold,
    with_fee,
)  # fmt: skip
