"""A company made up for the engine: what it gets, and apart from that what it should answer.

The generators share only this: each has its own names, banks, ways to number and habits of payment.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from microdesk_desktop.domain.settle.targets import (
    DocumentType,
    Party,
    Target,
    TargetKind,
)
from microdesk_desktop.domain.settle.transactions import Owner, Transaction

Key = int
T = TypeVar("T")


@dataclass(slots=True, kw_only=True)
class World(Generic[T]):
    """The question, and under the id of each transaction its truth; ids start where the generator wants."""

    owner: Owner
    first_transaction_id: int = 1
    parties: list[Party] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    transactions: list[Transaction] = field(default_factory=list)
    truths: dict[int, T] = field(default_factory=dict)

    def add_target(
        self,
        kind: TargetKind,
        id_: int,
        reference: str,
        cents: int,
        on: date,
        *,
        party_name: str,
        left: int | None = None,
        due_on: date | None = None,
        party_id: int | None = None,
        label: str = "",
        category: str = "",
        document_type: DocumentType | None = None,
    ) -> Target:
        """A document or record of so many cents, of which `left` remain to settle, all of them unless said."""
        target = Target(
            kind=kind,
            id=id_,
            reference=reference,
            remaining_cents=cents if left is None else left,
            total_cents=cents,
            currency="EUR",
            on=on,
            due_on=due_on,
            party_id=party_id,
            party_name=party_name,
            label=label,
            category=category,
            document_type=document_type,
        )
        self.targets.append(target)
        return target

    def add_transaction(
        self, on: date, cents: int, label: str, truth: T, *, currency: str = "EUR", pending: bool = False
    ) -> None:
        """A transaction and its truth."""
        id_ = self.first_transaction_id + len(self.transactions)
        self.transactions.append(
            Transaction(id=id_, on=on, amount_cents=cents, currency=currency, label=label, pending=pending)
        )
        self.truths[id_] = truth


def shares(parts: Iterable[tuple[Target, int]]) -> dict[Key, int]:
    """How much of a transaction goes to each target, by the target's id."""
    return {target.id: share for target, share in parts}
