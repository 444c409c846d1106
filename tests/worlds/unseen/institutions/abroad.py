"""Clients abroad: fees of SWIFT transfers, tax withheld, reverse charge, another currency."""

from collections.abc import Iterator

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.institutions.bodies import Client
from tests.worlds.unseen.institutions.habits import Habit
from tests.worlds.unseen.institutions.world import World

FOREIGN = (
    "Institut francophone de Kérandou;Université libre de Maasbrück;Haute École Vauderens;Fondation Lémanvaux"
    ";Alliance culturelle de Port-Ivoire;Stichting Zeewind;Akademie Rotfluh;Centre Mokhtaria;Fundación Olmedal"
    ";Cégep de Rivière-Blanche;Asociația Brăduleț;Associazione Valmarena"
).split(";")


def _abroad(world: World) -> Client:
    taken = {client.name for client in world.clients}
    name = world.rng.choice([each for each in FOREIGN if each not in taken] or [f"{FOREIGN[0]} {len(taken)}"])
    client = Client(len(world.clients) + 1, "abroad", name, name)
    world.clients.append(client)
    return client


def fee_told(world: World) -> Iterator[None]:
    """The bank keeps a fee and the label tells it."""
    doc, fee = world.invoice(_abroad(world)), world.rng.choice((1250, 1500, 1800, 2200))
    yield
    what = f"{world.spell(doc)} FRAIS {fee // 100},{fee % 100:02d} EUR SHA"
    world.pay("SWIFT fee told", Mode.MUST, doc, what=what, fee=fee, cites=True)


def fee_untold(world: World) -> Iterator[None]:
    """The bank keeps a fee that the label does not tell."""
    doc, fee = world.invoice(_abroad(world)), world.rng.choice((1000, 1500, 1853, 2500))
    yield
    what = f"{world.spell(doc)} VIR INTERNATIONAL"
    world.pay("SWIFT fee not told", Mode.ASK, doc, what=what, fee=fee, cites=True)


def fee_apart(world: World) -> Iterator[None]:
    """The transfer comes whole and the bank debits its fee on the same day."""
    doc = world.invoice(_abroad(world))
    yield
    row = world.pay("foreign transfer, number told", Mode.MUST, doc, what=world.spell(doc), cites=True)
    fee = -world.rng.choice((800, 1200, 1650))
    world.nothing("fee of a foreign transfer", "fee", "", "VIR INTERNATIONAL RECU", fee, row.on)


def tax_withheld(world: World) -> Iterator[None]:
    """A part of the invoice is withheld as tax, with its number."""
    doc, rate = world.invoice(_abroad(world), world.odd(900, 3900)), world.rng.choice((10, 15, 20))
    yield
    is_stated = world.rng.random() < 0.5
    what = f"{world.spell(doc)} {f'RETENUE A LA SOURCE {rate}%' if is_stated else ''}"
    behaviour = "tax withheld abroad, rate told" if is_stated else "tax withheld abroad"
    parts = {doc: doc.cents * (100 - rate) // 100}
    world.pay(behaviour, Mode.MAY, doc, what=what, parts=parts, cites=True)


def reverse_charge(world: World) -> Iterator[None]:
    """An invoice without tax is paid to the cent."""
    doc = world.invoice(_abroad(world), label="Formation, autoliquidation")
    yield
    is_stated = world.rng.random() < 0.6
    what = f"{world.spell(doc) if is_stated else ''} AUTOLIQUIDATION"
    world.pay("reverse charge", Mode.MUST, doc, what=what, cites=is_stated)


def franc_invoice(world: World) -> Iterator[None]:
    """An invoice in francs is paid in francs."""
    doc = world.invoice(_abroad(world), currency="CHF")
    yield
    world.pay("invoice in francs", Mode.MUST, doc, what=f"{world.spell(doc)} CHF", cites=True)


def same_figure_other_currency(world: World) -> Iterator[None]:
    """Euros come in, the same figure as an open invoice in dollars of somebody else."""
    client, cents = _abroad(world), world.odd(600, 2400)
    doc = world.invoice(client, cents, currency="USD")
    yield
    on = world.later(doc.on, 5, 20)
    world.nothing("same figure in another currency", "in", "MAIF SINISTRES", "INDEMNISATION DOSSIER 88412", cents, on)


ACCIDENTS: tuple[Habit, ...] = (
    *(fee_told, fee_untold, fee_apart, tax_withheld, tax_withheld, reverse_charge, franc_invoice),
    same_figure_other_currency,
)
