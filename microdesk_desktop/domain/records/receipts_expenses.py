"""Receipts and expenses: the lines of the legal books."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.records.expense_vat import ExpenseVat
from microdesk_desktop.domain.settle.targets import TargetKind


class Method(StrEnum):
    """How money was received or paid, which both legal books must state."""

    TRANSFER = "transfer"
    CARD = "card"
    CHEQUE = "cheque"
    CASH = "cash"
    DIRECT_DEBIT = "direct_debit"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Money received for the activity; the store fills in an empty `reference`.

    `invoice` is the number of the document that it pays, empty for a sale without one. While the vault holds no
    document of this number, it is a receipt like any other.
    """

    kind: ClassVar[TargetKind] = TargetKind.RECEIPT
    on: date
    client: str
    label: str
    amount_cents: int
    method: Method = Method.TRANSFER
    activity: Activity | None = None
    reference: str = ""
    invoice: str = ""

    @property
    def signed_cents(self) -> int:
        """The amount as the bank account sees it."""
        return self.amount_cents


@dataclass(frozen=True, slots=True, kw_only=True)
class Expense:
    """Money spent for the activity, negative when the supplier pays back; the store fills in an empty `reference`.

    `method` is None while it is unknown. `vat` is empty while it is unknown; else its parts add up
    to the amount.
    """

    kind: ClassVar[TargetKind] = TargetKind.EXPENSE
    on: date
    supplier: str
    label: str
    amount_cents: int
    category: str = ""
    reference: str = ""
    currency: str = EUR
    method: Method | None = None
    vat: tuple[ExpenseVat, ...] = ()

    @property
    def signed_cents(self) -> int:
        """The amount as the bank account sees it."""
        return -self.amount_cents
