"""Targets, which a transaction can settle: documents, receipts and expenses; and their parties."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TargetKind(StrEnum):
    """What a transaction can settle."""

    INVOICE = "invoice"
    EXPENSE = "expense"
    RECEIPT = "receipt"


class DocumentType(StrEnum):
    """The kinds of sales document."""

    INVOICE = "invoice"
    DEPOSIT = "deposit"
    FINAL = "final"
    CREDIT_NOTE = "credit_note"
    CORRECTIVE = "corrective"
    QUOTE = "quote"
    ORDER = "order"
    DELIVERY = "delivery"
    PROFORMA = "proforma"

    @property
    def is_settled_by_money(self) -> bool:
        """Whether clients pay it, or are paid back: not so for a quote, an order, a delivery note or a pro-forma."""
        return self in _SETTLED_BY_MONEY

    @property
    def sign(self) -> int:
        """-1 for a credit note, whose total and payments are negative on the account; else 1."""
        return -1 if self is DocumentType.CREDIT_NOTE else 1


_SETTLED_BY_MONEY = frozenset(
    (
        DocumentType.INVOICE,
        DocumentType.DEPOSIT,
        DocumentType.FINAL,
        DocumentType.CREDIT_NOTE,
        DocumentType.CORRECTIVE,
    )
)


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
    """A client or supplier, by the name that the engine looks for in labels."""

    id: int
    name: str
