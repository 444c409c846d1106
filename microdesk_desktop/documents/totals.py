"""The totals of a document, computed once for the screen, the PDF, the XML and the books.

    lines ─▶ net of each ─▶ sum by Vat ─▶ less its part of the document's discount = base ─▶ tax of each base
                                                                                       └─▶ net, tax, gross, due

Rounded, half away from zero: the discount and the net of each line, the document's discount, the tax of each base, and
the tax in euros (EN 16931, BR-CO-10 to BR-CO-17). Nothing else is rounded, and nothing computed here is stored.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from microdesk_desktop.domain.documents.numbers import Decimals, divided
from microdesk_desktop.domain.documents.types import Discount, Document, Line, Paid, Vat
from microdesk_desktop.domain.money import EUR

K = TypeVar("K")
_CENTS = 100
_LINE_SCALE = 10 ** (Decimals.QUANTITY + Decimals.PRICE) // _CENTS
"""Quantity times price counts ten-billionths of a unit: this many make a cent."""
_PERCENT_SCALE = _CENTS * 10**Decimals.PERCENT
_RATE_SCALE = _CENTS * 10**Decimals.VAT_RATE
_EXCHANGE_SCALE = 10**Decimals.EXCHANGE


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTotal:
    """Of one line in cents: quantity times price, the discount, and what is left."""

    gross: int
    discount: int
    net: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VatTotal:
    """Of all lines of one Vat in cents: their sum, the part of the document's discount, the base and its tax."""

    vat: Vat
    lines: int
    discount: int
    base: int
    tax: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """All amounts of a document in cents of its currency, positive for every type; `tax_eur` in cents of euros.

    `paid` is what deposits or a payment on the day of issue have settled, `due` what is left of `incl_tax`.
    """

    lines: tuple[LineTotal, ...]
    groups: tuple[VatTotal, ...]
    lines_net: int
    discount: int
    excl_tax: int
    tax: int
    incl_tax: int
    paid: int
    due: int
    tax_eur: int


def totals_of(document: Document) -> Totals:
    """The totals of a document; its groups stand in the order in which their first lines do."""
    step = step_of(document.currency)
    lines = tuple(line_total(line, step) for line in document.lines)
    sums = _sums(document.lines, lines)
    discountable = _sums([line for line in document.lines if not line.is_disbursement], _reducible(document, lines))
    parts = shared_out(_discount_of(document.discount, sum(discountable.values()), step), discountable, step)
    groups = tuple(_group(vat, cents, parts.get(vat, 0), step) for vat, cents in sums.items())
    excl_tax = sum(group.base for group in groups)
    tax = sum(group.tax for group in groups)
    incl_tax = excl_tax + tax
    paid = incl_tax if document.paid is Paid.ALL else sum(each.incl_tax_cents for each in document.deposits)
    return Totals(
        lines=lines,
        groups=groups,
        lines_net=sum(sums.values()),
        discount=sum(parts.values()),
        excl_tax=excl_tax,
        tax=tax,
        incl_tax=incl_tax,
        paid=paid,
        due=incl_tax - paid,
        tax_eur=divided(tax * document.exchange, _EXCHANGE_SCALE),
    )


def line_total(line: Line, step: int = 1) -> LineTotal:
    """The amounts of one line; `step` is the smallest amount of the currency in cents."""
    exact = line.quantity * line.unit_price
    gross = _stepped(exact, _LINE_SCALE, step)
    discount = _line_discount(line.discount, exact, step)
    return LineTotal(gross=gross, discount=discount, net=_stepped(exact - discount * _LINE_SCALE, _LINE_SCALE, step))


def tax_of(base: int, rate_bp: int, step: int = 1) -> int:
    """The tax of a base; `step` as in `line_total`."""
    return _stepped(base * rate_bp, _RATE_SCALE, step)


def step_of(currency: str) -> int:
    """The smallest amount of a currency (ISO 4217) in cents: 100 for one without decimals, else 1.

    1 too for what is no currency, so that a draft has totals while its currency is typed; rule BR-CL-04 refuses it.
    """
    if currency == EUR:
        return 1
    # Imported here: nearly all documents are in euros.
    from iso4217 import Currency

    try:
        exponent = Currency(currency).exponent
    except ValueError:
        return 1
    return int(10 ** max(0, Decimals.AMOUNT - (exponent or 0)))


def shared_out(cents: int, weights: Mapping[K, int], step: int = 1) -> Mapping[K, int]:
    """Divide an amount in proportion to positive weights, by largest remainder: the parts add up to the amount.

    Of equal remainders the first weight's comes first. Weights of zero or less get nothing, so that no base of tax
    turns negative. Empty without a positive weight.
    """
    shared = {key: weight for key, weight in weights.items() if weight > 0}
    whole = sum(shared.values())
    if not whole:
        return {}
    units = cents // step
    parts = {key: units * weight // whole for key, weight in shared.items()}
    remainders = {key: units * weight % whole for key, weight in shared.items()}
    for key in sorted(shared, key=remainders.__getitem__, reverse=True)[: units - sum(parts.values())]:
        parts[key] += 1
    return {key: part * step for key, part in parts.items()}


def _sums(lines: Sequence[Line], amounts: Sequence[LineTotal]) -> dict[Vat, int]:
    sums: dict[Vat, int] = {}
    for line, amount in zip(lines, amounts, strict=True):
        sums[line.vat] = sums.get(line.vat, 0) + amount.net
    return sums


def _reducible(document: Document, amounts: Sequence[LineTotal]) -> Sequence[LineTotal]:
    pairs = zip(document.lines, amounts, strict=True)
    return [amount for line, amount in pairs if not line.is_disbursement]


def _group(vat: Vat, lines: int, discount: int, step: int) -> VatTotal:
    base = lines - discount
    return VatTotal(vat=vat, lines=lines, discount=discount, base=base, tax=tax_of(base, vat.rate_bp, step))


def _line_discount(discount: Discount | None, exact: int, step: int) -> int:
    if discount is None:
        return 0
    return discount.cents or _stepped(exact * discount.percent, _LINE_SCALE * _PERCENT_SCALE, step)


def _discount_of(discount: Discount | None, cents: int, step: int) -> int:
    """The document's discount; none of a sum that is not positive."""
    if discount is None or cents <= 0:
        return 0
    return discount.cents or _stepped(cents * discount.percent, _PERCENT_SCALE, step)


def _stepped(numerator: int, denominator: int, step: int) -> int:
    return divided(numerator, denominator * step) * step
