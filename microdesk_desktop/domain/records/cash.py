"""Money as a cash-basis business counts it: on the day when it comes in or is spent, whatever was invoiced."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from microdesk_desktop.domain.settle.targets import DocumentType, TargetKind


class Flow(StrEnum):
    """The two directions of money.

    RECEIVED (« encaissé »): the payments of documents on the day when they are paid, a refund counting as negative,
    and every receipt on its day. A receipt is itself money that came in: what the bank shows of it, and the invoice
    that it pays, add nothing.
    SPENT (« dépensé »): the expenses on their day, what a supplier pays back counting as negative.
    Transactions that settle nothing, and those that the user ignores, count nowhere.
    """

    RECEIVED = "received"
    SPENT = "spent"


@dataclass(frozen=True, slots=True, kw_only=True)
class CashLine:
    """One amount of a flow, with the document, receipt or expense that explains it.

    `cents` has the sign of its flow: negative for money that went back. `target_id` may occur several times, as an
    invoice is paid in parts.
    """

    on: date
    kind: TargetKind
    target_id: int
    party: str
    label: str
    reference: str
    cents: int
    currency: str
    document_type: DocumentType | None = None
