"""Lessons: what one decision of the user's teaches about the payer of a transaction.

They are not stored: they follow from the decisions themselves each time that the engine runs, and end with them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.domain.settle.transactions import Transaction


class LessonKind(StrEnum):
    """What is learnt of a payer.

    PAYS_FOR: it pays for this client, or is this supplier. NOT_FOR: its payments are not this party's without asking.
    KEEPS: what it keeps of what it pays out. PRIVATE: its later transactions of this
    amount settle nothing.
    """

    PAYS_FOR = "pays_for"
    NOT_FOR = "not_for"
    KEEPS = "keeps"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What the user decided of one transaction.

    `settled` holds the targets, with the cents of each; `refused` the targets that the engine had settled by itself
    and the user took away; `fee_cents` is what the payer kept, 0 for nothing.
    """

    transaction: Transaction
    at: datetime
    status: Status
    settled: Sequence[tuple[int, int]] = ()
    refused: Sequence[int] = ()
    fee_cents: int = 0
    forgotten: Sequence[LessonKind] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What was learnt of the payer whose labels have these words, in folded letters.

    `party_id` is a client; without one, `party_name` is the written name. `cents` are the signed amounts that
    settle nothing, and `after` the day of the first one (PRIVATE); `fees` the gross and the fee of each payment
    (KEEPS). `taught_by` holds the transactions decided, in order, `at` is the moment of the last decision.
    """

    kind: LessonKind
    words: str
    direction: int
    at: datetime
    taught_by: tuple[int, ...]
    party_id: int | None = None
    party_name: str = ""
    cents: tuple[int, ...] = ()
    after: date | None = None
    fees: tuple[tuple[int, int], ...] = ()

    @property
    def id(self) -> str:
        """What names the lesson outside of the program: its kind, and the last transaction that taught it."""
        return f"{self.kind}:{self.taught_by[-1]}"
