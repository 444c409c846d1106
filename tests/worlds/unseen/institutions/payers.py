"""Payers who are not the client: OPCO, France Travail, treasurers, relatives, parent companies, trading names."""

from collections.abc import Callable, Iterator

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.institutions.bodies import OPCO
from tests.worlds.unseen.institutions.habits import Habit, Saying, client_name, number
from tests.worlds.unseen.institutions.people import Person, person, plain
from tests.worlds.unseen.institutions.world import Doc, World

TRADERS = "ALTEVIA BELCORSE CAPFORIA DOMEVA ELYSTRA FERRANTIS GALOPEX KEROVAL LUMACTI NORVELIS OPALIUM QUADRIVE".split()
Stranger = Callable[[World], str]


def _file(world: World) -> str:
    rng = world.rng
    return rng.choice((f"DOSSIER {rng.randrange(10**6, 10**7)}", f"DPC{rng.randrange(10**5, 10**6)}", "REGLEMENT"))


def _opco(world: World) -> str:
    return world.rng.choice(OPCO)


def _shown(who: Person) -> str:
    return f"{who.civility} {plain(who.name)}"


def _treasurer(world: World) -> str:
    return _shown(person(world.rng))


def _trading_name(world: World) -> str:
    return f"{world.rng.choice(TRADERS)} {world.rng.choice(('SAS', 'HOLDING', 'GESTION', 'EURL', 'GROUPE'))}"


def _opco_with_number(world: World, doc: Doc) -> str:
    return f"{number(world, doc)} {_file(world)}"


def _association_told(world: World, doc: Doc) -> str:
    return world.rng.choice((f"POUR {client_name(doc)}", f"{client_name(doc)} TRESORIER"))


ASSOCIATION, COMPANY = ("association",), ("firm", "venue", "association")
ORDINARY: tuple[Habit, ...] = (
    Saying("OPCO, number told", Mode.MUST, _opco_with_number, COMPANY, lambda w, d: _opco(w), True, 0.4),
)


class Alias:
    """A payer unknown at first, who pays a client's invoices: asked the first time, certain once it was taught."""

    def __init__(self, name: str, kinds: tuple[str, ...], stranger: Stranger, *, is_taught: bool) -> None:
        self.name, self.kinds, self.stranger, self.is_taught = name, kinds, stranger, is_taught

    def __call__(self, world: World) -> Iterator[None]:
        client, payer, on = world.client(*self.kinds), self.stranger(world), world.day(150)
        docs = [world.invoice(client, 0, on), world.invoice(client, 0, world.later(on, 45, 60))]
        yield
        what = [_file(world) if self.name == "OPCO" else world.rng.choice(("", "VIREMENT")) for _ in docs]
        unknown = f"{self.name}, unknown payer"
        first = world.pay(unknown, Mode.ASK, docs[0], who=payer, what=what[0], is_by_unknown=True)
        if not self.is_taught and world.rng.random() < 0.5:
            return
        if not self.is_taught:
            first.behaviour = f"{self.name}, payer whom a later number explains"
            world.pay(f"{self.name}, number told", Mode.MUST, docs[1], who=payer, what=world.spell(docs[1]), cites=True)
            return
        world.teach(first)
        world.pay(f"{self.name}, taught payer", Mode.MUST, docs[1], who=payer, what=what[1])


def trainee(world: World) -> Iterator[None]:
    """An OPCO or France Travail names the trainee, whom the document's object names too."""
    who = person(world.rng)
    doc = world.invoice(world.client("firm", "association"), label=f"Formation de {who.name}")
    yield
    payer = world.rng.choice(("FRANCE TRAVAIL BRETAGNE", "DR FRANCE TRAVAIL", _opco(world)))
    world.pay("trainee named on the document", Mode.MAY, doc, who=payer, what=f"AIF {plain(who.name)} {_file(world)}")


def rest_to_pay(world: World) -> Iterator[None]:
    """An OPCO pays part of an invoice and the client pays the rest, both with the number."""
    doc = world.invoice(world.client("firm", "association"), 100 * world.rng.randrange(900, 3200) + 37)
    yield
    share = world.rng.choice((40, 50, 60, 70, 80)) * doc.cents // 100
    who, on = _opco(world), world.later(doc.on, 20, 40)
    what = f"{world.spell(doc)} PRISE EN CHARGE"
    world.pay("OPCO pays a part", Mode.MUST, doc, who=who, what=what, parts={doc: share}, on=on, cites=True)
    what = f"RESTE A CHARGE {world.spell(doc)}"
    world.pay("client pays what the OPCO left", Mode.MUST, doc, what=what, on=world.later(on, 5, 30), cites=True)


def trainees_at_once(world: World) -> Iterator[None]:
    """An OPCO pays the sessions of several companies at once and lists the numbers."""
    on, payer = world.day(), _opco(world)
    docs = [world.invoice(world.client("firm"), 0, on) for _ in range(world.rng.randint(2, 4))]
    yield
    world.pay("OPCO pays for several companies", Mode.MUST, docs, who=payer, what=world.spell_list(docs), cites=True)


def employment_office(world: World) -> Iterator[None]:
    """France Travail pays a trainee's invoice with its number, and pays the owner's benefits too."""
    doc = world.invoice(world.client("person"))
    yield
    who = "FRANCE TRAVAIL"
    world.pay("France Travail, number told", Mode.MUST, doc, who=who, what=f"AIF {world.spell(doc)}", cites=True)
    for _ in range(2):
        world.nothing("benefit from France Travail", "in", who, f"ARE {_file(world)}", world.odd(300, 1400))


ACCIDENTS: tuple[Habit, ...] = (
    Alias("OPCO", COMPANY, _opco, is_taught=False),
    Alias("OPCO", COMPANY, _opco, is_taught=True),
    Alias("treasurer", ASSOCIATION, _treasurer, is_taught=False),
    Alias("treasurer", ASSOCIATION, _treasurer, is_taught=True),
    Alias("trading name", ("firm", "venue"), _trading_name, is_taught=False),
    Alias("trading name", ("firm", "venue"), _trading_name, is_taught=True),
    Alias("manager of the building", ("syndic",), lambda w: f"CABINET {plain(person(w.rng).surname)}", is_taught=True),
    Alias("manager of the building", ("syndic",), lambda w: f"{plain(person(w.rng).surname)} IMMO", is_taught=False),
    Alias("relative of another name", ("person",), _treasurer, is_taught=False),
    Saying("treasurer names the association", Mode.MUST, _association_told, ASSOCIATION, lambda w, d: _treasurer(w)),
    *(trainee, rest_to_pay, trainees_at_once, employment_office),
)
