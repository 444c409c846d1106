"""What a habit or accident is: it makes documents, waits for their numbers, and writes the rows that settle them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.institutions import bodies
from tests.worlds.unseen.institutions.people import plain
from tests.worlds.unseen.institutions.world import Doc, World

Habit = Callable[[World], Iterator[None]]
Text = Callable[[World, Doc], str]


@dataclass(frozen=True, slots=True)
class Saying:
    """One invoice paid whole, and what the label says: `what` for the reason, `who` for another payer than the client.

    `round_share` is how often the amount is round, so that others may have the same; `is_new` asks for a new client.
    """

    behaviour: str
    mode: Mode
    what: Text
    kinds: tuple[str, ...] = bodies.PAYING_ITSELF
    who: Text | None = None
    cites: bool = False
    round_share: float = 0.0
    delay: tuple[int, int] = (8, 45)
    is_new: bool = False

    def __call__(self, world: World) -> Iterator[None]:
        is_round = world.rng.random() < self.round_share
        client = world.client(*self.kinds) if self.is_new else world.customer(*self.kinds)
        doc = world.invoice(client, world.round() if is_round else 0)
        yield
        who = self.who(world, doc) if self.who else None
        on = world.later(doc.on, *self.delay)
        world.pay(
            self.behaviour,
            self.mode,
            doc,
            who=who,
            what=self.what(world, doc),
            cites=self.cites,
            on=on,
            is_by_unknown=self.mode is Mode.ASK and who is not None,
        )


def client_name(doc: Doc) -> str:
    """The name of a document's client as banks print it."""
    assert doc.client
    return plain(doc.client.name)


def nothing_said(world: World, doc: Doc) -> str:
    """A label that gives no reason, or none that helps."""
    return world.rng.choice(("", "", "VIREMENT", "REGLEMENT", "NOTPROVIDED", "MERCI", "VOTRE INTERVENTION"))


def number(world: World, doc: Doc) -> str:
    """The document's number as a payer types it."""
    return world.spell(doc)
