"""Bank transactions as the engine reads them; every amount is signed as on the account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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
class Owner:
    """The user's own names and IBANs, by which transfers between own accounts are recognised."""

    names: Sequence[str] = ()
    ibans: Sequence[str] = ()


class Nature(StrEnum):
    """The nature of a transaction that settles no client's or supplier's document, as read from its label."""

    OWN_TRANSFER = "own_transfer"
    TAX = "tax"
    SOCIAL = "social"
    FEE = "fee"
    LOAN = "loan"
    CASH = "cash"
    CARD_TOTAL = "card_total"
    INTEREST = "interest"
    RETURNED = "returned"
