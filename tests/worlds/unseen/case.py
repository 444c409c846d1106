"""A year of one company as the engine is asked about it, and apart from that what a careful human would answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from microdesk_desktop.domain.settle.targets import Party, Target
from microdesk_desktop.domain.settle.transactions import Owner, Transaction

TransactionId = int
TargetId = int


class Mode(StrEnum):
    """What may be done with a transaction without asking.

    MUST: a careful human who has the whole vault before him is certain, so the engine attributes it by itself.
    MAY: the answer is likely enough for the engine to attribute it, or to propose it.
    ASK: the answer exists, but nobody can be certain of it: it is proposed, never done.
    NOTHING: it settles nothing, so nothing is done and nothing proposed.
    """

    MUST = "must"
    MAY = "may"
    ASK = "ask"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What a transaction truly is.

    `parts` holds the cents of it that go to each target, signed as the transaction. With `fee_cents`, which somebody
    kept on the way, the parts add up to the amount and the fee. `cancels` is the other transaction of a pair that
    cancels: a rejected debit and its credit. `behaviour` names the habit or accident, for the tables.
    """

    behaviour: str
    mode: Mode
    parts: Mapping[TargetId, int] = field(default_factory=dict)
    fee_cents: int = 0
    cancels: TransactionId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """A transaction that the user attributed by hand before the engine is asked about the others."""

    transaction: Transaction
    parts: Mapping[TargetId, int]
    fee_cents: int = 0


@dataclass(slots=True, kw_only=True)
class Case:
    """One company.

    `targets` holds what can be settled (invoices, deposits, credit notes, receipts, expenses), what is settled already
    (`remaining_cents` 0), and the quotes, orders and pro-formas, whose numbers payers cite too (`remaining_cents` 0).
    What `taught` settled is taken off `remaining_cents` already. Every transaction has its truth, under its id.
    """

    name: str
    seed: int
    owner: Owner
    parties: list[Party] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    transactions: list[Transaction] = field(default_factory=list)
    taught: list[Taught] = field(default_factory=list)
    truths: dict[TransactionId, Truth] = field(default_factory=dict)
