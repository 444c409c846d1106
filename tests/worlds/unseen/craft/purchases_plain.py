"""Ordinary purchases: materials, fuel, tolls, meals, subscriptions, by card, direct debit, transfer or cheque."""

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.craft.ledger import Habit, Ledger, Sight, after
from tests.worlds.unseen.craft.sales_dates import month_end
from tests.worlds.unseen.craft.trades import DINERS, FUEL, MONTHLY, TOLLS, TOOLS


def card_purchase(book: Ledger) -> None:
    """A purchase in a shop, by card."""
    supplier = book.supplier(book.random.choice((*TOOLS, *book.trade.suppliers)))
    on = book.day(margin=10)
    piece = book.expense(supplier, on, book.odd(8, 420), "Fournitures")
    paid = after(on, book.random.randint(0, 3))
    book.card("card purchase", Mode.MUST, paid, [piece], supplier.name, bought_on=on)


def fuel(book: Ledger) -> None:
    """A full tank."""
    supplier = book.supplier(book.random.choice(FUEL))
    on = book.day(margin=10)
    piece = book.expense(supplier, on, book.odd(38, 120), "Carburant")
    book.card(
        "fuel", Mode.MUST, after(on, book.random.randint(0, 3)), [piece], supplier.name, bought_on=on, sight=Sight.TOLD
    )


def meal(book: Ledger) -> None:
    """A meal on the building site: prices of menus recur."""
    supplier = book.supplier(book.random.choice(DINERS))
    on = book.day(margin=10)
    piece = book.expense(supplier, on, book.random.choice((1250, 1390, 1490, 1550, 1690)), "Repas")
    book.card(
        "meal", Mode.MUST, after(on, book.random.randint(0, 2)), [piece], supplier.name, bought_on=on, sight=Sight.TOLD
    )


def supplier_transfer(book: Ledger) -> None:
    """A supplier's invoice by transfer, its number told."""
    supplier = book.some_supplier()
    on = book.day()
    number = f"{book.random.choice(('FV', 'F', 'FC', ''))}{book.random.randint(20000, 999999)}"
    piece = book.expense(supplier, on, book.odd(80, 1800), "Marchandise", number)
    paid = after(on, 30)
    book.debit("supplier, number", Mode.MUST, paid, [piece], supplier.name, number, kind="out", sight=Sight.NUMBER)


def supplier_debit(book: Ledger) -> None:
    """A supplier's invoice by direct debit at its day."""
    supplier = book.some_supplier()
    on = book.day()
    piece = book.expense(supplier, on, book.odd(80, 1800), "Marchandise")
    piece.due_on = after(on, 30)
    book.debit(
        "supplier, direct debit",
        Mode.MUST,
        after(on, 30),
        [piece],
        supplier.name,
        f"MANDAT {book.random.randint(10**6, 10**7)}",
    )


def subscription(book: Ledger) -> None:
    """A subscription of one price for some months, an expense for each."""
    free = [each for each in MONTHLY if each not in book.suppliers]
    if not free:
        return fuel(book)
    supplier = book.supplier(book.random.choice(free))
    cents, first = book.odd(9, 120), book.random.randint(0, 3)
    for month in range(first, first + book.random.choice((3, 4, 6))):
        on = month_end(book.start, month)
        piece = book.expense(supplier, on, cents, "Abonnement")
        paid = after(on, book.random.randint(2, 6))
        book.debit("subscription", Mode.MUST, paid, [piece], supplier.name)
    return None


def varying_debit(book: Ledger) -> None:
    """Power by direct debit, another amount each time."""
    if "Elektra Energie" in book.suppliers:
        return meal(book)
    supplier, contract = book.supplier("Elektra Energie"), book.random.randint(10**8, 10**9)
    for month in range(book.random.choice((4, 5, 6))):
        on = month_end(book.start, month)
        piece = book.expense(supplier, on, book.odd(60, 160), "Electricité")
        book.debit("power, amounts vary", Mode.MUST, after(on, 12), [piece], supplier.name, f"CLIENT {contract}")
    return None


def toll(book: Ledger) -> None:
    """One toll by card."""
    supplier = book.supplier(book.random.choice(TOLLS))
    on = book.day(margin=10)
    piece = book.expense(supplier, on, book.odd(3, 29), "Péage")
    book.card("toll by card", Mode.MUST, after(on, 2), [piece], supplier.name, bought_on=on)


def purchase_by_cheque(book: Ledger) -> None:
    """A cheque to a supplier, whose number the user noted with the expense."""
    supplier = book.some_supplier()
    on = book.day()
    number = f"{book.random.randint(1000000, 9999999)}"
    piece = book.expense(supplier, on, book.odd(60, 900), f"Marchandise, chèque {number}")
    paid = after(on, book.random.randint(3, 20))
    book.debit("cheque, number noted", Mode.MUST, paid, [piece], "", number, kind="chout", sight=Sight.NUMBER)


ORDINARY: tuple[Habit, ...] = (
    card_purchase, card_purchase, fuel, fuel, meal, supplier_transfer, supplier_debit, subscription, varying_debit,
    toll,
)  # fmt: skip
ACCIDENTS: tuple[Habit, ...] = (purchase_by_cheque,)
