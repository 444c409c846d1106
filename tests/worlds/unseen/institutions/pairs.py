"""Pairs that cancel: returned and rejected, presented again, paid twice and paid back, refunded by card."""

from collections.abc import Iterator

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.institutions.habits import Habit
from tests.worlds.unseen.institutions.people import person, plain
from tests.worlds.unseen.institutions.suppliers import DEBITED, HOTELS, SHOPS, TRAINS
from tests.worlds.unseen.institutions.world import Doc, World


def _payer(doc: Doc) -> str:
    assert doc.client
    return doc.client.treasury or doc.client.bank_name


def returned_and_paid_again(world: World) -> Iterator[None]:
    """A transfer of a client is taken back by its bank, and comes again."""
    doc = world.invoice(world.client())
    yield
    is_stated = world.rng.random() < 0.6
    what, name = world.spell(doc) if is_stated else "", "credit taken back"
    first = world.nothing(name, "in", _payer(doc), what, doc.cents, world.later(doc.on, 8, 30))
    back = world.nothing(name, "returned", _payer(doc), what, -doc.cents, world.later(first.on, 1, 5))
    world.cancel(first, back)
    on = world.later(back.on, 3, 15)
    world.pay("paid again after a return", Mode.MUST, doc, what=what, on=on, cites=is_stated)


def rejected_debit(world: World) -> Iterator[None]:
    """A supplier's debit is rejected and presented again."""
    supplier = world.rng.choice(DEBITED)
    expense = world.expense(supplier, world.odd(20, 190), world.day())
    yield
    name, cents = "debit rejected", expense.cents
    first = world.nothing(name, "debit", supplier, "", cents, world.later(expense.on, 1, 8))
    back = world.nothing(name, "reject", supplier, "", -cents, world.later(first.on, 1, 4))
    world.cancel(first, back)
    on = world.later(back.on, 3, 12)
    world.pay("debit presented again", Mode.MUST, expense, by="debit", on=on)


def paid_twice_and_back(world: World) -> Iterator[None]:
    """A client pays twice, and the second payment goes back."""
    doc = world.invoice(world.client())
    yield
    what = world.spell(doc)
    first = world.pay("number told", Mode.MUST, doc, what=what, cites=True)
    name, on = "paid twice and paid back", world.later(first.on, 3, 15)
    second = world.nothing(name, "in", _payer(doc), what, doc.cents, on)
    back = world.nothing(
        name, "out", _payer(doc), f"REMB DOUBLE PAIEMENT {doc.number}", -doc.cents, world.later(on, 2, 9)
    )
    world.cancel(second, back)


def hotel_refunded(world: World) -> Iterator[None]:
    """A hotel is booked and refunded whole, without an expense kept."""
    yield
    hotel, cents, on = world.rng.choice(HOTELS), world.odd(70, 190), world.day(40)
    first = world.nothing("card refunded whole", "card", hotel, "", -cents, on)
    back = world.nothing("card refunded whole", "card back", hotel, "", cents, world.later(on, 4, 25))
    world.cancel(first, back)


def hotel_booked_again(world: World) -> Iterator[None]:
    """A hotel is booked, refunded, and booked again for the same price; the expense is of the stay."""
    hotel, cents = world.rng.choice(HOTELS), world.odd(70, 190)
    expense = world.expense(hotel, cents, world.day(), "Hôtel")
    yield
    on = world.later(expense.on, -12, -9)
    first = world.nothing("card refunded whole", "card", hotel, "", -cents, on)
    back = world.nothing("card refunded whole", "card back", hotel, "", cents, world.later(on, 2, 5))
    world.cancel(first, back)
    world.pay("hotel booked again", Mode.MUST, expense, by="card")


def purchase_undone(world: World) -> Iterator[None]:
    """A purchase with its expense is refunded whole: nothing is paid in the end."""
    shop, cents = world.rng.choice(SHOPS), world.odd(30, 290)
    expense = world.expense(shop, cents, world.day(), "Fournitures")
    yield
    on = world.later(expense.on, 0, 2)
    first = world.nothing("purchase with an expense refunded whole", "card", shop, "", -cents, on)
    back = world.nothing(
        "purchase with an expense refunded whole", "card back", shop, "", cents, world.later(on, 3, 15)
    )
    world.cancel(first, back)


def train_partly_refunded(world: World) -> Iterator[None]:
    """A train is refunded in part, without a document for the refund."""
    cents, shop = world.odd(50, 220), world.rng.choice(TRAINS)
    expense = world.expense(shop, cents, world.day(), "Déplacements")
    yield
    row = world.pay("card with a partial refund", Mode.MUST, expense, by="card")
    back = cents * world.rng.choice((30, 50, 75)) // 100
    world.nothing("card refunded in part", "card back", shop, "", back, world.later(row.on, 3, 20))


def refund_with_document(world: World) -> Iterator[None]:
    """A purchase is refunded in part, and the supplier's credit note is kept."""
    shop, cents = world.rng.choice(SHOPS), world.odd(60, 320)
    expense = world.expense(shop, cents, world.day(), "Fournitures")
    refund = world.expense(shop, -(cents * 40 // 100), world.later(expense.on, 5, 15), "Fournitures")
    yield
    world.pay("card with a partial refund", Mode.MUST, expense, by="card")
    world.pay("refund with its document", Mode.MUST, refund, by="card back")


def own_transfer_returned(world: World) -> Iterator[None]:
    """A transfer to a supplier comes back for a wrong account, and is sent again."""
    who = f"ATELIER {plain(person(world.rng).surname)}"
    expense = world.expense(who.title(), world.odd(150, 900), world.day(), "Sous-traitance")
    yield
    name, cents, on = "transfer to a supplier returned", expense.cents, world.later(expense.on, 2, 9)
    first = world.nothing(name, "out", who, "", cents, on)
    back = world.nothing(name, "returned", who, "IBAN INVALIDE", -cents, world.later(on, 1, 4))
    world.cancel(first, back)
    world.pay("transfer sent again", Mode.MUST, expense, by="out", on=world.later(back.on, 1, 5))


ACCIDENTS: tuple[Habit, ...] = (
    *(returned_and_paid_again, rejected_debit, rejected_debit, paid_twice_and_back, hotel_refunded),
    *(hotel_booked_again, purchase_undone, train_partly_refunded, refund_with_document, own_transfer_returned),
)
