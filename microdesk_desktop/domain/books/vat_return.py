"""A return of VAT (« CA3 ») as values: what was collected and is owed by rate, what is deducted, what is carried."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from microdesk_desktop.domain.books.declared_periods import DeclaredPeriod


class VatFigure(StrEnum):
    """The amounts of the return that are not split by rate; the names are those of `vat_return_boxes.toml`."""

    SALES = "sales"
    OTHER_TAXED = "other_taxed"
    """Work of subcontractors on buildings, for which the buyer owes the tax."""
    FOREIGN_SERVICES = "foreign_services"
    EU_GOODS = "eu_goods"
    EXPORTS = "exports"
    UNTAXED = "untaxed"
    EU_DELIVERIES = "eu_deliveries"


class TaxPoint(NamedTuple):
    """An amount whose VAT falls due on a day, in cents; `tax_cents` is 0 for what is not taxed."""

    on: date
    figure: VatFigure
    rate_bp: int
    base_cents: int
    tax_cents: int


class RateSum(NamedTuple):
    """What a rate applies to, and the tax, in cents; `rate_bp` in hundredths of a percent."""

    rate_bp: int
    base_cents: int
    tax_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VatReturn:
    """The return of a period, in cents; the properties have the whole euros of the form.

    `bases` are the amounts without tax by figure in cents, `rates` those that are taxed, purchases with reverse charge
    included. `is_franchise` is whether the company is under the franchise at the end. `unsure_cents` is what came in
    without a stated VAT, and is not counted.
    """

    period: DeclaredPeriod
    is_over: bool
    is_franchise: bool
    bases: Sequence[tuple[VatFigure, int]]
    rates: Sequence[RateSum]
    eu_goods_tax_cents: int
    deductible_cents: int
    credit_before: int
    unsure_cents: int = 0

    @property
    def due(self) -> int:
        """The tax due at all rates, in euros."""
        return sum(euros(each.tax_cents) for each in self.rates)

    @property
    def deductible_total(self) -> int:
        """What is deducted with the credit carried, in euros."""
        return euros(self.deductible_cents) + self.credit_before

    @property
    def net(self) -> int:
        """What is to be paid, in euros; 0 where there is a credit."""
        return max(self.due - self.deductible_total, 0)

    @property
    def credit(self) -> int:
        """The credit to be carried, in euros; 0 where tax is to be paid."""
        return max(self.deductible_total - self.due, 0)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to declare."""
        return not self.bases and not self.deductible_cents and not self.credit_before


def euros(cents: int) -> int:
    """The nearest whole euro, a half away from zero."""
    whole = (abs(cents) + 50) // 100
    return -whole if cents < 0 else whole
