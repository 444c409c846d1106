"""Values that the reconciliation engine takes and returns; every amount is signed as the bank account sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class TargetKind(StrEnum):
    """What a transaction can settle."""

    INVOICE = "invoice"
    EXPENSE = "expense"
    RECEIPT = "receipt"


class DocumentType(StrEnum):
    """The kinds of sales document; quotes are never settled."""

    INVOICE = "invoice"
    DEPOSIT = "deposit"
    FINAL = "final"
    CREDIT_NOTE = "credit_note"
    QUOTE = "quote"


class Status(StrEnum):
    """Where a transaction stands for the user."""

    TODO = "todo"
    SUGGESTED = "suggested"
    ATTRIBUTED = "attributed"
    IGNORED = "ignored"


class Origin(StrEnum):
    """Who decided: the engine alone, a rule of the user's, or the user."""

    AUTO = "auto"
    RULE = "rule"
    MANUAL = "manual"


class Nature(StrEnum):
    """What a label says a transaction is when it settles no client's or supplier's document."""

    OWN_TRANSFER = "own_transfer"
    TAX = "tax"
    SOCIAL = "social"
    FEE = "fee"
    LOAN = "loan"
    CASH = "cash"
    CARD_TOTAL = "card_total"
    INTEREST = "interest"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """A transaction to attribute; `amount_cents` positive is money in."""

    id: int
    on: date
    amount_cents: int
    currency: str
    label: str
    pending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A document, receipt or expense with something left to settle; `id` is unique among all kinds.

    `remaining_cents` and `total_cents` carry the sign of the transaction that settles them:
    an invoice or receipt is positive, an expense or credit note negative (a supplier's refund positive).
    `reference` is the document's number, or the reference given at import.
    `on` is the date of issue (invoice) or of the fact (receipt, expense).
    `due_on` is when payment is expected, where known.
    """

    kind: TargetKind
    id: int
    reference: str
    remaining_cents: int
    total_cents: int
    currency: str
    on: date
    due_on: date | None = None
    party_id: int | None = None
    party_name: str = ""
    label: str = ""
    category: str = ""
    document_type: DocumentType | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A client or supplier by the names under which it may pay."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The user's own names and account identifiers, by which own transfers are known."""

    names: Sequence[str] = ()
    ibans: Sequence[str] = ()


class RuleAction(StrEnum):
    """What a rule does with a transaction that nothing else settled."""

    IGNORE = "ignore"
    EXPENSE = "expense"
    RECEIPT = "receipt"
    PARTY = "party"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The user's standing decision: a label that contains these words, with this sign, is that.

    `words` is compared after normalisation, on word boundaries.
    `direction` is 1 (money in), -1 (money out) or 0 (both).
    PARTY means « this label is paid by (or to) that party »: the engine then matches its open documents.
    EXPENSE and RECEIPT create the record, with `party_name`, `category` and `label`.
    """

    id: int
    name: str
    words: str
    direction: int
    action: RuleAction
    amount_cents: int | None = None
    party_id: int | None = None
    party_name: str = ""
    category: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One piece of evidence: a code, and its values as text.

    A party or a document is given by `target_id`, a rule by `rule_id`: names are looked up when the reason is shown,
    so that a stored reason never holds one (`views/bank/reason_names.py`, sentences in `views/messages/reasons.py`).
    """

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """The part of a transaction that goes to one target; a proposal's parts add up to at most the transaction."""

    target_id: int
    amount_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One way to settle a transaction, its score between 0 and 1, and why."""

    allocations: tuple[Allocation, ...]
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the engine says of one transaction.

    ATTRIBUTED: `proposals` holds the one to record, or `rule_id` names the rule that creates the record.
    SUGGESTED: `proposals` holds one to three, best first.
    IGNORED: an own transfer or card total, or a rule; `reasons` says which.
    TODO: nothing convincing; `nature` still says what it is where the label tells.
    """

    transaction_id: int
    status: Status
    proposals: tuple[Proposal, ...] = ()
    nature: Nature | None = None
    rule_id: int | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionCounts:
    """How many transactions one run of the engine settled, proposed and set aside."""

    attributed: int = 0
    suggested: int = 0
    ignored: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent:
    """A decision of the user's on one label; two like ones make a rule worth proposing."""

    label: str
    direction: int
    action: RuleAction
    party_id: int | None = None
    party_name: str = ""
    category: str = ""
