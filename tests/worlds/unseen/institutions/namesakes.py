"""Persons of one surname: relatives, homonyms, couples, the other civility."""

from collections.abc import Iterator

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.institutions.bodies import Client
from tests.worlds.unseen.institutions.habits import Habit, nothing_said
from tests.worlds.unseen.institutions.people import Person, person, plain
from tests.worlds.unseen.institutions.world import World


def _person(client: Client) -> Person:
    assert client.person
    return client.person


def _surname(client: Client) -> str:
    return plain(_person(client).surname)


def other_first_name(world: World) -> Iterator[None]:
    """Somebody of the client's surname and another first name pays what the client owes."""
    client = world.client("person")
    doc = world.invoice(client, world.round() if world.rng.random() < 0.6 else 0)
    yield
    other = person(world.rng, last=_person(client).last, unlike=_person(client).first)
    world.pay("another first name of the surname", Mode.ASK, doc, who=f"{other.civility} {plain(other.name)}")


def other_first_name_with_number(world: World) -> Iterator[None]:
    """A relative pays and tells the number."""
    client = world.client("person")
    doc = world.invoice(client)
    yield
    other = person(world.rng, last=_person(client).last, unlike=_person(client).first)
    who, what = f"{other.civility} {plain(other.name)}", world.spell(doc)
    world.pay("another first name, number told", Mode.MUST, doc, who=who, what=what, cites=True)


def other_civility(world: World) -> Iterator[None]:
    """The surname comes with the civility of the other sex."""
    client = world.client("person")
    doc = world.invoice(client, world.round())
    yield
    civility = "M" if _person(client).is_woman else "MME"
    world.pay("civility of the other sex", Mode.ASK, doc, who=f"{civility} {_surname(client)}")


def couple(world: World) -> Iterator[None]:
    """A couple's account, which names both, pays for the one who is the client."""
    client = world.client("person")
    doc = world.invoice(client)
    yield
    wed = person(world.rng, last=_person(client).last, unlike=_person(client).first)
    first, other = plain(_person(client).first), plain(wed.first)
    who = world.rng.choice((f"M ET MME {first} {_surname(client)}", f"{other} OU {first} {_surname(client)}"))
    world.pay("account of a couple", Mode.MUST, doc, who=who, what=nothing_said(world, doc))


def married_name(world: World) -> Iterator[None]:
    """The client's first name with another surname beside her own."""
    client = world.client("person")
    doc = world.invoice(client)
    yield
    second = plain(person(world.rng).surname)
    who = f"{plain(_person(client).first)} {second} {world.rng.choice(('NEE', 'EP', ''))} {_surname(client)}"
    world.pay("married name", Mode.MAY, doc, who=who)


def two_of_a_surname(world: World) -> Iterator[None]:
    """Two clients of one surname owe one round amount, and the label tells the surname only."""
    one = world.client("person")
    other = world.homonym(one, is_woman=_person(one).is_woman)
    cents, on = world.round(), world.day()
    docs = [world.invoice(one, cents, on), world.invoice(other, cents, world.later(on, 0, 9))]
    yield
    who = f"{_person(one).civility} {_surname(one)}"
    for doc in docs:
        what = nothing_said(world, doc)
        world.pay("two clients of a surname, one amount", Mode.ASK, doc, who=who, what=what, said=(one, other))


def one_of_them_owes(world: World) -> Iterator[None]:
    """Two clients of one surname, of whom one only owes the odd amount."""
    one = world.client("person")
    other = world.homonym(one, is_woman=_person(one).is_woman)
    docs = [world.invoice(one), world.invoice(other)]
    yield
    for doc in docs:
        who = f"{_person(one).civility} {_surname(one)}"
        world.pay("surname shared, one owes the amount", Mode.MUST, doc, who=who, said=(one, other))


def couple_of_homonyms(world: World) -> Iterator[None]:
    """Two clients of one surname owe one amount, and each pays with the first name."""
    one = world.client("person")
    other = world.homonym(one)
    cents, on = world.round(), world.day()
    docs = [world.invoice(one, cents, on), world.invoice(other, cents, on)]
    yield
    for doc in docs:
        world.pay("homonyms, first name told", Mode.MUST, doc, what=nothing_said(world, doc))


def gift(world: World) -> Iterator[None]:
    """A relative of a client's surname sends money that is no payment."""
    client = world.client("person")
    doc = world.invoice(client)
    yield
    other = person(world.rng, last=_person(client).last, unlike=_person(client).first)
    what = world.rng.choice(("CADEAU", "REMB RESTO", "ANNIVERSAIRE", "PARTAGE LOCATION", "COVOITURAGE"))
    who = f"{other.civility} {plain(other.name)}"
    world.nothing("gift from a namesake of a client", "in", who, what, world.round() // 10, world.later(doc.on, 3, 40))


ACCIDENTS: tuple[Habit, ...] = (
    *(other_first_name, other_first_name, other_first_name_with_number, other_civility, couple, married_name),
    *(two_of_a_surname, one_of_them_owes, couple_of_homonyms, gift),
)
