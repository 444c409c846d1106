"""The VAT of an expense: what the supplier charged, or what the buyer owes in its place (CGI art. 283-2, 256 bis)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from microdesk_desktop.domain.money import EUR

_PERCENT_BP = 10_000


class VatKind(StrEnum):
    """Who owes the VAT of a purchase, and why."""

    DOMESTIC = "domestic"
    """Charged by the supplier, at 0 for what bears none."""
    EU_SERVICE = "eu_service"
    """A service from another country of the Union (CGI art. 283-2)."""
    FOREIGN_SERVICE = "foreign_service"
    """A service from outside the Union (CGI art. 283-1 and 283-2)."""
    EU_GOODS = "eu_goods"
    """Goods from another country of the Union (CGI art. 256 bis)."""
    BUILDING = "building"
    """Work of a subcontractor on a building (CGI art. 283-2 nonies)."""

    @property
    def is_reversed(self) -> bool:
        """Whether the buyer owes the tax, which the supplier is not paid (« autoliquidation »)."""
        return self is not VatKind.DOMESTIC


class ExpenseVat(NamedTuple):
    """A part of an expense at one rate; `rate_bp` in hundredths of a percent, cents in its currency and of its sign.

    `is_deductible`: the business deducts the tax, which a business under the VAT franchise never may.
    """

    kind: VatKind
    rate_bp: int
    base_cents: int
    tax_cents: int
    is_deductible: bool = True

    @property
    def paid_cents(self) -> int:
        """What the supplier is paid for this part."""
        return self.base_cents + (0 if self.kind.is_reversed else self.tax_cents)


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseVat:
    """The VAT of one expense at one rate, in cents of its currency, negative for what was paid back.

    `rate_bp` is in hundredths of a percent. What is not deductible still counts where the buyer owes it.
    """

    expense_id: int
    on: date
    kind: VatKind
    rate_bp: int
    base_cents: int
    tax_cents: int
    is_deductible: bool
    currency: str = EUR


def tax_of(base_cents: int, rate_bp: int) -> int:
    """The tax on an amount without tax, rounded half away from zero."""
    return _divided(base_cents * rate_bp, _PERCENT_BP)


def charged_on(paid_cents: int, rate_bp: int, *, is_deductible: bool) -> ExpenseVat:
    """The part of what was paid, tax included, at one rate."""
    tax_cents = _divided(paid_cents * rate_bp, _PERCENT_BP + rate_bp)
    return ExpenseVat(VatKind.DOMESTIC, rate_bp, paid_cents - tax_cents, tax_cents, is_deductible)


def owed_on(paid_cents: int, rate_bp: int, kind: VatKind, *, is_deductible: bool) -> ExpenseVat:
    """The part of what was paid without tax, on which the buyer owes it."""
    return ExpenseVat(kind, rate_bp, paid_cents, tax_of(paid_cents, rate_bp), is_deductible)


def is_consistent(parts: Sequence[ExpenseVat], amount_cents: int) -> bool:
    """Whether the parts add up to the amount, and each tax has the sign of its base; no parts always do."""
    if not parts:
        return True
    return sum(part.paid_cents for part in parts) == amount_cents and all(
        part.base_cents * part.tax_cents >= 0 and (part.base_cents != 0 or part.tax_cents == 0) for part in parts
    )


def deductible_cents(parts: Iterable[ExpenseVat]) -> int:
    """The tax that the business deducts."""
    return sum(part.tax_cents for part in parts if part.is_deductible)


def rescaled(parts: Sequence[ExpenseVat], former_cents: int, cents: int) -> tuple[ExpenseVat, ...]:
    """The parts of an amount that has become another one, in another currency or sign; they add up to it exactly.

    The last part takes what rounding leaves.
    """
    if former_cents == 0 or not is_consistent(parts, former_cents):
        return ()
    scaled, left = list[ExpenseVat](), cents
    for place, part in enumerate(parts):
        is_last = place == len(parts) - 1
        paid_cents = left if is_last else _divided(part.paid_cents * cents, former_cents)
        left -= paid_cents
        scaled.append(_of_paid(part, paid_cents, _divided(part.tax_cents * cents, former_cents)))
    return tuple(scaled)


def _of_paid(part: ExpenseVat, paid_cents: int, tax_cents: int) -> ExpenseVat:
    base_cents = paid_cents if part.kind.is_reversed else paid_cents - tax_cents
    return part._replace(base_cents=base_cents, tax_cents=tax_cents)


def _divided(number: int, by: int) -> int:
    """A quotient rounded half away from zero."""
    quotient = (2 * abs(number) + abs(by)) // (2 * abs(by))
    return quotient if number * by >= 0 else -quotient
