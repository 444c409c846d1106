"""The lines of the legal books: what came in (« livre des recettes ») and what was spent (« registre des achats »).

A payment that pays for several activities is one line each; the VAT of a line is given by rate.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.domain.settle.targets import TargetKind


class Book(StrEnum):
    """The two books, by their names on the command line."""

    RECEIPTS = "receipts"
    PURCHASES = "purchases"


class VatPart(NamedTuple):
    """The part of a line at one rate of VAT; `rate_bp` is in hundredths of a percent, amounts in cents."""

    category: str
    rate_bp: int
    base_cents: int
    tax_cents: int


class BookLine(NamedTuple):
    """One line of a book; amounts are in cents, negative for what was paid back.

    `on` is the day of the book: that of the money, or of the correction for a line that corrects what was validated
    before; `paid_on` is always the day of the money. `amount_cents` is turnover in the receipts book (without VAT and
    disbursements), and all that was paid in the register of purchases. `disbursement_cents` is no turnover.
    `target_id` is what the line leads to, `transaction_id` the bank row that shows its money, None where there is none.
    `entry` is the number of a validated line, None for one that may still change.
    """

    on: date
    paid_on: date
    reference: str
    party: str
    nature: str
    activity: Activity | None
    amount_cents: int
    method: Method | None
    document: str
    kind: TargetKind
    target_id: int
    transaction_id: int | None = None
    vat: tuple[VatPart, ...] = ()
    disbursement_cents: int = 0
    currency: str = EUR
    is_correction: bool = False
    entry: int | None = None

    @property
    def gross_cents(self) -> int:
        """What was paid: turnover, VAT and disbursements."""
        return self.amount_cents + sum(part.tax_cents for part in self.vat) + self.disbursement_cents
