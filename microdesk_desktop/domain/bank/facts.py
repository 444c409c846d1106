"""The facts that are kept of a transaction, as a fetch or a file gives them and as the store holds them.

Days are ISO text here, as the store keeps them: a statement may hold a hundred thousand rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

from microdesk_desktop.domain.bank.types import BankRow, State

Row = TypeVar("Row", bound=NamedTuple)


class TransactionFacts(NamedTuple):
    """What is kept of a transaction; `on` is ISO text, `state` the value of a State."""

    identifier: str | None
    on: str
    amount_cents: int
    currency: str
    label: str
    state: str


class StoredRow(NamedTuple):
    """A stored transaction: its facts as `TransactionFacts` has them, its row id, and the provider or file format.

    Flat, as the database returns it: an import reads every stored row of its window. `is_decided` is 1 when the user
    decided what it settles.
    """

    identifier: str | None
    on: str
    amount_cents: int
    currency: str
    label: str
    state: str
    id: int
    source: str
    is_decided: int = 0

    @property
    def facts(self) -> TransactionFacts:
        return TransactionFacts._make(self[:6])


Matches = Mapping[int, StoredRow]
"""The stored row that matches each fetched row, by the position of the fetched row."""


def as_rows(cls: type[Row], rows: Iterable[tuple[object, ...]]) -> list[Row]:
    """These tuples as named tuples of that class, whose fields they hold in order; half the time of calling it."""
    return list(map(partial(tuple.__new__, cls), rows))


def facts_of(rows: Sequence[BankRow]) -> list[TransactionFacts]:
    """The facts of rows as a fetch or a file gives them."""
    iso = {on: on.isoformat() for on in {row.on for row in rows}}
    states = {state: state.value for state in State}
    # Without the constructor's argument checks: half of its time.
    make = tuple.__new__
    return [
        make(TransactionFacts, (identifier, iso[on], cents, currency, label, states[state]))
        for identifier, on, cents, currency, label, state in rows
    ]
