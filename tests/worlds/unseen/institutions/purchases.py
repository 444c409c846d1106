"""Purchases with an expense: ordinary cards and debits, and those that are late, summed, shared, near or abroad."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.institutions import suppliers
from tests.worlds.unseen.institutions.habits import Habit
from tests.worlds.unseen.institutions.people import person, plain
from tests.worlds.unseen.institutions.world import World


@dataclass(frozen=True, slots=True)
class Purchase:
    """One expense paid by one row, so many days after its day; `most` euros."""

    behaviour: str
    shops: tuple[str, ...]
    most: int
    by: str = "card"
    delay: tuple[int, int] = (0, 3)
    category: str = ""

    def __call__(self, world: World) -> Iterator[None]:
        shop = world.rng.choice(self.shops)
        expense = world.expense(shop.title(), world.odd(8, self.most), world.day(50), self.category)
        yield
        on = world.later(expense.on, *self.delay)
        who = "" if self.by == "cheque out" else f"{shop} {world.rng.choice(('', '', 'PARIS', 'LYON', '75012'))}"
        mode = Mode.MAY if self.by == "cheque out" else Mode.MUST
        world.pay(self.behaviour, mode, expense, by=self.by, who=who, on=on)


ORDINARY: tuple[Habit, ...] = (
    Purchase("train by card", suppliers.TRAINS, 180, category="Déplacements"),
    Purchase("train by card", suppliers.TRAINS, 180, category="Déplacements"),
    Purchase("hotel by card", suppliers.HOTELS, 190, category="Hôtel"),
    Purchase("books by card", suppliers.BOOKS, 90, category="Documentation"),
    Purchase("supplies by card", suppliers.SHOPS, 260, category="Fournitures"),
    Purchase("meal by card", suppliers.TABLES, 60, category="Repas"),
    Purchase("room by transfer", suppliers.ROOMS, 480, by="out", delay=(2, 25), category="Location"),
)


def monthly_debit(world: World) -> Iterator[None]:
    """A supplier debits the same amount every month, and each month has its expense."""
    shop, cents = world.rng.choice(suppliers.DEBITED), world.odd(9, 120)
    on, count = world.day(215), world.rng.randint(4, 6)
    months = [on + timedelta(days=30 * rank) for rank in range(count)]
    expenses = [world.expense(shop.title(), cents, each, "Abonnements") for each in months]
    yield
    for expense in expenses:
        day = world.later(expense.on, 1, 7)
        world.pay("same debit every month", Mode.MUST, expense, by="debit", who=shop, on=day, in_order=True)


def summed_debit(world: World) -> Iterator[None]:
    """One debit for several tickets of one supplier."""
    toll, on = world.rng.choice(suppliers.TOLLS), world.day()
    tickets = [world.expense(toll.title(), world.odd(4, 45), world.later(on, 0, 20), "Péages") for _ in range(3)]
    tickets = tickets[: world.rng.randint(2, 3)]
    day = world.later(on, 25, 32)
    yield
    world.pay("one debit for several tickets", Mode.MUST, tickets, by="debit", who=toll, on=day)


def two_cards(world: World) -> Iterator[None]:
    """One expense is paid with two card payments, of one day or told as instalments."""
    shop, count = world.rng.choice(suppliers.SHOPS), world.rng.choice((2, 3))
    expense = world.expense(shop.title(), count * world.odd(70, 300), world.day(110), "Matériel")
    yield
    is_stated, on = count == 3, expense.on
    for rank in range(1, count + 1):
        behaviour = "expense in three instalments" if is_stated else "expense over two cards"
        who = f"{shop} {f'{rank}/3' if is_stated else ''}"
        part = expense.cents // count
        world.pay(behaviour, Mode.MAY, expense, who=who, by="card", on=on, cents=part, parts={expense: part})
        on = world.later(on, 28, 31) if is_stated else on


def yearly_insurance(world: World) -> Iterator[None]:
    """A yearly insurance, one expense, debited month by month, with or without the rank."""
    insurer = world.rng.choice(suppliers.INSURERS)
    expense = world.expense(insurer.title(), 12 * world.odd(12, 60), world.day(215), "Assurance professionnelle")
    yield
    is_stated, on = world.rng.random() < 0.5, expense.on
    for rank in range(1, 6):
        what, part = f"RC PRO ECH {rank}/12" if is_stated else "COTISATION", expense.cents // 12
        behaviour = f"yearly insurance debited monthly{', rank told' if is_stated else ''}"
        mode = Mode.MUST if is_stated else Mode.MAY
        world.pay(
            behaviour, mode, expense, by="debit", who=insurer, what=what, on=on, cents=part, parts={expense: part}
        )
        on = world.later(on, 29, 31)


def fee_and_tax(world: World) -> Iterator[None]:
    """A bank fee and its tax are two rows of one expense."""
    net = world.odd(8, 30)
    tax = net // 5
    expense = world.expense("Frais bancaires", net + tax, world.day(20), "Frais bancaires")
    yield
    for who, cents in (("COMMISSION TENUE DE COMPTE", net), ("TVA COMMISSION TENUE DE COMPTE", tax)):
        parts, on = {expense: -cents}, expense.on
        row = world.pay("bank fee and its tax", Mode.MAY, expense, by="fee", who="", cents=-cents, parts=parts, on=on)
        row.label = who


def near_purchase(behaviour: str, shops: tuple[str, ...], change: Callable[[World, int], int]) -> Habit:
    """A card whose amount is near that of its expense: changed, tipped, held."""

    def habit(world: World) -> Iterator[None]:
        shop = world.rng.choice(shops)
        expense = world.expense(shop.title(), world.odd(25, 140), world.day())
        yield
        cents = change(world, expense.cents)
        part = max(cents, expense.cents)
        world.pay(behaviour, Mode.ASK, expense, by="card", who=shop, cents=cents, parts={expense: part})

    return habit


def both_client_and_supplier(world: World) -> Iterator[None]:
    """An association hires the owner and rents a room to them: one row each way."""
    client, on = world.client("association", "venue"), world.day()
    doc, rent = world.invoice(client, 0, on), world.expense(client.name, world.odd(60, 400), on, "Location", client)
    yield
    world.pay("client who is a supplier too", Mode.MUST, rent, by="out", who=client.bank_name, on=world.later(on, 3, 9))
    world.pay("client who is a supplier too", Mode.MUST, doc, on=world.later(on, 12, 35))


def dues_to_a_client(world: World) -> Iterator[None]:
    """The owner pays dues or a show to a client: no document is settled, and the client still owes."""
    client = world.client("association", "venue")
    doc = world.invoice(client, world.round())
    yield
    what = world.rng.choice(("ADHESION", "BILLETTERIE", "DON", "COTISATION ANNUELLE"))
    world.nothing(
        "dues paid to a client", "out", client.bank_name, what, -world.odd(15, 60), world.later(doc.on, 1, 20)
    )
    world.pay("number told", Mode.MUST, doc, what=world.spell(doc), cites=True)


def twice_in_a_month(world: World) -> Iterator[None]:
    """Two tickets of one price at one supplier, some weeks apart."""
    shop, cents, on = world.rng.choice(suppliers.TRAINS), world.odd(20, 120), world.day()
    tickets = [world.expense(shop.title(), cents, on), world.expense(shop.title(), cents, world.later(on, 16, 24))]
    yield
    for ticket in tickets:
        world.pay("two tickets of one price", Mode.MUST, ticket, by="card", who=shop, in_order=True)


def by_hand(world: World) -> Iterator[None]:
    """A subcontractor, a person, is paid by transfer with the number of the bill."""
    who = person(world.rng)
    expense = world.expense(who.name, world.odd(200, 1400), world.day(), "Sous-traitance")
    expense.number = f"NH{world.rng.randrange(100, 999)}"
    yield
    what = f"FACTURE {expense.number}"
    world.pay("subcontractor by transfer", Mode.MUST, expense, by="out", who=plain(who.name), what=what, cites=True)


def property_tax(world: World) -> Iterator[None]:
    """The tax on business premises, with its notice kept as an expense, and another debit of the treasury without."""
    on = date(world.start.year + (world.start.month > 11), 12, 15)
    expense = world.expense("DGFIP", world.odd(180, 700), on, "CFE")
    yield
    what = f"CFE {on.year}"
    world.pay("business tax with its notice", Mode.MUST, expense, by="debit", who="DGFIP IMPOT", what=what)
    world.nothing("income tax", "debit", "DGFIP IMPOT", "PRELEVEMENT A LA SOURCE", -world.odd(40, 300))


ACCIDENTS: tuple[Habit, ...] = (
    Purchase("debit after six weeks", suppliers.DEBITED, 190, by="debit", delay=(36, 44)),
    Purchase("card charged two weeks late", suppliers.SHOPS, 290, delay=(9, 13)),
    Purchase("card charged before the ticket's day", suppliers.TRAINS, 160, delay=(-3, -1)),
    Purchase("cheque of an expense", suppliers.ROOMS, 290, by="cheque out", delay=(3, 18)),
    near_purchase("currency purchase near its receipt", suppliers.ABROAD, lambda w, cents: round(cents * 1.014)),
    near_purchase("tip added", suppliers.TABLES, lambda w, cents: cents - w.rng.choice((200, 300, 500))),
    near_purchase("fuel charged for another amount", suppliers.FUEL, lambda w, cents: cents + w.rng.choice((120, 300))),
    *(
        monthly_debit,
        monthly_debit,
        summed_debit,
        summed_debit,
        two_cards,
        two_cards,
        yearly_insurance,
        yearly_insurance,
        by_hand,
        fee_and_tax,
    ),
    *(both_client_and_supplier, dues_to_a_client, twice_in_a_month, by_hand, property_tax),
)
