"""What lies in the vault without a row of the account: settled and unpaid invoices, quotes, other purchases."""

from collections.abc import Iterator

from microdesk_desktop.domain.settle.targets import DocumentType
from tests.worlds.unseen.institutions import suppliers
from tests.worlds.unseen.institutions.habits import Habit
from tests.worlds.unseen.institutions.world import World

KINDS = ("association", "venue", "chamber", "firm", "town", "school", "university", "person")


def settled(world: World) -> Iterator[None]:
    """An invoice that was paid before, or by other means."""
    cents = world.round() if world.rng.random() < 0.5 else 0
    world.invoice(world.customer(*KINDS), cents, world.day(20), is_settled=True)
    yield


def unpaid(world: World) -> Iterator[None]:
    """An invoice that nobody has paid yet."""
    world.invoice(world.customer(*KINDS), 0, world.day(5))
    yield


def quote(world: World) -> Iterator[None]:
    """A quote that came to nothing."""
    world.invoice(world.customer(*KINDS), world.round(), world.day(5), type_=DocumentType.QUOTE)
    yield


def paid_otherwise(world: World) -> Iterator[None]:
    """An expense paid from another account or in cash."""
    shops = suppliers.TRAINS + suppliers.BOOKS + suppliers.SHOPS + suppliers.TABLES
    world.expense(world.rng.choice(shops).title(), world.odd(6, 160), world.day(5))
    yield


ORDINARY: tuple[Habit, ...] = (settled, settled, unpaid, quote, paid_otherwise)
