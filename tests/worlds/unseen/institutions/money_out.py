"""Money that goes out and settles no document: private spending, taxes, own transfers, loans, fees, subscriptions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tests.worlds.unseen.institutions import suppliers
from tests.worlds.unseen.institutions.habits import Habit
from tests.worlds.unseen.institutions.people import plain
from tests.worlds.unseen.institutions.world import World


@dataclass(frozen=True, slots=True)
class Spending:
    """Rows of one kind, `count` at most, of amounts between two numbers of euros; `{owner}` is the owner's name."""

    behaviour: str
    by: str
    who: tuple[str, ...]
    what: tuple[str, ...]
    least: int
    most: int
    count: int = 3
    is_round: bool = False

    def __call__(self, world: World) -> Iterator[None]:
        yield
        rng, owner = world.rng, plain(world.owner.name)
        for _ in range(rng.randint(1, self.count)):
            cents = (
                1000 * rng.randint(self.least // 10, self.most // 10)
                if self.is_round
                else world.odd(self.least, self.most)
            )
            who = rng.choice(self.who).format(owner=owner)
            on = world.day(5)
            if not _is_like_an_expense(world, who, cents, on):
                world.nothing(self.behaviour, self.by, who, rng.choice(self.what), -cents, on)


def _is_like_an_expense(world: World, shop: str, cents: int, on: date) -> bool:
    """Whether nobody could tell the purchase from an expense of the shop, whose amount and day are near."""
    return any(
        doc.supplier.upper() == shop and abs((doc.on - on).days) <= 20 and 0.7 <= cents / -doc.cents <= 1.4
        for doc in world.docs
        if doc.cents < 0
    )


@dataclass(frozen=True, slots=True)
class Monthly:
    """The same private debit month after month."""

    behaviour: str
    by: str
    who: tuple[str, ...]
    what: str
    least: int
    most: int

    def __call__(self, world: World) -> Iterator[None]:
        yield
        who, cents, on = world.rng.choice(self.who), world.odd(self.least, self.most), world.start + timedelta(days=9)
        while on < world.end - timedelta(days=30):
            world.nothing(self.behaviour, self.by, who, self.what, -cents, world.later(on, 0, 2))
            on += timedelta(days=world.rng.choice((30, 31, 61)))


ORDINARY: tuple[Habit, ...] = (
    Spending("groceries", "card", suppliers.GROCERS, ("",), 5, 110, 8),
    Spending("leisure", "card", suppliers.PLEASURES, ("",), 8, 130, 4),
    Spending("private meal", "card", suppliers.TABLES, ("",), 12, 70, 3),
    Spending("cash withdrawn", "cash", ("ORLEANS", "PARIS 12", "CERNAY"), ("",), 20, 120, 2, is_round=True),
    Spending(
        "own transfer out", "out", ("{owner}", "LIVRET {owner}", "M OU MME {owner}"), ("EPARGNE", ""), 100, 900, 2
    ),
    Spending("bank fee", "fee", ("",), ("CARTE VISA", "TENUE DE COMPTE", "COMPTE PRO"), 6, 30, 2),
)
REGULAR: tuple[Habit, ...] = (
    Monthly("rent", "out", ("SCI DU PORT", "FONCIERE VAUBAN", "AGENCE LAFORGE"), "LOYER", 450, 900),
    Monthly("social contributions", "debit", ("URSSAF CENTRE", "URSSAF ILE DE FRANCE"), "COTISATIONS", 90, 700),
    Monthly("loan", "loan", ("PRET",), "", 120, 400),
    Monthly("income tax", "debit", ("DGFIP IMPOT",), "IMPOT SUR LE REVENU", 40, 250),
)
ACCIDENTS: tuple[Habit, ...] = (
    Monthly("private subscription", "debit", ("NETFLIX COM", "SPOTIFY AB", "BASIC FIT", "CANAL PLUS"), "", 8, 40),
    Spending("private purchase at a supplier", "card", suppliers.TRAINS + suppliers.SHOPS, ("",), 12, 160, 3),
    Spending("total of the deferred card", "deferred", ("CARTE",), ("",), 150, 1200, 3),
    Spending(
        "transfer to family", "out", ("MME JEANNE VIDAL", "NOUNOU SABINE", "LEO ARGENT POCHE"), ("", "AIDE"), 20, 300, 2
    ),
    Spending("donation", "debit", ("MSF", "EMMAUS", "CROIX ROUGE", "LES RESTOS DU COEUR"), ("DON",), 5, 50, 2),
    Spending("value added tax", "debit", ("DGFIP TVA", "DGFIP"), ("TVA CA3",), 90, 1400, 2),
    Spending("cheque of nothing known", "cheque out", ("",), ("",), 20, 300, 2),
    Spending("fine or parking", "card", ("AMENDE GOUV", "PAYBYPHONE", "INDIGO PARK"), ("",), 5, 95, 2),
)
