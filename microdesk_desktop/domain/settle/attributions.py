"""Results of attribution: allocations, proposals and outcomes.

Named tuples: the engine makes several of each transaction, in half the time of frozen dataclasses.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from microdesk_desktop.domain.settle.reasons import Reason
from microdesk_desktop.domain.settle.transactions import Nature, Transaction


class Status(StrEnum):
    """The status of a transaction: SUGGESTED has a proposal to accept, IGNORED settles nothing."""

    TODO = "todo"
    SUGGESTED = "suggested"
    ATTRIBUTED = "attributed"
    IGNORED = "ignored"


class Origin(StrEnum):
    """Who decided: the engine, a rule, or the user."""

    AUTO = "auto"
    RULE = "rule"
    MANUAL = "manual"


class Allocation(NamedTuple):
    """The part of a transaction that goes to one target; a proposal's parts add up to at most the transaction."""

    target_id: int
    amount_cents: int


class Proposal(NamedTuple):
    """One way to settle a transaction, its score between 0 and 1, and why."""

    allocations: tuple[Allocation, ...]
    score: float
    reasons: tuple[Reason, ...]


class Outcome(NamedTuple):
    """The engine's result for one transaction.

    ATTRIBUTED: `proposals` holds the one to record, or `rule_id` names the rule that creates the record.
    SUGGESTED: `proposals` holds one to three, best first.
    IGNORED: an own transfer, a card total, or a rule; `reasons` holds which.
    TODO: no match; `nature` is still given where the label shows it, and `reasons` gives what is known of why.
    """

    transaction_id: int
    status: Status
    proposals: tuple[Proposal, ...] = ()
    nature: Nature | None = None
    rule_id: int | None = None
    reasons: tuple[Reason, ...] = ()


class Recorded(NamedTuple):
    """A transaction, with what is recorded of it: None while it is undecided.

    What was recorded automatically is looked at again. It is fixed where the user decided, a rule made the record, or
    the period is closed.
    """

    transaction: Transaction
    outcome: Outcome | None = None
    is_fixed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionCounts:
    """How many transactions one run of the engine settled, proposed and set aside, and how many it decided anew."""

    attributed: int = 0
    suggested: int = 0
    ignored: int = 0
    revised: int = 0
