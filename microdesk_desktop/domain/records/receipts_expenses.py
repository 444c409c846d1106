"""Receipts and expenses: the lines of the legal books."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Activity(StrEnum):
    """The kinds of turnover that a micro-entrepreneur declares apart (CGI art. 50-0 and 102 ter)."""

    BNC = "bnc"
    BIC_SERVICES = "bic_services"
    SALES = "sales"


class Method(StrEnum):
    """How a receipt was cashed in, as the « livre des recettes » must tell."""

    TRANSFER = "transfer"
    CARD = "card"
    CHEQUE = "cheque"
    CASH = "cash"
    DIRECT_DEBIT = "direct_debit"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Money received for the activity; `reference` may be empty, the store then gives one."""

    on: date
    client: str
    label: str
    amount_cents: int
    method: Method = Method.TRANSFER
    activity: Activity | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expense:
    """Money spent for the activity; negative when the supplier pays back."""

    on: date
    supplier: str
    label: str
    amount_cents: int
    category: str = ""
    reference: str = ""
