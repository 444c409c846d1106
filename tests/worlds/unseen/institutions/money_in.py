"""Money that comes in and settles nothing: benefits, refunds, grants, travel paid back, own transfers, interest."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.institutions.habits import Habit
from tests.worlds.unseen.institutions.people import person, plain
from tests.worlds.unseen.institutions.world import World


@dataclass(frozen=True, slots=True)
class Income:
    """Rows of one kind: who pays, what is said (`{n}` a number, `{owner}` the owner), and about how much."""

    behaviour: str
    who: tuple[str, ...]
    what: tuple[str, ...]
    least: int
    most: int
    by: str = "in"

    def __call__(self, world: World) -> Iterator[None]:
        yield
        rng = world.rng
        owner = plain(world.owner.name)
        what = rng.choice(self.what).format(n=rng.randrange(10**4, 10**8), owner=owner)
        who = rng.choice(self.who).format(owner=owner)
        world.nothing(self.behaviour, self.by, who, what, world.odd(self.least, self.most))


def travel_paid_back(world: World) -> Iterator[None]:
    """The organiser pays travel or a day's allowance back, for which nothing was invoiced, beside the fees."""
    client = world.client("association", "venue", "university", "fund")
    doc = world.invoice(client, world.odd(500, 1900))
    yield
    payer, on = client.treasury or client.bank_name, world.later(doc.on, 2, 7)
    what = world.rng.choice(
        ("REMB FRAIS DEPLACEMENT", "PER DIEM", "DEFRAIEMENT TRAIN", "NOTE DE FRAIS", "FRAIS MISSION")
    )
    world.nothing("travel paid back by the organiser", "in", payer, what, world.odd(25, 180), on)
    world.pay("number told", Mode.MUST, doc, who=payer, what=world.spell(doc), cites=True)


def grant(world: World) -> Iterator[None]:
    """A grant of a round amount comes from a body that is a client as well."""
    client = world.client("chamber", "fund", "association")
    doc = world.invoice(client, world.odd(500, 1900))
    yield
    what = world.rng.choice(("AIDE A LA CREATION", "BOURSE D ECRITURE", "SUBVENTION PROJET", "PRIX DU JURY"))
    on, cents = world.later(doc.on, 2, 7), world.rng.choice((100_000, 150_000, 250_000))
    world.nothing("grant of a body that is a client", "in", client.bank_name, what, cents, on)
    world.pay("number told", Mode.MUST, doc, what=world.spell(doc), cites=True)


def deposit_of_a_room(world: World) -> Iterator[None]:
    """A deposit for a room is paid and comes back: a pair."""
    yield
    who, on, cents = "MAISON DES ASSOCIATIONS", world.day(60), world.round()
    first = world.nothing("deposit of a room and its return", "out", who, "CAUTION SALLE", -cents, on)
    back = world.nothing(
        "deposit of a room and its return", "in", who, "RETOUR CAUTION", cents, world.later(on, 10, 40)
    )
    world.cancel(first, back)


def friend_of_equal_amount(world: World) -> Iterator[None]:
    """A friend's round amount is what an invoice of somebody else asks for."""
    doc = world.invoice(world.client("firm", "chamber", "venue"), world.round())
    yield
    friend, on = person(world.rng), world.later(doc.on, 1, 6)
    who, what = (
        f"{friend.civility} {plain(friend.name)}",
        world.rng.choice(("VACANCES", "LOYER COLOC", "REMBOURSEMENT")),
    )
    world.nothing("private money of an invoice's amount", "in", who, what, doc.cents, on)
    world.pay("number told", Mode.MUST, doc, what=world.spell(doc), on=world.later(on, 5, 30), cites=True)


ORDINARY: tuple[Habit, ...] = (
    Income(
        "benefit", ("CAF DU LOIRET", "CPAM LOIRET", "FRANCE TRAVAIL", "CARSAT"), ("PRESTATIONS {n}", "IJ {n}"), 60, 900
    ),
    Income("health refund", ("CPAM 451", "MUTUELLE HARMONIE", "MGEN", "ALMERYS"), ("REMB SOINS {n}", "{n}"), 7, 95),
    Income(
        "own transfer in", ("{owner}", "M OU MME {owner}", "LIVRET A {owner}"), ("VIR INTERNE", "EPARGNE"), 100, 900
    ),
    Income("friend pays back", ("M LEO PRIEUR", "MME INES VIDAL", "LYDIA"), ("RESTO", "CINE", "COVOIT"), 8, 60),
    Income(
        "tax refund", ("DGFIP", "DRFIP ILE DE FRANCE", "DDFIP DU LOIRET"), ("REMB IR {n}", "CREDIT TVA {n}"), 60, 800
    ),
    Income("second-hand sale", ("VINTED", "LEBONCOIN PAY", "MANGOPAY"), ("{n}", "VENTE"), 8, 90),
)
ACCIDENTS: tuple[Habit, ...] = (
    Income("social refund", ("URSSAF CENTRE", "URSSAF"), ("REMBOURSEMENT TROP VERSE {n}", "REGUL {n}"), 40, 400),
    Income("insurance pays a claim", ("MAIF", "MATMUT"), ("SINISTRE {n}", "INDEMNITE {n}"), 90, 1200),
    Income("wages", ("LYCEE SAINT VALERY", "OGEC SAINTE LUCE", "GUSO SPECTACLE"), ("SALAIRE", "PAIE 03"), 300, 1500),
    Income("interest", ("LIVRET",), ("INTERETS",), 5, 80, by="interest"),
    Income("loan paid out", ("ADIE", "BPIFRANCE", "PRET PRO"), ("DEBLOCAGE PRET {n}",), 2000, 9000),
    Income("grant", ("CNL", "DRAC CENTRE", "REGION CENTRE"), ("BOURSE {n}", "AIDE {n}", "SUBVENTION"), 900, 4000),
    *(travel_paid_back, travel_paid_back, grant, deposit_of_a_room, friend_of_equal_amount),
)
